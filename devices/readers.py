"""What the agent needs of a card reader. Real readers (PC/SC) and the pretend one look the same from here."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Protocol

from devices.cards.read import Read


class Reader(Protocol):
    """A reader on the desk."""

    def reads(self) -> AsyncIterator[Read]:
        """Each card that is laid down, read whole; ends when the reader is closed."""
        ...
