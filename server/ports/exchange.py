"""Files out of the house and into it: read and made outside the process that serves people."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Protocol, TypeAlias

import msgspec

from handoff.catalog_rows import Tables
from handoff.conversion import Encoding
from handoff.conversion_map import Swap
from handoff.filefault import FileFault
from handoff.found import Found
from handoff.import_profile import Profile
from handoff.import_row import Resident
from handoff.postal import Area
from handoff.uploaded import UploadedPage


class Cover(msgspec.Struct, frozen=True):
    """What stands on a workbook's first sheet: whose catalog it is, which draft, on which version, made when."""

    city: str
    draft: str
    version: int
    made: str


class Brought(msgspec.Struct, frozen=True):
    """What a workbook holds. `places`: table -> id -> the row's number in its sheet. `base`: table -> id -> print
    (`handoff.cells.print_of`) of each row that stood there when the house made the workbook, in their order; None for
    one that the house did not make. `warnings` say what was left aside."""

    tables: dict[str, list[dict[str, str]]]
    places: dict[str, dict[str, int]]
    base: dict[str, dict[str, str]] | None
    warnings: list[FileFault]


class TakenPage(msgspec.Struct, frozen=True):
    """A page of a PDF, and the places of its own form's fields on it."""

    page: UploadedPage
    found: list[Found]


class NamedCells(msgspec.Struct, frozen=True):
    """The named cells of a sheet on one of the pages that it prints: its title, its paper in mm, how many pages, and
    what was left aside, with the reason."""

    sheet: str
    width: float
    height: float
    pages: int
    found: list[Found]
    left: list[FileFault]


Cell: TypeAlias = "str | float | int | None"


class FigureTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table as it stands on a screen: what its sheet is called, a title, headings, and as many cells in each row."""

    sheet: str
    title: str
    head: list[str]
    rows: list[list[Cell]]


class Exchange(Protocol):
    """What a file holds; `BadFile` when it does not hold that, or is too large to say."""

    def areas(self, file: bytes) -> AsyncIterator[list[Area]]:
        """The areas of a postal file (CSV or its zip), some thousands at a time."""
        ...

    def residents(self, profile: Profile, file: bytes) -> AsyncIterator[dict[str, str] | list[Resident]]:
        """A file of residents as a profile says: first which column is what (heading -> item's name, "" = not taken),
        then its rows, some hundreds at a time."""
        ...

    async def read_accounts(self, file: bytes) -> list[list[str]]:
        """The lines of a CSV of users, headings first."""
        ...

    def write_accounts(self, lines: Sequence[dict[str, str]]) -> bytes:
        """A CSV of users."""
        ...

    def write_csv(self, lines: Iterable[Sequence[str]], encoding: Encoding) -> bytes:
        """A CSV that goes out; every letter of it is one that the encoding holds."""
        ...

    async def own_letters(self, file: bytes) -> list[Swap]:
        """The city's own table of letters (CSV). `BadFile` names every line that is wrong."""
        ...

    async def public_letters(self, file: bytes) -> dict[str, tuple[str, ...]]:
        """The public map of 縮退: a zip with the map (JSON) and the list of letters (CSV)."""
        ...

    def pack(self, files: Sequence[tuple[str, bytes]]) -> bytes:
        """Several files (name, bytes) as a zip."""
        ...

    def lay_file(self, folder: str, name: str, file: bytes) -> None:
        """A file into a folder, whole or not at all. Refused: `not_now` (`at`: folder)."""
        ...

    async def write_workbook(self, cover: Cover, tables: Tables) -> bytes:
        """The catalog as an Excel workbook (.xlsx), a sheet for each table."""
        ...

    async def write_table(self, table: FigureTable) -> bytes:
        """A table of figures as an Excel workbook (.xlsx)."""
        ...

    async def read_workbook(self, file: bytes) -> Brought:
        """What a workbook holds. All that is wrong with it stands in the `BadFile`, with sheet, row and column."""
        ...

    async def take_page(self, file: bytes, page: int) -> TakenPage:
        """A page of a PDF (counted from 0), as a form's base; nothing of it acts. `BadFile` says why not."""
        ...

    async def named_cells(self, file: bytes, page: int) -> NamedCells:
        """The named cells on a page (counted from 0) that a workbook's sheet prints. `BadFile` says why not."""
        ...
