"""A visit as a row, and a row as a visit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from sqlalchemy import RowMapping

from handoff.visit import Visit
from server.record.tables import visits

JSON_COLUMNS: Final = ("way", "been", "waits", "before")
FIXED: Final = ("visit", "case", "home", "day", "number", "arrived", "service", "follows")
"""What never changes once a visit is open."""
BOOKED: Final = ("day", "number", "arrived")
"""What changes all the same as long as it is booked, and with the visitor's arrival."""

assert set(Visit.__struct_fields__) == set(visits.c.keys()), "the table holds the struct, field by field"


def visit_of(row: RowMapping | Mapping[str, Any]) -> Visit:
    """The visit in a row."""
    return msgspec.convert({str(name): value for name, value in row.items()}, Visit)  # names may be quoted_name


def row_of_visit(visit: Visit) -> dict[str, Any]:
    """All columns of a visit, as parameters: what is JSON is text."""
    row = msgspec.structs.asdict(visit)
    row["stage"] = visit.stage.value
    for name in JSON_COLUMNS:
        row[name] = None if row[name] is None else msgspec.json.encode(row[name]).decode()
    return row
