"""The addresses of other systems, and the administrators' doors to their keys."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.messages import Me
from handoff.system import System
from server.web.errors import Reply, nowhere
from server.web.gate import actor, body, cupboards, staff
from server.web.session import session_of
from server.web.systems.description import description
from server.web.systems.guard import FORMAT
from server.web.systems.operations import OPERATIONS, V1
from server.work import proving, systems


class Named(msgspec.Struct, forbid_unknown_fields=True):
    """Which one."""

    name: str


async def listed(request: Request, who: Me) -> Response:
    """Every one."""
    return Reply(await systems.listed(cupboards(request), actor(who, request)))


async def make(request: Request, who: Me) -> Response:
    """A key, for whoever has just shown who it is; said once."""
    system = await body(request, System)
    await proving.must_be_proved(cupboards(request), session_of(request))
    return Reply(await systems.make(cupboards(request), actor(who, request), system))


async def change(request: Request, who: Me) -> Response:
    """Its rights, for whoever has just shown who it is."""
    system = await body(request, System)
    await proving.must_be_proved(cupboards(request), session_of(request))
    await systems.change(cupboards(request), actor(who, request), system)
    return Reply({})


async def end(request: Request, who: Me) -> Response:
    """Its key ends."""
    said = await body(request, Named)
    await systems.end(cupboards(request), actor(who, request), said.name)
    return Reply({})


async def described(_: Request) -> Response:
    """The description: it says nothing of this city."""
    return Response(description(), headers={"cache-control": "no-cache"}, media_type=FORMAT)


ROUTES = [
    Route("/api/systems", staff(listed, "admin")),
    Route("/api/systems", staff(make, "admin"), methods=["POST"]),
    Route("/api/systems/change", staff(change, "admin"), methods=["POST"]),
    Route("/api/systems/end", staff(end, "admin"), methods=["POST"]),
    Route(f"{V1}/openapi.json", described),
    *(Route(one.path, one.__call__, methods=[one.method]) for one in OPERATIONS),
    Route("/systems/{nothing:path}", nowhere, methods=["GET", "POST", "PUT", "PATCH", "DELETE"]),
]
