"""Faults of conditions: no expression, names that nobody knows, questions that come only later, and leaks.

What a visitor sees must not depend on what is for staff only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from handoff.catalog import Row
from handoff.catalog_columns import label
from handoff.catalog_faults import Fault
from handoff.catalog_rows import Tables, id_of, is_set, split
from handoff.expression import BadExpression
from handoff.household import FACTS, SECRET
from handoff.references import parsed

CONDITIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "questions": ("show_when", "auto_answer"),
    "procedures": ("trigger",),
    "rules": ("when",),
}
OF_ONE: Final = frozenset(
    {
        *("age", "mnc", "kokuho", "kouki", "kaigo", "techo", "foreign", "n1", "pension", "inkan", "newborn", "apart"),
        *("head", "ev"),
    }
)
"""What a form's row_filter may ask of one person (domain §3)."""
NEEDS: Final = frozenset({"always", "if_role"})
SAID: Final = ("職員のみ", "職員だけ", "職員限定")
"""Words with which a text says that it is for staff only."""


class Names(msgspec.Struct, frozen=True):
    """What conditions may ask for: questions by their place in the file, those for staff only, and all items."""

    at: dict[str, int]
    staff: frozenset[str]
    items: frozenset[str]


def condition_faults(tables: Tables) -> Iterator[Fault]:
    """Every condition of every row, then the leaks that stand in no condition."""
    questions = tables.get("questions", [])
    names = Names(
        at={row["q_id"]: at for at, row in enumerate(questions)},
        staff=frozenset(row["q_id"] for row in questions if is_set(row, "staff_only")),
        items=frozenset(row["key"] for row in tables.get("data_dictionary", [])),
    )
    for table, columns in CONDITIONS.items():
        for at, row in enumerate(tables.get(table, [])):
            for column in columns:
                if row.get(column, ""):
                    yield from _condition(table, row, column, names, at if table == "questions" else len(names.at))
    yield from _forms(tables, names)
    yield from _leaks(tables)


def _condition(table: str, row: Row, column: str, names: Names, before: int) -> Iterator[Fault]:
    one, found = id_of(table, row), parsed(row[column])
    if isinstance(found, BadExpression):
        yield Fault(table, one, column, f"「{label(table, column)}」: {found.sentence}", place=found.place)
        return
    for name, place in found.places.items():
        text = _wrong(name, names, before, is_set(row, "staff_only"))
        if text is not None:
            yield Fault(table, one, column, text, place=place)


def _wrong(name: str, names: Names, before: int, staff: bool) -> str | None:
    """What is wrong with asking for a name in a row."""
    if name not in names.at and name not in FACTS and name != "ev":
        return f"「{name}」という質問も事実もありません。"
    if names.at.get(name, -1) >= before:
        return f"「{name}」は、この質問より後に聞く質問です。条件には前の質問だけを使えます。"
    if not staff and (name in names.staff or name in SECRET):
        return f"「{name}」は職員だけが知ることです。来庁者に見える内容の条件には使えません。"
    return None


def _forms(tables: Tables, names: Names) -> Iterator[Fault]:
    """The small conditions of forms (one person) and of signature places (items)."""
    for row in tables.get("forms", []):
        yield from _small("forms", row, "row_filter", OF_ONE)
    for row in tables.get("signatures", []):
        if row.get("need", "") not in NEEDS:
            yield from _small("signatures", row, "need", names.items)


def _small(table: str, row: Row, column: str, known: frozenset[str]) -> Iterator[Fault]:
    text = row.get(column, "")
    if not text:
        return
    one, found = id_of(table, row), parsed(text)
    if isinstance(found, BadExpression):
        yield Fault(table, one, column, f"「{label(table, column)}」: {found.sentence}", place=found.place)
        return
    for name, place in found.places.items():
        if name not in known:
            yield Fault(table, one, column, f"「{name}」は、ここでは使えません。", place=place)


# ---- leaks


def _leaks(tables: Tables) -> Iterator[Fault]:
    for table, column in (("questions", "text_ja"), ("procedures", "name")):
        for row in tables.get(table, []):
            if not is_set(row, "staff_only") and any(word in row.get(column, "") for word in SAID):
                text = "職員だけと書いてありますが、来庁者にも見えます。「職員だけ」を「はい」にしてください。"
                yield Fault(table, id_of(table, row), "staff_only", text)
    yield from _words(tables)
    yield from _blocks(tables)
    yield from _secret_items(tables)


def _words(tables: Tables) -> Iterator[Fault]:
    """Words go to every slip and screen: none for what is for staff only."""
    procedures = tables.get("procedures", [])
    secret = {row["proc_id"] for row in procedures if is_set(row, "staff_only")}
    open_groups = {row.get("group_id", "") for row in procedures if not is_set(row, "staff_only")}
    groups = {row.get("group_id", "") for row in procedures if is_set(row, "staff_only")} - open_groups
    things = {thing for row in procedures if is_set(row, "staff_only") for thing in split(row.get("bring", ""))}
    things -= {thing for row in procedures if not is_set(row, "staff_only") for thing in split(row.get("bring", ""))}
    of = {"procedure": secret, "group": groups, "bring": things}
    for row in tables.get("words", []):
        if row.get("key", "") in of.get(row.get("kind", ""), ()):
            text = "職員だけの手続や窓口のことばです。ことばは案内票に出るので、ここには置けません。"
            yield Fault("words", id_of("words", row), "key", text)


def _blocks(tables: Tables) -> Iterator[Fault]:
    """A block that visitors may read names no procedure for staff only."""
    secret = {row["proc_id"] for row in tables.get("procedures", []) if is_set(row, "staff_only")}
    for row in tables.get("rules", []):
        if row.get("effect") == "block" and not is_set(row, "staff_only"):
            for name in sorted(secret.intersection(split(row.get("target", "")))):
                text = f"来庁者に見える決まりが、職員だけの手続「{name}」を止めています。対象から外してください。"
                yield Fault("rules", row["rule_id"], "target", text)


def _secret_items(tables: Tables) -> Iterator[Fault]:
    """No paper of a visitor holds an item that is for protected persons' sake."""
    secret = {row["key"] for row in tables.get("data_dictionary", []) if row.get("sensitivity") == "S"}
    groups = {row["group"]: _items(row) for row in tables.get("item_groups", [])}
    for row in tables.get("forms", []):
        items = {item for name in _items(row) for item in groups.get(name.removeprefix("@"), {name})}
        for name in sorted(secret & items):
            text = f"項目「{name}」は支援措置のための項目です。様式には載せられません。"
            yield Fault("forms", row["form_id"], "items", text)


def _items(row: Row) -> set[str]:
    return {name for part in row.get("items", "").split(",") if (name := part.strip())}
