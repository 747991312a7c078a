"""Card readers as the agent sees them. Real ones (PC/SC) and pretend ones look the same from here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager
from typing import Literal, Protocol, TypeAlias

import msgspec

from devices.cards.apdu import CardProblem, T, Talk
from devices.cards.read import Read

What: TypeAlias = Literal["up", "down", "reader", "unplugged", "card", "gone"]


class Seen(msgspec.Struct, frozen=True):
    """What happened at a reader. `count`: the reader's own counter, another one with every card."""

    what: What
    reader: str = ""
    count: int = 0


class CardGone(CardProblem):
    """The card, the reader or the service is gone; nothing of the read counts."""


class CardHeld(CardProblem):
    """Another program holds the card."""


class Session(Protocol):
    """One card on one reader, ours alone."""

    def hold(self, talk: Talk[T]) -> T:
        """A conversation with the card. Refused: `CardGone`, and what the conversation refuses."""
        ...

    def is_still_there(self) -> None:
        """See that no card went or came since ours was seen. Refused: `CardGone`."""
        ...


class Watch(Protocol):
    """Somebody who looks at the readers."""

    def start(self) -> None:
        """Begin to look."""
        ...

    def stop(self) -> None:
        """End it."""
        ...


class Readers(Protocol):
    """The readers of a PC."""

    def watch(self, heard: Callable[[Seen], None]) -> Watch:
        """What happens there, said from whichever thread."""
        ...

    def session(self, reader: str, count: int) -> AbstractContextManager[Session]:
        """The card that was seen with this count: power on entering, none afterwards. Refused: `CardGone`,
        `CardHeld`."""
        ...


class Reader(Protocol):
    """What the agent needs: cards that were read."""

    def reads(self) -> AsyncIterator[Read]:
        """Each card that is laid down, read whole; ends when the reader is closed."""
        ...
