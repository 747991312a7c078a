"""Log-in and log-out, and who I am."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from handoff.messages import Me
from server.web import cookies
from server.web.errors import Reply
from server.web.gate import body, cupboards, me
from server.work import clerks


class LogIn(msgspec.Struct, forbid_unknown_fields=True):
    """What the sign-in form says."""

    login: str
    password: str


async def log_in(request: Request) -> Response:
    """A new session. One that was set before (fixation) is ended, whatever the outcome."""
    said = await body(request, LogIn)
    c = cupboards(request)
    if (old := cookies.sha_of(request, "session")) is not None:
        await clerks.log_out(c, old)
    secret, who = await clerks.log_in(c, said.login, said.password)
    response = Reply({"me": who})
    cookies.put(response, "session", secret, c.session_hours * 3600, secure=request.app.state.secure)
    return response


async def log_out(request: Request) -> Response:
    """The session is over; its sockets are closed."""
    sha = cookies.sha_of(request, "session")
    if sha is not None:
        await clerks.log_out(cupboards(request), sha)
    response = Reply({})
    cookies.drop(response, "session")
    return response


async def who_am_i(request: Request) -> Response:
    """Me."""
    who: Me = await me(request)
    return Reply({"me": who})
