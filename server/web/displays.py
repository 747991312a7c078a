"""Pairing of screens: what a screen asks for itself, and what staff do with it."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.messages import Me
from handoff.refusal import Reason, Refused
from server.ports.pairings import Paired
from server.web import cookies
from server.web.errors import Reply
from server.web.gate import actor, body, cupboards, params, staff
from server.work import forms_tablet, pairing

YEAR_S = 365 * 24 * 3600


class Begin(msgspec.Struct, forbid_unknown_fields=True):
    """What kind of screen asks: hall, number, tablet."""

    kind: str


class Adopt(msgspec.Struct, forbid_unknown_fields=True):
    """The code on a screen, and the place that it belongs to."""

    code: str
    name: str
    office: str = ""
    window: str | None = None


class Place(msgspec.Struct, forbid_unknown_fields=True):
    """Which screen stands where, under which name."""

    id: str
    name: str
    office: str = ""
    window: str | None = None


class Revoke(msgspec.Struct, forbid_unknown_fields=True):
    """Which one is paired no longer."""

    id: str


def shown(one: Paired) -> dict[str, str | int | None]:
    """A paired screen or agent in a list."""
    return {
        "id": one.id,
        "kind": one.kind,
        "name": one.name,
        "office": one.office,
        "window": one.window,
        "paired_at": one.paired_at,
        "seen": one.seen,
    }


async def screen(request: Request) -> Me:
    """The paired screen that asks; refused with `signed_out` when its cookie opens nothing."""
    sha = cookies.sha_of(request, "display")
    me = await pairing.session_of(cupboards(request), sha) if sha else None
    if me is None or not set(me.roles) <= pairing.KINDS["display"]:
        raise Refused(Reason.signed_out)
    return me


async def begin(request: Request) -> Response:
    """A code to show, and the key in the cookie: it opens nothing until staff have typed the code."""
    said = await body(request, Begin)
    begun = await pairing.begin(cupboards(request), "display", said.kind)
    response = Reply({"code": begun.code})
    cookies.put(request, response, "display", begun.key, YEAR_S)
    return response


async def mine(request: Request) -> Response:
    """What this screen is: nothing yet, or what it was paired as. The cookie begins its year again."""
    sha = cookies.sha_of(request, "display")
    one = await pairing.of_key(cupboards(request), sha) if sha else None
    if one is None or one.what != "display":
        return Reply({"paired": False})
    about = {"kind": one.kind, "office": one.office, "window": one.window, "name": one.name}
    response = Reply({"paired": one.paired_at is not None, **about})
    cookies.put(request, response, "display", cookies.value_of(request, "display"), YEAR_S)
    return response


async def adopt(request: Request, who: Me) -> Response:
    """Staff type the code that a screen shows."""
    said = await body(request, Adopt)
    c = cupboards(request)
    one = await pairing.adopt(c, actor(who), "display", said.code, said.office, said.window, said.name)
    return Reply(shown(one))


async def listed(request: Request, who: Me) -> Response:
    """The screens of one's office."""
    return Reply({"displays": [shown(one) for one in await pairing.listed(cupboards(request), actor(who), "display")]})


async def revoke(request: Request, who: Me) -> Response:
    """A screen opens nothing any more."""
    said = await body(request, Revoke)
    await pairing.revoke(cupboards(request), actor(who), "display", said.id)
    return Reply({})


async def place(request: Request, who: Me) -> Response:
    """A screen under another name, or in another place."""
    said = await body(request, Place)
    c = cupboards(request)
    one = await pairing.place(c, actor(who), "display", said.id, said.office, said.window, said.name)
    return Reply(shown(one))


async def document(request: Request) -> Response:
    """A number's paper, for the number screen that gave it."""
    await screen(request)
    pdf = await cupboards(request).documents.get("", request.path_params["document"])
    if pdf is None:
        raise Refused(Reason.no_such_case)
    headers = {"cache-control": "no-store", "content-disposition": 'inline; filename="bangofuda.pdf"'}
    return Response(pdf, media_type="application/pdf", headers=headers)


async def paper(request: Request) -> Response:
    """A page of what this window's tablet shows, as a picture."""
    me, said = await screen(request), params(request)
    if "tablet" not in me.roles or not said["page"].isascii() or not said["page"].isdigit():
        raise Refused(Reason.not_asked)
    number = int(said["page"][:4])
    png = await forms_tablet.picture(cupboards(request), me.window, me.office, said["seen"], number)
    return Response(png, media_type="image/png", headers={"cache-control": "no-store"})


ROUTES = [
    Route("/api/displays/begin", begin, methods=["POST"]),
    Route("/api/displays/mine", mine, methods=["POST"]),
    Route("/api/displays/adopt", staff(adopt), methods=["POST"]),
    Route("/api/displays/revoke", staff(revoke), methods=["POST"]),
    Route("/api/displays/place", staff(place), methods=["POST"]),
    Route("/api/displays/documents/{document}", document),
    Route("/api/displays/papers/{seen}/{page}", paper),
    Route("/api/displays", staff(listed)),
]
