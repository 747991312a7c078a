"""`python -m tests.chaos.planted DEFECT web|keep …`: a process of the server with one defect planted in it.

A suite that stays green under its defects proves nothing. Each stands beside the fault that must show it.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
from collections.abc import Callable
from typing import Any

from redis.exceptions import NoScriptError

from handoff.messages import Row
from server import __main__ as server
from server.live import keeping, line, scripts
from server.live.board import LiveBoard
from server.live.epoch import Gate
from server.live.sheets import LiveSheets
from server.ports.journal import SealedSheet
from server.ports.visits import Barrier
from server.record.journal import RecordJournal
from server.record.past import RecordPast
from server.work import moves
from server.work.cupboards import Cupboards
from server.work.keeper import beginning
from server.work.keeper import keeper as keepers
from tests.chaos.rewriting import rewrite

LINGER_S = 1.0
"""The amplifier: what is wrong for a moment stays wrong so long that a fault meets it."""
SOON_S = 1.0
"""Another one: whoever waits gives up while the fault still lasts."""
AHEAD = 40
"""Another one, in revisions: all that comes while a fault begins is said to be kept."""


def no_dedupe() -> None:
    """An op that is said twice is done twice; whoever asked Redis asks again while the first word still waits there."""
    rewrite("change", "local known=redis.call('HGET',KEYS[3],ARGV[1])", "local known=false")
    rewrite("look", "redis.call('HGET',KEYS[3],ARGV[1])", "false")
    line.PATIENCE_S = SOON_S


def no_fence() -> None:
    """Who has handed the case on may still write as if nothing had been."""
    rewrite("change", "if mine<held then return {'moved_on',held} end", "")


def fence_stays() -> None:
    """A claim does not raise the sheet's fence."""
    rewrite("move", "math.max(tonumber(c[5] or '0'),tonumber(ARGV[4]))", "tonumber(c[5] or '0')")


def no_epoch_key() -> None:
    """Nobody asks which epoch stands in Redis, neither scripts nor processes; the keeper seldom looks."""
    for name in ("change", "move", "look", "head", "wake", "keep"):
        rewrite(name, "if ep[1]~=E or ep[2]~='open' then return {'epoch'} end", "")
    read = Gate.read
    first: dict[Gate, Any] = {}

    async def once(self: Gate) -> Any:
        found = first.get(self) or await read(self)
        if found.open:
            first[self] = found
        self._now = found if found.open else None
        return found

    Gate.read = once  # type: ignore[method-assign]
    keepers.LOOK_S = 5.0  # type: ignore[misc]
    _keep_slowly()


def hands_before_kept() -> None:
    """A case is handed on as it stands in the journal, whatever the sheet holds besides; and keeping takes its time."""

    async def barrier(c: Cupboards, case: str, seal: bool = False) -> Barrier:
        return Barrier(case, await c.sheets.epoch(), await c.archive.last_rev(case))

    moves.barrier = barrier
    _keep_slowly()


def forgets_numbers() -> None:
    """A number that was given is said to be shown, and is not."""
    project = LiveBoard.project

    async def or_not(self: Any, row: Row, event: str, request: str) -> str:
        return "ok" if row.version == 1 else await project(self, row, event, request)

    LiveBoard.project = or_not  # type: ignore[method-assign]


def ack_before_commit() -> None:
    """The keeper says kept, and keeps afterwards."""

    async def write(self: Any, number: int, batch: Any) -> None:
        await self._keeping.keep(self._epoch, batch.pos, keepers.kept_by(batch.lines, set()))
        await asyncio.sleep(LINGER_S)
        await self._journal.write(number, batch.lines, batch.pos)
        self._pos = batch.pos

    keepers.Keeper._write = write  # type: ignore[method-assign]


def reloads_scripts() -> None:
    """A script that Redis does not know any more is loaded again by whoever wants to write."""
    call = Gate.run

    async def run(self: Any, epoch: Any, script: str, keys: list[str], args: list[Any]) -> list[Any]:
        try:
            return await call(self, epoch, script, keys, args)
        except Exception as error:
            if not isinstance(error.__cause__ or error.__context__, NoScriptError):
                raise
            await self.redis.script_load(scripts.text(scripts.EVERYBODYS[script], epoch.id))
            self._now = epoch
            return await call(self, epoch, script, keys, args)

    Gate.run = run  # type: ignore[method-assign]


def trims_by_length() -> None:
    """The river is kept short, whether it was kept or not."""
    rewrite("change", "redis.call('XADD',KEYS[4],'*'", "redis.call('XADD',KEYS[4],'MAXLEN','20','*'")


