"""Other systems are told of visits' moves (webhook): from the record, where the move itself wrote the notice; tried
again later and later, and given up with a word that stands on the administrators' page."""

from __future__ import annotations

import asyncio
from typing import Final

import msgspec

from handoff.system_notice import again_at, signature, target_of, told
from server.ports.outward import NotTold
from server.ports.systems import Notice
from server.work import systems
from server.work.cupboards import Cupboards

AT_ONCE: Final = 20
LEASE_MS: Final = 120_000
"""Longer than telling takes: who was killed meanwhile leaves its notices to the next one."""


async def walk(c: Cupboards) -> int:
    """A round; how many were tried. Of several keepers each has others."""
    now = c.clock()
    due = await c.systems.due(now, now + LEASE_MS, AT_ONCE)
    await asyncio.gather(*(_tell(c, one) for one in due))
    return len(due)


async def _tell(c: Cupboards, one: Notice) -> None:
    now = c.clock()
    try:
        await _say(c, one, now)
    except NotTold as no:
        await c.systems.failed(one.notice, no.why, again_at(now, one.tries))
        return
    await c.systems.arrived(one.notice, now)


async def _say(c: Cupboards, one: Notice, now: int) -> None:
    target = target_of(one.system.target)
    if target is None:  # it wants to be told nowhere any more
        return
    body = msgspec.json.encode(told(one.notice, one.system.name, one.row))
    secret = c.sealing.unwrap(systems.what(one.system.name), one.sealed)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "madoguchi",
        "Madoguchi-Signature": signature(secret, now // 1000, body),
    }
    await c.outward.tell(target, body, headers, c.catalogs.settings().systems.own())
