"""The keeper's loop: stand by, lead, keep. It ends only by being stopped."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

from handoff.river import after
from server.ports.board import Board
from server.ports.journal import EpochRow, Fenced, Gone, KeepersJournal, Line, Spoiled
from server.ports.keeping import Batch, Keeping
from server.ports.outbox import Outbox
from server.ports.unreachable import Unreachable
from server.ports.visits import RecordAway
from server.ports.wanted import still_wanted
from server.work.keeper.beginning import begin, name_of, same
from server.work.keeper.rounds import Round, sweep

log = logging.getLogger(__name__)
LOOK_S: Final = 0.5
STUCK_S: Final = 5.0
"""A leader that keeps nothing for so long while the river grows is put out."""
LINGER_S: Final = 0.02
WAIT_MS: Final = 200
LAMP_S: Final = 2.0
REST_S: Final = 60.0
TRIM_S: Final = 5.0


class Contradiction(Exception):
    """The river told PostgreSQL something else than it knows: the cases are put right by a new epoch."""


class Keeper:
    """One process's keeper over its ports. Several may run: one leads (it holds the lock), the others stand by.

    `chance` gives random bytes for an epoch's nonce; `rounds` are further things to do while leading.
    """

    def __init__(
        self,
        city: str,
        journal: KeepersJournal,
        keeping: Keeping,
        outbox: Outbox,
        board: Board,
        chance: Callable[[int], bytes],
        rounds: Sequence[Round] = (),
    ) -> None:
        self._city = city
        self._journal = journal
        self._keeping = keeping
        self._outbox = outbox
        self._chance = chance
        self._rounds = [
            Round("outbox", LOOK_S, lambda: sweep(outbox, board)),
            Round("rest", REST_S, self._rest),
            Round("trim", TRIM_S, self._trim),
            *rounds,
        ]
        self._epoch = ""
        self._pos = ""
        self._dark: float | None = None
        self._new_epoch = False
        self._standing: tuple[str, float] | None = None
        self._why = ""

    async def run(self) -> None:
        """For ever. Cancelled, it lets go of the lock; it cannot run again."""
        try:
            while True:
                still_wanted()
                try:
                    await self._stand_by()
                    await self._lead()
                except (Unreachable, RecordAway) as away:
                    self._say_why(f"{type(away).__name__} {away}")
                except Contradiction:
                    self._new_epoch = True
                except (Gone, Fenced) as over:
                    await self._journal.close()
                    await self._record_is_away(f"{type(over).__name__} {over}")
                await asyncio.sleep(LOOK_S / 2)
        finally:
            await self._journal.close()
            await self._keeping.close()

    def _say_why(self, why: str) -> None:
        """Say once why nothing is kept now."""
        if why != self._why:
            self._why = why
            log.warning("keeper waits why=%s", why)

    async def _stand_by(self) -> None:
        """Wait for the lock; put out a leader that does nothing."""
        self._standing = None
        while not await self._journal.stand_by():
            with suppress(Unreachable):
                await self._watch_leader()
            still_wanted()
            await asyncio.sleep(LOOK_S)

    async def _watch_leader(self) -> None:
        pos, now = (await self._journal.mark()).pos, time.monotonic()
        if not after(await self._keeping.end(), pos):
            self._standing = None
        elif self._standing is None or self._standing[0] != pos:
            self._standing = (pos, now)
        elif now - self._standing[1] > STUCK_S:
            log.error("the leading keeper does nothing: put out")
            await self._journal.oust()
            self._standing = None

    async def _lead(self) -> None:
        row = None if self._new_epoch else await same(self._city, self._journal, self._keeping)
        if row is None:
            row = await begin(self._city, self._journal, self._keeping, self._outbox, self._chance)
            self._new_epoch = False
        self._epoch = name_of(self._city, row)
        self._why = ""
        await self._announce()
        await self._record_is_back()
        await self._keep(row)

    async def _announce(self) -> None:
        """Say what PostgreSQL holds of every awake case: the last leader may have died before it said so."""
        self._pos = (await self._journal.mark()).pos
        heads = await self._journal.heads([case.case for case in await self._keeping.awake()])
        await self._keeping.keep(self._epoch, self._pos, {case: rev for case, (rev, _) in heads.items() if rev})

    async def _keep(self, row: EpochRow) -> None:
        """Batch after batch, as long as the epoch goes on."""
        look = time.monotonic() + LOOK_S
        while True:
            still_wanted()
            batch = await self._keeping.read(self._pos, WAIT_MS, LINGER_S)
            if batch is not None:
                await self._write(row.number, batch)
            now = time.monotonic()
            if now >= look:
                if await same(self._city, self._journal, self._keeping) is None:
                    return
                for walk in self._rounds:
                    await walk.go(now)
                look = now + LOOK_S

    async def _write(self, number: int, batch: Batch) -> None:
        odd = await self._journal.write(number, batch.lines, batch.pos)
        self._pos = batch.pos
        await self._keeping.keep(self._epoch, batch.pos, kept_by(batch.lines, odd))
        if odd:
            raise Contradiction

    async def _rest(self) -> None:
        await self._keeping.rest(self._epoch)

    async def _trim(self) -> None:
        await self._keeping.trim(self._pos)

    async def _record_is_away(self, why: str) -> None:
        """The lamp of PostgreSQL, to every screen: at once, and again every few seconds for those who come new."""
        now = time.monotonic()
        if self._dark is None:
            log.warning("keeper stops leading why=%s", why)
        elif now < self._dark:
            return
        self._dark = now + LAMP_S
        with suppress(Unreachable):
            await self._keeping.notice("lamp", {"record": "off"})

    async def _record_is_back(self) -> None:
        """The lamp again, when it was out."""
        if self._dark is not None:
            await self._keeping.notice("lamp", {"record": "on"})
            self._dark = None


def kept_by(lines: Sequence[Line | Spoiled], odd: set[str]) -> dict[str, int]:
    """Up to which revision a batch kept each case; nothing is said of those that went to quarantine."""
    kept: dict[str, int] = {}
    for line in lines:
        if line.case not in odd:
            kept[line.case] = max(line.rev, kept.get(line.case, 0))
    return kept
