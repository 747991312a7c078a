"""A request of another system that names itself (Idempotency-Key): done once, however often it comes. The same name
with the same words has the same answer; with other words it is refused."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any, Final

import msgspec

from handoff import ids
from handoff.refusal import Reason, Refused
from server.ports.systems import Said
from server.work.cupboards import Cupboards

NAME: Final = re.compile(r"[0-9A-Za-z_-]{16,64}", re.ASCII)
DAY_MS: Final = 86_400_000
KEPT_DAYS: Final = 7
"""So long a request is known again."""
DIED_MS: Final = 60_000
"""What was not answered in this time had its process killed, and may come again: deeds know their request, too."""


async def once(c: Cupboards, system: str, name: str, said: bytes, deed: Callable[[str], Awaitable[Any]]) -> Said:
    """The answer of `deed`, which is given the id of its request. What a deed refuses was not done, and is decided anew
    when it comes again. Refused: `bad_message` (no name, or none that could be one), `op_reused` (the name stood for
    other words), `not_now` (the same request is at work), and as the deed."""
    if NAME.fullmatch(name) is None:
        raise Refused(Reason.bad_message, at="idempotency-key")
    now, digest = c.clock(), c.sealing.blind(f"request|{said.decode('utf-8', 'replace')}")
    before = await c.systems.begin(system, name, digest, now, now - DIED_MS)
    if before is not None:
        if before.digest != digest:
            raise Refused(Reason.op_reused, at="idempotency-key")
        if before.said is None:
            raise Refused(Reason.not_now, at="idempotency-key")
        return before.said
    answered = None
    try:
        answer = await deed(ids.new_op(c.sealing.blind(f"request|{system}|{name}")))
        answered = Said(200, msgspec.json.encode(answer))
    finally:
        await c.systems.settle(system, name, answered)
    return answered


async def forget(c: Cupboards) -> int:
    """What nobody asks again; the keeper's round."""
    return await c.systems.forget(c.clock() - KEPT_DAYS * DAY_MS)
