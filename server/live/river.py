"""The tail: how a web process hears the river, the keeper's word and the weather (DESIGN §4 law 5, §9 P8 and P10).

One XREAD over the three streams, so that no one of them waits for another, resumed by position after every cut. What
the tail hears it first tells the process's own cases at hand, then the doors. When Redis is not the one we knew
(another epoch at the epoch key, or our place in the river trimmed away), everything is read again: `NewEpoch`, from
the epoch's `since`.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any, Final

from redis.exceptions import RedisError

from handoff.river import after
from server.live import hearing
from server.live.awake import AwakeCases
from server.live.connection import BLOCK_MS, Client
from server.live.epoch import Epoch, Gate
from server.live.marks import Marks
from server.live.packing import FORMAT, NoticeBody, pack
from server.ports.river import Heard, NewEpoch, Notice, NowKept, SheetChanged, VisitMoved
from server.ports.sealing import Sealing
from server.ports.unreachable import Unreachable
from server.ports.wanted import still_wanted

log = logging.getLogger(__name__)
COUNT: Final = 500
AGAIN_S: Final = 0.2
"""Between tries to reach a Redis that is away."""
OPENS_STEP_S: Final = 0.02
OPENS_TRIES: Final = 150


class LiveTail:
    """`server.ports.river.Tail`, one per process. `ear` is a client for blocking reads only."""

    def __init__(self, gate: Gate, sealing: Sealing, awake: AwakeCases, marks: Marks, ear: Client) -> None:
        self._gate = gate
        self._redis = gate.redis
        self._ear = ear
        self._keys = gate.keys
        self._sealing = sealing
        self._awake = awake
        self._marks = marks
        self._epoch = ""
        self._places: dict[str, str] = {}
        self._cut = False

    async def start(self) -> None:
        """Note where the river ends now. Raises `Unreachable` when Redis is away."""
        epoch = await self._gate.read()
        streams = [self._keys.river, self._keys.kept, self._keys.weather]
        self._places = {stream: await self._end(stream) for stream in streams}
        self._epoch = epoch.id

    async def listen(self) -> AsyncIterator[Heard]:
        """Everything from now on, in the river's order, for ever.

        While Redis is away, `Notice("lamp", {"live": "off"})` says so once, and "on" when it is back.
        """
        while True:
            still_wanted()
            try:
                news = await self._news()
            except (Unreachable, RedisError) as error:
                if not self._cut:
                    log.warning("tail cut off why=%s", type(error).__name__)
                    self._cut = True
                    self._gate.forget()
                    yield Notice("lamp", {"live": "off"})
                await asyncio.sleep(AGAIN_S)
                continue
            for heard in news:
                if isinstance(heard, NewEpoch):
                    await self._until_open(heard.id)
                yield heard

    async def _news(self) -> Iterable[Heard]:
        """What there is to hear; nothing after half a second of silence."""
        if not self._places:
            await self.start()
        if self._cut:
            return await self._back()
        answer = await self._xread()
        return self._take(answer) if answer else await self._look()

    async def notice(self, what: str, about: dict[str, str]) -> None:
        """Tell all processes. Written without the fence: it changes no case."""
        body = pack(NoticeBody(what, about))
        try:
            await self._redis.xadd(
                self._keys.river,
                {"t": "notice", "v": FORMAT, "e": self._epoch, "c": "", "n": 0, "o": "", "b": body},
            )
        except RedisError:
            raise Unreachable("unknown") from None

    async def _xread(self) -> list[Any]:
        words: list[str | int] = ["COUNT", COUNT, "BLOCK", BLOCK_MS, "STREAMS", *self._places, *self._places.values()]
        answer: list[Any] = await self._ear.execute_command("XREAD", *words)
        return answer

    def _take(self, answer: list[Any]) -> Iterator[Heard]:
        """What the entries say, in order, after our own cases have heard it."""
        for stream, entries in answer:
            name = stream.decode()
            for place, fields in entries:
                self._places[name] = place.decode()
                heard = self._hear(name, place, fields)
                if heard is not None:
                    yield heard

    def _hear(self, stream: str, place: bytes, fields: dict[bytes, bytes]) -> Heard | None:
        heard = hearing.hear(self._sealing, stream.rpartition(":")[2], place, fields)
        epoch = fields.get(b"e", b"").decode()
        match heard:
            case SheetChanged():
                self._awake.hear(epoch, heard.case, heard.n, heard.facts)
            case VisitMoved():
                self._awake.moved(epoch, heard.row)
            case NowKept():
                self._marks.note(heard.cases)
            case NewEpoch():
                return self._changed(heard.id)
            case _:
                pass
        return heard

    def _changed(self, epoch: str) -> NewEpoch | None:
        """Another epoch: nothing that was known counts."""
        if epoch == self._epoch:
            return None
        self._epoch = epoch
        self._gate.forget()
        self._awake.clear()
        return NewEpoch(epoch)

    async def _until_open(self, epoch: str) -> None:
        """The marker stands in the river a moment before the epoch opens; who hears of it will want to read at once."""
        for _ in range(OPENS_TRIES):
            try:
                now = await self._gate.read()
            except Unreachable:
                return
            if now.open or now.id != epoch:
                return
            await asyncio.sleep(OPENS_STEP_S)

    async def _look(self) -> list[Heard]:
        """Nothing came for a while: is it still the Redis that we know? After a roll-back our place may lie ahead of
        it."""
        epoch = await self._gate.read()
        changed = self._changed(epoch.id) if epoch.open else None
        if changed is None:
            return []
        await self._rewind(epoch)
        return [changed]

    async def _back(self) -> list[Heard]:
        """Reached again: go on from our place, or read everything again."""
        await self._redis.connection_pool.disconnect(inuse_connections=False)  # those of before the cut are dead
        epoch = await self._gate.read()
        if not epoch.open:
            raise Unreachable("epoch")
        changed = self._changed(epoch.id)
        if changed is not None:
            await self._rewind(epoch)
        elif await self._trimmed():
            log.warning("the tail's place was trimmed away")
            self._awake.clear()
            await self.start()
            changed = NewEpoch(epoch.id)
        self._cut = False
        news: list[Heard] = [Notice("lamp", {"live": "on"})]
        return [*news, changed] if changed is not None else news

    async def _rewind(self, epoch: Epoch) -> None:
        """Ids only grow inside an epoch; before it they say nothing to us."""
        await self.start()
        self._places[self._keys.river] = epoch.since

    async def _trimmed(self) -> bool:
        for stream in (self._keys.river, self._keys.kept):
            first = await self._redis.execute_command("XRANGE", stream, "-", "+", "COUNT", 1)
            if first and after(first[0][0].decode(), self._places[stream]) and self._places[stream] != "0-0":
                return True
        return False

    async def _end(self, stream: str) -> str:
        last = await self._redis.execute_command("XREVRANGE", stream, "+", "-", "COUNT", 1)
        return str(last[0][0].decode()) if last else "0-0"
