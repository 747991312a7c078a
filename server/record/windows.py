"""Windows and seats: who sits where, and whether a window is open. A window's version grows with each change, and what
it was from then on is kept (`window_states`)."""

from __future__ import annotations

from typing import Final

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from handoff.messages import Seat
from handoff.refusal import Reason, Refused
from server.record.swift import swift_reading
from server.record.tables import clerks, seats, sessions, window_states, windows
from server.record.transaction import transaction

SERVES: Final = text('SELECT serves FROM windows WHERE "window" = :window')


class WindowSeats:
    """The windows' part of `Visits`."""

    _engine: AsyncEngine

    async def sit(self, session: bytes, clerk: str, window: str, now: int) -> list[Seat]:
        """Take a seat, leaving another one."""
        async with transaction(self._engine) as connection:
            old = await _seat_of(connection, session)
            seat = {"session": session, "clerk": clerk, "window": window, "since": now, "away": False}
            await connection.execute(
                insert(seats).values(seat).on_conflict_do_update(index_elements=["session"], set_=seat)
            )
            if old is not None and old != window:
                await _left(connection, old)
            return [await _changed(connection, one, now) for one in sorted({window, old or window})]

    async def leave(self, session: bytes, now: int) -> list[Seat]:
        """Get up."""
        async with transaction(self._engine) as connection:
            old = await _seat_of(connection, session)
            await connection.execute(delete(seats).where(seats.c.session == session))
            if old is None:
                return []
            await _left(connection, old)
            return [await _changed(connection, old, now)]

    async def left_behind(self, now: int) -> list[bytes]:
        """Sessions that have a seat and are over."""
        over = sessions.c.sha.is_(None) | sessions.c.ended.is_not(None) | (sessions.c.until <= now)
        query = select(seats.c.session).outerjoin(sessions, sessions.c.sha == seats.c.session).where(over)
        async with transaction(self._engine) as connection:
            return list((await connection.execute(query)).scalars())

    async def away(self, session: bytes, away: bool, now: int) -> list[Seat]:
        """The screen is covered, or no longer."""
        async with transaction(self._engine) as connection:
            window = await _seat_of(connection, session)
            if window is None:
                raise Refused(Reason.no_window)
            await connection.execute(update(seats).where(seats.c.session == session).values(away=away))
            return [await _changed(connection, window, now)]

    async def window_state(self, window: str, state: str, reason: str | None, now: int) -> Seat:
        """Open, pause or close a window."""
        async with transaction(self._engine) as connection:
            return await _changed(connection, window, now, state, reason)

    async def window_serves(self, window: str, group: str | None, now: int) -> Seat:
        """Whose visitors it takes."""
        return await self._keep(window, now, "serves", group)

    async def window_auto(self, window: str, on: bool, now: int) -> Seat:
        """Whether it calls by itself."""
        return await self._keep(window, now, "auto", on)

    async def _keep(self, window: str, now: int, column: str, value: str | bool | None) -> Seat:
        async with transaction(self._engine) as connection:
            changed = update(windows).where(windows.c.window == window).values({column: value})
            await connection.execute(changed)
            return await _changed(connection, window, now)

    async def serves(self, window: str) -> str | None:
        """The counter that it helps out, None when it helps none."""
        async with swift_reading(self._engine) as connection:
            found: str | None = await connection.scalar(SERVES, {"window": window})
        return found

    async def seats(self, office: str) -> list[Seat]:
        """All windows of an office."""
        query = select(windows.c.window).where(windows.c.office == office).order_by(windows.c.rank)
        async with transaction(self._engine) as connection:
            return await read_seats(connection, list((await connection.execute(query)).scalars()))


async def read_seats(connection: AsyncConnection, asked: list[str]) -> list[Seat]:
    """These windows as they are, and who sits there by name. A window whose clerks are all away is away."""
    name = func.coalesce(clerks.c.name, seats.c.clerk)
    gathered = (
        select(
            seats.c.window,
            func.array_agg(name.distinct()).label("clerks"),
            func.bool_and(seats.c.away).label("away"),
        )
        .outerjoin(clerks, clerks.c.clerk == seats.c.clerk)
        .group_by(seats.c.window)
        .subquery()
    )
    query = (
        select(windows, gathered.c.clerks, gathered.c.away)
        .outerjoin(gathered, gathered.c.window == windows.c.window)
        .where(windows.c.window.in_(asked))
        .order_by(windows.c.rank)
    )
    return [
        Seat(
            window=row.window,
            office=row.office,
            version=row.version,
            state="away" if row.away and row.state == "open" else row.state,
            since=row.since,
            clerks=sorted(row.clerks or []),
            reason=row.reason,
            serves=row.serves,
            auto=row.auto,
        )
        for row in await connection.execute(query)
    ]


async def _seat_of(connection: AsyncConnection, session: bytes) -> str | None:
    query = select(seats.c.window).where(seats.c.session == session)
    return (await connection.execute(query)).scalar()


async def _left(connection: AsyncConnection, window: str) -> None:
    """Behind the last one who sat there the window serves its own counter again, and calls nobody by itself."""
    sits = select(seats.c.session).where(seats.c.window == window)
    alone = (windows.c.window == window) & ~sits.exists()
    await connection.execute(update(windows).where(alone).values(serves=None, auto=False))


async def _changed(
    connection: AsyncConnection, window: str, now: int, state: str | None = None, reason: str | None = None
) -> Seat:
    changes: dict[str, object] = {"version": windows.c.version + 1}
    if state is not None:
        changes |= {"state": state, "reason": reason, "since": now}
    done = await connection.execute(update(windows).where(windows.c.window == window).values(changes))
    if done.rowcount == 0:
        raise Refused(Reason.no_such_window)
    seat = (await read_seats(connection, [window]))[0]
    kept = {name: getattr(seat, name) for name in ("window", "version", "office", "state", "since", "serves")}
    await connection.execute(insert(window_states).values(**kept, at=now))
    return seat
