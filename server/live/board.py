"""Boards: what PostgreSQL decided of visits and windows, shown from Redis. A row's version decides which is newer."""

from __future__ import annotations

import time
from typing import Final

from handoff.messages import Row, Seat
from handoff.stage import ENDS
from server.live.epoch import Gate, weather
from server.live.packing import MoveBody, NoticeBody, Word, pack, read_row, read_seat
from server.ports.unreachable import Unreachable

OFFICES_S: Final = 30.0
"""How long a process may not know of an office that another one shows for the first time."""


class LiveBoard:
    """`server.ports.board.Board` over Redis. Everything raises `Unreachable` when Redis cannot answer."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._redis = gate.redis
        self._keys = gate.keys
        self._offices: set[str] = set()
        self._asked = float("-inf")

    async def project(self, row: Row, event: str, request: str) -> str:
        """Write a row at its version and tell the river: ok, done (it was there), gap (older rows first), epoch
        (later).

        A visit that went to another office leaves the board of the old one, and one whose visitor came leaves the
        appointments.
        """
        try:
            epoch = await self._gate.open()
            others = sorted(await self._all_offices(row.office) - {row.office})
            boards = [self._keys.booked(row.office), *(self._keys.visits(office, row.day) for office in others)]
            stands = self._keys.board(row)
            keys = [self._keys.case(row.case), self._keys.river, stands, *(key for key in boards if key != stands)]
            stage = "closed" if row.stage in ENDS else "open"
            args: list[Word] = [row.visit, row.version, pack(row), row.fence, stage, row.arrived, row.case, request]
            answer = await self._gate.run(epoch, "move", keys, [*args, pack(MoveBody(row, event))])
        except Unreachable as away:
            if away.why == "epoch":
                return "epoch"
            raise
        return str(answer[0].decode())

    async def rows(self, office: str, day: str) -> list[Row]:
        """The visits of a day at an office, ended ones too."""
        with weather():
            return [read_row(value) for value in await self._redis.hvals(self._keys.visits(office, day))]

    async def booked(self, office: str) -> list[Row]:
        """The appointments of an office that are still to come."""
        with weather():
            return [read_row(value) for value in await self._redis.hvals(self._keys.booked(office))]

    async def show_seat(self, seat: Seat) -> None:
        """A window's state changed. An older version than what stands there is left aside."""
        await self._all_offices(seat.office)
        epoch = await self._gate.open()
        body = pack(NoticeBody("seats", seats=[seat]))
        keys = [self._keys.seats(seat.office), self._keys.river]
        await self._gate.run(epoch, "seat", keys, [seat.window, seat.version, pack(seat), body])

    async def seats(self, office: str) -> list[Seat]:
        """All windows of an office."""
        with weather():
            found = [read_seat(value) for value in await self._redis.hvals(self._keys.seats(office))]
        return sorted(found, key=lambda seat: seat.window)

    async def _all_offices(self, one: str) -> set[str]:
        """Every office that has ever been shown, this one too."""
        with weather():
            if one not in self._offices:
                await self._redis.sadd(self._keys.offices, one)
                self._asked = float("-inf")
            if time.monotonic() - self._asked > OFFICES_S:
                self._offices = {office.decode() for office in await self._redis.smembers(self._keys.offices)}
                self._asked = time.monotonic()
        return self._offices | {one}
