"""統計 and 日報: figures of days, as JSON and on paper."""

from __future__ import annotations

from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.baseline import Baseline
from handoff.messages import Me
from server.ports.exchange import FigureTable
from server.web.definition import PDF
from server.web.errors import Reply
from server.web.gate import actor, body, cupboards, staff
from server.web.workbook import XLSX, download
from server.work import reports

MOST_TABLE: Final = 1 << 20


class Asked(msgspec.Struct, forbid_unknown_fields=True):
    """Days of my office (both included), and in which groups (handoff/figures.py `By`)."""

    by: str
    since: str
    until: str


class OfDay(msgspec.Struct, forbid_unknown_fields=True):
    """A day (YYYY-MM-DD) of my office."""

    day: str


async def look(request: Request, who: Me) -> Response:
    """The figures."""
    said = await body(request, Asked)
    return Reply(await reports.look(cupboards(request), actor(who, request), said.by, said.since, said.until))


async def baseline(request: Request, who: Me) -> Response:
    """What it was like before is entered."""
    said = await body(request, Baseline)
    return Reply(await reports.enter_baseline(cupboards(request), actor(who, request), said))


async def table(request: Request, who: Me) -> Response:
    """What stands on the screen, as a workbook."""
    said = await body(request, FigureTable, MOST_TABLE)
    made = await reports.table(cupboards(request), actor(who, request), said)
    return download(made, XLSX, f"{said.sheet}.xlsx")


async def paper(request: Request, who: Me) -> Response:
    """日報."""
    said = await body(request, OfDay)
    ink = await reports.day_report(cupboards(request), actor(who, request), said.day)
    return download(ink.pdf, PDF, f"窓口日報_{said.day}.pdf", how="inline")


ROUTES = [
    Route("/api/reports", staff(look, *reports.ROLES), methods=["POST"]),
    Route("/api/reports/baseline", staff(baseline, *reports.ROLES), methods=["POST"]),
    Route("/api/reports/table", staff(table, *reports.ROLES), methods=["POST"]),
    Route("/api/reports/day", staff(paper, *reports.ROLES), methods=["POST"]),
]
