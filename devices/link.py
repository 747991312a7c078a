"""The line to the server: one socket, outbound only, that comes back by itself. The only module with Socket.IO."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Final

import msgspec
import socketio

from handoff import messages as m

DOOR: Final = "/device"
BEAT_S: Final = 10.0
FIRST_S: Final = 0.5
LONGEST_S: Final = 10.0


class Link:
    """Say and hear. `heard` gets what the server says; `cut` is told when the line comes and goes."""

    def __init__(self, server: str, key: str, heard: Callable[[m.ToClient], None], cut: Callable[[bool], None]) -> None:
        self.server = server
        self.key = key
        self.heard = heard
        self.cut = cut
        self._socket: socketio.AsyncClient | None = None

    async def run(self) -> None:
        """For ever: connect, greet, stay; after a cut try again, a little later each time."""
        wait = FIRST_S
        while True:
            try:
                if await self._stay():
                    wait = FIRST_S
            except (socketio.exceptions.ConnectionError, OSError, TimeoutError):
                pass
            self.cut(False)
            _heed_cancel()
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_S)

    async def say(self, message: m.FromDevice) -> bool:
        """Say it; False when there is no line now."""
        socket = self._socket
        if socket is None or not socket.connected:
            return False
        try:
            await socket.emit("say", msgspec.to_builtins(message), namespace=DOOR)
        except (socketio.exceptions.SocketIOError, OSError):
            return False
        return True

    async def _stay(self) -> bool:
        """One life of the line; whether it was ever up."""
        gone = asyncio.Event()
        socket = socketio.AsyncClient(reconnection=False, handle_sigint=False)
        socket.on("hear", self._hear, namespace=DOOR)
        socket.on("disconnect", lambda *_: gone.set(), namespace=DOOR)
        headers = {"Authorization": f"Bearer {self.key}"}
        try:
            await socket.connect(self.server, headers, transports=["websocket"], namespaces=[DOOR], wait_timeout=5)
            self._socket = socket
            self.cut(True)
            await self.say(m.Hello(wire=m.WIRE))
            while not gone.is_set():
                _heed_cancel()
                try:
                    await asyncio.wait_for(gone.wait(), BEAT_S)
                except TimeoutError:
                    await self.say(m.Beat())
            return True
        finally:
            self._socket = None
            await socket.disconnect()

    def _hear(self, said: Any) -> None:
        """What the server says; words of another version are passed over."""
        try:
            self.heard(msgspec.convert(said, m.ToClient, strict=True))
        except msgspec.ValidationError:
            return


def _heed_cancel() -> None:
    """python-socketio swallows a cancellation that meets one of its handlers: it is raised again here."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError
