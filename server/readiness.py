"""Telling who started this process that it can serve: systemd's notification (sd_notify), where it asks for it. So that
`systemctl restart` of one web process after the other never leaves a house without one that is ready."""

from __future__ import annotations

import asyncio
import itertools
import os
import socket
from collections.abc import Awaitable, Callable
from typing import Final

STEP_S: Final = 0.1
ASKED: Final = "NOTIFY_SOCKET"


async def tell_when(ready: Callable[[], Awaitable[bool]]) -> None:
    """As soon as it is so; nothing where nobody asks."""
    if not os.environ.get(ASKED):
        return
    for _ in itertools.count():
        if await ready():
            tell("READY=1")
            return
        await asyncio.sleep(STEP_S)


def tell(word: str) -> None:
    """One datagram. Whoever asked and is gone is told nothing."""
    path = os.environ.get(ASKED, "")
    if not path:
        return
    name = "\0" + path[1:] if path.startswith("@") else path
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        try:
            line.sendto(word.encode(), name)
        except OSError:
            return
