"""A reader that is not there, on which pretend cards are laid: seen and talked to as a real one is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType

from devices.cards.apdu import T, Talk, converse
from devices.pretend.card import Chip
from devices.readers import CardGone, Seen

NAME = "練習用のカードリーダー"


class PretendReader:
    """`devices.readers.Readers` with one reader. Any thread may lay a card down or take it away."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._heard: Callable[[Seen], None] | None = None
        self._card: Chip | None = None
        self._count = 0

    def watch(self, heard: Callable[[Seen], None]) -> PretendReader:
        """What happens there."""
        self._heard = heard
        return self

    def start(self) -> None:
        """The reader is there at once."""
        self._say(Seen("up"))
        self._say(Seen("reader", NAME))

    def stop(self) -> None:
        """Nobody looks any more."""
        self._heard = None

    def session(self, reader: str, count: int) -> PretendSession:
        """The card that was seen with this count."""
        return PretendSession(self, count)

    def lay(self, card: Chip) -> None:
        """Put a card down; one that lies there is taken away first."""
        self.take()
        with self._lock:
            self._card = card
            self._count += 1
            seen = Seen("card", NAME, self._count)
        self._say(seen)

    def take(self) -> None:
        """Take away what lies there."""
        with self._lock:
            if self._card is None:
                return
            self._card.power(False)
            self._card = None
            seen = Seen("gone", NAME, self._count)
            self._count += 1
        self._say(seen)

    def card(self, count: int) -> Chip:
        """The card with this count. Refused: `CardGone`."""
        with self._lock:
            if self._card is None or self._count != count:
                raise CardGone("taken away")
            return self._card

    def _say(self, seen: Seen) -> None:
        if self._heard is not None:
            self._heard(seen)


class PretendSession:
    """`devices.readers.Session`."""

    def __init__(self, reader: PretendReader, count: int) -> None:
        self._reader = reader
        self._count = count

    def __enter__(self) -> PretendSession:
        """Power."""
        self._reader.card(self._count).power(True)
        return self

    def __exit__(self, kind: type[BaseException] | None, no: BaseException | None, trace: TracebackType | None) -> None:
        """No power, if it is still there."""
        try:
            self._reader.card(self._count).power(False)
        except CardGone:
            return

    def hold(self, talk: Talk[T]) -> T:
        """A conversation with the card. Refused: `CardGone`, and what the conversation refuses."""
        return converse(talk, lambda command: self._reader.card(self._count).answer(command))

    def is_still_there(self) -> None:
        """Refused: `CardGone`."""
        self._reader.card(self._count)
