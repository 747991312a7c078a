"""The city's own data at the counters: searched, looked at by household, taken into a case. What is typed comes in the
body."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.messages import Me
from handoff.refusal import Reason, Refused
from server.web.errors import Reply
from server.web.gate import actor, body, cupboards, staff
from server.work import eligibility, residents

Among: TypeAlias = Literal["residents", "moving"]


class Text(msgspec.Struct, forbid_unknown_fields=True):
    """What the clerk typed, and among whom it is looked for: residents, or those of a moving-out notice."""

    text: str
    kind: Among = "residents"


class Of(msgspec.Struct, forbid_unknown_fields=True):
    """Which household, beside which case, and whether the alert was seen."""

    household: str
    case: str
    seen: bool = False
    kind: Among = "residents"


class Eligible(msgspec.Struct, forbid_unknown_fields=True):
    """Whose eligibility: of a household, or of the persons of a case."""

    household: str = ""
    case: str = ""
    seen: bool = False


class Take(msgspec.Struct, forbid_unknown_fields=True):
    """Who goes into which case: one edit, with its op and the fence on the screen."""

    case: str
    op: str
    fence: int
    residents: list[str]
    kind: Among = "residents"


async def search(request: Request, who: Me) -> Response:
    """Hits, as this clerk may see them."""
    said = await body(request, Text)
    return Reply(await residents.search(cupboards(request), actor(who, request), said.text, said.kind))


async def household(request: Request, who: Me) -> Response:
    """The members, beside the case's persons."""
    said = await body(request, Of)
    c, by = cupboards(request), actor(who, request)
    return Reply(await residents.household(c, by, said.household, said.case, said.seen, said.kind))


async def eligible(request: Request, who: Me) -> Response:
    """資格一覧."""
    said = await body(request, Eligible)
    c, by = cupboards(request), actor(who, request)
    if said.household:
        return Reply(await eligibility.of_household(c, by, said.household, said.seen))
    if not said.case:
        raise Refused(Reason.bad_message, at="case")
    return Reply(await eligibility.of_case(c, by, said.case))


async def take(request: Request, who: Me) -> Response:
    """Into the case."""
    said = await body(request, Take)
    c, by = cupboards(request), actor(who, request)
    return Reply(await residents.take(c, by, said.case, said.op, said.fence, said.residents, said.kind))


ROUTES = [
    Route("/api/residents/search", staff(search), methods=["POST"]),
    Route("/api/residents/household", staff(household), methods=["POST"]),
    Route("/api/residents/eligibility", staff(eligible), methods=["POST"]),
    Route("/api/residents/take", staff(take), methods=["POST"]),
]
