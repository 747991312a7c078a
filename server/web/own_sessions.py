"""Doors of 自分のログイン: where I am logged in, and the end of it there. For everybody who is."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.web.errors import Reply
from server.web.gate import actor, body, cupboards, me
from server.work import own_sessions


class Which(msgspec.Struct, forbid_unknown_fields=True):
    """One of them, as the list calls it."""

    session: str


class Others(msgspec.Struct, forbid_unknown_fields=True):
    """Nothing is said."""


async def listed(request: Request) -> Response:
    """My sessions."""
    return Reply({"sessions": await own_sessions.listed(cupboards(request), actor(await me(request), request))})


async def end(request: Request) -> Response:
    """One of them ends; what is left."""
    who, said = actor(await me(request), request), await body(request, Which)
    return Reply({"sessions": await own_sessions.end(cupboards(request), who, said.session)})


async def end_others(request: Request) -> Response:
    """All but this one."""
    who, _ = actor(await me(request), request), await body(request, Others)
    return Reply({"sessions": await own_sessions.end_others(cupboards(request), who)})


ROUTES = [
    Route("/api/session/own", listed),
    Route("/api/session/own/end", end, methods=["POST"]),
    Route("/api/session/own/others", end_others, methods=["POST"]),
]
