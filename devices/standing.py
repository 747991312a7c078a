"""How this PC stands: its line, its window, its readers, and when a card was last read and how that went. Never whose
card it was."""

from __future__ import annotations

import time
from collections.abc import Callable

import msgspec

from devices import labels
from handoff.messages import Stands


class LastRead(msgspec.Struct, frozen=True):
    """`at`: hours and minutes of this PC's clock. `went`: whether it reached the server."""

    at: str
    went: bool


class Standing:
    """Changed by the loop's thread alone; `heard` are called after each change. `clock` says hours and minutes."""

    def __init__(self, clock: Callable[[], str] = lambda: time.strftime("%H:%M")) -> None:
        self.clock = clock
        self.heard: list[Callable[[], None]] = []
        self.up = False
        self.known = True
        """Whether the server knows this PC's key."""
        self.place = ""
        self.service = True
        """Whether the service of card readers runs."""
        self.readers: dict[str, bool] = {}
        """reader -> whether it is plugged in; one that never was is not there."""
        self.scanners: dict[str, bool] = {}
        self.last: LastRead | None = None

    def line(self, up: bool) -> None:
        """The line to the server came, or went."""
        self.up = up
        self.known = self.known or up
        self._changed()

    def turned_away(self) -> None:
        """The server does not know this PC any more."""
        self.known = False
        self._changed()

    def placed(self, place: str) -> None:
        """The window that this PC serves, and its own name."""
        self.place = place
        self._changed()

    def serves(self, runs: bool) -> None:
        """The service of card readers."""
        self.service = runs
        self._changed()

    def reader(self, name: str, here: bool) -> None:
        """A card reader was plugged in, or pulled out."""
        self.readers[name] = here
        self._changed()

    def scanner(self, name: str, here: bool) -> None:
        """A scanner at a serial port."""
        self.scanners[name] = here
        self._changed()

    def read(self, went: bool) -> None:
        """A card was read and delivered, or was not."""
        self.last = LastRead(self.clock(), went)
        self._changed()

    def parts(self) -> list[tuple[str, str]]:
        """What is shown: (what, how it stands)."""
        shown = [
            (labels.LINE, labels.line_of(self.up, self.known)),
            (labels.PLACE, self.place or labels.UNKNOWN_PLACE),
            (labels.READER, labels.readers_of(self.service, self.readers)),
        ]
        if self.scanners:
            shown.append((labels.SCANNER, labels.scanners_of(self.scanners)))
        return [*shown, (labels.LAST, labels.last_of(self.last.at, self.last.went) if self.last else labels.NEVER)]

    def said(self) -> Stands:
        """What the server hears of it."""
        last = self.last or LastRead("", False)
        return Stands(self.service, dict(self.readers), dict(self.scanners), last.at, last.went)

    def _changed(self) -> None:
        for hear in self.heard:
            hear()
