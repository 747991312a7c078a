"""What the keeper learns by night: one model a day, from the moves and the kept forecasts of the last 28 days."""

from __future__ import annotations

import asyncio
from typing import Final

import msgspec

from handoff.calendar import business_day, midnight
from handoff.wait_learn import DAYS, learn
from handoff.wait_model import Learned
from handoff.wait_stack import Stack, fit
from handoff.wait_told import Told
from server.ports.waits import Event
from server.work import wait_log
from server.work.cupboards import Cupboards

DAY_MS: Final = 86_400_000
KEPT_DAYS: Final = 400
"""Forecasts and what became of them are kept so long: a year can be laid beside another."""


class Kept(msgspec.Struct, frozen=True):
    """A model as it is kept."""

    learned: Learned = Learned()
    stack: Stack = Stack()


async def learn_once(c: Cupboards) -> bool:
    """Before the day begins: learn, unless somebody has already, and let old plans and bulletins go. True when a model
    was made."""
    now = c.clock()
    day, begins = c.business_day(), midnight(business_day(now))
    known = await c.waits.learned()
    if known is not None and known[0] >= day:
        return False
    await c.waits.settle(begins - DAYS * DAY_MS)
    events = await c.waits.events(begins - DAYS * DAY_MS, begins)
    told = await c.waits.told(begins - DAYS * DAY_MS)
    body = await asyncio.to_thread(_learn, events, told)
    await c.waits.keep(day, body, now, begins - KEPT_DAYS * DAY_MS)
    await c.plans.forget(business_day(begins - KEPT_DAYS * DAY_MS).isoformat())
    await c.bulletins.forget(begins - KEPT_DAYS * DAY_MS)
    return True


async def settle(c: Cupboards) -> int:
    """What became of what was foretold today and yesterday."""
    return await c.waits.settle(c.clock() - 2 * DAY_MS)


def opened(body: bytes) -> Kept:
    """A model that was kept; one of an older shape counts as none."""
    try:
        return msgspec.json.decode(body, type=Kept)
    except msgspec.DecodeError:
        return Kept()


def _learn(events: list[Event], told: list[Told]) -> bytes:
    came, ended = wait_log.came(events), wait_log.ended(events)
    services = [*wait_log.services(events), *wait_log.handings(events)[0]]
    found = learn(services, wait_log.waits(events), [], came, ended)
    return msgspec.json.encode(Kept(found, fit(told)))
