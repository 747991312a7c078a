"""The postal file: brought, looked at, put into use by administrators; asked by all staff."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.messages import Me
from server.web.errors import Reply
from server.web.gate import actor, cupboards, staff, upload
from server.work import postal


async def bring(request: Request, who: Me) -> Response:
    """The body is the file. What it would change; nothing is changed yet."""
    file = await upload(request, postal.MOST_BYTES)
    return Reply(await postal.bring(cupboards(request), actor(who), file))


async def use(request: Request, who: Me) -> Response:
    """The file that was looked at comes into use, whole."""
    return Reply({"in_use": await postal.use(cupboards(request), actor(who), request.path_params["upload"])})


async def in_use(request: Request, _: Me) -> Response:
    """Which file is in use."""
    return Reply({"in_use": await cupboards(request).postal.in_use()})


async def find(request: Request, _: Me) -> Response:
    """What a code may mean."""
    return Reply(await postal.find(cupboards(request), request.path_params["code"]))


ROUTES = [
    Route("/api/catalog/postal", staff(in_use, "admin")),
    Route("/api/catalog/postal", staff(bring, "admin"), methods=["POST"]),
    Route("/api/catalog/postal/{upload}", staff(use, "admin"), methods=["POST"]),
    Route("/api/postal/{code}", staff(find)),
]
