"""The keys of the window PC, for what opens a card: nothing of it is shown, and nothing is kept.

One thread reads lines for as long as the agent lives; a line that nobody asked for is dropped.
"""

from __future__ import annotations

import asyncio
import getpass
import sys
import threading
from collections.abc import Callable
from typing import TextIO

from devices.cards.secret import Secret
from devices.wanted import Wanted


class Keypad:
    """Ask, one question at a time. `line` gives the next line, "" at the end of the input."""

    def __init__(self, tell: Callable[[str], None], line: Callable[[], str] | None = None) -> None:
        self.tell = tell
        self.line = line or hidden(sys.stdin)
        self._one = asyncio.Lock()
        self._waiting: asyncio.Future[Secret | None] | None = None

    def start(self) -> threading.Thread:
        """Listen, for the running loop; who listens, until the input ends."""
        listens = threading.Thread(target=self._listen, args=(asyncio.get_running_loop(),), name="keypad", daemon=True)
        listens.start()
        return listens

    async def ask(self, wanted: Wanted) -> Secret | None:
        """Say what is wanted; what is typed then."""
        async with self._one:
            self._waiting = asyncio.get_running_loop().create_future()
            self.tell(wanted.sentence)
            try:
                return await self._waiting
            finally:
                self._waiting = None

    def _listen(self, loop: asyncio.AbstractEventLoop) -> None:
        while typed := self.line():
            secret = Secret(typed.strip())
            try:
                loop.call_soon_threadsafe(self._heard, secret)
            except RuntimeError:
                return  # the loop is closed: the agent ends

    def _heard(self, secret: Secret) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(secret)
        else:
            secret.wipe()


def hidden(keys: TextIO) -> Callable[[], str]:
    """Lines of a terminal without showing them; of anything else as they come."""
    if not keys.isatty():
        return keys.readline

    def line() -> str:
        try:
            return getpass.getpass("") + "\n"
        except EOFError:
            return ""

    return line
