"""The seam of sealing: today an entry is packed (msgpack) and not yet encrypted; place and shape are the final ones."""

from __future__ import annotations

import msgspec

from handoff.case import Entry


class Sealing:
    """Packs an entry without its version and time, which the river gives.

    Keys, AAD (city|case|entry key|op) and the keys of L4 values come here with "People and protection"; callers hand
    over case and key already, so nothing outside this file will change.
    """

    def __init__(self) -> None:
        self._pack = msgspec.msgpack.Encoder()
        self._unpack = msgspec.msgpack.Decoder(Entry, strict=True)

    def seal(self, case: str, key: str, entry: Entry) -> bytes:
        """The bytes to store for the entry at `key` of `case`."""
        if entry.rev or entry.at:
            entry = msgspec.structs.replace(entry, rev=0, at=0)
        return self._pack.encode(entry)

    def open(self, case: str, key: str, sealed: bytes) -> Entry:
        """The entry in `sealed`. ValueError (msgspec.DecodeError) when it is none; the bytes are not in its text."""
        return self._unpack.decode(sealed)
