"""Faults between rows: what names a row that is not there, what nobody uses, procedures that wait for each other in a
circle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from handoff.catalog import Row
from handoff.catalog_columns import NAMES, label
from handoff.catalog_faults import Fault, Level
from handoff.catalog_rows import Tables, id_of, split
from handoff.layout import BESIDE
from handoff.offices import House
from handoff.references import TODAY, Reference, belongings, references

BELONGINGS: Final = "belongings"
WHAT: Final[Mapping[str, str]] = {
    **NAMES,
    BELONGINGS: "手続の持ち物",
    "dicts": "符号の一覧",
    "offices": "庁舎",
    "lines": "番号札の列",
}
ELSEWHERE: Final = frozenset({"pref", "city", "town"})
"""Lists that are no part of a catalog: the postal file has them."""
ROWS_OF: Final = ("events", "questions", "procedures", "data_dictionary", "item_groups", "forms", "roles")
"""Tables whose rows are named by their whole id."""
LAYOUT: Final = frozenset({"layout_fields", "layout_parts"})
BELONG: Final = frozenset({"signatures", "layouts", "layout_fields", "words"})
"""Tables whose rows belong to what they name: nobody uses a form because it has a place for a signature."""


def link_faults(tables: Tables, house: House) -> Iterator[Fault]:
    """Dangling names, unused rows, circles."""
    found = list(references(tables))
    there = _there(tables, house)
    yield from _dangling(found, there)
    yield from _of_house(tables, there, house)
    yield from _unused(tables, found)
    yield from _circles(tables.get("procedures", []))


def _there(tables: Tables, house: House) -> dict[str, frozenset[str]]:
    """All that can be named, by what it is."""
    made = {row.get("text", "") for row in tables.get("rules", []) if row.get("effect") in ("bring", "merge")}
    there = {table: frozenset(id_of(table, row) for row in tables.get(table, [])) for table in ROWS_OF}
    return there | {
        "counters": frozenset(row.get("group_id", "") for row in tables.get("counters", [])),
        "towns": frozenset(row.get("machiaza_id", "") for row in tables.get("towns", [])),
        "dicts": frozenset(row.get("dict", "") for row in tables.get("codes", [])),
        "offices": frozenset(one.office for one in house.offices),
        "lines": frozenset(one.line for one in house.lines),
        BELONGINGS: frozenset(made | belongings(tables.get("procedures", [])).keys()),
    }


def _dangling(found: Iterable[Reference], there: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    for one in found:
        if one.to == "names" or (one.to == BELONGINGS and one.column == "bring"):
            continue  # conditions say more themselves; what procedures name is there by that
        if (one.column == "due_item" and one.name == TODAY) or (one.table in LAYOUT and one.name in BESIDE):
            continue
        if one.begins and any(event.startswith(one.name) for event in there["events"]):
            continue
        if one.to == "dicts" and one.name in ELSEWHERE:
            continue
        if one.name not in there[one.to]:
            level: Level = "warning" if one.table == "words" else "error"
            text = f"「{label(one.table, one.column)}」の「{one.name}」は、{WHAT[one.to]}にありません。"
            yield Fault(one.table, one.id, one.column, text, level, one.place)


def _of_house(tables: Tables, there: Mapping[str, frozenset[str]], house: House) -> Iterator[Fault]:
    """What the house itself needs: its lines' counters, its services' events."""
    groups = {(row.get("office", ""), row.get("group_id", "")) for row in tables.get("counters", [])}
    used = {(line.office, line.group): line.name for line in house.founded()}
    for (office, group), name in used.items():
        if (office, group) not in groups:
            text = f"「{name}」が使っているので、窓口グループ「{group}」は消せません。"
            yield Fault("counters", f"{office}.{group}", "group_id", text)
    for service in house.services:
        if service.event and service.event not in there["events"]:
            text = f"番号札の用件「{service.name}」が使っているので、「{service.event}」は消せません。"
            yield Fault("events", service.event, "event", text)


def _unused(tables: Tables, found: Iterable[Reference]) -> Iterator[Fault]:
    """Questions without any effect, forms without a procedure: nobody would notice them."""
    named: dict[str, set[str]] = {}
    for one in found:
        to = "questions" if one.to == "names" else one.to
        if (one.table, one.id) != (to, one.name) and one.table not in BELONG:
            named.setdefault(to, set()).add(one.name)
    for row in tables.get("questions", []):
        if row["q_id"] not in named.get("questions", ()):
            text = "この質問の答えは、どこにも使われていません。手続や決まりの条件に使うか、消してください。"
            yield Fault("questions", row["q_id"], "q_id", text, "warning")
    for row in tables.get("forms", []):
        if row["form_id"] not in named.get("forms", ()):
            yield Fault("forms", row["form_id"], "form_id", "この様式を使う手続がありません。", "warning")


def _circles(rows: Iterable[Row]) -> Iterator[Fault]:
    """Procedures each of which must come before the other."""
    waits = {row["proc_id"]: split(row.get("order_after", "")) for row in rows}
    left = {one: [other for other in others if other in waits] for one, others in waits.items()}
    free = [one for one, others in left.items() if not others]
    behind: dict[str, list[str]] = {}
    for one, others in left.items():
        for other in others:
            behind.setdefault(other, []).append(one)
    while free:
        done = free.pop()
        for one in behind.get(done, ()):
            left[one] = [other for other in left[one] if other != done]
            if not left[one]:
                free.append(one)
    yield from _told({one: others for one, others in left.items() if others})


def _told(left: Mapping[str, list[str]]) -> Iterator[Fault]:
    """Each circle once. Whatever is left waits for a circle, or stands in one."""
    seen: set[str] = set()
    for begin in left:
        one, path = begin, dict[str, int]()
        while one not in seen and one not in path:
            path[one] = len(path)
            one = next(other for other in left[one] if other in left)
        if one in path:
            circle = list(path)[path[one] :]
            text = f"順番が輪になっています（{' → '.join([*circle, one])}）。どれか1つを外してください。"
            yield Fault("procedures", circle[0], "order_after", text)
        seen.update(path)
