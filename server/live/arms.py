"""Armed windows and what their reads said, in Redis. Values of a card are sealed like entries before they come here."""

from __future__ import annotations

import base64
from typing import Any, Final, TypeVar

import msgspec

from handoff.case import Entry
from handoff.messages import Answer, PinAsked, PinGiven, Scanned, Stands
from server.live.connection import Client
from server.live.epoch import weather
from server.live.keys import Keys
from server.ports.arms import Aim, Choice, Held, Spoken
from server.ports.sealing import Sealing

T = TypeVar("T")
TAKEN_MS: Final = 120_000
"""How long a nonce remembers its read: longer than any nonce lives."""
_HELD: Final = "held"
"""The key under which a read that waits is sealed for its case."""
_pack: Final = msgspec.msgpack.Encoder().encode


class SealedSpoken(msgspec.Struct, frozen=True):
    """`Spoken` at rest."""

    case: str
    window: str
    read: str
    person: str
    entries: list[tuple[str, bytes]]
    left_out: dict[str, str]
    doubtful: tuple[str, ...]
    expired: bool
    waits: bool = False
    card: str = ""


class SealedHeld(msgspec.Struct, frozen=True):
    """`Held` at rest: values and pictures under the case's own key."""

    fence: int
    window: str
    at: int
    card: str
    expires: str
    doubtful: tuple[str, ...]
    body: bytes


