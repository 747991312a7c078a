"""人事異動の予行: what a day brings, played on a copy in memory before it comes. Nothing is written.

What is planned for accounts until that day meets the catalog that is in force when it begins, so that windows and
counters change with the same date; what would be refused then is told now.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from handoff.account import LABELS, Account, faults
from handoff.account import Known as Ids
from handoff.catalog_faults import BadRows
from handoff.offices import Window
from handoff.refusal import Refused
from server.ports.users import Edit, Plan, UserKept
from server.work import accounts, editors, versions
from server.work.cupboards import Actor, Cupboards

NOBODY = Actor("", "", "")
LAST_ADMIN = "この日に使える管理者が、ひとりもいなくなります。"


class Person(msgspec.Struct, frozen=True):
    """A user, and what changes (field -> before, after). `paper`: no password yet, so the first paper is due."""

    login: str
    name: str
    department: str
    fields: dict[str, tuple[object, object]] = {}
    paper: bool = False


class Wrong(msgspec.Struct, frozen=True):
    """What would not come to be, or be left behind, with whose account it is."""

    login: str
    name: str
    text: str


class WindowTurn(msgspec.Struct, frozen=True):
    """A window before and after: None where there is none. `name`, `number`, `floor`, `counter` are what people see."""

    window: str
    before: dict[str, str] | None
    after: dict[str, str] | None


class Ending(msgspec.Struct, frozen=True):
    """A counter that no window serves any more, and what still stands in its lines: visits of today, appointments to
    come."""

    group: str
    name: str
    department: str
    open: int
    booked: int


class Turn(msgspec.Struct, frozen=True):
    """All that a day brings. `version`: of the catalog that is in force when it begins."""

    day: str
    version: int
    coming: list[Person]
    changing: list[Person]
    leaving: list[Person]
    wrong: list[Wrong]
    windows: list[WindowTurn]
    ending: list[Ending]


async def rehearse(c: Cupboards, who: Actor, day: str) -> Turn:
    """What this day brings. Refused: `not_allowed`, `no_such_date`, `past_time`."""
    editors.must_administer(who)
    accounts.must_come(c, day)
    before = await c.users.all(c.clock())
    due = [one for one in await c.users.plans() if one.day <= day]
    version, known = await versions.on(c, day), await accounts.known_of(c, day)
    after, wrong = _played(before, due, known, day)
    wrong += _left_behind(after, known, day, {one.login for one in wrong})
    return Turn(
        day=day,
        version=version,
        wrong=wrong,
        windows=_windows(c, version),
        ending=await _ending(c, version),
        **_people(before, after, day),
    )


def _played(before: list[UserKept], due: list[Plan], known: Ids, day: str) -> tuple[dict[str, UserKept], list[Wrong]]:
    """The accounts as they are when the day has begun, and what is refused on the way."""
    copy, wrong = {one.clerk: one for one in before}, []
    for plan in due:
        kept = copy[plan.clerk]
        edit = Edit(plan.clerk, accounts.changed(kept.account, plan.changes), kept.rev)
        try:
            accounts.check(NOBODY, list(copy.values()), [edit], known, day)
        except BadRows as no:
            wrong += [_wrong(edit.account, f"{LABELS[one.column]}: {one.text}") for one in no.faults]
        except Refused:
            wrong.append(_wrong(edit.account, LAST_ADMIN))
        else:
            copy[plan.clerk] = msgspec.structs.replace(kept, account=edit.account)
    return copy, wrong


def _left_behind(after: dict[str, UserKept], known: Ids, day: str, told: set[str]) -> list[Wrong]:
    """Accounts that are used on the day and name what is gone by then."""
    used = [one.account for one in after.values() if one.account.valid(day) and one.account.login not in told]
    return [_wrong(one, f"{LABELS[fault.column]}: {fault.text}") for one in used for fault in faults(one, known)]


def _wrong(account: Account, text: str) -> Wrong:
    return Wrong(account.login, account.name, text)


def _people(before: Iterable[UserKept], after: dict[str, UserKept], day: str) -> dict[str, list[Person]]:
    """Who comes, is another one, or leaves with this day."""
    eve = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    found: dict[str, list[Person]] = {"coming": [], "changing": [], "leaving": []}
    for one in before:
        then = after[one.clerk].account
        was, is_ = one.account.valid(eve), then.valid(day)
        changes = accounts.differing(one.account, then)
        if not (was or is_) or (was and is_ and not changes):
            continue
        kind = "changing" if was and is_ else "coming" if is_ else "leaving"
        fields = {name: (getattr(one.account, name), value) for name, value in changes.items()}
        paper = is_ and not one.password
        found[kind].append(Person(then.login, then.name, then.department, fields, paper))
    return found


def _windows(c: Cupboards, version: int) -> list[WindowTurn]:
    """Windows that are others in this version than now."""
    house, rows = c.catalogs.house(), versions.rows_of(c, version)
    now = {one.window: one for one in house.windows}
    then = {one.window: one for one in versions.windows(rows)}
    names = {one.group: one.name for one in [*house.counters, *versions.counters(rows)]}
    pairs = {one: (_seen(now.get(one), names), _seen(then.get(one), names)) for one in sorted({*now, *then})}
    return [WindowTurn(one, was, is_) for one, (was, is_) in pairs.items() if was != is_]


def _seen(window: Window | None, names: dict[str, str]) -> dict[str, str] | None:
    if window is None:
        return None
    counter = names.get(window.group, window.group)
    return {"name": window.name, "number": window.number, "floor": window.floor, "counter": counter}


async def _ending(c: Cupboards, version: int) -> list[Ending]:
    """Counters that have windows now, and in this version none."""
    house = c.catalogs.house()
    now = {(one.office, one.group) for one in house.windows}
    then = {(one.office, one.group) for one in versions.windows(versions.rows_of(c, version))}
    found = []
    for counter in house.counters:
        if (counter.office, counter.group) not in now - then:
            continue
        lines = {one.line for one in house.lines if (one.office, one.group) == (counter.office, counter.group)}
        today = await c.visits.unfinished(counter.office, c.business_day())
        booked = await c.board.booked(counter.office)
        found.append(
            Ending(
                counter.group,
                counter.name,
                counter.department,
                sum(one.line in lines for one in today),
                sum(one.line in lines for one in booked),
            )
        )
    return found
