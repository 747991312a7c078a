"""The door of the sample households: what a draft would change for each of them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.messages import Me
from server.web.errors import Reply
from server.web.gate import actor, cupboards, staff
from server.work import samples


async def households(request: Request, who: Me) -> Response:
    """Each household by the version in force and by the draft."""
    compared = await samples.compare(cupboards(request), actor(who), request.path_params["draft"])
    return Reply({"households": compared})


ROUTES = [Route("/api/catalog/drafts/{draft}/households", staff(households))]
