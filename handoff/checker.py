"""What is wrong in a catalog: everything that an administrator should know before it is published.

Errors stop publishing; warnings say what looks wrong and may be meant. A fault names its table, row, column and, in a
condition, the place. Runs as one types: a city's catalog takes some tens of milliseconds.
"""

from __future__ import annotations

from typing import Final

from handoff.catalog_faults import Fault
from handoff.catalog_rows import KEYS, Tables
from handoff.checker_conditions import condition_faults
from handoff.checker_heirs import heir_faults
from handoff.checker_layouts import layout_faults
from handoff.checker_links import link_faults
from handoff.checker_reach import reach_faults
from handoff.checker_rows import row_faults, whole_faults
from handoff.checker_windows import window_faults
from handoff.offices import House

MOST: Final = 2_000
"""So many faults are told; whoever has mended those sees the rest."""


def check(tables: Tables, house: House) -> list[Fault]:
    """All faults: errors first, each kind in the order of the tables."""
    found = [*row_faults(tables), *link_faults(tables, house), *window_faults(tables, house), *heir_faults(tables)]
    found += [*condition_faults(tables), *reach_faults(tables), *layout_faults(tables), *whole_faults(tables)]
    order = {table: at for at, table in enumerate(KEYS)}
    found.sort(key=lambda one: (one.level != "error", order.get(one.table, len(order))))
    return list(dict.fromkeys(found))[:MOST]
