"""Doors of シングルサインオン: whether the city has one, the way to it, the way back. All are asked by our own page:
what the provider gives a browser along is read there, leaves its address at once, and comes as a POST like any deed."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.refusal import Reason, Refused
from handoff.sso import OLDEST_S, Purpose
from server.web import cookies
from server.web.errors import Reply
from server.web.gate import body, cupboards
from server.web.session import begun, browser, end_old
from server.work import sso

COOKIE = "sso"


class Begin(msgspec.Struct, forbid_unknown_fields=True):
    """What it is for."""

    purpose: Purpose


async def standing(request: Request) -> Response:
    """Whether there is one, how it is called, and whether it is the only way in. No session, no personal data."""
    said = sso.settings(cupboards(request))
    return Reply({"on": bool(said.issuer), "only": said.only, "name": said.name})


async def begin(request: Request) -> Response:
    """Where the browser goes; what it is sent away with stays in a cookie for ten minutes."""
    said = await body(request, Begin)
    session = cookies.sha_of(request, "session")
    address, kept = await sso.begin(cupboards(request), said.purpose, request.headers["origin"], session)
    response = Reply({"address": address})
    cookies.put(request, response, COOKIE, kept, OLDEST_S)
    return response


async def come_back(request: Request) -> Response:
    """A new session, or the proof of who sits there. A session that was set before is ended."""
    said = await body(request, sso.Back)
    kept = cookies.value_of(request, COOKIE)
    if not kept:
        raise Refused(Reason.sso_failed)
    came = await sso.come_back(cupboards(request), kept, said, browser(request))
    if came.who is None:
        response: Response = Reply({"purpose": came.purpose})
    else:
        await end_old(request)
        response = begun(request, came.secret, came.who, purpose=came.purpose)
    cookies.drop(request, response, COOKIE)
    return response


ROUTES = [
    Route("/api/session/sso", standing),
    Route("/api/session/sso", come_back, methods=["POST"]),
    Route("/api/session/sso/begin", begin, methods=["POST"]),
]
