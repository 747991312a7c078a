"""What is kept for good and looked for later: how far a case's journal goes, the index of persons."""

from __future__ import annotations

from typing import Protocol

import msgspec


class Hit(msgspec.Struct, frozen=True):
    """A case that was found. The name is read from the sheet, and shown by rights."""

    case: str
    person: str
    visit: str
    number: str
    office: str
    day: str
    stage: str


class Look(msgspec.Struct, frozen=True):
    """Who did what that the audit must know. `about` says the kinds of what was typed, never the words themselves,
    but for what a floor manager says to windows and the hall, which is for everybody to read.

    `what`: search, open, open_by_search, history, print, tablet, reveal, export, login, … · `terminal`: the browser, as
    the first 8 bytes of its session's SHA-256 · `purpose`: the reason that was given · `number`: 個人番号 was shown.
    """

    at: int
    clerk: str
    window: str
    office: str
    what: str
    case: str | None = None
    about: dict[str, str | int] = {}
    terminal: str = ""
    purpose: str = ""
    number: bool = False


class Archive(Protocol):
    """The record's memory."""

    async def last_rev(self, case: str) -> int:
        """The highest revision that the journal holds, 0 for none."""
        ...

    async def index(self, case: str, persons: dict[str, list[bytes]]) -> None:
        """The persons of a case as they are now, with their blind words, replacing what stood there."""
        ...

    async def find(self, any_of: list[bytes], all_of: list[bytes], limit: int) -> list[Hit]:
        """Persons who have all of these words, and one of those (where there are some); cases newest first. Nobody when
        no word is given."""
        ...
