"""Log-in and log-out, and who I am."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from handoff.browser import browser_of
from handoff.messages import Me
from handoff.refusal import Reason, Refused
from server.web import cookies
from server.web.errors import Reply
from server.web.gate import body, cupboards, me
from server.work import clerks, proving, signing, spraying, sso

T = TypeVar("T")
YEAR_S = 365 * 86_400


class LogIn(msgspec.Struct, forbid_unknown_fields=True):
    """What the sign-in form says."""

    login: str
    password: str
    code: str = ""


class SetUp(LogIn, forbid_unknown_fields=True):
    """The same, and the secret that an app was set up with."""

    secret: str = ""


class Choose(LogIn, forbid_unknown_fields=True):
    """The same, and the password that is wanted from now on."""

    wanted: str = ""


async def log_in(request: Request) -> Response:
    """A new session. One that was set before (fixation) is ended, whatever the outcome."""
    said = await body(request, LogIn)
    c = cupboards(request)
    await end_old(request)
    deed = _guarded(request, clerks.log_in(c, said.login, said.password, said.code, browser(request)))
    return begun(request, *await signing.signed_in(c, said.login, deed))


async def choose_password(request: Request) -> Response:
    """Another password, and a new session with it."""
    said = await body(request, Choose)
    c = cupboards(request)
    await end_old(request)
    wanted = (said.login, said.password, said.wanted, said.code, browser(request))
    deed = _guarded(request, clerks.choose_password(c, *wanted))
    return begun(request, *await signing.signed_in(c, said.login, deed))


async def begin_factor(request: Request) -> Response:
    """What an authenticator app is set up with."""
    said = await body(request, LogIn)
    return Reply(await _guarded(request, clerks.begin_factor(cupboards(request), said.login, said.password)))


async def set_up_factor(request: Request) -> Response:
    """The app is set up, and a session begins."""
    said = await body(request, SetUp)
    c = cupboards(request)
    await end_old(request)
    shown = (said.login, said.password, said.secret, said.code, browser(request))
    deed = _guarded(request, clerks.set_up_factor(c, *shown))
    return begun(request, *await signing.signed_in(c, said.login, deed))


class Proof(msgspec.Struct, forbid_unknown_fields=True):
    """The password, once more."""

    password: str


async def prove(request: Request) -> Response:
    """Whoever sits here shows again who it is."""
    said = await body(request, Proof)
    await proving.prove(cupboards(request), session_of(request), said.password)
    return Reply({})


def session_of(request: Request) -> bytes:
    """The session's SHA-256; refused with `signed_out` when there is none."""
    sha = cookies.sha_of(request, "session")
    if sha is None:
        raise Refused(Reason.signed_out)
    return sha


def browser(request: Request) -> str:
    """Which one asks, as the record keeps it."""
    return browser_of(request.headers.get("user-agent", ""))


async def end_old(request: Request) -> None:
    """Whatever session this browser had is over."""
    if (old := cookies.sha_of(request, "session")) is not None:
        await signing.signed_out(cupboards(request), old)
        await clerks.log_out(cupboards(request), old)


def _guarded(request: Request, deed: Coroutine[Any, Any, T]) -> Coroutine[Any, Any, T]:
    return spraying.guarded(cupboards(request), cookies.value_of(request, "known"), deed)


def begun(request: Request, secret: str, who: Me, **more: str) -> Response:
    """Who came in, with the session's cookie, and the mark of a browser that is known."""
    response = Reply({"me": who, **more})
    c = cupboards(request)
    cookies.put(request, response, "session", secret, c.session_hours * 3600)
    if not spraying.is_known(c, cookies.value_of(request, "known")):
        cookies.put(request, response, "known", spraying.known_browser(c), YEAR_S)
    return response


async def log_out(request: Request) -> Response:
    """The session is over; its sockets are closed. `leave`: where the browser ends its session at the city's single
    sign-on too, "" = nowhere."""
    sha = cookies.sha_of(request, "session")
    leave = await sso.leaving(cupboards(request), sha, request.headers["origin"]) if sha is not None else ""
    await end_old(request)
    response = Reply({"leave": leave})
    cookies.drop(request, response, "session")
    return response


async def who_am_i(request: Request) -> Response:
    """Me."""
    who: Me = await me(request)
    return Reply({"me": who})
