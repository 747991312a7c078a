"""状態: the page that a clerk reads out over the telephone. Staff alone; while nobody can be asked who asks, it says
what `/health/ready` says to everybody, and since when."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.messages import Me
from handoff.operations import Part
from server.ports.unreachable import Unreachable
from server.ports.visits import RecordAway
from server.web.errors import Reply
from server.web.gate import actor, body, staff
from server.work import status
from server.work.watching import Watch


class Say(msgspec.Struct, forbid_unknown_fields=True):
    """Of which part who was told."""

    part: Part
    whom: str


def watch(request: Request) -> Watch:
    """The eyes of this process."""
    found: Watch = request.app.state.watch
    return found


async def look(request: Request) -> Response:
    """What stands and what does not."""
    if "live" in watch(request).since:
        return Reply(status.plain(watch(request)))
    try:
        answer: Response = await _asked(request)
        return answer
    except (Unreachable, RecordAway):
        return Reply(status.plain(watch(request)))


async def told(request: Request, who: Me) -> Response:
    """Somebody was told."""
    said = await body(request, Say)
    await status.tell(watch(request), actor(who, request), said.part, said.whom)
    return Reply(await status.status(watch(request)))


async def _look(request: Request, _: Me) -> Response:
    return Reply(await status.status(watch(request)))


_asked = staff(_look)
ROUTES = [
    Route("/api/status", look),
    Route("/api/status/told", staff(told), methods=["POST"]),
]
