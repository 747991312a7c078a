"""Addresses while a clerk types them. What is typed comes in the body: half an address tells where somebody lives."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.messages import Me
from server.web.errors import Reply
from server.web.gate import body, cupboards, staff
from server.work import addresses


class Letters(msgspec.Struct, forbid_unknown_fields=True):
    """What was typed so far."""

    text: str


class Chosen(msgspec.Struct, forbid_unknown_fields=True):
    """The levels that were chosen so far, "" = not yet."""

    pref: str = ""
    city: str = ""


class At(msgspec.Struct, forbid_unknown_fields=True):
    """An address as far as it is known, and how the apartment's name begins."""

    machiaza: str = ""
    town: str = ""
    banchi: str = ""
    text: str = ""


async def find(request: Request, _: Me) -> Response:
    """Places, the city's own first."""
    said = await body(request, Letters)
    return Reply({"places": await addresses.find(cupboards(request), said.text)})


async def levels(request: Request, _: Me) -> Response:
    """One level of the drill-down."""
    said = await body(request, Chosen)
    return Reply(await addresses.levels(cupboards(request), said.pref, said.city))


async def apartments(request: Request, _: Me) -> Response:
    """The apartments at an address."""
    said = await body(request, At)
    found = addresses.apartments(cupboards(request), said.machiaza, said.town, said.banchi, said.text)
    return Reply({"buildings": found})


ROUTES = [
    Route("/api/addresses/find", staff(find), methods=["POST"]),
    Route("/api/addresses/levels", staff(levels), methods=["POST"]),
    Route("/api/addresses/apartments", staff(apartments), methods=["POST"]),
]
