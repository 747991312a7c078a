"""A socket in the raw: engine.io and Socket.IO frames written by hand, as somebody writes them who means no good."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import websockets
from websockets.asyncio.client import ClientConnection

from tests.house import Client, RunningHouse

PATIENCE_S = 10.0


class Wire:
    """One websocket at `/socket.io/`; `hears` gives what the staff door says."""

    def __init__(self, line: ClientConnection) -> None:
        self.line = line

    @classmethod
    async def open(cls, house: RunningHouse, cookies: str = "", **headers: str) -> Wire:
        """Connected, and not yet inside any door. Raises `InvalidStatus` when even that is refused."""
        address = house.address.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
        sent = {"Origin": house.address, **({"Cookie": cookies} if cookies else {}), **headers}
        line = await websockets.connect(address, additional_headers=sent, open_timeout=PATIENCE_S, close_timeout=0.2)
        assert str(await line.recv()).startswith("0{")
        return cls(line)

    @classmethod
    async def inside(cls, house: RunningHouse, client: Client) -> Wire:
        """At the staff door, greeted."""
        wire = await cls.open(house, f"session={client.cookie('session')}")
        await wire.frame("40/staff,")
        assert (await wire.next()).startswith("40/staff,{")
        await wire.say({"t": "hello", "wire": 1})
        await wire.hears("welcome")
        return wire

    async def frame(self, text: str | bytes) -> None:
        """One frame as it is. A line that is closed meanwhile takes it in silence."""
        try:
            await self.line.send(text)
        except websockets.ConnectionClosed:
            return

    async def say(self, said: Any) -> None:
        """A `say` with anything in it."""
        await self.frame("42/staff," + json.dumps(["say", said]))

    async def next(self) -> str:
        """The next frame that is no ping."""
        async with asyncio.timeout(PATIENCE_S):
            while (text := str(await self.line.recv())) == "2":
                await self.line.send("3")
        return text

    async def hears(self, kind: str) -> dict[str, Any]:
        """The next message of this kind."""
        while True:
            text = await self.next()
            if text.startswith("42/staff,"):
                _, message = json.loads(text.removeprefix("42/staff,"))
                if message["t"] == kind:
                    found: dict[str, Any] = message
                    return found

    async def answers(self, re: str) -> dict[str, Any]:
        """The next answer to this."""
        while (answer := await self.hears("answer")).get("re") != re:
            pass
        return answer

    async def works(self) -> bool:
        """Whether this line is still a good one: a greeting is answered."""
        try:
            await self.say({"t": "hello", "wire": 1})
            await self.hears("welcome")
        except websockets.ConnectionClosed:
            return False
        return True

    async def is_closed(self, seconds: float) -> bool:
        """Whether the other side hangs up within the time."""
        try:
            async with asyncio.timeout(seconds):
                while True:
                    if str(await self.line.recv()) == "2":
                        await self.line.send("3")
        except websockets.ConnectionClosed:
            return True
        except TimeoutError:
            return False

    async def close(self) -> None:
        """Hang up."""
        await self.line.close()
