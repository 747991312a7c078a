"""The order of an office's lines, as the city decided it."""

from __future__ import annotations

from handoff.queue_order import OrderSettings, ranked
from server.work.cupboards import Cupboards


def order_at(c: Cupboards, office: str) -> OrderSettings:
    """The city's rule, with the lines that the office's counters call first."""
    counters = (one for one in c.catalogs.house().counters if one.office == office)
    return ranked(c.catalogs.settings().order, counters)
