"""How a draft comes into force: now, at a minute, and how an earlier version comes again.

Versions that are planned stand one on the other. Whoever puts one in before them, or takes one out, has those that come
later made anew with the same changes over the new ones; a row that two of them change stops it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Final

from handoff.calendar import TOKYO
from handoff.catalog import Row
from handoff.catalog_faults import BadRows, Fault
from handoff.catalog_rows import Tables, body_of
from handoff.characters import admit
from handoff.checker import check
from handoff.checker_windows import seat_faults
from handoff.differences import by_id, differences, merge
from handoff.refusal import Reason, Refused
from server.ports.drafts import Change, DraftHead, DraftMoved, Edit, Ordering, Plan, RowKept, VersionHead
from server.work import drafts, editors, standing, versions
from server.work.base_pages import missing_pages
from server.work.cupboards import Actor, Cupboards
from server.work.standing import Standing

TRIES: Final = 5
MOST_NOTE: Final = 300


async def publish(c: Cupboards, who: Actor, draft: str, at: str | None, note: str) -> tuple[int, int]:
    """A draft becomes a version, now or from a minute on (`2027-04-01T00:00`, in Tokyo): (its number, its moment).

    Refused: `not_allowed`, `no_such_draft`, `nothing_changed`, `past_time`, `no_such_date`, `catalog_clash`. Raises
    `BadRows` (`catalog_faults`) with everything that stops it.
    """
    editors.must_administer(who)
    note = admit(note.strip(), MOST_NOTE, at="note", long=True)
    for _ in range(TRIES):
        stands = await standing.stand(c, draft)
        if not stands.changes():
            raise Refused(Reason.nothing_changed)
        _stop([_both(one) for one in stands.both])
        since = moment(at, c.clock())
        line = await versions.read_line(c)
        if line.published.version != stands.head.based_on:  # another hand was first: the draft stands on that one now
            await versions.look(c)
            continue
        step = _Step(c, line, who)
        if at is None:
            await step.check_seats(stands.tables)
        what = "publish" if at is None else "plan"
        made = step.put_in(stands.under, stands.tables, since, note)
        await step.check()
        with suppress(DraftMoved):
            return await _done(c, who, step.change(what, made.version, note, stands.head), made)
    raise Refused(Reason.not_now)


async def back(c: Cupboards, who: Actor, version: int, note: str) -> tuple[int, int]:
    """An earlier version again, as a new one, now. Refused: `no_such_version`, and as `publish`."""
    editors.must_administer(who)
    note = admit(note.strip(), MOST_NOTE, at="note", long=True)
    for _ in range(TRIES):
        line = await versions.read_line(c)
        if not any(head.version == version and head.state == "published" for head in line.heads):
            raise Refused(Reason.no_such_version)
        now, then = versions.rows_of(c, line.published.version), versions.rows_of(c, version)
        if not differences(now, then):
            raise Refused(Reason.nothing_changed)
        step = _Step(c, line, who)
        await step.check_seats(then)
        made = step.put_in(now, then, c.clock(), note)
        await step.check()
        with suppress(DraftMoved):
            return await _done(c, who, step.change("back", made.version, note), made)
    raise Refused(Reason.not_now)


async def withdraw(c: Cupboards, who: Actor, version: int) -> str:
    """A planned version is none any more; what it would have changed stands in a new draft, whose id this is.

    Refused: `no_such_version` when it is in force by now or was withdrawn, `catalog_clash`.
    """
    editors.must_administer(who)
    for _ in range(TRIES):
        line = await versions.read_line(c)
        head = next((one for one in line.planned if one.version == version), None)
        if head is None:
            raise Refused(Reason.no_such_version)
        step = _Step(c, line, who)
        step.take_out(head)
        await step.check()
        with suppress(DraftMoved):
            await c.drafts.change(step.change("withdraw", version, head.note), drafts.hand(c, who))
            await versions.tell(c)
            return await _as_draft(c, who, head)
    raise Refused(Reason.not_now)


def moment(at: str | None, now: int) -> int:
    """When a version comes into force: now, or at a minute in Tokyo. Refused: `no_such_date`, `past_time`."""
    if at is None:
        return now
    try:
        found = datetime.strptime(at, "%Y-%m-%dT%H:%M").replace(tzinfo=TOKYO)
    except ValueError:
        raise Refused(Reason.no_such_date, at="from") from None
    since = int(found.timestamp()) * 1000
    if since <= now:
        raise Refused(Reason.past_time, at="from")
    return since


async def faults_of(c: Cupboards, draft: str) -> list[Fault]:
    """Everything that is wrong in a draft: rows that were changed in the meantime first. Refused: `no_such_draft`."""
    return await _faults(c, await standing.stand(c, draft))


async def _faults(c: Cupboards, stands: Standing) -> list[Fault]:
    return [*map(_both, stands.both), *await _checked(c, stands.tables)]


async def _checked(c: Cupboards, tables: Tables) -> list[Fault]:
    """Beside the loop, so that nobody's keystrokes wait for it."""
    found = await asyncio.to_thread(check, tables, c.catalogs.house())
    return [*found, *await missing_pages(c, tables)]


