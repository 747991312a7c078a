"""予約: the appointments of some days, and the places that are free. (Booked, moved and received: over the socket, as
every move of a visit.)"""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.messages import Me
from server.web.errors import Reply
from server.web.gate import actor, body, cupboards, staff
from server.work import appointments


class Days(msgspec.Struct, forbid_unknown_fields=True):
    """From a day to another, both included (YYYY-MM-DD)."""

    first: str
    last: str


class DaysOf(Days, forbid_unknown_fields=True):
    """The same, for a service."""

    service: str = ""


async def listed(request: Request, who: Me) -> Response:
    """The appointments of these days at my office."""
    said = await body(request, Days)
    found = await appointments.listed(cupboards(request), actor(who), said.first, said.last)
    return Reply({"appointments": [one.value for one in found]})


async def free(request: Request, who: Me) -> Response:
    """The places of these days for a service at my office."""
    said = await body(request, DaysOf)
    days = await appointments.free(cupboards(request), actor(who), said.service, said.first, said.last)
    return Reply({"days": days})


ROUTES = [
    Route("/api/appointments", staff(listed), methods=["POST"]),
    Route("/api/appointments/places", staff(free), methods=["POST"]),
]
