"""The one gate of a row that somebody writes into a catalog: is it a row of this table at all?

Only what no later correction of another row could put right is refused: columns that do not exist, an id that is
another one, a number that is none, letters that nobody can see, too much of everything. What a row says of others (does
the procedure exist, does the condition parse) may be wrong for a while: the checker says so.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from handoff.catalog import Row
from handoff.catalog_columns import COLUMNS, Column, column, label
from handoff.catalog_faults import BadRows, Fault
from handoff.catalog_rows import KEYS, id_of
from handoff.characters import admit
from handoff.refusal import Reason, Refused

MOST_ID: Final = 120
SPREAD: Final = frozenset({"long", "expression"})
"""Kinds that take more than one line."""
IDS: Final[dict[str, str]] = {
    "event": r"[A-Z][A-Z0-9_]{0,31}",
    "q_id": r"[A-Z][A-Z0-9_]{0,15}",
    "proc_id": r"[A-Z][A-Z0-9_]{0,15}",
    "rule_id": r"[A-Z][A-Z0-9_]{0,15}",
    "group_id": r"[A-Z][A-Z0-9_]{0,15}",
    "window_id": r"[A-Z][A-Z0-9_]{0,15}",
    "form_id": r"[A-Z][A-Z0-9_]{0,15}",
    "phrase_id": r"[A-Za-z][A-Za-z0-9_\-]{0,31}",
    "reason_id": r"[A-Za-z][A-Za-z0-9_\-]{0,31}",
    "role_id": r"[a-z][a-z0-9_]{0,31}",
    "key": r"[a-z][a-z0-9_]{0,63}",
    "machiaza_id": r"[0-9]{1,12}",
    "katagaki_id": r"[A-Za-z][A-Za-z0-9_\-]{0,31}",
}
"""What the columns that name a row may look like; in other tables than data_dictionary a `key` is free."""


def admit_row(table: str, one: str, row: Row, before: Row | None = None) -> Row:
    """The row as it is kept: every column of its table, trimmed. Columns that only this city has stay as they are when
    the row had them `before`.

    Refused: `no_such_table`. Raises `BadRows` (`bad_row`) with everything that is wrong in it.
    """
    if table not in KEYS:
        raise Refused(Reason.no_such_table, at=table[:40])
    faults: list[Fault] = []
    for name in row:
        if column(table, name) is None and (before is None or name not in before):
            faults.append(Fault(table, one[:MOST_ID], name[:40], "この表にない列です。"))
    kept = {each.name: _value(each, row.get(each.name, ""), table, one, faults) for each in COLUMNS[table]}
    own = {name: text for name, text in (before or {}).items() if name not in kept}
    kept |= own | {name: _free(text, table, one, name, faults) for name, text in row.items() if name in own}
    if not faults:
        faults += _named(table, one, kept)
    if faults:
        raise BadRows("bad_row", faults)
    return kept


def _named(table: str, one: str, row: Row) -> list[Fault]:
    """Whether the row is called what it is written under."""
    wrong = [
        Fault(
            table,
            one,
            name,
            f"「{label(table, name)}」が正しくありません（{row[name]}）。半角の英数字で入れてください。",
        )
        for name in KEYS[table]
        if row[name] and not _may_be_called(table, name, row[name])
    ]
    if not wrong and (id_of(table, row) != one or len(one) > MOST_ID):
        last = KEYS[table][-1]
        text = "番号は変えられません。新しい番号の行を足して、前の行を消してください。"
        wrong.append(Fault(table, one[:MOST_ID], last, text))
    return wrong


def _may_be_called(table: str, name: str, text: str) -> bool:
    shape = IDS.get(name) if name != "key" or table == "data_dictionary" else None
    return shape is None or re.fullmatch(shape, text, re.ASCII) is not None


def _value(column: Column, said: str, table: str, one: str, faults: list[Fault]) -> str:
    text = said.strip()
    wrong = _wrong(column, text)
    if wrong is not None:
        faults.append(Fault(table, one[:MOST_ID], column.name, f"「{column.label}」{wrong}"))
    elif column.kind == "list":
        text = "|".join(dict.fromkeys(part for each in text.split("|") if (part := each.strip())))
    return text


def _wrong(column: Column, text: str) -> str | None:
    if column.key and column.required and not text:
        return "は空にできません。"
    try:
        admit(text, column.longest, long=column.kind in SPREAD)
    except Refused as no:
        if no.reason is Reason.too_long:
            return f"は{column.longest}文字までです。"
        return "に使えない文字（見えない制御文字や改行など）が入っています。"
    if not text:
        return None
    match column.kind:
        case "bool" if text not in ("0", "1"):
            return "は「はい」（1）か「いいえ」（0）で入れてください。"
        case "int" if not re.fullmatch(r"-?[0-9]{1,8}", text, re.ASCII):
            return "は半角の数字で入れてください。"
        case "date" if not _is_date(text):
            return "は 2027-04-01 の形の、暦にある日付で入れてください。"
        case "choice" if column.choices and not column.free and text not in {value for value, _ in column.choices}:
            return "は選択肢から選んでください。"
    return None


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _free(said: str, table: str, one: str, name: str, faults: list[Fault]) -> str:
    return _value(Column(name, name, "long"), said, table, one, faults)
