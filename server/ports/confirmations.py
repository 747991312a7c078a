"""What visitors confirmed: by whom, when, where, and the paper that was shown. Kept for good."""

from __future__ import annotations

from typing import Literal, Protocol

import msgspec


class Confirmation(msgspec.Struct, frozen=True):
    """`op`: the edit that it belongs to; it counts when the case's journal holds that. `what`: agreed, signed, or
    written by a clerk (for); `person` "" = whoever sat there. `digest`: SHA-256 of the PDF that was shown."""

    case: str
    op: str
    at: int
    what: Literal["agree", "sign", "for"]
    person: str
    forms: list[str]
    clerk: str
    by: str
    window: str
    digest: str


class Confirmations(Protocol):
    """The record's memory of them. Raises `RecordAway` when nothing was written."""

    async def keep(self, one: Confirmation, pdf: bytes) -> None:
        """Before the edit. Again with the same op: nothing more."""
        ...

    async def of_case(self, case: str) -> list[Confirmation]:
        """Those whose edit is in the journal, oldest first."""
        ...

    async def paper(self, case: str, digest: str) -> bytes | None:
        """The PDF that was shown."""
        ...
