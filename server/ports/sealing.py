"""Sealing: what stands at rest in Redis and PostgreSQL of an entry, and back again. The seam of the vault."""

from __future__ import annotations

from typing import Protocol

from handoff.case import Entry


class Sealing(Protocol):
    """Entries to bytes and back. `rev` and `at` are never inside: the river gives them."""

    def seal(self, case: str, key: str, entry: Entry) -> bytes:
        """The bytes to store for the entry at `key` of `case`."""
        ...

    def open(self, case: str, key: str, sealed: bytes) -> Entry:
        """The entry in `sealed`, with rev and at 0. Raises ValueError when the bytes are not this case's and key's, or
        the case was erased."""
        ...

    def mark(self, case: str, digest: bytes) -> bytes:
        """What may be kept of an op's digest; as long as it was."""
        ...

    def wrap(self, what: str, content: bytes) -> bytes:
        """Something of the house that belongs to no entry, sealed."""
        ...

    def unwrap(self, what: str, sealed: bytes) -> bytes:
        """The same again. Raises ValueError when it is something else."""
        ...

    def blind(self, text: str) -> bytes:
        """A word to search by: the same for the same text, and nothing of it."""
        ...

    def destroy(self, case: str) -> bool:
        """Erase a case, wherever its bytes lie; whether its key was there."""
        ...

    def forget(self) -> None:
        """Keys were destroyed or changed elsewhere: read them again."""
        ...
