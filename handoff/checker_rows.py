"""Faults of a row by itself: named twice, something that must be there is missing, an item that is none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from handoff import opening
from handoff.catalog import Row
from handoff.catalog_columns import COLUMNS, NAMES
from handoff.catalog_faults import Fault
from handoff.catalog_rows import KEYS, BadRow, Tables, catalog_of, counter_of, id_of, split
from handoff.item import Kind, from_row
from handoff.references import TODAY

NEEDS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "block": (
        ("target", "止める手続を選んでください。"),
        ("text", "止める理由（来庁者にお伝えする文）を書いてください。"),
        ("way_out", "来庁者にお伝えする「できること」を書いてください。"),
    ),
    "alert": (("text", "職員への注意を書いてください。"),),
    "bring": (("text", "足す持ち物を書いてください。"),),
    "skip": (("target", "消す持ち物を選んでください。"),),
    "merge": (("target", "まとめる持ち物を選んでください。"), ("text", "まとめた持ち物の名前を書いてください。")),
}
"""What a rule needs for what it does."""


def row_faults(tables: Tables) -> Iterator[Fault]:
    """Row by row."""
    for table in KEYS:
        rows = tables.get(table, [])
        yield from _twice(table, rows)
        for row in rows:
            yield from _missing(table, row)
    yield from _rules(tables.get("rules", []))
    yield from _terms(tables)
    yield from _items(tables)
    yield from _opening(tables)


def whole_faults(tables: Tables) -> Iterator[Fault]:
    """Whether the rows can be read at all, as a process does that puts them into force."""
    try:
        catalog_of(0, "", "", tables)
    except BadRow as bad:
        one = id_of(bad.table, tables[bad.table][bad.number - 1])
        yield Fault(bad.table, one, KEYS[bad.table][-1], "この行は読めません。数字の欄と番号を確かめてください。")
    for row in tables.get("counters", []):
        try:
            counter_of(row)
        except (KeyError, ValueError):
            text = "「回る順」を半角の数字で入れてください。"
            yield Fault("counters", id_of("counters", row), "walk_rank", text)


def _twice(table: str, rows: Sequence[Row]) -> Iterator[Fault]:
    for one, count in Counter(id_of(table, row) for row in rows).items():
        if count > 1:
            text = f"{NAMES[table]}「{one}」が{count}行あります。番号は1つの行だけに使えます。"
            yield Fault(table, one, KEYS[table][-1], text)


def _missing(table: str, row: Row) -> Iterator[Fault]:
    for column in COLUMNS[table]:
        text = row.get(column.name, "")
        if column.required and not text.strip():
            yield Fault(table, id_of(table, row), column.name, f"「{column.label}」が空です。")
        elif text and column.choices and not column.free and text not in {value for value, _ in column.choices}:
            yield Fault(table, id_of(table, row), column.name, f"「{column.label}」の「{text}」は選択肢にありません。")


def _rules(rows: Sequence[Row]) -> Iterator[Fault]:
    for row in rows:
        for column, text in NEEDS.get(row.get("effect", ""), ()):
            if not row.get(column, "").strip():
                yield Fault("rules", row["rule_id"], column, text)


def _terms(tables: Tables) -> Iterator[Fault]:
    """期限: a day to begin with and a number of days, or neither."""
    kinds = {row["key"]: row.get("type", "") for row in tables.get("data_dictionary", [])}
    for row in tables.get("procedures", []):
        begins, days = row.get("due_item", ""), row.get("due_days", "")
        if bool(begins) != bool(days):
            column = "due_days" if begins else "due_item"
            text = "期限を日付で出すときは、起算日の項目と日数の両方が要ります。"
            yield Fault("procedures", row["proc_id"], column, text)
        for item in split(begins):
            if kinds.get(item, Kind.date.value) != Kind.date.value and item != TODAY:
                text = f"起算日の項目「{item}」は日付の項目ではありません。"
                yield Fault("procedures", row["proc_id"], "due_item", text)


def _opening(tables: Tables) -> Iterator[Fault]:
    """開庁日と時間: a day that is one, and hours or that it is closed."""
    for row in tables.get("opening_days", []):
        for column, text in opening.faults(row).items():
            yield Fault("opening_days", id_of("opening_days", row), column, text)


def _items(tables: Tables) -> Iterator[Fault]:
    for row in tables.get("data_dictionary", []):
        one = row.get("key", "")
        try:
            from_row(row).pattern  # noqa: B018 (a pattern that is none is found here)
        except re.error:
            text = "「検査」の re: が、正しい形（正規表現）ではありません。"
            yield Fault("data_dictionary", one, "validation", text)
        except (KeyError, ValueError):
            text = "この行は入力項目として読めません。種類、最大の文字数、入れ方を確かめてください。"
            yield Fault("data_dictionary", one, "type", text)
