"""A workbook that somebody edited: what it holds, or all that is wrong with it, with sheet, row and column.

Nothing of a file is trusted: it may be broken, far too large when unpacked, or hold formulas, links to other books and
macros. What is no plain table of texts is refused, never followed.
"""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec
from openpyxl import load_workbook

from handoff.catalog_columns import NAMES
from handoff.catalog_rows import KEYS, Tables
from handoff.filefault import MOST, BadFile, FileFault, bad
from server.exchange.archive import open_zip
from server.exchange.starved import starved
from server.exchange.workbook import BASE, CHOICES, COVER
from server.exchange.workbook_sheet import SheetReader, rows
from server.ports.exchange import Brought

NOT_A_BOOK: Final = "Excel ブック（.xlsx）として読めません。"
_OLD: Final = b"\xd0\xcf\x11\xe0"
_REFUSED: Final[Mapping[str, str]] = {
    "vbaproject": "マクロの入ったファイルは取り込めません。「Excel ブック（.xlsx）」で保存し直してください。",
    "xl/macrosheets/": "マクロの入ったファイルは取り込めません。「Excel ブック（.xlsx）」で保存し直してください。",
    "xl/externallinks/": "ほかのブックへのリンクがあるため、取り込めません。リンクを解除してください。",
    "xl/connections": "外部データへの接続があるため、取り込めません。接続を削除してください。",
    "xl/querytables/": "外部データへの接続があるため、取り込めません。接続を削除してください。",
    "xl/embeddings/": "ほかのファイルが埋め込まれているため、取り込めません。",
    "xl/activex/": "部品（ActiveX）が埋め込まれているため、取り込めません。",
    "xl/workbook.bin": "バイナリ形式（.xlsb）は取り込めません。「Excel ブック（.xlsx）」で保存し直してください。",
}


def job(_question: bytes, file: bytes) -> Iterator[bytes]:
    """What the workbook holds, in one piece."""
    yield msgspec.msgpack.encode(read(file))


def read(file: bytes) -> Brought:
    """What the workbook holds. `BadFile` with everything that is wrong with it."""
    must_be_plain(file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl leaves aside of a sheet's looks is nothing that we read
        try:
            book = load_workbook(io.BytesIO(file), read_only=True, data_only=False, keep_links=False)
            return _Reader(book).read()
        except (BadFile, MemoryError):
            raise
        except Exception:  # noqa: BLE001 (whatever a file does to the library: it is no workbook)
            if starved():
                raise MemoryError from None
            raise bad(NOT_A_BOOK) from None


def must_be_plain(file: bytes) -> None:
    """`BadFile` for what is no workbook at all, or one that holds more than tables."""
    if file[:4] == _OLD:
        raise bad("古い形式（.xls）か、パスワード付きのファイルです。「Excel ブック（.xlsx）」で保存し直してください。")
    if file[:2] != b"PK":
        raise bad(NOT_A_BOOK)
    archive = open_zip(file)
    names = [name.lower() for name in archive.namelist()]
    for start, why in _REFUSED.items():
        if any(name.startswith(start) or name.endswith(f"/{start}.bin") for name in names):
            raise bad(why)
    if "[content_types].xml" not in names:
        raise bad(NOT_A_BOOK)
    try:
        types = archive.read("[Content_Types].xml").lower()
    except (KeyError, zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError):
        if starved():
            raise MemoryError from None
        raise bad(NOT_A_BOOK) from None
    if b"macroenabled" in types or b"vbaproject" in types:
        raise bad(_REFUSED["vbaproject"])


class _Reader:
    def __init__(self, book: Any) -> None:
        self.book = book
        self.faults: list[FileFault] = []
        self.warnings: list[FileFault] = []

    def read(self) -> Brought:
        base = self._base()
        tables: Tables = {}
        places: dict[str, dict[str, int]] = {}
        for table in KEYS:
            sheet = self._sheet(table)
            if sheet is not None:
                tables[table], places[table] = SheetReader(
                    table, sheet, (base or {}).get(table, {}), self.fault, self.warnings.append
                ).read()
        known = {COVER, CHOICES, BASE, *NAMES.values(), *KEYS}
        for name in self.book.sheetnames:
            if name not in known:
                self.warnings.append(FileFault("知らないシートです。取り込みません。", str(name), level="warning"))
        if self.faults:
            raise BadFile(*self.faults)
        return Brought(tables, places, base, self.warnings[:MOST])

    def fault(self, fault: FileFault) -> None:
        """One more; a file with very many is looked at no further."""
        self.faults.append(fault)
        if len(self.faults) >= MOST:
            raise BadFile(*self.faults)

    def _sheet(self, table: str) -> Any:
        for name in (NAMES[table], table):
            if name in self.book.sheetnames:
                return self.book[name]
        self.fault(FileFault("シートがありません。シートの名前を変えたり、消したりしないでください。", NAMES[table]))
        return None

    def _base(self) -> dict[str, dict[str, str]] | None:
        if BASE not in self.book.sheetnames:
            return None
        base: dict[str, dict[str, str]] = {table: {} for table in KEYS}
        for _, cells in rows(self.book[BASE]):
            for line in str(cells[0].value if cells else "").split("\n"):
                table, _, rest = line.partition("\t")
                one, _, mark = rest.rpartition("\t")
                if table in base and one:
                    base[table][one] = mark
        return base if any(base.values()) else None
