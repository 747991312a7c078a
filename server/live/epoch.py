"""The epoch as a process knows it, and the only way in which scripts are called: by sha, once, behind the fence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import msgspec
from redis import exceptions
from redis.exceptions import (
    BusyLoadingError,
    MaxConnectionsError,
    NoScriptError,
    OutOfMemoryError,
    ReadOnlyError,
    RedisError,
)

from server.live.connection import Client
from server.live.keys import Keys
from server.live.line import Line
from server.live.packing import Word
from server.live.scripts import CONTRACT
from server.ports.unreachable import Unreachable


class Epoch(msgspec.Struct, frozen=True):
    """What stands at the epoch key. `shas`: script name -> sha of its text in this epoch."""

    id: str = ""
    number: int = 0
    open: bool = False
    since: str = "0-0"
    pos: str = "0-0"
    contract: int = 0
    shas: dict[str, str] = {}


def told(fields: dict[bytes, bytes]) -> Epoch:
    """The epoch in the epoch key's fields; an absent key is a closed epoch without id."""
    text = {key.decode(): value.decode() for key, value in fields.items()}
    return Epoch(
        id=text.get("id", ""),
        number=int(text.get("number", 0)),
        open=text.get("state") == "open",
        since=text.get("since", "0-0"),
        pos=text.get("pos", "0-0"),
        contract=int(text.get("contract", 0)),
        shas={key[4:]: value for key, value in text.items() if key.startswith("sha:")},
    )


CUT: Final = (exceptions.ConnectionError, exceptions.TimeoutError)
_NOT_SENT: Final = (BusyLoadingError, MaxConnectionsError)
_NOT_DONE: Final = ("MASTERDOWN", "UNBLOCKED")
"""A replica without its master; a reading that waited when the master became a replica."""


def trouble(error: RedisError) -> Unreachable:
    """What a Redis error means to a caller. Anything that is not weather is a bug and is raised as it is."""
    if isinstance(error, NoScriptError | ReadOnlyError):
        return Unreachable("epoch")
    if isinstance(error, _NOT_SENT) or any(word in str(error) for word in _NOT_DONE):
        return Unreachable("slow")
    if isinstance(error, OutOfMemoryError) or "OOM" in str(error)[:40]:
        return Unreachable("full")
    if isinstance(error, CUT):
        return Unreachable("unknown")
    raise error


@contextmanager
def weather() -> Iterator[None]:
    """Around what asks Redis: its errors come out as `trouble` names them."""
    try:
        yield
    except RedisError as error:
        raise trouble(error) from None


class Gate:
    """Remembers the open epoch; forgets it as soon as Redis contradicts. Scripts and what every join asks go over
    `line`, the rest over `redis`."""

    def __init__(self, redis: Client, keys: Keys, line: Line) -> None:
        self.redis = redis
        self.keys = keys
        self.line = line
        self._now: Epoch | None = None

    async def read(self) -> Epoch:
        """The epoch as Redis has it now, open or not."""
        with weather():
            flat: list[bytes] = await self.line.call("HGETALL", self.keys.epoch)
        now = told(dict(zip(flat[::2], flat[1::2], strict=True)))
        self._now = now if now.open and now.contract == CONTRACT else None
        return now

    async def stands(self) -> str:
        """The id of the open epoch whose scripts this Redis knows; "" where nothing can be written. After a restart the
        key still says open, until the keeper has looked."""
        now = await self.read()
        if not now.open or "change" not in now.shas:
            return ""
        with weather():
            (known,) = await self.line.call("SCRIPT", "EXISTS", now.shas["change"])
        return now.id if known else ""

    async def open(self) -> Epoch:
        """The open epoch. Raises `Unreachable("epoch")` while there is none that this process may write in."""
        if self._now is None:
            await self.read()
        if self._now is None:
            raise Unreachable("epoch")
        return self._now

    def forget(self) -> None:
        """Something contradicts the epoch that we remember."""
        self._now = None

    async def run(self, epoch: Epoch, script: str, keys: list[str], args: list[Word]) -> list[Any]:
        """Call a script once, in exactly this epoch. The first key is the epoch's."""
        try:
            answer: list[Any] = await self.line.call(
                "EVALSHA", epoch.shas[script], len(keys) + 1, self.keys.epoch, *keys, *args
            )
        except Unreachable:
            self.forget()
            raise
        except RedisError as error:
            if isinstance(error, (NoScriptError, ReadOnlyError, *CUT)):
                self.forget()
            raise trouble(error) from None
        if answer[0] == b"epoch":
            self.forget()
            raise Unreachable("epoch")
        return answer
