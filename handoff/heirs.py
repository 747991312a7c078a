"""後を継ぐ窓口グループ: who goes on with what a counter leaves behind when no window serves it any more.

A counter names its heir in its row of the catalog, so that the heir comes with the day on which the windows go. The
line itself passes to the heir: numbers, arrivals, appointments and services stay as they are, and a new counter that
has no line of its own may inherit as well. A counter that is served again has its line again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final, TypeAlias

import msgspec

from handoff.catalog import Catalog, Row
from handoff.catalog_rows import Tables, is_set, split
from handoff.offices import House, Line

At: TypeAlias = tuple[str, str]
"""An office, and a counter (group) there."""
COLUMNS: Final = {"forms": ("group_id", "counters"), "layout_fields": ("counters",)}
"""What a catalog's tables say of counters beside its procedures and events, and forms are made by."""


def heirs(rows: Iterable[Row], served: Collection[At]) -> dict[At, str]:
    """Counters that no window serves -> the counter that goes on, for those that have one. Heirs of heirs are
    followed; one that nobody serves either inherits nothing, and a circle leads nowhere."""
    named = {(row.get("office", ""), row.get("group_id", "")): row.get("heir", "") for row in rows}
    found = {at: _followed(at, named, served) for at in named if at not in served}
    return {at: heir for at, heir in found.items() if heir}


def _followed(at: At, named: Mapping[At, str], served: Collection[At]) -> str:
    office, group = at
    seen = set()
    while group not in seen and (office, group) not in served:
        seen.add(group)
        group = named.get((office, group), "")
    return group if (office, group) in served else ""


def passed_on(house: House, rows: Iterable[Row]) -> House:
    """The house with the lines of its ended counters at their heirs. `rows`: the counters of the catalog in force."""
    found = heirs(rows, {(one.office, one.group) for one in house.windows})
    return msgspec.structs.replace(
        house,
        lines=lines_with(house.lines, found),
        passed=[one for one in house.lines if (one.office, one.group) in found],
        heirs={f"{office}.{group}": heir for (office, group), heir in found.items()},
    )


def lines_with(lines: Iterable[Line], found: Mapping[At, str]) -> list[Line]:
    """The lines with these heirs: what is inherited stands behind the heirs' own lines."""
    lines = list(lines)
    stay = [one for one in lines if (one.office, one.group) not in found]
    passed = [one for one in lines if (one.office, one.group) in found]
    return stay + [msgspec.structs.replace(one, group=found[one.office, one.group]) for one in passed]


def of_tables(tables: Tables) -> dict[At, str]:
    """`heirs` of the rows of a version or a draft."""
    used = [row for row in tables.get("windows", []) if not is_set(row, "retired")]
    served = {(row.get("office", ""), row.get("group_id", "")) for row in used}
    return heirs(tables.get("counters", []), served)


def under(catalog: Catalog, house: House) -> Catalog:
    """A version as it is worked with now: what it says of counters that have ended it says of their heirs. A case
    stands on its version as long as it lives, and its counters may end before it does."""
    if not house.heirs:
        return catalog
    own = {group: house.heir_of(group) for group in {one.partition(".")[2] for one in house.heirs}}

    def now(group: str) -> str:
        return own.get(group, group)

    procedures = {key: msgspec.structs.replace(one, group=now(one.group)) for key, one in catalog.procedures.items()}
    events = {key: msgspec.structs.replace(one, group=now(one.group)) for key, one in catalog.events.items()}
    return msgspec.structs.replace(catalog, procedures=procedures, events=events, tables=_tables(catalog.tables, now))


def _tables(tables: Tables, now: Callable[[str], str]) -> Tables:
    def said(row: Row, column: str) -> str:
        return "|".join(dict.fromkeys(now(group) for group in split(row.get(column, ""))))

    def row_now(row: Row, columns: Iterable[str]) -> Row:
        return {**row, **{column: said(row, column) for column in columns if row.get(column)}}

    return tables | {
        table: [row_now(row, columns) for row in tables[table]] for table, columns in COLUMNS.items() if table in tables
    }
