"""Doors of the training city (研修): where it is, for whoever has not logged in yet; pretend visitors; emptying."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.messages import Me
from server.web.errors import Reply
from server.web.gate import actor, cupboards, staff
from server.web.session import session_of
from server.work import proving, training


async def standing(request: Request) -> Response:
    """Whether this is the training city, and where the other one is ("" = nowhere). No session, no personal data."""
    return Reply({"here": request.app.state.training, "other": _address(request)})


def _address(request: Request) -> str:
    other: str = request.app.state.other_city
    if not other.isdigit():
        return other
    return str(request.url.replace(port=int(other), path="/", query=""))


async def visitors(request: Request, who: Me) -> Response:
    """Pretend visitors come in."""
    return Reply({"numbers": await training.visitors(cupboards(request), actor(who, request))})


async def empty(request: Request, who: Me) -> Response:
    """The training city begins again with nothing, for an administrator who has just shown who it is."""
    c = cupboards(request)
    await proving.must_be_proved(c, session_of(request))
    await training.empty(c, actor(who, request))
    return Reply({})


ROUTES = [
    Route("/api/training", standing),
    Route("/api/training/visitors", staff(visitors), methods=["POST"]),
    Route("/api/training/empty", staff(empty, "admin"), methods=["POST"]),
]
