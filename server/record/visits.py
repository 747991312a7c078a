"""Visits, as PostgreSQL keeps them: `server.ports.visits.Visits`, in three parts."""

from __future__ import annotations

from server.record.visit_moves import VisitMoves
from server.record.visit_reads import VisitReads
from server.record.windows import WindowSeats


class PgVisits(VisitMoves, VisitReads, WindowSeats):
    """Writes (visit_moves), reads (visit_reads), windows and seats (windows)."""
