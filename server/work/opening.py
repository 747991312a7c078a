"""Looking at a case: who may, what is written down first, and the sheet as it stands."""

from __future__ import annotations

from typing import Final

from handoff.case import Entry, Sheet, split_key
from handoff.refusal import Reason, Refused
from handoff.rights import limits_of
from handoff.visibility import Shown, may_see, show_history, view_of
from server.ports.archive import Look
from server.work.cupboards import Actor, Cupboards
from server.work.keeper import awaken
from server.work.met import is_protected, view_in

NUMBER: Final = "mynumber"
"""The check digit of the items that hold a 個人番号."""
CODE: Final = "juminhyo"
"""Of those that hold a 住民票コード."""


async def look_at(
    c: Cupboards, who: Actor, case: str, what: str = "open", purpose: str = "", number: bool = False
) -> Sheet:
    """The sheet of a case for somebody who may read cases: a clerk. Noted before it is given; woken when it slept.
    `what`: why it is looked at (open, history, print), `purpose` the reason that was given; `number`: that a 個人番号
    was asked for."""
    if "clerk" not in who.roles:
        raise Refused(Reason.not_allowed)
    await must_read(c, who, case)
    sheet = await woken(c, case)
    await note(c, who, what, case, purpose, number)
    if sheet is None:
        raise Refused(Reason.no_such_case)
    return sheet


async def woken(c: Cupboards, case: str) -> Sheet | None:
    """The sheet of a case, woken when it slept: a finished one in which nobody is may fall asleep between two looks.
    None: there is no such case."""
    sheet = await c.sheets.read(case)
    if sheet is None and await awaken(c, case):
        sheet = await c.sheets.read(case)
    return sheet


async def standing(c: Cupboards, sheet: Sheet) -> tuple[str, Sheet]:
    """The epoch, and the sheet in it as it stands now; `sheet` as it was looked at a moment ago. Woken when it has
    fallen asleep since. Refused with `no_such_case`: it is there no more."""
    now = await c.sheets.latest(sheet)
    if now is None and await awaken(c, sheet.case):
        now = await c.sheets.latest(sheet)
    if now is None:
        raise Refused(Reason.no_such_case)
    return now


async def must_read(c: Cupboards, who: Actor, case: str) -> None:
    """Refused with `not_allowed`: a case at an office that the clerk's grants leave out."""
    limits = limits_of(who.sees)
    if "office" not in limits.kinds:
        return
    visit = await c.visits.last_of(case)
    if visit is None or not limits.may("read", "office", visit.office):
        raise Refused(Reason.not_allowed, at="office")


def gives(c: Cupboards, who: Actor, sheet: Sheet, what: str) -> bool:
    """Whether a number of the sheet (`what`: NUMBER, CODE) goes to this one, where such numbers go out at all."""
    items, view = c.catalogs.items(), view_of(who.sees, numbers=True)
    return any(
        entry.value is not None
        and (item := items.get(split_key(key)[1])) is not None
        and item.check_digit == what
        and may_see(key, view, items, protected=True)
        for key, entry in sheet.entries.items()
    )


async def note(
    c: Cupboards, who: Actor, what: str, case: str | None = None, purpose: str = "", number: bool = False
) -> None:
    """Who looks at what, and where."""
    look = Look(
        at=c.clock(),
        clerk=who.clerk,
        window=who.window or "",
        office=who.office,
        what=what,
        case=case,
        terminal=who.terminal,
        purpose=purpose,
        number=number,
    )
    await c.audit.note(look)


async def note_code(c: Cupboards, who: Actor, case: str, purpose: str = "") -> None:
    """A 住民票コード is shown, printed or taken out: a row of its own kind, beside the row of the deed."""
    await note(c, who, "code", case, purpose)


async def history(c: Cupboards, who: Actor, case: str, key: str) -> Shown[list[Entry]]:
    """All that ever stood at an entry of a case, newest first: who, when, from where."""
    sheet = await look_at(c, who, case, "history")
    entries = await c.past.history(case, key)
    view, hidden = view_in(c, who, sheet), is_protected(c, sheet.entries)
    return show_history(key, reversed(entries), view, c.catalogs.items(), hidden)
