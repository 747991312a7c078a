"""統計 and 日報: figures of days, as JSON and on paper."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.messages import Me
from server.web.definition import PDF
from server.web.errors import Reply
from server.web.gate import actor, body, cupboards, staff
from server.web.workbook import download
from server.work import reports


class Asked(msgspec.Struct, forbid_unknown_fields=True):
    """Days of my office (both included), and in which groups: all, day, month, hour, department, line, service."""

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


async def paper(request: Request, who: Me) -> Response:
    """日報."""
    said = await body(request, OfDay)
    ink = await reports.day_report(cupboards(request), actor(who, request), said.day)
    return download(ink.pdf, PDF, f"窓口日報_{said.day}.pdf", how="inline")


ROUTES = [
    Route("/api/reports", staff(look, *reports.ROLES), methods=["POST"]),
    Route("/api/reports/day", staff(paper, *reports.ROLES), methods=["POST"]),
]
