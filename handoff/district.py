"""What a city's town tells of an address: 行政区 and 通学区. A town may be split by banchi (番地); then its number
decides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from handoff.checks import half

Row: TypeAlias = "Mapping[str, str]"

_NUMBER: Final = re.compile(r"[0-9]+")


def district(towns: Iterable[Row], machiaza: str, town: str, banchi: str) -> Row | None:
    """The town's row, by its code or else by its name; None where there is no such town, or where it is split and the
    banchi does not say on which side."""
    found = [row for row in towns if (row["machiaza_id"] == machiaza if machiaza else row["town"] == town and town)]
    split = [row for row in found if row.get("banchi_from") or row.get("banchi_to")]
    if not split:
        return found[0] if found else None
    first = _NUMBER.search(half(banchi))
    number = int(first.group()) if first else -1
    return next((row for row in split if _within(row, number)), None)


def school(row: Row, grade: str) -> str:
    """The town's school for a grade (小3, 中1, 就学前(1年前) = the one to enter next); empty for others."""
    if grade.startswith("中"):
        return row.get("school_j", "")
    return row.get("school_e", "") if grade.startswith("小") or grade == "就学前(1年前)" else ""


def _within(row: Row, number: int) -> bool:
    least, most = int(row.get("banchi_from") or 0), int(row.get("banchi_to") or 10**9)
    return least <= number <= most and number >= 0
