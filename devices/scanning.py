"""The scanners of a window PC: what one reads goes to the window's screen, in its order."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from devices import words
from devices.scanner import Scanner
from devices.standing import Standing


class Scanning:
    """`scan` takes a line to the server, and has a sentence when it did not come there."""

    def __init__(
        self,
        ports: tuple[str, ...],
        scan: Callable[[str], Awaitable[str | None]],
        tell: Callable[[str], None],
        standing: Standing,
    ) -> None:
        self.ports = ports
        self.scan = scan
        self.tell = tell
        self.standing = standing
        self._lines: asyncio.Queue[str] = asyncio.Queue()

    async def run(self) -> None:
        """Until somebody ends it."""
        scanners = [self._scanner(port, asyncio.get_running_loop()) for port in self.ports]
        for scanner in scanners:
            scanner.start()
        try:
            while True:
                if (sentence := await self.scan(await self._lines.get())) is not None:
                    self.tell(sentence)
        finally:
            for scanner in scanners:
                await asyncio.to_thread(scanner.stop)

    def _scanner(self, port: str, loop: asyncio.AbstractEventLoop) -> Scanner:
        return Scanner(
            port,
            lambda line: _call(loop, lambda: self._lines.put_nowait(line)),
            lambda there: _call(loop, lambda: self._there(port, there)),
        )

    def _there(self, port: str, there: bool) -> None:
        self.standing.scanner(port, there)
        self.tell(words.scanner_there(port) if there else words.scanner_gone(port))


def _call(loop: asyncio.AbstractEventLoop, deed: Callable[[], None]) -> None:
    """In the loop's own thread."""
    loop.call_soon_threadsafe(deed)
