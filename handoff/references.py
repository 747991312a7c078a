"""Which row of a catalog names which other one: by a column that names rows, by a condition, by a list of items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

import msgspec

from handoff.catalog import Row
from handoff.catalog_columns import COLUMNS, Column
from handoff.catalog_rows import Tables, id_of, split
from handoff.expression import BadExpression, Expression, parse
from handoff.logic import Among, Choice, Compare, Const, Name, Node, Not, Starts
from handoff.logic import Row as Joined

EVERY: Final = "*"
PROCEDURES: Final = frozenset({"block"})
"""Effects of rules whose targets are procedures; those of the others are belongings."""
TODAY: Final = "today"


class Reference(msgspec.Struct, frozen=True):
    """A row that names another one. `place`: the index of the character in a condition. `begins`: the name is only how
    the ids of the named rows begin."""

    table: str
    id: str
    column: str
    to: str
    name: str
    place: int | None = None
    begins: bool = False


@lru_cache(maxsize=20_000)
def parsed(text: str) -> Expression | BadExpression:
    """The expression of a text, or what is wrong with it. A catalog's texts are looked at again and again."""
    try:
        return parse(text)
    except BadExpression as bad:
        return bad


def references(tables: Tables) -> Iterator[Reference]:
    """All of them, table by table. Conditions that are none are passed over."""
    for table, rows in tables.items():
        for row in rows:
            yield from of_row(table, row)


def of_row(table: str, row: Row) -> Iterator[Reference]:
    """What one row names."""
    one = id_of(table, row)
    for column in COLUMNS[table]:
        text = row.get(column.name, "")
        if not text:
            continue
        if column.kind == "expression":
            yield from _of_condition(table, one, column.name, text)
        elif column.of is not None:
            for name in split(text) if column.kind == "list" else [text]:
                if not (column.any and name == EVERY):
                    yield Reference(table, one, column.name, _named(column, row), name)
    yield from _beside(table, one, row)


def _named(column: Column, row: Row) -> str:
    if column.name == "target":
        return "procedures" if row.get("effect") in PROCEDURES else "belongings"
    return column.of or ""


def _of_condition(table: str, one: str, column: str, text: str) -> Iterator[Reference]:
    found = parsed(text)
    if isinstance(found, BadExpression):
        return
    for name, place in found.places.items():
        if name != "ev":
            yield Reference(table, one, column, "names", name, place)
    for event, begins in sorted(_events(found.root)):
        yield Reference(table, one, column, "events", event, max(text.find(f"'{event}'"), 0), begins)


def _events(node: Node) -> set[tuple[str, bool]]:
    """The events that a condition compares `ev` with: (event, whether only its beginning)."""
    match node:
        case (
            Compare(left=Name(name="ev"), right=Const(it=str(event)))
            | Compare(left=Const(it=str(event)), right=Name(name="ev"))
        ):
            return {(event, False)}
        case Among(part=Name(name="ev"), values=values):
            return {(one, False) for one in values if isinstance(one, str)}
        case Starts(part=Name(name="ev"), text=text):
            return {(text, True)}
        case _:
            return {found for part in parts(node) for found in _events(part)}


def parts(node: Node) -> list[Node]:
    """What a part of an expression is made of."""
    match node:
        case Joined(parts=inner):
            return list(inner)
        case Not(part=part) | Among(part=part) | Starts(part=part):
            return [part]
        case Compare(left=left, right=right):
            return [left, right]
        case Choice(then=then, condition=condition, other=other):
            return [condition, then, other]
        case _:
            return []


def _beside(table: str, one: str, row: Row) -> Iterator[Reference]:
    """What stands in columns that hold more than names."""
    match table:
        case "forms" | "item_groups":
            for name in _comma(row.get("items", "")):
                to = "item_groups" if name.startswith("@") else "data_dictionary"
                yield Reference(table, one, "items", to, name.removeprefix("@"))
        case "data_dictionary":
            yield from _of_checks(one, row.get("validation", ""))
        case "words":
            kinds = {"procedure": "procedures", "group": "counters", "bring": "belongings"}
            if row.get("kind", "") in kinds:
                yield Reference(table, one, "key", kinds[row["kind"]], row.get("key", ""))
        case _:
            return
    if table == "forms" and row.get("row_scope", "").startswith("role:"):
        yield Reference(table, one, "row_scope", "roles", row["row_scope"].removeprefix("role:"))


def _of_checks(one: str, validation: str) -> Iterator[Reference]:
    for check in (part.strip() for part in validation.split(";")):
        kind, _, name = check.partition(":")
        if kind == "dict":
            yield Reference("data_dictionary", one, "validation", "dicts", name)
        elif kind == "answer":
            yield Reference("data_dictionary", one, "validation", "questions", name)


def _comma(text: str) -> list[str]:
    return [name for part in text.split(",") if (name := part.strip())]


def uses(tables: Tables, to: str, one: str) -> list[Reference]:
    """Who names a row (`belongings` by their text, counters by their group)."""
    name = one.rpartition(".")[2] if to == "counters" else one.partition(".")[0] if to == "towns" else one
    return [found for found in references(tables) if _is(found, to, name)]


def _is(found: Reference, to: str, name: str) -> bool:
    if found.to == "names" and to == "questions":
        return found.name == name
    if found.to != to:
        return False
    return name.startswith(found.name) if found.begins else found.name == name


def belongings(rows: Iterable[Row]) -> dict[str, list[str]]:
    """What procedures name as things to bring: belonging -> the procedures."""
    found: dict[str, list[str]] = {}
    for row in rows:
        for thing in split(row.get("bring", "")):
            found.setdefault(thing, []).append(row.get("proc_id", ""))
    return found
