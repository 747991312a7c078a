"""The ways that edits may have changed, planned anew: one case after the other, and several edits of one case that wait
are one plan. What PostgreSQL cannot take now is planned when it can."""

from __future__ import annotations

import asyncio
from typing import Final

import structlog

from handoff import messages as m
from handoff.refusal import Refused
from server.ports.unreachable import Unreachable
from server.ports.visits import RecordAway, Unsure
from server.work import visits
from server.work.cupboards import Actor, Cupboards

log = structlog.get_logger()
AGAIN_S: Final = 1.0


class Replanning:
    """The plans that this process owes."""

    def __init__(self, cupboards: Cupboards) -> None:
        self.c = cupboards
        self.owed: dict[str, tuple[Actor, str]] = {}
        """case -> whose edit was the last, and its op, which is the plan's request."""
        self._news = asyncio.Event()

    def owe(self, case: str, who: Actor, request: str) -> None:
        """The way of this case may have changed."""
        self.owed[case] = (who, request)
        self._news.set()

    async def run(self) -> None:
        """For ever."""
        while True:
            await self._news.wait()
            self._news.clear()
            while self.owed:
                case = next(iter(self.owed))
                who, request = self.owed.pop(case)
                if not await self._plan(case, who, request):
                    self.owed.setdefault(case, (who, request))
                    await asyncio.sleep(AGAIN_S)

    async def _plan(self, case: str, who: Actor, request: str) -> bool:
        """False: to be planned again later."""
        try:
            await visits.plan(self.c, who, request, None, m.Plan(case=case))
        except Refused:
            pass  # the visit is over
        except (Unreachable, RecordAway, Unsure):
            return False
        except Exception as bug:  # noqa: BLE001 (a bug over one case must not stop the plans of the others)
            log.error("plan", error=type(bug).__name__)
        return True
