"""A bad line between a browser and the city: everything takes so long each way, and arrives in order; or what stands
carries nothing any more, and nobody is told.

(What the browser's own tools slow down are requests, not a socket that stands.)
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

CHUNK = 65_536


class SlowLine:
    """Where it is entered (`address`), and how long it takes each way now (`delay_s`)."""

    def __init__(self, beyond: str) -> None:
        self.delay_s = 0.0
        self.address = ""
        self._port = urlsplit(beyond).port
        self._tasks: set[asyncio.Task[None]] = set()
        self._lost = 0
        """Connections up to this one carry nothing any more."""
        self._last = 0

    def go_deaf(self) -> None:
        """All connections that stand now stay half open for ever; new ones are as good as before."""
        self._lost = self._last

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, both ways."""
        there, back = await asyncio.open_connection("localhost", self._port)
        self._last += 1
        number = self._last
        for begin, end in ((reader, back), (there, writer)):
            task = asyncio.create_task(self._one_way(number, begin, end))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _one_way(self, number: int, begin: asyncio.StreamReader, end: asyncio.StreamWriter) -> None:
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        arriving = asyncio.create_task(self._arrive(under_way, end))
        clock = asyncio.get_running_loop().time
        try:
            with suppress(ConnectionError):
                while piece := await begin.read(CHUNK):
                    if number <= self._lost:
                        continue
                    under_way.put_nowait((clock() + self.delay_s, piece))
            under_way.put_nowait((clock() + self.delay_s, b""))
            await arriving
        finally:
            arriving.cancel()
            end.close()

    async def _arrive(self, under_way: asyncio.Queue[tuple[float, bytes]], end: asyncio.StreamWriter) -> None:
        while (due := await under_way.get())[1]:
            await asyncio.sleep(due[0] - asyncio.get_running_loop().time())
            with suppress(ConnectionError):
                end.write(due[1])
                await end.drain()

    async def end(self) -> None:
        """Nothing is under way any more."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


@asynccontextmanager
async def slow_line(beyond: str) -> AsyncIterator[SlowLine]:
    """A line to the city at this address, quick until somebody slows it."""
    line = SlowLine(beyond)
    server = await asyncio.start_server(line.carry, "localhost", 0)
    line.address = f"http://localhost:{server.sockets[0].getsockname()[1]}"
    try:
        yield line
    finally:
        server.close()
        await line.end()
