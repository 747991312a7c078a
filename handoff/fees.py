"""手数料: what a certificate costs, from the city's own list (its 手数料条例), and for what use it costs nothing.

The fees of the demo city are an example; each city puts its own into `[certificates]` of settings.toml. What the city
has said nothing of has no fee: that is not the same as 0 yen, which is always said with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal, TypeAlias

import msgspec

from handoff.case import Value

Why: TypeAlias = Literal["listed", "free_use", "no_fee"]

KIND: Final = "cert_kind"
COPIES: Final = "cert_copies"
PURPOSE: Final = "cert_purpose"
"""The items that a fee is reckoned from."""


class Certificate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of certificate (a choice of `cert_kind`), the question whose yes asks for it, and yen for each copy."""

    kind: str
    question: str
    yen: int


class Use(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a certificate is for, in the words of `cert_purpose`, and the kinds that cost nothing for it."""

    text: str
    free: list[str] = []


class CertificateSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The certificates of a city in the order of its list, and the uses that a clerk can choose by one key.

    `event`: the life event of who comes for a certificate alone; `oneself`, `photo`: the questions whether it is the
    person themselves, and whether their document has a photograph; `options`: what `cert_opts` adds, and the question
    whose yes it is."""

    event: str = ""
    oneself: str = ""
    photo: str = ""
    kinds: list[Certificate] = []
    uses: list[Use] = []
    options: dict[str, str] = {}


class Fee(msgspec.Struct, frozen=True):
    """What is to be paid: yen for each copy, how many, in all, and why so much (`free_use`: the use makes it free)."""

    each: int
    copies: int
    total: int
    why: Why


def fee(settings: CertificateSettings, entries: Mapping[str, Value]) -> Fee | None:
    """The fee of what the case asks for; None while kind or number of copies is not said, or the city names no fee."""
    kind, copies = entries.get(KIND), entries.get(COPIES)
    found = next((one for one in settings.kinds if one.kind == kind), None)
    if found is None or isinstance(copies, bool) or not isinstance(copies, int) or copies < 1:
        return None
    use = next((one for one in settings.uses if one.text == entries.get(PURPOSE)), None)
    if use is not None and found.kind in use.free:
        return Fee(0, copies, 0, "free_use")
    return Fee(found.yen, copies, found.yen * copies, "listed" if found.yen else "no_fee")


def asked_by(settings: CertificateSettings, kind: str, options: Iterable[str] = ()) -> dict[str, bool]:
    """The answers that a choice gives: yes to the question of its kind, no to those of the other kinds; yes to the
    questions of the options that are wanted. A kind that the city does not list answers nothing."""
    own = next((one.question for one in settings.kinds if one.kind == kind), None)
    if own is None:
        return {}
    wanted = {settings.options[one] for one in options if one in settings.options}
    return {one.question: one.question == own for one in settings.kinds} | {
        question: question in wanted for question in settings.options.values()
    }
