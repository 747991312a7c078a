"""始業点検: whether an office may open its doors."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.messages import Me
from server.web.errors import Reply
from server.web.gate import actor, staff
from server.web.status import watch
from server.work import opening_check


async def look(request: Request, who: Me) -> Response:
    """Every light of my office, looked up now."""
    return Reply(await opening_check.look(watch(request), actor(who)))


ROUTES = [Route("/api/opening", staff(look))]