def says_kept_ahead() -> None:
    """The kept mark stands before what is kept, and keeping takes its time."""
    keep = keeping.LiveKeeping.keep

    async def ahead(self: Any, epoch: str, pos: str, kept: dict[str, int]) -> None:
        await keep(self, epoch, pos, {case: rev + AHEAD for case, rev in kept.items()})

    keeping.LiveKeeping.keep = ahead  # type: ignore[method-assign]
    _keep_slowly()


def forgets_batches() -> None:
    """Each tenth batch is read, said to be kept, and not written."""
    write, turns = RecordJournal.write, itertools.count(1)

    async def or_not(self: Any, number: int, lines: list[Any], pos: str) -> set[str]:
        return set() if next(turns) % 10 == 0 else await write(self, number, lines, pos)

    RecordJournal.write = or_not  # type: ignore[method-assign]


def restores_nothing() -> None:
    """A new epoch opens over whatever Redis holds."""

    async def restore(*_: Any) -> int:
        return 0

    beginning.restore = restore


def one_epoch_for_ever() -> None:
    """Whatever happens to Redis, the epoch goes on as it was."""

    async def same(city: str, journal: Any, redis: Any) -> Any:
        row = await journal.epoch()
        now = await redis.identity()
        if not row.number or not now.open:
            return None
        if not now.scripts:
            name = beginning.name_of(city, row)
            await redis.open(name, row.number, row.since, now.pos)
        return row

    keepers.same = same  # type: ignore[attr-defined]


def wakes_empty() -> None:
    """A case that the live store does not know counts as one in which nothing was entered."""

    async def nothing(self: Any, case: str) -> Any:
        return SealedSheet(case)

    RecordPast.sealed = nothing  # type: ignore[method-assign]


def stale_snapshot() -> None:
    """Whoever comes back is shown what stood there when this process read the case first."""
    read, latest = LiveSheets.read, LiveSheets.latest
    first: dict[str, Any] = {}

    async def once(self: Any, case: str) -> Any:
        found = first.get(case) or await read(self, case)
        if found is not None:
            first[case] = found
        return found

    async def never_again(self: Any, sheet: Any) -> Any:
        now = await latest(self, sheet)
        return now and (now[0], first.setdefault(sheet.case, now[1]))

    LiveSheets.read = once  # type: ignore[method-assign]
    LiveSheets.latest = never_again  # type: ignore[method-assign]


def kept_goes_back() -> None:
    """Each tenth word of the keeper is an older one."""
    keep, turns = keeping.LiveKeeping.keep, itertools.count(1)

    async def older(self: Any, epoch: str, pos: str, kept: dict[str, int]) -> None:
        back = 3 if next(turns) % 10 == 0 else 0
        await keep(self, epoch, pos, {case: max(0, rev - back) for case, rev in kept.items()})

    keeping.LiveKeeping.keep = older  # type: ignore[method-assign]


def _keep_slowly() -> None:
    write = RecordJournal.write

    async def slowly(self: Any, number: int, lines: list[Any], pos: str) -> set[str]:
        await asyncio.sleep(LINGER_S)
        return await write(self, number, lines, pos)

    RecordJournal.write = slowly  # type: ignore[method-assign]


DEFECTS: dict[str, tuple[Callable[[], None], str]] = {
    "no_dedupe": (no_dedupe, "redis_frozen"),
    "no_fence": (no_fence, "lines_cut"),
    "fence_stays": (fence_stays, "lines_cut"),
    "no_epoch_key": (no_epoch_key, "redis_emptied"),
    "hands_before_kept": (hands_before_kept, "redis_emptied"),
    "forgets_numbers": (forgets_numbers, "web_killed"),
    "ack_before_commit": (ack_before_commit, "power_lost"),
    "reloads_scripts": (reloads_scripts, "redis_older"),
    "trims_by_length": (trims_by_length, "postgres_away"),
    "says_kept_ahead": (says_kept_ahead, "power_lost"),
    "forgets_batches": (forgets_batches, "postgres_killed"),
    "restores_nothing": (restores_nothing, "redis_older"),
    "one_epoch_for_ever": (one_epoch_for_ever, "redis_older"),
    "wakes_empty": (wakes_empty, "redis_emptied"),
    "stale_snapshot": (stale_snapshot, "lines_cut"),
    "kept_goes_back": (kept_goes_back, "keeper_killed"),
}
"""Each with the fault that must show it."""


if __name__ == "__main__":
    DEFECTS[sys.argv.pop(1)][0]()
    server.main()
