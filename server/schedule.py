"""The ticks of the house, all in one place: what is done every so often, and by which process.

A web process looks at its engines, its sessions and its heads; the keeper settles looks and, after midnight in Tokyo,
what nobody settled during the day. A walk that fails is walked again; it never stops the others.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Awaitable, Callable, Collection
from typing import Final

import structlog

from server.ports.unreachable import Unreachable
from server.ports.visits import RecordAway
from server.work import auditing, clerks, inheriting, rerighting, retention, system_answers, versions, visits
from server.work.cupboards import Cupboards
from server.work.keeper import Round

log = structlog.get_logger()
HEADS_S: Final = 3.0
"""Where each open case stands is told so often; a screen that missed something notices within it."""
LAMP_S: Final = 1.0
SESSIONS_S: Final = 2.0
"""A revoked session's sockets are closed within 5 s."""
WORKED_S: Final = 60.0
BOARDS_S: Final = 10.0
"""A paired screen says so often that it holds its line."""
LOOKS_S: Final = 1.0
RIGHTS_S: Final = 1.0
"""With `SESSIONS_S`: a right that was withdrawn is gone within 5 s, whatever process it was withdrawn by."""
CATALOG_S: Final = 1.0
"""A version that was planned for a minute is in force within it."""
HEIRS_S: Final = 10.0
"""Ways that name a counter that has ended are put right within it."""
FLAGS_S: Final = 5.0
"""A process that did not hear of a flag knows it within this."""
HEARD_S: Final = 10.0
"""A process that did not hear of a new version notices it within this."""
MIDNIGHT_S: Final = 60.0
WAITS_S: Final = 30.0
FIGURES_S: Final = 60.0
"""A day that is over is counted within a few of these; until then it is counted whenever somebody asks."""
FORECAST_S: Final = 2.0
"""How long a visitor will wait is worked out so often, beside the event loop."""
ATTEMPTS_S: Final = 3600.0
NOTICES_S: Final = 1.0
"""Another system is told of a move within a few of these."""
ANSWERS_S: Final = 3600.0
INBOX_S: Final = 5.0
"""A file that other systems put into the folder comes into use within a few of these."""
BACKUP_S: Final = 60.0
RETENTION_S: Final = 3600.0
TIDY_S: Final = 60.0
AGAIN_S: Final = 1.0
"""A walk that does not end is told again so often."""


async def every(seconds: float, walk: Callable[[], Awaitable[object]]) -> None:
    """Walk every so often, for ever."""
    while True:
        begun = time.monotonic()
        try:
            await walk()
        except (Unreachable, RecordAway) as away:
            log.warning("tick", walk=walk.__qualname__, why=type(away).__name__)
        except Exception as bug:  # noqa: BLE001 (a bug in one tick must not stop the house; it is logged by its kind)
            log.error("tick", walk=walk.__qualname__, error=type(bug).__name__)
        await asyncio.sleep(max(0.05, seconds - (time.monotonic() - begun)))


async def stop(tasks: Collection[asyncio.Task[None]], again_s: float = AGAIN_S) -> None:
    """Cancel them until they have ended, again after so long: longer than what they do at their end takes. Once is not
    always enough: a library that was just giving an operation up for being late takes the word for its own, and the
    walk goes on."""
    while going := [task for task in tasks if not task.done()]:
        for task in going:
            task.cancel()
        await asyncio.wait(going, timeout=again_s)
    await asyncio.gather(*tasks, return_exceptions=True)


async def tidy() -> None:
    """Python keeps the shells of small things for their next use until it has walked through all that it holds, which a
    process with little to hold does too seldom: the keeper grew by 1 MB in its first hour. 20 ms, without what stands
    since the beginning."""
    gc.collect()


async def learn_waits(c: Cupboards) -> None:
    """What forecasts became, and once a day what the night learns: in the keeper's process, beside the keeping, which
    never waits for it. Loaded when it is wanted: the keeper begins to keep before it knows how to count."""
    from server.work import wait_learning

    await wait_learning.settle(c)
    await wait_learning.learn_once(c)


def keepers_rounds(c: Cupboards) -> list[Round]:
    """What the leading keeper does besides keeping."""
    return [
        Round("looks", LOOKS_S, lambda: auditing.settle_looks(c)),
        Round("rights", RIGHTS_S, lambda: rerighting.walk(c)),
        Round("catalog", CATALOG_S, lambda: versions.switch(c)),
        Round("heirs", HEIRS_S, lambda: inheriting.walk(c)),
        Round("midnight", MIDNIGHT_S, lambda: visits.midnight(c)),
        Round("retention", RETENTION_S, lambda: retention.walk(c)),
        Round("answers", ANSWERS_S, lambda: system_answers.forget(c)),
        Round("attempts", ATTEMPTS_S, lambda: clerks.forget_attempts(c)),
    ]
