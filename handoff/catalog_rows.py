"""The rows of a catalog, as the city's files have them, and the catalog that they make.

A version of the catalog is its rows: what rules need typed is read from them here, and nowhere else. Versions that
were kept before all rows were kept get them back from what was typed (`tables_of`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias, TypeVar

import msgspec

from handoff.catalog import Catalog, Event, Phrase, Procedure, ReasonText, Role, Row
from handoff.offices import Counter, House, Window
from handoff.words import words

Tables: TypeAlias = "dict[str, list[Row]]"
T = TypeVar("T")

KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "events": ("event",),
    "questions": ("q_id",),
    "procedures": ("proc_id",),
    "rules": ("rule_id",),
    "counters": ("office", "group_id"),
    "windows": ("window_id",),
    "data_dictionary": ("key",),
    "item_groups": ("group",),
    "forms": ("form_id",),
    "signatures": ("form_id", "place"),
    "layouts": ("form_id",),
    "layout_fields": ("form_id", "field"),
    "layout_parts": ("name", "field"),
    "roles": ("role_id",),
    "phrases": ("phrase_id",),
    "reasons": ("reason_id",),
    "holidays": ("date",),
    "opening_days": ("date", "office"),
    "towns": ("machiaza_id", "banchi_from"),
    "katagaki": ("katagaki_id",),
    "words": ("kind", "key"),
    "codes": ("dict", "code"),
}
"""The tables of a catalog, and the columns that name a row."""
LATER: Final = frozenset({"opening_days", "windows", "layouts", "layout_fields", "layout_parts"})
"""Tables that came after all rows were kept: an older version, and a city's folder, may have none."""


class BadRow(ValueError):
    """A row that is none: its table, its number from 1, and why."""

    def __init__(self, table: str, number: int, why: str) -> None:
        super().__init__(f"{table} {number}: {why}")
        self.table = table
        self.number = number
        self.why = why


def id_of(table: str, row: Row) -> str:
    """The id of a row in its table: `P001`, `main.G05`, `country.VNM`; an empty last part is left out."""
    return ".".join(row.get(column, "") for column in KEYS[table]).rstrip(".")


def split(text: str) -> list[str]:
    """The parts of a list (`A|B`)."""
    return [part for part in text.split("|") if part]


def is_set(row: Row, column: str) -> bool:
    """Whether a yes-or-no column says yes."""
    return row.get(column, "") == "1"


# ---- from rows


def catalog_of(version: int, city: str, name: str, tables: Tables) -> Catalog:
    """The catalog of these rows. `BadRow` when a row lacks a column that it must have."""
    return Catalog(
        version=version,
        city=city,
        name=name,
        items=dict(_each(tables, "data_dictionary", lambda row: (row["key"], row))),
        procedures={one.procedure: one for one in _each(tables, "procedures", _procedure)},
        events={one.event: one for one in _each(tables, "events", _event)},
        reasons={one.reason: one for one in _each(tables, "reasons", _reason)},
        phrases=_each(tables, "phrases", _phrase),
        roles={one.role: one for one in _each(tables, "roles", _role)},
        words=words(_each(tables, "words", lambda row: {**row, "key": row["key"]})),
        codes=_codes(_each(tables, "codes", lambda row: (row["dict"], row["code"], row["label_ja"]))),
        tables=tables,
    )


def _each(tables: Tables, table: str, read: Callable[[Row], T]) -> list[T]:
    found = []
    for number, row in enumerate(tables.get(table, []), start=1):
        try:
            found.append(read(row))
        except (KeyError, ValueError) as error:
            raise BadRow(table, number, str(error)) from None
    return found


def _codes(listed: Iterable[tuple[str, str, str]]) -> dict[str, dict[str, str]]:
    codes: dict[str, dict[str, str]] = {}
    for name, code, label in listed:
        codes.setdefault(name, {})[code] = label
    return codes


def _event(row: Row) -> Event:
    return Event(row["event"], row["label"], row["reception_group"], row["appointment"])


def _procedure(row: Row) -> Procedure:
    return Procedure(
        procedure=row["proc_id"],
        name=row["name"],
        group=row["group_id"],
        events=split(row["events"]),
        kind=row["kind"],
        deadline=row["deadline"],
        bring=split(row["bring"]),
        forms=split(row["forms"]),
        after=split(row["order_after"]),
        note=row["note"],
        staff_only=is_set(row, "staff_only"),
        proxy=row["proxy"],
        trigger=row.get("trigger", ""),
        due_items=split(row.get("due_item", "")),
        due_days=int(row.get("due_days", "") or 0),
        due_first_counts=row.get("due_first_counts", "") == "1",
    )


def _reason(row: Row) -> ReasonText:
    return ReasonText(
        row["reason_id"], row["kind"], row["text_ja"], is_set(row, "needs_note"), is_set(row, "staff_only")
    )


def _phrase(row: Row) -> Phrase:
    return Phrase(row["phrase_id"], row["kind"], row["group_id"], row["text_ja"], is_set(row, "visitor"))


def _role(row: Row) -> Role:
    return Role(row["role_id"], row["label_ja"], split(row["events"]), is_set(row, "outside_ok"))


def kept_body(catalog: Catalog) -> dict[str, Any]:
    """What is kept of a version: its rows, from which everything else is read."""
    return body_of(catalog.version, catalog.city, catalog.name, catalog.tables)


def body_of(version: int, city: str, name: str, tables: Tables) -> dict[str, Any]:
    """What is kept of a version that is still to be."""
    return {"version": version, "city": city, "name": name, "tables": tables}


