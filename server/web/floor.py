"""What floor managers ask from their board."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.messages import Me
from server.web.errors import Reply
from server.web.gate import actor, body, cupboards, staff
from server.work import replay, timeline, wait_audit
from server.work.outlooks import Outlooks


class OfVisit(msgspec.Struct, forbid_unknown_fields=True):
    """A visit of today."""

    visit: str


async def of_visit(request: Request, who: Me) -> Response:
    """流れ: where it was how long."""
    said = await body(request, OfVisit)
    return Reply(await timeline.of_visit(cupboards(request), actor(who, request), said.visit))


class OfLine(msgspec.Struct, forbid_unknown_fields=True):
    """A line of my office."""

    line: str


async def outlook(request: Request, who: Me) -> Response:
    """見込み: how it goes on until closing."""
    said = await body(request, OfLine)
    outlooks: Outlooks = request.app.state.outlooks
    return Reply(await outlooks.of(who.office, said.line))


class OfDay(msgspec.Struct, forbid_unknown_fields=True):
    """A day (`YYYY-MM-DD`), None: the newest with visitors before today."""

    day: str | None = None


async def of_day(request: Request, who: Me) -> Response:
    """再生: what the floor was on a day."""
    said = await body(request, OfDay)
    return Reply(await replay.of_day(cupboards(request), actor(who, request), said.day))


async def accuracy(request: Request, who: Me) -> Response:
    """How true the wait times of the last weeks were."""
    return Reply(await wait_audit.look(cupboards(request), actor(who, request)))


ROUTES = [
    Route("/api/floor/timeline", staff(of_visit, "manager"), methods=["POST"]),
    Route("/api/floor/outlook", staff(outlook), methods=["POST"]),
    Route("/api/floor/replay", staff(of_day), methods=["POST"]),
    Route("/api/floor/accuracy", staff(accuracy, "manager", "admin")),
]
