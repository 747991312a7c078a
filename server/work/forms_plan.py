"""What is printed of a case's applications, and how, as a clerk asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from handoff.guided import OVERRULE
from handoff.refusal import Reason, Refused
from server.work import reasons
from server.work.cupboards import Actor, Cupboards
from server.work.forms_case import check_size

MOST_COPIES: Final = 20


class Why(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A reason of the city's list, and its sentence."""

    reason: str
    note: str = ""


class Plan(msgspec.Struct, frozen=True):
    """What is printed. `forms` in this order (None: all), each `copies` times, all of the first copy first; `visitor`:
    a 控え of each at the end, without office remarks and 個人番号; `page`: one page of the one form alone (from 1);
    `larger`: type so many times its size; `override`: although items lack that must be there; `reveal`: with the
    address of a protected person, `numbers`: with 個人番号, either masked without it; `slip`: the guidance slip last,
    with a new code, `language` beside its Japanese."""

    forms: Sequence[str] | None = None
    copies: int = 1
    visitor: bool = False
    page: int | None = None
    larger: float = 1.0
    override: Why | None = None
    reveal: Why | None = None
    numbers: Why | None = None
    slip: bool = False
    language: str = "ja"


def check_plan(c: Cupboards, who: Actor, plan: Plan) -> None:
    """Refused: `bad_message` (copies, a page, a type size out of reach), `not_allowed` (an override without its right),
    and a reason that is none."""
    check_size(plan.larger)
    if not 1 <= plan.copies <= MOST_COPIES:
        raise Refused(Reason.bad_message, at="copies")
    if plan.page is not None and (plan.forms is None or len(plan.forms) != 1):
        raise Refused(Reason.bad_message, at="page")
    if plan.override is not None:
        if OVERRULE not in who.sees:
            raise Refused(Reason.not_allowed, at="override")
        reasons.check(c, plan.override.reason, "override", plan.override.note, needed=True)
    for why in (plan.reveal, plan.numbers):
        if why is not None:
            reasons.check(c, why.reason, "reveal", why.note, needed=True)
