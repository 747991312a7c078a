"""窓口の予定: the windows' plans of a day, entered and copied by floor managers."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.messages import Me
from server.web.errors import Reply
from server.web.gate import actor, body, cupboards, staff
from server.work import window_plans


class OfDay(msgspec.Struct, forbid_unknown_fields=True):
    """A day (YYYY-MM-DD) of my office."""

    day: str


class Write(OfDay, forbid_unknown_fields=True):
    """A window's plan: [[from, to], …] in minutes since midnight, over the revision that was on the screen."""

    window: str
    spans: list[list[int]]
    revision: int


async def look(request: Request, who: Me) -> Response:
    """All windows of the day."""
    said = await body(request, OfDay)
    return Reply(await window_plans.look(cupboards(request), actor(who), said.day))


async def write(request: Request, who: Me) -> Response:
    """One window; the day as it is then."""
    said = await body(request, Write)
    c, asks = cupboards(request), actor(who, request)
    await window_plans.write(c, asks, said.day, said.window, said.spans, said.revision)
    return Reply(await window_plans.look(c, asks, said.day))


async def copy(request: Request, who: Me) -> Response:
    """From the same weekday a week before; the day as it is then."""
    said = await body(request, OfDay)
    c, asks = cupboards(request), actor(who, request)
    await window_plans.copy(c, asks, said.day)
    return Reply(await window_plans.look(c, asks, said.day))


ROUTES = [
    Route("/api/plans", staff(look), methods=["POST"]),
    Route("/api/plans/write", staff(write, "manager"), methods=["POST"]),
    Route("/api/plans/copy", staff(copy, "manager"), methods=["POST"]),
]