class LiveArms:
    """`server.ports.arms.Arms`."""

    def __init__(self, redis: Client, keys: Keys, sealing: Sealing) -> None:
        self._redis = redis
        self._keys = keys
        self._sealing = sealing

    async def arm(self, nonce: str, aim: Aim, ms: int) -> None:
        """Reads with this nonce are for this aim, for so long."""
        await self._put(f"nonce:{nonce}", aim, ms)

    async def take(self, nonce: str, read: str) -> Aim | None:
        """The nonce's aim, for one read."""
        taken = self._keys.card(f"taken:{nonce}")
        with weather():
            async with self._redis.pipeline(transaction=True) as pipe:
                pipe.get(self._keys.card(f"nonce:{nonce}"))
                pipe.set(taken, read, px=TAKEN_MS, nx=True)
                pipe.get(taken)
                aim, _, by = await pipe.execute()
        if aim is None or by != read.encode():
            return None
        return msgspec.msgpack.decode(self._sealing.unwrap(f"card|nonce:{nonce}", aim), type=Aim)

    async def choose(self, window: str, choice: Choice | None, ms: int) -> None:
        """Whose card comes next at a window; None forgets it."""
        if choice is not None:
            await self._put(f"next:{window}", choice, ms)
        else:
            await self._drop(f"next:{window}")

    async def chosen(self, window: str) -> Choice | None:
        """The choice that stands at a window."""
        return await self._get(f"next:{window}", Choice)

    async def remember(self, reader: str, read: str, answer: Answer, ms: int) -> None:
        """The answer that a read was given."""
        await self._put(f"read:{reader}:{read}", answer, ms)

    async def answered(self, reader: str, read: str) -> Answer | None:
        """The answer that this reader's read was given, None when it was not."""
        return await self._get(f"read:{reader}:{read}", Answer)

    async def speak(self, word: str, spoken: Spoken, ms: int) -> None:
        """Put down, sealed, what a read has to say."""
        entries = [(key, self._sealing.seal(spoken.case, key, entry)) for key, entry in spoken.entries.items()]
        sealed = SealedSpoken(
            spoken.case,
            spoken.window,
            spoken.read,
            spoken.person,
            entries,
            dict(spoken.left_out),
            spoken.doubtful,
            spoken.expired,
            spoken.waits,
            spoken.card,
        )
        await self._put(f"said:{word}", sealed, ms)

    async def spoken(self, word: str) -> Spoken | None:
        """What was put down."""
        sealed = await self._get(f"said:{word}", SealedSpoken)
        if sealed is None:
            return None
        entries: dict[str, Entry] = {key: self._sealing.open(sealed.case, key, body) for key, body in sealed.entries}
        return Spoken(
            sealed.case,
            sealed.window,
            sealed.read,
            sealed.person,
            entries,
            sealed.left_out,
            sealed.doubtful,
            sealed.expired,
            sealed.waits,
            sealed.card,
        )

    async def hold(self, held: Held, most: int, ms: int) -> bool:
        """Put a read aside; False when `most` wait there already."""
        pictures = {name: base64.b64encode(picture).decode() for name, picture in held.pictures.items()}
        said = Entry({"values": held.values, "pictures": pictures}, op=held.read)
        body = self._sealing.seal(held.case, _HELD, said)
        sealed = SealedHeld(held.fence, held.window, held.at, held.card, held.expires, held.doubtful, body)
        where = self._keys.card(f"held:{held.case}")
        with weather():
            async with self._redis.pipeline(transaction=True) as pipe:
                pipe.hset(where, held.read, _pack(sealed))
                pipe.pexpire(where, ms)
                pipe.hlen(where)
                *_, waiting = await pipe.execute()
            if waiting > most:
                await self._redis.hdel(where, held.read)
        return bool(waiting <= most)

    async def held(self, case: str) -> list[Held]:
        """The reads that wait for a key in a case, the oldest first."""
        with weather():
            found = await self._redis.hgetall(self._keys.card(f"held:{case}"))
        return sorted((self._opened(case, read.decode(), body) for read, body in found.items()), key=lambda one: one.at)

    def _opened(self, case: str, read: str, body: bytes) -> Held:
        sealed = msgspec.msgpack.decode(body, type=SealedHeld)
        said = self._sealing.open(case, _HELD, sealed.body).value
        assert isinstance(said, dict)
        pictures = {name: base64.b64decode(picture) for name, picture in said["pictures"].items()}
        of_card = {name: getattr(sealed, name) for name in ("fence", "window", "at", "card", "expires", "doubtful")}
        return Held(read=read, case=case, values=said["values"], pictures=pictures, **of_card)

    async def release(self, case: str, read: str | None = None) -> None:
        """Forget one of them, or all."""
        where = self._keys.card(f"held:{case}")
        with weather():
            await (self._redis.delete(where) if read is None else self._redis.hdel(where, read))

    async def ask_pin(self, window: str, asked: PinAsked | None, ms: int) -> None:
        """What the tablet of a window asks for, for so long; None: nothing."""
        if asked is None:
            await self._drop(f"pin:{window}")
        else:
            await self._put(f"pin:{window}", asked, ms)

    async def pin_asked(self, window: str) -> PinAsked | None:
        """What it asks for now."""
        return await self._get(f"pin:{window}", PinAsked)

    async def pass_pin(self, given: PinGiven, ms: int) -> None:
        """Put down what was typed, sealed for the agent alone."""
        await self._put(f"box:{given.ask}", given, ms)

    async def take_pin(self, ask: str) -> PinGiven | None:
        """Take it up: once, and it is gone."""
        return await self._take(f"box:{ask}", PinGiven)

    async def pass_scan(self, word: str, scanned: Scanned, ms: int) -> None:
        """Put down what a scanner at a window's PC has read."""
        await self._put(f"scan:{word}", scanned, ms)

    async def take_scan(self, word: str) -> Scanned | None:
        """Take it up: once, and it is gone."""
        return await self._take(f"scan:{word}", Scanned)

    async def _drop(self, what: str) -> None:
        with weather():
            await self._redis.delete(self._keys.card(what))

    async def stands(self, reader: str, said: Stands | None, ms: int) -> None:
        """How the PC of a reader stands, for so long; None: it holds no line."""
        await (self._drop(f"stands:{reader}") if said is None else self._put(f"stands:{reader}", said, ms))

    async def standing(self, reader: str) -> Stands | None:
        """How it stands now; None while it holds no line."""
        return await self._get(f"stands:{reader}", Stands)

    async def _put(self, what: str, value: Any, ms: int) -> None:
        with weather():
            await self._redis.set(self._keys.card(what), self._sealing.wrap(f"card|{what}", _pack(value)), px=ms)

    async def _get(self, what: str, kind: type[T]) -> T | None:
        with weather():
            found = await self._redis.get(self._keys.card(what))
        return self._unpacked(what, found, kind)

    async def _take(self, what: str, kind: type[T]) -> T | None:
        """Of all who ask at once, one gets it."""
        with weather():
            found = await self._redis.getdel(self._keys.card(what))
        return self._unpacked(what, found, kind)

    def _unpacked(self, what: str, found: bytes | None, kind: type[T]) -> T | None:
        if found is None:
            return None
        return msgspec.msgpack.decode(self._sealing.unwrap(f"card|{what}", found), type=kind)
