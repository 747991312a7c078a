"""Doors around protected persons: why a case is marked, an address with a reason, and the flags for who keeps them.
Always POST: nothing of it stands in an address."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff import ids
from handoff.messages import Me
from server.web.errors import Reply
from server.web.gate import actor, body, cupboards, staff
from server.web.session import session_of
from server.work import flags, protecting, proving

MOST_LIST = 5 * 1024 * 1024


class Why(msgspec.Struct, forbid_unknown_fields=True):
    """A case, and why its mark is looked at."""

    case: str
    reason: str
    note: str = ""


class Reveal(msgspec.Struct, forbid_unknown_fields=True):
    """Entries of a case that tell an address, and why they are needed."""

    case: str
    keys: list[str]
    reason: str
    note: str = ""


class Which(msgspec.Struct, forbid_unknown_fields=True):
    """A flag."""

    flag: str


class Lift(msgspec.Struct, forbid_unknown_fields=True):
    """A flag at the version that was on the screen."""

    flag: str
    version: int
    reason: str
    note: str = ""


class BringList(msgspec.Struct, forbid_unknown_fields=True):
    """A list as CSV text, and when it was made (`YYYY-MM-DDTHH:MM`)."""

    made: str
    text: str


async def details(request: Request, who: Me) -> Response:
    """Kinds and periods; no name, no address."""
    said = await body(request, Why)
    c, asks = cupboards(request), actor(who, request)
    return Reply({"met": await protecting.details(c, asks, ids.check_case(said.case), said.reason, said.note)})


async def reveal(request: Request, who: Me) -> Response:
    """The values, and for how long a screen may show them."""
    said = await body(request, Reveal)
    case = ids.check_case(said.case)
    c, asks = cupboards(request), actor(who, request)
    shown, seconds = await protecting.reveal(c, asks, case, said.keys, said.reason, said.note)
    return Reply({"values": shown.value, "seconds": seconds})


async def listed(request: Request, who: Me) -> Response:
    """All flags that stand."""
    return Reply({"flags": await flags.listed(cupboards(request), actor(who, request))})


async def one(request: Request, who: Me) -> Response:
    """A flag that stands, with whom it is about."""
    said = await body(request, Which)
    flag, known = await flags.one(cupboards(request), actor(who, request), said.flag)
    return Reply({"flag": flag.flag, "version": flag.version, "known": known})


async def put(request: Request, who: Me) -> Response:
    """A flag is set, or its period."""
    flag = await flags.put(cupboards(request), actor(who, request), await body(request, flags.Setting))
    return Reply({"flag": flag.flag, "version": flag.version})


async def ask(request: Request, who: Me) -> Response:
    """The first of two, who has just shown who it is."""
    said = await body(request, Lift)
    await proving.must_be_proved(cupboards(request), session_of(request))
    c, asks = cupboards(request), actor(who, request)
    flag = await flags.ask(c, asks, said.flag, said.version, said.reason, said.note)
    return Reply({"flag": flag.flag, "version": flag.version})


async def lift(request: Request, who: Me) -> Response:
    """The second of two, who has just shown who it is."""
    said = await body(request, Lift)
    await proving.must_be_proved(cupboards(request), session_of(request))
    c, asks = cupboards(request), actor(who, request)
    flag = await flags.lift(c, asks, said.flag, said.version, said.reason, said.note)
    return Reply({"flag": flag.flag, "version": flag.version})


async def bring(request: Request, who: Me) -> Response:
    """A list is taken in, whole or not at all."""
    said = await body(request, BringList, MOST_LIST)
    return Reply(await flags.take(cupboards(request), actor(who, request), said.made, said.text))


ROUTES = [
    Route("/api/protection/details", staff(details, "clerk"), methods=["POST"]),
    Route("/api/protection/reveal", staff(reveal, "clerk"), methods=["POST"]),
    Route("/api/protection/flags", staff(listed, "clerk"), methods=["POST"]),
    Route("/api/protection/flag", staff(one, "clerk"), methods=["POST"]),
    Route("/api/protection/set", staff(put, "clerk"), methods=["POST"]),
    Route("/api/protection/ask", staff(ask, "clerk"), methods=["POST"]),
    Route("/api/protection/lift", staff(lift, "clerk"), methods=["POST"]),
    Route("/api/protection/list", staff(bring, "clerk"), methods=["POST"]),
]
