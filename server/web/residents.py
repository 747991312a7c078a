"""The city's own data at the counters: searched, looked at by household, taken into a case. What is typed comes in the
body."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.messages import Me
from server.web.errors import Reply
from server.web.gate import actor, body, cupboards, staff
from server.work import residents


class Text(msgspec.Struct, forbid_unknown_fields=True):
    """What the clerk typed."""

    text: str


class Of(msgspec.Struct, forbid_unknown_fields=True):
    """Which household, beside which case, and whether the alert was seen."""

    household: str
    case: str
    seen: bool = False


class Take(msgspec.Struct, forbid_unknown_fields=True):
    """Who goes into which case: one edit, with its op and the fence on the screen."""

    case: str
    op: str
    fence: int
    residents: list[str]


async def search(request: Request, who: Me) -> Response:
    """Hits, as this clerk may see them."""
    said = await body(request, Text)
    return Reply(await residents.search(cupboards(request), actor(who, request), said.text))


async def household(request: Request, who: Me) -> Response:
    """The members, beside the case's persons."""
    said = await body(request, Of)
    c = cupboards(request)
    return Reply(await residents.household(c, actor(who, request), said.household, said.case, said.seen))


async def take(request: Request, who: Me) -> Response:
    """Into the case."""
    said = await body(request, Take)
    c = cupboards(request)
    return Reply(await residents.take(c, actor(who, request), said.case, said.op, said.fence, said.residents))


ROUTES = [
    Route("/api/residents/search", staff(search), methods=["POST"]),
    Route("/api/residents/household", staff(household), methods=["POST"]),
    Route("/api/residents/take", staff(take), methods=["POST"]),
]
