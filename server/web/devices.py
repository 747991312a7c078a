"""Pairing of card readers' agents, and whose card comes next at a window."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.messages import Me
from handoff.refusal import Reason, Refused
from server.ports.pairings import Paired
from server.web.displays import Revoke, shown
from server.web.errors import Reply
from server.web.gate import actor, body, cupboards, staff
from server.work import cards, pairing, standings
from server.work.cupboards import Cupboards


class Begin(msgspec.Struct, forbid_unknown_fields=True):
    """What kind of agent asks: reader."""

    kind: str = "reader"


class Adopt(msgspec.Struct, forbid_unknown_fields=True):
    """The code that an agent shows, and the window that it stands at."""

    code: str
    window: str
    name: str


class Place(msgspec.Struct, forbid_unknown_fields=True):
    """Which agent stands at which window, under which name."""

    id: str
    window: str
    name: str


class Aimed(msgspec.Struct, forbid_unknown_fields=True):
    """Whose card comes next in this case; null = nobody in particular, `fresh` = somebody new."""

    case: str
    person: str | None = None
    fresh: bool = False


async def begin(request: Request) -> Response:
    """A code to show, and the key to keep: it opens nothing until staff have typed the code."""
    said = await body(request, Begin)
    begun = await pairing.begin(cupboards(request), "device", said.kind)
    return Reply({"code": begun.code, "key": begun.key})


async def mine(request: Request) -> Response:
    """What this agent is: nothing yet, or the reader of a window. Its key stands in the Authorization header."""
    kind, _, key = request.headers.get("authorization", "").partition(" ")
    one = await pairing.of_key(cupboards(request), pairing.digest(key)) if kind == "Bearer" and key else None
    if one is None or one.what != "device":
        raise Refused(Reason.unknown_device)
    return Reply({"paired": one.paired_at is not None, "window": one.window, "name": one.name})


async def adopt(request: Request, who: Me) -> Response:
    """Staff type the code that an agent shows."""
    said = await body(request, Adopt)
    one = await pairing.adopt(cupboards(request), actor(who), "device", said.code, "", said.window, said.name)
    return Reply(shown(one))


async def listed(request: Request, who: Me) -> Response:
    """The readers of one's office, and how the PC of each stands; null while it holds no line."""
    c = cupboards(request)
    paired = await pairing.listed(c, actor(who), "device")
    return Reply({"devices": [{**shown(one), "stands": await _stands(c, one)} for one in paired]})


async def _stands(c: Cupboards, one: Paired) -> dict[str, Any] | None:
    how = await standings.of(c, one)
    return None if how is None else msgspec.structs.asdict(how)


async def revoke(request: Request, who: Me) -> Response:
    """A reader opens nothing any more."""
    said = await body(request, Revoke)
    await pairing.revoke(cupboards(request), actor(who), "device", said.id)
    return Reply({})


async def place(request: Request, who: Me) -> Response:
    """A reader under another name, or at another window."""
    said = await body(request, Place)
    one = await pairing.place(cupboards(request), actor(who), "device", said.id, "", said.window, said.name)
    return Reply(shown(one))


async def aim(request: Request, who: Me) -> Response:
    """A clerk says whose card comes next."""
    said = await body(request, Aimed)
    await cards.choose(cupboards(request), actor(who), said.case, said.person, said.fresh)
    return Reply({})


ROUTES = [
    Route("/api/devices/begin", begin, methods=["POST"]),
    Route("/api/devices/mine", mine, methods=["POST"]),
    Route("/api/devices/adopt", staff(adopt), methods=["POST"]),
    Route("/api/devices/revoke", staff(revoke), methods=["POST"]),
    Route("/api/devices/place", staff(place), methods=["POST"]),
    Route("/api/devices", staff(listed)),
    Route("/api/arm", staff(aim), methods=["POST"]),
]
