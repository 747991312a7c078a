"""What a window's card reader is armed for, reads that wait for the clerk's key, and what a read said: short-lived,
shared by all web processes."""

from __future__ import annotations

from typing import Protocol

import msgspec

from handoff.case import Entry, Value
from handoff.messages import Answer, PinAsked, PinGiven, Scanned, Stands


class Aim(msgspec.Struct, frozen=True):
    """What a nonce stands for: a case at a window, at its claim's fence, in the name of the clerk who serves it."""

    case: str
    fence: int
    window: str
    clerk: str = ""
    by: str = ""
    sees: tuple[str, ...] = ()


class Choice(msgspec.Struct, frozen=True):
    """Whose card comes next, as a clerk at the window said: `person`, somebody new (`fresh`), or nobody in particular,
    who is asked for when the card was read."""

    case: str
    person: str | None = None
    fresh: bool = False


class Held(msgspec.Struct, frozen=True):
    """A read that waits for the key of a clerk at its window. `at`: when it came (ms). `pictures`: PNG or JPEG, by the
    name of the value that the card has as a picture alone. Prints as nothing."""

    read: str
    case: str
    fence: int
    window: str
    at: int
    card: str
    values: dict[str, Value]
    expires: str = ""
    doubtful: tuple[str, ...] = ()
    pictures: dict[str, bytes] = {}

    def __repr__(self) -> str:
        """Without what stands on the card."""
        return f"Held({self.card})"


class Spoken(msgspec.Struct, frozen=True):
    """What a read says to the clerk: that it waits for a key; or where it went, values that differ from what stands,
    items that were left out, items to compare with the card by eye, whether the card has expired, and which card it is
    (mynumber, mynumber_licence, licence, residence, box)."""

    case: str
    window: str
    read: str
    person: str
    entries: dict[str, Entry] = {}
    left_out: dict[str, str] = {}
    doubtful: tuple[str, ...] = ()
    expired: bool = False
    waits: bool = False
    card: str = ""


class Arms(Protocol):
    """All of it runs out by itself. Raises `Unreachable` when the live store cannot answer."""

    async def arm(self, nonce: str, aim: Aim, ms: int) -> None:
        """Reads with this nonce are for this aim, for so long."""
        ...

    async def take(self, nonce: str, read: str) -> Aim | None:
        """The nonce's aim, for one read: the first that comes with it, however often that is sent again. Else None."""
        ...

    async def choose(self, window: str, choice: Choice | None, ms: int) -> None:
        """Whose card comes next at a window; None forgets it."""
        ...

    async def chosen(self, window: str) -> Choice | None:
        """The choice that stands at a window."""
        ...

    async def remember(self, reader: str, read: str, answer: Answer, ms: int) -> None:
        """The answer that a read was given."""
        ...

    async def answered(self, reader: str, read: str) -> Answer | None:
        """The answer that this reader's read was given, None when it was not."""
        ...

    async def hold(self, held: Held, most: int, ms: int) -> bool:
        """Put a read aside, sealed under its case's key; False when `most` wait there already."""
        ...

    async def held(self, case: str) -> list[Held]:
        """The reads that wait for a key in a case, the oldest first."""
        ...

    async def release(self, case: str, read: str | None = None) -> None:
        """Forget one of them, or all."""
        ...

    async def ask_pin(self, window: str, asked: PinAsked | None, ms: int) -> None:
        """What the tablet of a window asks for, for so long; None: nothing."""
        ...

    async def pin_asked(self, window: str) -> PinAsked | None:
        """What it asks for now."""
        ...

    async def pass_pin(self, given: PinGiven, ms: int) -> None:
        """Put down what was typed, sealed for the agent alone."""
        ...

    async def take_pin(self, ask: str) -> PinGiven | None:
        """Take it up: once, and it is gone."""
        ...

    async def stands(self, reader: str, said: Stands | None, ms: int) -> None:
        """How the PC of a reader stands, for so long; None: it holds no line."""
        ...

    async def standing(self, reader: str) -> Stands | None:
        """How it stands now; None while it holds no line."""
        ...

    async def pass_scan(self, word: str, scanned: Scanned, ms: int) -> None:
        """Put down what a scanner at a window's PC has read."""
        ...

    async def take_scan(self, word: str) -> Scanned | None:
        """Take it up: once, and it is gone."""
        ...

    async def speak(self, word: str, spoken: Spoken, ms: int) -> None:
        """Put down, sealed, what a read has to say; the screens of its window fetch it."""
        ...

    async def spoken(self, word: str) -> Spoken | None:
        """What was put down."""
        ...
