"""Agreeing to applications and signing them, at the tablet of a window; and 代筆 by the clerk.

What is agreed to and signed is kept with the paper that was shown (`server/ports/confirmations.py`) before the edit is
made: no row, no signature.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from typing import Final, Literal

import msgspec

from handoff.case import Facts, Sheet
from handoff.edit import Edit, Writer
from handoff.guided import forms_on_tablet
from handoff.leaf import Leaf
from handoff.messages import Agree, Answer, Change, Sign, SignFor
from handoff.overtaken import Overtaken
from handoff.refusal import Reason, Refused
from handoff.signing import Standing, Strokes, agree, check_strokes, sign, sign_for, wanted_of
from server.ports.confirmations import Confirmation
from server.ports.sheets import Accepted, Asleep, MovedOn
from server.work import forms_case
from server.work.cupboards import Actor, Cupboards
from server.work.forms_case import CaseForms
from server.work.forms_tablet import Shown, leaves_of, of_sheet, shown
from server.work.opening import woken
from server.work.tablet import VISITOR, Turn, word

TITLE: Final = "申請書（確認用）"
CANONICAL: Final = msgspec.json.Encoder(order="sorted")
Deed = Callable[[Edit, Sequence[Standing]], Facts]


async def agree_to(c: Cupboards, said: Agree, turn: Turn | None) -> Answer:
    """All that is shown is right. Refused with `not_asked`: nothing is shown. `overtaken`: it is something else by now;
    what it is comes as papers do."""
    return await _confirm(c, said.op, said.seen, turn, "agree", "", [], agree)


async def signed(c: Cupboards, said: Sign, turn: Turn | None) -> Answer:
    """One person's signature. Refused and overtaken as `agree_to`; refused besides: `bad_message` (strokes that are
    none), `not_asked` (nobody of whom one is wanted)."""
    check_strokes(said.strokes)
    now = shown(c, turn) if turn is not None else None
    if now is None or turn is None:
        raise Refused(Reason.not_asked)
    person = _person(now, turn, said.person)
    return await _confirm(
        c,
        said.op,
        said.seen,
        turn,
        "sign",
        person,
        said.strokes,
        lambda edit, found: sign(edit, person, said.strokes, found),
    )


def _person(now: Shown, turn: Turn, said: str) -> str:
    people = {place.person for one in now.standing for sheet in one.one.sheets for place in sheet.signs}
    found = next((one for one in people if one and word(turn.turn, one) == said), None)
    if found is None:
        raise Refused(Reason.not_asked)
    return found


async def _confirm(
    c: Cupboards,
    op: str,
    seen: str,
    turn: Turn | None,
    what: Literal["agree", "sign"],
    person: str,
    strokes: Strokes,
    deed: Deed,
) -> Answer:
    now = shown(c, turn) if turn is not None else None
    if turn is None or now is None or turn.sees is None:
        raise Refused(Reason.not_asked)
    if now.seen != seen:
        return Answer(re=op, result="overtaken")
    sees, today = turn.sees, date.fromisoformat(c.business_day())
    writer = Writer(clerk="", name=VISITOR, window=turn.window, sees=frozenset(), visitor=True)
    about = wanted_of(person, now.standing, now.case.sheet.entries) if person else now.standing
    leaves = [leaf for one in about for leaf in leaves_of(c, now.case, one.one, turn)]
    await _keep(c, _said(turn.row.case, op, what, person, about, writer, c.clock()), leaves)

    def decide(sheet: Sheet) -> Facts:
        showing = forms_on_tablet(sheet.entries, turn.window, turn.row.fence)
        if showing is None or showing[0] != turn.turn:
            raise Refused(Reason.not_asked)
        again = of_sheet(c, turn, sheet, sees)
        if again.seen != seen:
            raise Overtaken({})
        edit = Edit(op, {}, writer, c.catalogs.ground(today, sheet.catalog), sheet, turn.row.fence)
        return deed(edit, again.standing)

    same = _digest(what, person, strokes, seen)
    try:
        outcome = await c.sheets.change(
            turn.row.case, op, same, turn.row.fence, decide, by="", window=turn.window, kind=what
        )
    except Overtaken:
        return Answer(re=op, result="overtaken")
    except Asleep:
        raise Refused(Reason.not_asked) from None
    match outcome:
        case MovedOn():
            raise Refused(Reason.not_asked)
        case Accepted(again=again):
            return Answer(re=op, result="done" if again else "ok")
        case later:
            return Answer(re=op, result=later.why if later.why in {"slow", "full", "unknown"} else "busy")


def _digest(*said: object) -> bytes:
    return hashlib.blake2b(CANONICAL.encode(said), digest_size=8).digest()


# ---- what is kept


def _said(
    case: str,
    op: str,
    what: Literal["agree", "sign", "for"],
    person: str,
    about: Sequence[Standing],
    writer: Writer,
    now: int,
) -> Confirmation:
    forms = [one.form for one in about]
    return Confirmation(case, op, now, what, person, forms, writer.clerk, writer.name, writer.window, "")


async def _keep(c: Cupboards, one: Confirmation, leaves: list[Leaf]) -> None:
    """The paper that was shown, before the edit. Nothing is shown: nothing is kept, and the rule says no."""
    if leaves:
        ink = await c.paper.forms(leaves, TITLE)
        digest = hashlib.sha256(ink.pdf).hexdigest()
        await c.confirmations.keep(msgspec.structs.replace(one, digest=digest), ink.pdf)


# ---- 代筆


async def write_for(c: Cupboards, who: Actor, message: Change, do: SignFor) -> Answer:
    """A clerk writes a person's name. Refused: `not_allowed` (no clerk), `no_such_case`, and as `signing.sign_for`."""
    if "clerk" not in who.roles:
        raise Refused(Reason.not_allowed)
    sheet = await woken(c, message.case)
    visit = await c.visits.last_of(message.case)
    if sheet is None or visit is None:
        raise Refused(Reason.no_such_case)
    today = date.fromisoformat(c.business_day())
    writer = Writer(clerk=who.clerk, name=who.name, window=who.window or "", sees=who.sees)

    def standing(now: Sheet) -> tuple[CaseForms, list[Standing]]:
        case = forms_case.of_sheet(c, now, visit.office, visit.service)
        return case, case.standing([one for one in case.found if one.counts and forms_case.may_print(case, one, who)])

    def decide(now: Sheet) -> Facts:
        edit = Edit(message.op, {}, writer, c.catalogs.ground(today, now.catalog), now, message.fence)
        return sign_for(edit, do.person, do.reason, do.note, do.form, standing(now)[1])

    with suppress(Refused):  # what is refused is kept nowhere; whether it is, the newest sheet decides
        decide(sheet)
        case, found = standing(sheet)
        about = [one for one in wanted_of(do.person, found, sheet.entries) if do.form in ("", one.form)]
        nobody = msgspec.structs.replace(who, sees=who.sees - {"S"}, group=None)  # others may open what is kept
        plain = forms_case.setting_of(c, nobody, case, visit.number, for_visitor=True, found=[], numbers=True)
        leaves = [leaf for one in about for leaf in case.leaves(one.one, plain)]
        await _keep(c, _said(message.case, message.op, "for", do.person, about, writer, c.clock()), leaves)
    outcome = await c.sheets.change(
        message.case,
        message.op,
        _digest(who.clerk, do),
        message.fence,
        decide,
        by=who.clerk,
        window=who.window or "",
        kind="sign_for",
    )
    match outcome:
        case Accepted(rev=rev, again=again):
            return Answer(re=message.op, result="done" if again else "ok", rev=rev)
        case MovedOn(fence=fence):
            return Answer(re=message.op, result="moved_on", fence=fence)
        case later:
            return Answer(re=message.op, result=later.why if later.why in {"slow", "full", "unknown"} else "busy")
