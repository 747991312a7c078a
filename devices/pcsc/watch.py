"""Readers and cards as they come and go, whatever happens to the service of card readers.

A thread on the plain calls of PC/SC. pyscard's own monitor ends for good when the service stops (and Windows stops it
whenever the last reader is unplugged); this one says that all is gone, and finds everything again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Final

from smartcard import scard

from devices.readers import Seen

PLUGS: Final = "\\\\?PnP?\\Notification"
LOOK_MS: Final = 1000
FIRST_S: Final = 0.1
LONGEST_S: Final = 2.0
NO_READERS: Final = frozenset({scard.SCARD_E_NO_READERS_AVAILABLE})
NOTHING_NEW: Final = frozenset({scard.SCARD_E_TIMEOUT, scard.SCARD_E_UNKNOWN_READER})


class Lost(Exception):
    """The service of card readers does not answer."""


class Watch(threading.Thread):
    """Calls `heard` in its own thread, until `stop`."""

    def __init__(self, heard: Callable[[Seen], None]) -> None:
        super().__init__(name="card readers", daemon=True)
        self.heard = heard
        self._over = threading.Event()
        self._context: Any = None
        self._states: dict[str, int] = {}

    def run(self) -> None:
        wait = FIRST_S
        told_down = False
        while not self._over.is_set():
            result, self._context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
            if result == scard.SCARD_S_SUCCESS:
                wait, told_down = FIRST_S, False
                self.heard(Seen("up"))
                self._stay()
            if not told_down and not self._over.is_set():
                told_down = True
                self.heard(Seen("down"))
            self._over.wait(wait)
            wait = min(wait * 2, LONGEST_S)

    def stop(self) -> None:
        """End it, also while it waits for something to happen."""
        self._over.set()
        while self.is_alive():
            if self._context is not None:
                scard.SCardCancel(self._context)
            self.join(0.05)

    def _stay(self) -> None:
        """As long as this life of the service lasts."""
        try:
            while not self._over.is_set():
                self._readers()
                self._changes()
        except Lost:
            pass
        finally:
            for reader in [name for name in self._states if name != PLUGS]:
                self._drop(reader)
            self._states.clear()
            context, self._context = self._context, None
            scard.SCardReleaseContext(context)

    def _readers(self) -> None:
        result, names = scard.SCardListReaders(self._context, [])
        if result in NO_READERS:
            names = []
        elif result != scard.SCARD_S_SUCCESS:
            raise Lost
        for reader in [name for name in self._states if name not in (*names, PLUGS)]:
            self._drop(reader)
        for reader in [name for name in names if name not in self._states]:
            self._states[reader] = scard.SCARD_STATE_UNAWARE
            self.heard(Seen("reader", reader))
        self._states.setdefault(PLUGS, scard.SCARD_STATE_UNAWARE)

    def _drop(self, reader: str) -> None:
        state = self._states.pop(reader)
        if state & scard.SCARD_STATE_PRESENT:
            self.heard(Seen("gone", reader, counter(state)))
        self.heard(Seen("unplugged", reader))

    def _changes(self) -> None:
        result, states = scard.SCardGetStatusChange(self._context, LOOK_MS, list(self._states.items()))
        if result in NOTHING_NEW:
            return
        if result != scard.SCARD_S_SUCCESS:
            raise Lost
        for reader, state, _atr in states:
            if reader != PLUGS and state & scard.SCARD_STATE_CHANGED:
                self._tell(reader, self._states[reader], state)
            self._states[reader] = state & ~scard.SCARD_STATE_CHANGED

    def _tell(self, reader: str, old: int, new: int) -> None:
        """A card that went and came between two looks is another card."""
        was, here = (bool(state & scard.SCARD_STATE_PRESENT) for state in (old, new))
        another = was and here and counter(old) != counter(new)
        if was and (another or not here):
            self.heard(Seen("gone", reader, counter(old)))
        if here and (another or not was):
            self.heard(Seen("card", reader, counter(new)))


def counter(state: int) -> int:
    """The reader's counter of events: the upper half of its state."""
    return state >> 16 & 0xFFFF
