"""Faults of counters and windows: a line of another counter called first; no counter at the office, no line to call
from, a number twice, somebody who sits there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from handoff.catalog import Row
from handoff.catalog_faults import Fault
from handoff.catalog_rows import Tables, is_set, split
from handoff.heirs import lines_with, of_tables
from handoff.offices import House

TABLE = "windows"


def window_faults(tables: Tables, house: House) -> Iterator[Fault]:
    """What is wrong whoever sits where. A window that is used no more may be as it was."""
    counters = {(row.get("office", ""), row.get("group_id", "")): row for row in tables.get("counters", [])}
    lines = {(one.office, one.group) for one in lines_with(house.founded(), of_tables(tables))}
    used = [row for row in tables.get(TABLE, []) if not is_set(row, "retired")]
    places = Counter((row.get("office", ""), row.get("window_no", "")) for row in used)
    for row in used:
        at = (row.get("office", ""), row.get("group_id", ""))
        if at not in counters and any(group == at[1] for _, group in counters):
            yield _fault(row, "group_id", f"この庁舎には、窓口グループ「{at[1]}」がありません。")
        if at in counters and at not in lines:
            text = "この窓口グループには番号札の列がありません。この窓口から次の方を呼ぶことはできません。"
            yield _fault(row, "group_id", text, warning=True)
        if places[at[0], row.get("window_no", "")] > 1:
            text = f"窓口番号「{row.get('window_no', '')}」の窓口が、この庁舎にほかにもあります。"
            yield _fault(row, "window_no", text, warning=True)
    for row in tables.get(TABLE, []):
        stands = house.window(row.get("window_id", ""))
        if stands is not None and stands.office != row.get("office", ""):
            text = "庁舎は変えられません。前の窓口を「使わない」にして、新しい番号の窓口を足してください。"
            yield _fault(row, "office", text)
    yield from _lines_first(counters, house)
    staffed = {(row.get("office", ""), row.get("group_id", "")) for row in used}
    for at in counters:
        if at not in staffed and at in lines:
            text = "この窓口グループの列から呼ぶ窓口がありません。"
            yield Fault("counters", f"{at[0]}.{at[1]}", "group_id", text, "warning")


def _lines_first(counters: Mapping[tuple[str, str], Row], house: House) -> Iterator[Fault]:
    """A counter calls from its own lines alone."""
    for (office, group), row in counters.items():
        own = {one.line for one in house.lines_of(office, group)}
        for line in split(row.get("lines_first", "")):
            if line not in own and house.line(office, line) is not None:
                text = f"列「{line}」は、この窓口グループの列ではありません。この窓口グループの列だけを選んでください。"
                yield Fault("counters", f"{office}.{group}", "lines_first", text)


def seat_faults(tables: Tables, house: House, sitting: Collection[str]) -> Iterator[Fault]:
    """Windows at which somebody sits, and which would go or serve another counter at once."""
    rows = {row.get("window_id", ""): row for row in tables.get(TABLE, [])}
    for window in sorted(sitting):
        row, stands = rows.get(window), house.in_use(window)
        if stands is None:
            continue
        if row is None or is_set(row, "retired"):
            text = f"「{stands.name}」には、いま職員がいます。席を立ってから適用するか、適用の日時を決めてください。"
            yield Fault(TABLE, window, "retired", text)
        elif row.get("group_id", "") != stands.group:
            text = f"「{stands.name}」には、いま職員がいます。窓口グループは、席を立ってから変えてください。"
            yield Fault(TABLE, window, "group_id", text)


def _fault(row: Row, column: str, text: str, *, warning: bool = False) -> Fault:
    return Fault(TABLE, row.get("window_id", ""), column, text, "warning" if warning else "error")
