"""The order of an office's lines, as the city decided it, and who comes before whom in it."""

from __future__ import annotations

from handoff.queue_order import OrderSettings, ranked
from handoff.visit import Visit
from server.work.cupboards import Cupboards


def order_at(c: Cupboards, office: str) -> OrderSettings:
    """The city's rule, with the lines that the office's counters call first."""
    counters = (one for one in c.catalogs.house().counters if one.office == office)
    return ranked(c.catalogs.settings().order, counters)


async def people_ahead(c: Cupboards, visit: Visit) -> int:
    """How many are called before this one, by the order of calls. A window calls from all lines of its counter, so
    those of its other lines count as well, where they came before or stand in a line that goes first; and whoever is
    called again for what is handed over (交付待ち)."""
    line = c.catalogs.house().line(visit.office, visit.line)
    lines = c.catalogs.house().lines_of(visit.office, line.group) if line is not None else []
    names = [one.line for one in lines] or [visit.line]
    return await c.visits.ahead(visit, names, c.clock(), order_at(c, visit.office))
