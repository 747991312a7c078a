"""The world of the sheet's model: real engines that may fail, a keeper that may die, and windows in processes of
their own."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from handoff.messages import Row
from server.embedded.postgres import Postgres
from server.embedded.valkey import Valkey
from server.live.cupboard import open_keeping
from server.ports.unreachable import Unreachable
from server.record.journal import RecordJournal
from server.record.outbox import PgOutbox
from server.work import catalog
from server.work.keeper import Keeper
from tests.engines import Own
from tests.work.models.sheet_window import Window
from tests.work.town import CITY, CODE, Town, eventually

SEATS = (("W05", "U01"), ("W06", "U02"), ("W20", "U05"))


class World:
    """One city: its engines, its keeper, its windows, and how often Redis has lost data."""

    def __init__(self, redis: Own[Valkey], postgres: Own[Postgres], database_url: str) -> None:
        self.redis = redis
        self.postgres = postgres
        self.database_url = database_url
        self.windows: list[Window] = []
        self.cases: list[str] = []
        self.given: dict[str, tuple[Row, str]] = {}
        self.marks: list[int] = []
        self.lost = 0
        self._keeper: asyncio.Task[None] | None = None
        self._ears: list[asyncio.Task[None]] = []

    @asynccontextmanager
    async def alive(self) -> AsyncIterator[World]:
        """Clerks sit at their windows, and a keeper keeps."""
        towns = [Town(self.redis.engine.url(), self.database_url, connections=4) for _ in SEATS]
        try:
            await towns[0].live.redis.flushall()  # another walk's world may have ended in the middle
            await catalog.load(towns[0].c, CITY)
            for town in towns:
                await town.live.open()
                await town.c.catalogs.refresh()
            self.windows = [Window(town, None) for town in towns]  # type: ignore[arg-type]  # they sit down below
            self.start_keeper()
            await self.is_open()
            for window, (name, clerk) in zip(self.windows, SEATS, strict=True):
                window.who = await window.town.at(name, clerk)
                await window.c.tail.start()
                window.epoch = await window.c.sheets.epoch()
                self._ears.append(asyncio.create_task(window.listen()))
            yield self
        finally:
            await self._end(*self._ears, *([self._keeper] if self._keeper else []))
            for town in towns:
                await town.live.close()
                await town.engine.dispose()
                town.argon2.close()

    async def _end(self, *tasks: asyncio.Task[None]) -> None:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task

    # ---- the keeper

    def start_keeper(self) -> None:
        """A new keeper, beside the windows."""
        town = self.windows[0].town
        journal, keeping = RecordJournal(self.database_url, CODE), open_keeping(self.redis.engine.url(), CODE)
        keeper = Keeper(CODE, journal, keeping, PgOutbox(town.engine), town.live.board, os.urandom)
        self._keeper = asyncio.create_task(keeper.run())

    async def restart_keeper(self) -> None:
        """It is cut off wherever it is, and another one takes over."""
        assert self._keeper is not None
        await self._end(self._keeper)
        self.start_keeper()

    async def is_open(self) -> None:
        """Wait until edits are taken again; the keeper must live, and so must every ear."""
        alive = [task for task in (self._keeper, *self._ears) if task is not None]

        async def is_open() -> bool:
            for task in alive:
                if task.done():
                    task.result()
            with suppress(Unreachable):
                return bool(await self.windows[0].c.sheets.epoch()) and await self._scripts_there()
            return False

        await eventually(is_open, 25)

    async def _scripts_there(self) -> bool:
        """After a restart the old epoch's word stands at the key for a while; its scripts are gone."""
        gate = self.windows[0].town.live.gate
        epoch = await gate.read()
        return all(await gate.redis.script_exists(*epoch.shas.values()))

    # ---- what happens to engines

    def restart_redis(self) -> None:
        """kill -9, and back from its file of writes: it forgets its scripts and nothing else."""
        self.redis.kill()
        self.redis.start()

    def note_place(self) -> None:
        """Remember how long the file of writes is now."""
        self.marks.append(self._writes().stat().st_size)

    def roll_redis_back(self, to: int) -> None:
        """kill -9, and the end of the file of writes is gone: `to` is a length that it had once."""
        self.redis.kill()
        self._loses()
        with open(self._writes(), "r+b") as file:
            file.truncate(min(to, self._writes().stat().st_size))
        self.redis.start()
        self._loses()

    async def empty_redis(self) -> None:
        """Everything is gone, the process goes on."""
        self._loses()
        await self.windows[0].town.live.redis.flushall()
        self._loses()

    def _loses(self) -> None:
        """Counted before and after: what was sent in between may be lost, and what was sent before is."""
        self.lost += 1
        for window in self.windows:
            window.losses = self.lost

    def _writes(self) -> Path:
        return max(self.redis.engine.data.glob("appendonlydir/*.incr.aof"), key=lambda path: path.stat().st_mtime)
