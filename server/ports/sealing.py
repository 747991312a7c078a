"""Sealing: what stands at rest in Redis and PostgreSQL of an entry, and back again. The seam of the vault."""

from __future__ import annotations

from typing import Protocol

from handoff.case import Entry


class Sealing(Protocol):
    """One entry to bytes and back. `rev` and `at` are never inside: the river gives them."""

    def seal(self, case: str, key: str, entry: Entry) -> bytes:
        """The bytes to store for the entry at `key` of `case`."""
        ...

    def open(self, case: str, key: str, sealed: bytes) -> Entry:
        """The entry in `sealed`, with rev and at 0. Raises ValueError when the bytes are not this case's and key's."""
        ...