def from_kept(body: Mapping[str, Any], known: Tables | None = None) -> Catalog:
    """A version from what was kept of it; rows that stand in `known` too are the same objects, so that many versions
    weigh little more than one.

    Versions of before all rows were kept hold what is typed (and their words in Japanese alone) instead: they are read
    as they are.
    """
    if holds_all_rows(body):
        tables = {table: _shared(table, rows, (known or {}).get(table, [])) for table, rows in body["tables"].items()}
        return catalog_of(body["version"], body["city"], body["name"], tables)
    said = body["words"]
    words_kept = {"ja": said} if all(isinstance(text, str) for text in said.values()) else said
    return msgspec.convert({**body, "words": words_kept}, Catalog)


def _shared(table: str, rows: list[Row], known: list[Row]) -> list[Row]:
    if rows == known:
        return known
    have = {id_of(table, row): row for row in known}
    return [old if (old := have.get(id_of(table, row))) == row else row for row in rows]


def holds_all_rows(body: Mapping[str, Any]) -> bool:
    """Whether a kept version holds all its rows; before 2026-11 only some were kept."""
    tables: Mapping[str, Any] = body.get("tables", {})
    return KEYS.keys() - LATER <= tables.keys()


# ---- back to rows


def tables_of(catalog: Catalog, house: House) -> Tables:
    """All rows of a catalog. What a version does not hold as rows is written from what it holds typed; counters and
    windows come from the house. Columns that were never kept are empty."""
    made: dict[str, Callable[[], list[Row]]] = {
        "events": lambda: [_event_row(one) for one in catalog.events.values()],
        "procedures": lambda: [_procedure_row(one) for one in catalog.procedures.values()],
        "counters": lambda: [counter_row(one) for one in house.counters],
        "windows": lambda: window_rows(house),
        "data_dictionary": lambda: list(catalog.items.values()),
        "roles": lambda: [_role_row(one) for one in catalog.roles.values()],
        "phrases": lambda: [_phrase_row(one) for one in catalog.phrases],
        "reasons": lambda: [_reason_row(one) for one in catalog.reasons.values()],
        "words": lambda: [{"kind": "", "key": key, "ja": ja} for key, ja in catalog.words.ja.items()],
        "codes": lambda: [
            {"dict": name, "code": code, "label_ja": label}
            for name, codes in catalog.codes.items()
            for code, label in codes.items()
        ],
    }
    return {table: catalog.tables[table] if table in catalog.tables else made.get(table, list)() for table in KEYS}


def _event_row(one: Event) -> Row:
    return {"event": one.event, "label": one.name, "reception_group": one.group, "appointment": one.appointment}


def _procedure_row(one: Procedure) -> Row:
    return {
        "proc_id": one.procedure,
        "name": one.name,
        "group_id": one.group,
        "events": _join(one.events),
        "kind": one.kind,
        "deadline": one.deadline,
        "bring": _join(one.bring),
        "forms": _join(one.forms),
        "order_after": _join(one.after),
        "note": one.note,
        "staff_only": _flag(one.staff_only),
        "proxy": one.proxy,
        "trigger": one.trigger,
        "due_item": _join(one.due_items),
        "due_days": str(one.due_days or ""),
        "due_first_counts": _flag(one.due_first_counts),
    }


def _reason_row(one: ReasonText) -> Row:
    flags = {"needs_note": _flag(one.needs_note), "staff_only": _flag(one.staff_only)}
    return {"reason_id": one.reason, "kind": one.kind, "text_ja": one.name, **flags}


def _phrase_row(one: Phrase) -> Row:
    flags = {"visitor": _flag(one.visitor)}
    return {"phrase_id": one.phrase, "kind": one.kind, "group_id": one.group, "text_ja": one.text, **flags}


def _role_row(one: Role) -> Row:
    flags = {"outside_ok": _flag(one.outside_ok)}
    return {"role_id": one.role, "label_ja": one.name, "events": _join(one.events), **flags}


def counter_row(one: Counter) -> Row:
    """A counter group of an office as a row."""
    return {
        "office": one.office,
        "group_id": one.group,
        "group_name": one.name,
        "department": one.department,
        "floor": one.floor,
        "slip_label": one.label,
        "walk_rank": str(one.walk_rank),
        "quiet": _flag(one.quiet),
        "appointment": _flag(one.appointment),
        "lines_first": _join(one.lines_first),
    }


def counter_of(row: Row) -> Counter:
    """A counter group from its row; ValueError or KeyError when it is none."""
    return Counter(
        office=row["office"],
        group=row["group_id"],
        name=row["group_name"],
        department=row["department"],
        floor=row["floor"],
        label=row["slip_label"],
        walk_rank=int(row["walk_rank"]),
        quiet=is_set(row, "quiet"),
        appointment=is_set(row, "appointment"),
        lines_first=split(row.get("lines_first", "")),
    )


def window_rows(house: House) -> list[Row]:
    """The windows of a house as rows, those that are used no more last."""
    return [*(_window_row(one, False) for one in house.windows), *(_window_row(one, True) for one in house.former)]


def _window_row(one: Window, retired: bool) -> Row:
    return {
        "window_id": one.window,
        "name": one.name,
        "office": one.office,
        "group_id": one.group,
        "window_no": one.number,
        "floor": one.floor,
        "kind": one.kind,
        "retired": _flag(retired),
    }


def window_of(row: Row) -> Window:
    """A window from its row; KeyError when it is none."""
    return Window(
        window=row["window_id"],
        office=row["office"],
        group=row["group_id"],
        name=row["name"],
        number=row["window_no"],
        floor=row["floor"],
        kind=row.get("kind", ""),
    )


def _join(parts: Iterable[str]) -> str:
    return "|".join(parts)


def _flag(value: bool) -> str:
    return "1" if value else "0"