def _both(kept_row: RowKept) -> Fault:
    """A row that was changed here and in the version in force. Whoever took it away here need not write it again."""
    if kept_row.row is None:
        text = "下書きで消したこの行は、その後に本番で変わりました。消してよいか、いまの本番の内容を確かめてください。"
        return Fault(kept_row.table, kept_row.id, "", text, "warning")
    text = "下書きの間に、この行が本番でも変わりました。いまの本番の内容と見比べて、もう一度保存してください。"
    return Fault(kept_row.table, kept_row.id, "", text)


def _stop(found: Sequence[Fault]) -> None:
    if any(fault.level == "error" for fault in found):
        raise BadRows("catalog_faults", [fault for fault in found if fault.level == "error"])


class _Step:
    """One change of the line: what is made and what is withdrawn for it."""

    def __init__(self, c: Cupboards, line: versions.Line, who: Actor) -> None:
        self.c = c
        self.line = line
        self.who = who
        self.made: list[Plan] = []
        self.withdrawn: list[int] = []

    def put_in(self, under: Tables, tables: Tables, since: int, note: str) -> Plan:
        """A version from a moment on: what `tables` changes of `under`, over what is in force then."""
        before = self.line.before(since)
        stands = versions.rows_of(self.c, before.version)
        wanted = tables if before == self.line.published else self._over(under, tables, stands, before)
        made = self._make(wanted, before.version, since, self.who.name, note)
        self._again(self.line.after(since), wanted, made.version)
        return made

    def take_out(self, head: VersionHead) -> None:
        """A planned version goes."""
        others = [one for one in self.line.planned if one != head]
        before = [self.line.published, *(one for one in others if versions.when(one) < versions.when(head))][-1]
        self.withdrawn.append(head.version)
        later = [one for one in others if versions.when(one) > versions.when(head)]
        self._again(later, versions.rows_of(self.c, before.version), before.version)

    async def check(self) -> None:
        """Raises `BadRows` when a version that is made has an error."""
        for plan in self.made:
            _stop(await _checked(self.c, plan.body["tables"]))

    async def check_seats(self, tables: Tables) -> None:
        """Raises `BadRows` when somebody sits at a window that would go now, or serve another counter."""
        house = self.c.catalogs.house()
        seats = [seat for one in house.offices for seat in await self.c.visits.seats(one.office)]
        _stop(list(seat_faults(tables, house, [seat.window for seat in seats if seat.clerks])))

    def change(self, what: str, about: int, note: str, draft: DraftHead | None = None) -> Change:
        """The whole of it."""
        ends = (draft.draft, draft.rev) if draft else (None, 0)
        return Change(what, about, note, self.made, self.withdrawn, *ends)

    def _again(self, later: Sequence[VersionHead], tables: Tables, on: int) -> None:
        """The versions that come later, with the same changes over other rows."""
        for head in later:
            under = versions.rows_of(self.c, head.based_on or self.line.published.version)
            tables = self._over(under, versions.rows_of(self.c, head.version), tables, head)
            self.withdrawn.append(head.version)
            on = self._make(tables, on, head.since, head.by, head.note).version

    def _over(self, under: Tables, mine: Tables, theirs: Tables, head: VersionHead) -> Tables:
        merged, both = merge(under, mine, theirs)
        if both:
            table, one = both[0]
            raise Refused(Reason.catalog_clash, at=table, id=one, version=head.version, since=head.since)
        return merged

    def _make(self, tables: Tables, based_on: int, since: int, by: str, note: str) -> Plan:
        now = self.c.catalogs.current()
        version = self.line.next + len(self.made)
        body = body_of(version, now.city, now.name, tables)
        self.made.append(Plan(version, body, based_on, since, by, note))
        return self.made[-1]


async def _done(c: Cupboards, who: Actor, change: Change, made: Plan) -> tuple[int, int]:
    await c.drafts.change(change, drafts.hand(c, who))
    await versions.tell(c)
    await versions.switch(c)
    return made.version, made.since


async def _as_draft(c: Cupboards, who: Actor, head: VersionHead) -> str:
    """A withdrawn version as a draft of the version that it was made from."""
    by = drafts.hand(c, who)
    under = head.based_on or c.catalogs.current().version
    draft = drafts.new_id(c)
    before, after = versions.rows_of(c, under), versions.rows_of(c, head.version)
    differ = differences(before, after)
    await c.drafts.make(draft, head.note[: drafts.MOST_NAME] or f"版{head.version}", under, by)
    old = {table: by_id(table, rows) for table, rows in before.items()}
    new = {table: by_id(table, rows) for table, rows in after.items()}
    written = [(one.table, one.id) for one in differ if one.what != "moved"]
    edits = [_edit(table, one, old[table].get(one), new[table].get(one), under) for table, one in written]
    await c.drafts.write(draft, under, edits, by, "row")
    for table in (one.table for one in differ if one.what == "moved"):
        await c.drafts.order(draft, under, Ordering(table, list(new[table]), under, list(old[table])), by)
    return draft


def _edit(table: str, one: str, before: Row | None, after: Row | None, under: int) -> Edit:
    stands = 0 if before is None else under
    return Edit(table, one, after, stands, before, stands)
