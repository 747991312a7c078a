"""What goes out: each table of the record as JSON Lines, sealed values opened because they are the city's own; papers
that were shown and pages that were brought as the files that they are; the city's folder.

Bytes stand in Base64. A table comes in pieces, so that one of any size fits into memory. What cannot be opened was
erased before: it comes without the value.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import msgspec
from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.leaving.names import NAMES
from server.record.fold import read_body
from server.record.metadata import METADATA
from server.record.tables import import_files, import_rows
from server.vault.sealing import Sealing

ROWS: Final = 20_000
"""In one piece."""
SECRET: Final = "ログインのための秘密と、その照合値"
DERIVED: Final = "ほかの表から作り直せる索引・途中の状態"
LEFT_OUT: Final[Mapping[str, str]] = {
    "login_attempts": SECRET,
    "old_passwords": SECRET,
    "sessions": SECRET,
    "tickets": SECRET,
    "reserve_numbers": SECRET,
    "import_turn": DERIVED,
    "mark": DERIVED,
    "epoch": DERIVED,
    "outbox": DERIVED,
    "person_index": DERIVED,
    "protection_words": DERIVED,
    "seats": DERIVED,
    "system_answers": DERIVED,
    "wait_models": DERIVED,
}
"""Tables that do not go out, and why; the list says so."""
HIDDEN: Final = {
    "clerks": {"password", "secret", "secret_step"},
    "systems": {"sha", "sealed"},
    "displays": {"code_sha", "key_sha"},
    "devices": {"code_sha", "key_sha"},
    "import_rows": {"words"},
}
"""Columns that are secrets or words to search by."""
Cells = dict[str, Any]
Piece = tuple[str, str, int, bytes]
"""Name, what it is, rows, content."""


async def tables(line: AsyncConnection, sealing: Sealing) -> AsyncIterator[Piece]:
    """All of the record, as the connection's transaction sees it."""
    for table in sorted(METADATA.sorted_tables, key=lambda one: one.name):
        if table.name in FILES:
            async for name, content in _files(line, table, sealing):
                yield name, FILES[table.name][1], 0, content
        elif table.name not in LEFT_OUT:
            async for piece in _table(line, table, sealing):
                yield piece


def folder(city: Path) -> Iterator[Piece]:
    """The city's folder: settings and 外字."""
    for file in sorted(city.rglob("*")):
        if file.is_file():
            yield f"city/{file.relative_to(city).as_posix()}", "市の設定", 0, file.read_bytes()


async def _table(line: AsyncConnection, table: Table, sealing: Sealing) -> AsyncIterator[Piece]:
    hidden, opened = HIDDEN.get(table.name, set()), OPENED.get(table.name)
    shown = [column for column in table.c if column.name not in hidden]
    query = select(*shown).order_by(*table.primary_key.columns)
    if table is import_rows:
        query = query.add_columns(import_files.c.box).join(import_files, import_files.c.file == table.c.file)
    number, rows, content = 1, 0, bytearray()
    async with line.stream(query) as found:
        async for row in found.mappings():
            cells = {str(name): value for name, value in row.items()}
            content += msgspec.json.encode(opened(sealing, cells) if opened else cells) + b"\n"
            rows += 1
            if rows == ROWS:
                yield _name(table, number), NAMES.get(table.name, str(table.name)), rows, bytes(content)
                number, rows, content = number + 1, 0, bytearray()
    if rows or number == 1:
        yield _name(table, number), NAMES.get(table.name, str(table.name)), rows, bytes(content)


def _name(table: Table, number: int) -> str:
    return f"tables/{table.name}.{number:04}.jsonl"


async def _files(line: AsyncConnection, table: Table, sealing: Sealing) -> AsyncIterator[tuple[str, bytes]]:
    read = FILES[table.name][0]
    async with line.stream(select(table).order_by(*table.primary_key.columns)) as found:
        async for row in found.mappings():
            name, content = read(sealing, {str(key): value for key, value in row.items()})
            if content is not None:
                yield name, content


def _value(sealing: Sealing, case: str, key: str, sealed: bytes) -> Any:
    try:
        return msgspec.to_builtins(sealing.open(case, key, sealed))
    except ValueError:
        return None


def _unwrapped(sealing: Sealing, what: str, sealed: bytes) -> bytes | None:
    try:
        return sealing.unwrap(what, sealed)
    except ValueError:
        return None


def _entry(sealing: Sealing, cells: Cells) -> Cells:
    return {**cells, "body": _value(sealing, cells["case"], cells["key"], cells["body"])}


def _change(sealing: Sealing, cells: Cells) -> Cells:
    facts = {key: _value(sealing, cells["case"], key, sealed) for key, sealed in read_body(cells["body"]).entries}
    return {**cells, "body": facts}


def _own_data(sealing: Sealing, cells: Cells) -> Cells:
    kept = _value(sealing, cells["box"], cells["row"].hex(), cells["body"])
    return {**cells, "body": kept["value"] if kept else None}


def _flag(sealing: Sealing, cells: Cells) -> Cells:
    known = _unwrapped(sealing, f"shien|{cells['flag']}", cells["body"])
    return {**cells, "body": msgspec.msgpack.decode(known) if known else None}


def _flag_note(sealing: Sealing, cells: Cells) -> Cells:
    note = _unwrapped(sealing, f"shien-note|{cells['flag']}", cells["note"])
    return {**cells, "note": note.decode() if note is not None else None}


def _task(sealing: Sealing, cells: Cells) -> Cells:
    said = cells["said"]
    return {**cells, "said": _value(sealing, cells["case"], f"work.{cells['form']}", said) if said else None}


def _paper(sealing: Sealing, cells: Cells) -> tuple[str, bytes | None]:
    case, sheet = cells["case"], cells["digest"]
    kept: Any = None
    with suppress(ValueError):
        kept = sealing.open(case, f"paper.{sheet}", cells["sealed"]).value
    return f"papers/{case}/{sheet}.pdf", kept["pdf"] if isinstance(kept, dict) else None


def _page(_: Sealing, cells: Cells) -> tuple[str, bytes | None]:
    return f"pages/{cells['digest']}.pdf", cells["body"]


OPENED: Final[Mapping[str, Callable[[Sealing, Cells], Cells]]] = {
    "entries": _entry,
    "import_rows": _own_data,
    "journal": _change,
    "protection_log": _flag_note,
    "protections": _flag,
    "worklist": _task,
}
FILES: Final[Mapping[str, tuple[Callable[[Sealing, Cells], tuple[str, bytes | None]], str]]] = {
    "base_pages": (_page, "申請書のページ（PDF）"),
    "shown_papers": (_paper, "来庁者に見せた申請書（PDF）"),
}
