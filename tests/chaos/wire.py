"""A wire between two parts of the hall, in this process: what is said goes through it, and it can be hurt.

One loop in a thread of its own carries all wires of a hall; who hurts one waits until it is hurt.
"""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeAlias, cast

import uvloop

Where: TypeAlias = Path | int
"""A unix socket, or a port of this machine."""
HOST = "127.0.0.1"
ANSWER_S = 10.0


class End(asyncio.Protocol):
    """One end of one connection. What it hears, the other end says."""

    other: End | None = None
    gone = False

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.early: list[bytes] = []
        self.late: deque[bytes] = deque()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self.wire.begins(self)

    def data_received(self, data: bytes) -> None:
        if self.other is None:
            self.early.append(data)
        else:
            self.wire.carry(data, self.other)

    def say(self, data: bytes) -> None:
        """Say it, if there is still somebody."""
        if not self.gone:
            self.transport.write(data)

    def listen(self, now: bool) -> None:
        """Hear what comes, or let it wait."""
        if self.transport.is_closing() or self.transport.is_reading() == now:
            return
        if now:
            self.transport.resume_reading()
        else:
            self.transport.pause_reading()

    def pause_writing(self) -> None:
        if self.other is not None:
            self.other.listen(False)

    def resume_writing(self) -> None:
        if self.other is not None and not self.wire.frozen:
            self.other.listen(True)

    def connection_lost(self, exc: Exception | None) -> None:
        self.gone = True
        self.wire.ends(self)


class Near(End):
    """The end of who called."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.wire.calls(self)


class Wire:
    """Made inside `wires`. Whatever hurts it hurts every connection that it carries at that moment."""

    def __init__(self, loop: asyncio.AbstractEventLoop, target: Where) -> None:
        self.target = target
        self.frozen = False
        self._loop = loop
        self._ends: set[End] = set()
        self._calling: set[asyncio.Task[None]] = set()
        self._deaf: set[End] = set()
        self._late_s = 0.0
        self._left: int | None = None
        self._server: asyncio.Server | None = None
        self.port = 0

    # ---- hurting it, from another thread

    def freeze(self) -> None:
        """Everything waits: nothing is said any more, and nothing is lost."""
        self._do(partial(self._hold, True))

    def thaw(self) -> None:
        """It goes on where it was."""
        self._do(partial(self._hold, False))

    def abort(self) -> None:
        """All connections are reset; whoever calls again gets through."""
        self._do(self._abort)

    def slow(self, seconds: float) -> None:
        """What is said takes so long, both ways. 0: as ever."""
        self._do(partial(setattr, self, "_late_s", seconds))

    def go_deaf(self) -> None:
        """Half-open: the connections of now stand and carry nothing, both ways, until they are given up. Whoever calls
        again gets through."""
        self._do(lambda: self._deaf.update(self._ends))

    def cut_answers_after(self, count: int) -> None:
        """After so many bytes to those who called, the connection that the next ones were for is reset instead: what
        was asked is done, and the answer is lost."""
        self._do(partial(setattr, self, "_left", count))

    def lead_to(self, target: Where) -> None:
        """Whoever calls from now on is led there; what it carries is reset."""

        def lead() -> None:
            self.target = target
            self._abort()

        self._do(lead)

    # ---- in the loop

    async def open(self, at: Where | None) -> None:
        """Take calls at a unix socket, or at a port that it chooses (`port`)."""
        if isinstance(at, Path):
            self._server = await self._loop.create_unix_server(lambda: Near(self), str(at))
        else:
            self._server = await self._loop.create_server(lambda: Near(self), HOST, 0)
            self.port = self._server.sockets[0].getsockname()[1]

    def close(self) -> None:
        """Take no calls, drop all."""
        if self._server is not None:
            self._server.close()
        for task in self._calling:
            task.cancel()
        self._abort()

    def begins(self, end: End) -> None:
        """A connection begins: a frozen wire hears nothing of it."""
        self._ends.add(end)
        if self.frozen:
            end.listen(False)

    def calls(self, near: Near) -> None:
        """Somebody called: the other side is called too."""
        task = self._loop.create_task(self._call(near))
        self._calling.add(task)
        task.add_done_callback(self._calling.discard)

    async def _call(self, near: Near) -> None:
        try:
            if isinstance(self.target, Path):
                _, far = await self._loop.create_unix_connection(lambda: End(self), str(self.target))
            else:
                _, far = await self._loop.create_connection(lambda: End(self), HOST, self.target)
        except OSError:
            near.transport.abort()
            return
        if near.gone:
            far.transport.abort()
            return
        near.other, far.other = far, near
        for heard in (near, far):
            for data in heard.early:
                self.carry(data, far if heard is near else near)

    def carry(self, data: bytes, to: End) -> None:
        """What one end heard, the other one says."""
        if to in self._deaf:
            return
        if self._left is not None and isinstance(to, Near):
            self._left -= len(data)
            if self._left < 0:
                self._left = None
                to.transport.abort()
                return
        if self._late_s or to.late:
            to.late.append(data)  # in order, also while the wire gets faster again
            self._loop.call_later(self._late_s, self._say_next, to)
        else:
            to.say(data)

    def _say_next(self, to: End) -> None:
        to.say(to.late.popleft())

    def ends(self, end: End) -> None:
        """One end is gone: so is the other one, unless it cannot hear of it."""
        self._ends.discard(end)
        if end.other is not None and end not in self._deaf:
            end.other.transport.close()
        self._deaf.discard(end)

    def _hold(self, still: bool) -> None:
        self.frozen = still
        for end in self._ends:
            end.listen(not still)

    def _abort(self) -> None:
        for end in list(self._ends):
            end.transport.abort()

    def _do(self, what: Callable[[], object]) -> None:
        done = threading.Event()

        def do() -> None:
            what()
            done.set()

        self._loop.call_soon_threadsafe(do)
        assert done.wait(ANSWER_S), "the wire does not answer"


class Wires:
    """All wires of a hall."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._all: list[Wire] = []

    def to(self, target: Where, at: Path | None = None) -> Wire:
        """A new wire to there."""
        wire = Wire(self._loop, target)
        self._all.append(wire)
        asyncio.run_coroutine_threadsafe(wire.open(at), self._loop).result(ANSWER_S)
        return wire

    async def close(self) -> None:
        """No wire carries anything any more."""
        for wire in self._all:
            wire.close()
        await asyncio.sleep(0)  # what was dropped hears of it


@contextmanager
def wires() -> Iterator[Wires]:
    """A thread that carries wires, ended afterwards."""
    loop = uvloop.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="wires")
    thread.start()
    made = Wires(loop)
    try:
        yield made
    finally:
        asyncio.run_coroutine_threadsafe(made.close(), loop).result(ANSWER_S)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(ANSWER_S)
        loop.close()
