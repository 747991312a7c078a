"""The readers of this PC, over PC/SC."""

from __future__ import annotations

from collections.abc import Callable

from devices.pcsc.session import Session
from devices.pcsc.watch import Watch
from devices.readers import Seen


class PcscReaders:
    """`devices.readers.Readers`."""

    def watch(self, heard: Callable[[Seen], None]) -> Watch:
        """What happens there, whatever happens to the service of card readers."""
        return Watch(heard)

    def session(self, reader: str, count: int) -> Session:
        """One card, ours alone."""
        return Session(reader, count)
