"""Cards that were read and wait for a key: shown at their window, given to a person, forgotten."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.messages import Me
from server.web.errors import Reply
from server.web.gate import actor, body, cupboards, staff
from server.work import card_take


class Of(msgspec.Struct, forbid_unknown_fields=True):
    """Which case."""

    case: str


class One(msgspec.Struct, forbid_unknown_fields=True):
    """Which read of which case."""

    case: str
    read: str


async def waiting(request: Request, who: Me) -> Response:
    """The reads that wait, as this clerk may see them."""
    said = await body(request, Of)
    return Reply({"reads": await card_take.waiting(cupboards(request), actor(who, request), said.case)})


async def take(request: Request, who: Me) -> Response:
    """One of them, to the person whom the key names."""
    said = await body(request, card_take.Taking)
    return Reply(await card_take.take(cupboards(request), actor(who, request), said))


async def forget(request: Request, who: Me) -> Response:
    """One of them is not wanted."""
    said = await body(request, One)
    await card_take.forget(cupboards(request), actor(who, request), said.case, said.read)
    return Reply({})


ROUTES = [
    Route("/api/cards/waiting", staff(waiting), methods=["POST"]),
    Route("/api/cards/take", staff(take), methods=["POST"]),
    Route("/api/cards/forget", staff(forget), methods=["POST"]),
]
