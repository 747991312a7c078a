"""人事異動の予行: what a day brings, before it comes: reckoned in memory, where nothing is written, or really turned in
a copy of the record (`server/backup/turned.py`).

What is planned for accounts until that day meets the catalog that is in force when it begins, so that windows and
counters change with the same date; what would be refused then is told now.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from handoff import heirs
from handoff.account import LABELS, Account, faults
from handoff.account import Known as Ids
from handoff.catalog_faults import BadRows
from handoff.catalog_rows import Tables
from handoff.offices import House, Window
from handoff.refusal import Refused
from server.ports.users import Edit, Plan, UserKept
from server.work import accounts, editors, inheriting, rerighting, versions
from server.work.cupboards import Actor, Cupboards

NOBODY = Actor("", "", "")
LAST_ADMIN = "この日に使える管理者が、ひとりもいなくなります。"
NOT_BEGUN = "予定した変更が始まりませんでした。"


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
    """A counter that no window serves any more, what stands in its lines (visits that are not ended, appointments to
    come), and the counter that goes on with it; "" when there is none, and all of it stays."""

    group: str
    name: str
    department: str
    open: int
    booked: int
    heir: str = ""


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
    """What this day brings, reckoned in memory. Refused: `not_allowed`, `no_such_date`, `past_time`."""
    editors.must_administer(who)
    accounts.must_come(c, day)
    return await _foretold(c, day)


async def note_copy(c: Cupboards, who: Actor, day: str) -> None:
    """Whether this day may be turned in a copy, and who asked for it. Refused as `rehearse`."""
    editors.must_administer(who)
    accounts.must_come(c, day)
    await accounts.audit(c, who, "rehearse", day)


async def play(c: Cupboards, day: str) -> Turn:
    """What this day brings, really done: for a copy of the record, whose clock says the midnight of that day."""
    foretold, house = await _foretold(c, day), c.catalogs.house()
    before, due = await c.users.all(c.clock()), await _due(c, day)
    await versions.take_effect(c)
    await c.catalogs.refresh()
    await rerighting.begin_due(c)
    after = {one.clerk: one for one in await c.users.all(c.clock())}
    version = c.catalogs.current().version
    return msgspec.structs.replace(
        foretold,
        version=version,
        wrong=_not_begun(before, after, due, foretold.wrong) + await _lost(c, after, day, due),
        windows=_windows(house, versions.rows_of(c, version)),
        **_people(before, after, day),
    )


async def _foretold(c: Cupboards, day: str) -> Turn:
    before, due = await c.users.all(c.clock()), await _due(c, day)
    version, known = await versions.on(c, day), await accounts.known_of(c, day)
    after, wrong = _played(before, due, known, day)
    wrong += _left_behind(after, known, day, {one.login for one in wrong})
    return Turn(
        day=day,
        version=version,
        wrong=wrong,
        windows=_windows(c.catalogs.house(), versions.rows_of(c, version)),
        ending=await _ending(c, version),
        **_people(before, after, day),
    )


async def _due(c: Cupboards, day: str) -> list[Plan]:
    """What is planned until this day."""
    return [one for one in await c.users.plans() if one.day <= day]


def _not_begun(
    before: Iterable[UserKept], after: dict[str, UserKept], due: Iterable[Plan], foretold: Iterable[Wrong]
) -> list[Wrong]:
    """Accounts whose planned change did not come, with the reason where it was foretold."""
    was = {one.clerk: one.account for one in before}
    now = {plan.clerk: after[plan.clerk].account for plan in due}
    wanted = dict(was)
    for plan in due:
        wanted[plan.clerk] = accounts.changed(wanted[plan.clerk], plan.changes)
    refused = [now[clerk] for clerk in now if now[clerk] != wanted[clerk]]
    why = {one.login: one for one in foretold}
    return [why.get(one.login, _wrong(one, NOT_BEGUN)) for one in refused]


async def _lost(c: Cupboards, after: dict[str, UserKept], day: str, due: Iterable[Plan]) -> list[Wrong]:
    """The same of accounts that nothing was planned for, and that name what is gone."""
    logins = {after[plan.clerk].account.login for plan in due}
    return _left_behind(after, await accounts.known_of(c), day, logins)


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


def _windows(house: House, rows: Tables) -> list[WindowTurn]:
    """Windows that are others in these rows than in the house."""
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
    house, rows = c.catalogs.house(), versions.rows_of(c, version)
    now = {(one.office, one.group) for one in house.windows}
    then = {(one.office, one.group) for one in versions.windows(rows)}
    names = {(one.office, one.group): one.name for one in versions.counters(rows)}
    heir = heirs.of_tables(rows)
    found = []
    for counter in house.counters:
        at = (counter.office, counter.group)
        if at not in now - then:
            continue
        left, booked = await inheriting.left_in(c, counter.office, (one.line for one in house.lines_of(*at)))
        name = names.get((counter.office, heir.get(at, "")), "")
        found.append(Ending(counter.group, counter.name, counter.department, left, booked, name))
    return found
