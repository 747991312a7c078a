"""What a process remembers of the boards: as the live store has them in this epoch, and nothing of the one before."""

from __future__ import annotations

import asyncio
import dataclasses
from typing import cast

import msgspec

from handoff.messages import Row, Seat
from server.ports.board import Board
from server.ports.river import NewEpoch, VisitMoved
from server.realtime.announce import Announcer
from server.realtime.rooms import Rooms
from tests.work.town import Town


async def versions(announcer: Announcer) -> dict[str, int]:
    rows, _ = await announcer.board("main")
    return {row.visit: row.version for row in rows}


class Held:
    """A board that is slow to answer the first time: what it tells then is no longer so."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self.asked, self.may = asyncio.Event(), asyncio.Event()

    async def rows(self, office: str, day: str) -> list[Row]:
        found = await self._board.rows(office, day)
        if self.asked.is_set():
            return found
        self.asked.set()
        await self.may.wait()
        return [msgspec.structs.replace(row, version=row.version + 3) for row in found]

    async def booked(self, office: str) -> list[Row]:
        return await self._board.booked(office)

    async def seats(self, office: str) -> list[Seat]:
        return await self._board.seats(office)


async def test_a_row_that_never_was_goes_with_its_epoch(town: Town) -> None:
    row = await town.visitor(await town.at("W05"))
    announcer = Announcer(town.c, Rooms())
    assert await versions(announcer) == {row.visit: row.version}
    lost = msgspec.structs.replace(row, version=row.version + 3, stage="serving")
    await announcer.announce(VisitMoved(lost, "claim"))
    assert await versions(announcer) == {row.visit: lost.version}
    await announcer.announce(NewEpoch("the record went back to a moment before the claim"))
    assert await versions(announcer) == {row.visit: row.version}


async def test_what_was_read_while_an_epoch_began_is_read_again(town: Town) -> None:
    row = await town.visitor(await town.at("W05"))
    held = Held(town.c.board)
    announcer = Announcer(dataclasses.replace(town.c, board=cast(Board, held)), Rooms())
    reading = asyncio.create_task(versions(announcer))
    await held.asked.wait()
    await announcer.announce(NewEpoch("another"))
    held.may.set()
    assert await reading == {row.visit: row.version}
