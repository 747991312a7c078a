"""The line of versions of the catalog in PostgreSQL: planned, in force, withdrawn; never changed, never used again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from handoff.offices import Counter, Window
from handoff.stage import Stage
from server.ports.drafts import Change, DraftMoved, Hand, VersionHead
from server.record.catalog_log import note
from server.record.tables import appointments, catalogs, counters, drafts, lines, visits, windows
from server.record.transaction import transaction

LOCK: Final = 0x63617461
"""The line of versions changes by one hand at a time."""
HEAD: Final = tuple(catalogs.c[name] for name in VersionHead.__struct_fields__)


class VersionLine:
    """The versions' part of `Drafts`."""

    _engine: AsyncEngine

    async def versions(self) -> list[VersionHead]:
        """All versions, newest first."""
        async with transaction(self._engine) as connection:
            return await read_heads(connection)

    async def change(self, change: Change, who: Hand) -> None:
        """Versions are planned and withdrawn."""
        async with transaction(self._engine) as connection:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            await _end_draft(connection, change)
            await _withdraw(connection, change.withdrawn)
            await _make(connection, change, who)
            line = {"version": change.about, "note": change.note, "draft": change.draft}
            await note(connection, who, change.what, [line])

    async def take_effect(
        self,
        version: int,
        counted: Sequence[Counter],
        used: Sequence[Window],
        heirs: Mapping[tuple[str, str], str],
        now: int,
    ) -> bool:
        """A planned version is in force, its counters and windows stand in the house, and appointments of counters that
        have ended are their heirs'."""
        async with transaction(self._engine) as connection:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            planned = (catalogs.c.version == version) & (catalogs.c.state == "planned")
            done = update(catalogs).where(planned).values(state="published").returning(catalogs.c.note)
            said = await connection.scalar(done)
            if said is None:
                return False
            await _put_counters(connection, counted)
            await _put_windows(connection, used)
            await _drop_counters(connection, counted)
            await _pass_appointments(connection, heirs)
            house = Hand(clerk="", name="", now=now)
            await note(connection, house, "effect", [{"version": version, "note": said}])
            return True


async def read_heads(connection: AsyncConnection) -> list[VersionHead]:
    """All versions without their rows, newest first."""
    found = await connection.execute(select(*HEAD).order_by(catalogs.c.version.desc()))
    return [VersionHead(**{str(name): value for name, value in row.items()}) for row in found.mappings()]


async def _end_draft(connection: AsyncConnection, change: Change) -> None:
    if change.draft is None:
        return
    same = (drafts.c.draft == change.draft) & (drafts.c.rev == change.draft_rev)
    if (await connection.execute(delete(drafts).where(same))).rowcount == 0:
        raise DraftMoved


async def _withdraw(connection: AsyncConnection, versions: Sequence[int]) -> None:
    planned = catalogs.c.version.in_(versions) & (catalogs.c.state == "planned")
    done = await connection.execute(update(catalogs).where(planned).values(state="withdrawn"))
    if done.rowcount != len(versions):
        raise DraftMoved


async def _make(connection: AsyncConnection, change: Change, who: Hand) -> None:
    newest = await connection.scalar(select(func.max(catalogs.c.version)))
    if change.made and change.made[0].version != (newest or 0) + 1:
        raise DraftMoved
    rows = [{**msgspec.structs.asdict(plan), "state": "planned", "at": who.now} for plan in change.made]
    if rows:
        await connection.execute(insert(catalogs), rows)


async def _put_counters(connection: AsyncConnection, counted: Sequence[Counter]) -> None:
    rows = [msgspec.structs.asdict(one) for one in counted]
    statement = insert(counters)
    new = {column.name: statement.excluded[column.name] for column in counters.c if not column.primary_key}
    if rows:
        await connection.execute(statement.on_conflict_do_update(constraint=counters.primary_key, set_=new), rows)


async def _put_windows(connection: AsyncConnection, used: Sequence[Window]) -> None:
    """The house's windows are these; another one is used no more. Each has a new version: boards see it anew."""
    names = [window.window for window in used]
    gone = windows.c.window.not_in(names) & windows.c.retired.is_(False)
    later = {"version": windows.c.version + 1}
    await connection.execute(update(windows).where(gone).values(retired=True, **later))
    rows = [{**msgspec.structs.asdict(one), "rank": rank, "retired": False} for rank, one in enumerate(used)]
    statement = insert(windows)
    new = {name: statement.excluded[name] for name in rows[0] if name != "window"} if rows else {}
    if rows:
        again = statement.on_conflict_do_update(constraint=windows.primary_key, set_=new | later)
        await connection.execute(again, rows)


async def _drop_counters(connection: AsyncConnection, counted: Sequence[Counter]) -> None:
    """A counter that the catalog has no more goes; it stays as long as a window or a line stands at it."""
    here = {(one.office, one.group) for one in counted}
    used = select(windows.c.office, windows.c.group).union(select(lines.c.office, lines.c.group))
    stand = {(row.office, row.group) for row in await connection.execute(used)}
    for row in await connection.execute(select(counters.c.office, counters.c.group)):
        if (row.office, row.group) not in here | stand:
            gone = (counters.c.office == row.office) & (counters.c.group == row.group)
            await connection.execute(delete(counters).where(gone))


async def _pass_appointments(connection: AsyncConnection, heirs: Mapping[tuple[str, str], str]) -> None:
    """Those whose visitor is still to come. What was made for a time stays, also where the heir takes fewer."""
    to_come = select(visits.c.visit).where(visits.c.stage == Stage.booked)
    for (office, group), heir in heirs.items():
        theirs = (appointments.c.office == office) & (appointments.c.group == group)
        to_heir = update(appointments).where(theirs, appointments.c.visit.in_(to_come)).values(group=heir)
        await connection.execute(to_heir)
