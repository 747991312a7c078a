"""Faults of heirs: one that the office does not have, and one to whom nothing would come."""

from __future__ import annotations

from collections.abc import Iterator

from handoff.catalog_faults import Fault
from handoff.catalog_rows import Tables, is_set
from handoff.heirs import of_tables

TABLE = "counters"


def heir_faults(tables: Tables) -> Iterator[Fault]:
    """What is wrong with the heirs that counters name (one that is no counter at all is told with the other names that
    are not there). While a counter has windows its heir waits."""
    rows = tables.get(TABLE, [])
    counters = {(row.get("office", ""), row.get("group_id", "")) for row in rows}
    windows = [row for row in tables.get("windows", []) if not is_set(row, "retired")]
    served = {(row.get("office", ""), row.get("group_id", "")) for row in windows}
    found = of_tables(tables)
    for row in rows:
        office, group, heir = row.get("office", ""), row.get("group_id", ""), row.get("heir", "")
        if (office, heir) not in counters and any(heir == other for _, other in counters):
            yield _fault(office, group, f"この庁舎には、窓口グループ「{heir}」がありません。")
        elif heir and heir == group:
            yield _fault(office, group, "自分とは別の窓口グループを選んでください。")
        elif (office, heir) in counters and (office, group) not in served and (office, group) not in found:
            yield _fault(office, group, f"「{heir}」にも窓口がないので、列と案件を受け持つ窓口がありません。")


def _fault(office: str, group: str, text: str) -> Fault:
    return Fault(TABLE, f"{office}.{group}", "heir", text)
