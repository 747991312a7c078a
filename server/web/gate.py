"""What every HTTP request passes: the page's own origin for deeds, a small body, strict headers on what goes out."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from handoff.characters import must_be_text
from handoff.messages import Me
from handoff.refusal import Reason, Refused
from server.web.cookies import sha_of
from server.web.errors import refused
from server.work import clerks, pairing, refusing
from server.work.cupboards import Actor, Cupboards

MOST_BODY: Final = 64 * 1024
MOST_NAME: Final = 200
PATIENCE_S: Final = 60.0
"""So long a body may take: a file of the largest kind comes in seconds over a city's network."""
SAFE: Final = frozenset({"GET", "HEAD"})
FILES: Final = re.compile(
    r"/api/users/csv|/api/exports/letters/(own|public)|/api/imports/read/[^/]+|"
    r"/api/catalog/(postal|drafts/[^/]+/(workbook|forms/[^/]+/(page|cells)))"
)
"""Where the body is a file."""
SYSTEMS: Final = "/systems/"
"""Where other systems come with a key of their own: no browser brings one by itself, so any page may be the origin."""
FORMS: Final = ("", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data")
"""What any page of anybody can send without asking first."""
HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (
        b"content-security-policy",
        b"default-src 'self'; img-src 'self' data: blob:; frame-src 'self' blob:; object-src 'none'; base-uri 'none'; "
        b"form-action 'self'; frame-ancestors 'self'",
    ),
    (b"cross-origin-resource-policy", b"same-origin"),
)
ONLY_HTTPS: Final = (b"strict-transport-security", b"max-age=31536000")
"""Where cookies go over HTTPS only, nothing else does either."""


class Gate:
    """ASGI middleware around the HTTP side: headers out, origin and size in."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                secure = [ONLY_HTTPS] if scope["app"].state.secure else []
                message["headers"] = [*message["headers"], *HEADERS, *secure]
            await send(message)

        request = Request(scope)
        no = self._no(request)
        if no is not None:
            await (await refused(request, no))(scope, receive, with_headers)
            return
        await self.app(scope, receive, with_headers)

    def _no(self, request: Request) -> Refused | None:
        if request.method in SAFE:
            return None
        origin = request.headers.get("origin")
        of_system = request.url.path.startswith(SYSTEMS)
        if not of_system and (origin is None or urlsplit(origin).netloc != request.headers.get("host")):
            return Refused(Reason.bad_origin)
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        file = FILES.fullmatch(request.url.path) and kind not in FORMS
        return None if file or kind == "application/json" else Refused(Reason.bad_message)


async def upload(request: Request, most: int, seconds: float = PATIENCE_S) -> bytes:
    """The body as it is; refused when it is longer than `most` bytes, as soon as that is known, or not whole in
    time."""
    read = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.stream():
                read += chunk
                if len(read) > most:
                    raise Refused(Reason.too_big)
    except TimeoutError:
        raise Refused(Reason.slow_down) from None
    return bytes(read)


async def body(request: Request, kind: Any, most: int = MOST_BODY) -> Any:
    """The JSON body as this struct; refused when it is longer than `most` (64 KB), no JSON, or says more than it
    may."""
    read = await upload(request, most)
    try:
        said = msgspec.json.decode(read or b"{}", type=kind, strict=True)
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError, RecursionError):
        raise Refused(Reason.bad_message) from None
    must_be_text(msgspec.to_builtins(said))
    return said


def params(request: Request) -> dict[str, str]:
    """What the address names; refused with `bad_message` when it is no text, or longer than any name is."""
    named = {name: str(value) for name, value in request.path_params.items()}
    must_be_text(named)
    if any(len(value) > MOST_NAME for value in named.values()):
        raise Refused(Reason.bad_message)
    return named


def cupboards(request: Request) -> Cupboards:
    """What the work needs, from the house that made this app."""
    found: Cupboards = request.app.state.cupboards
    return found


async def me(request: Request, cookie: str = "session") -> Me:
    """Who asks; refused with `signed_out` when the session is unknown or over."""
    sha = sha_of(request, cookie)
    c = cupboards(request)
    find = clerks.who if cookie == "session" else pairing.session_of
    found = await find(c, sha) if sha else None
    if found is None:
        raise Refused(Reason.signed_out)
    return found


def actor(who: Me, request: Request | None = None) -> Actor:
    """The same, to the work. With the request, the audit knows the browser too."""
    return Actor(
        clerk=who.clerk,
        name=who.name,
        office=who.office,
        window=who.window,
        group=who.group,
        roles=tuple(who.roles),
        sees=frozenset(who.sees),
        screen="",
        session=(sha_of(request, "session") or b"") if request is not None else b"",
    )


def staff(handler: Callable[[Request, Me], Awaitable[Any]], *roles: str) -> Callable[[Request], Awaitable[Any]]:
    """A route for signed-in staff (with one of these roles, when some are named). What they may not do is written
    down."""

    deed = f"{handler.__module__.rpartition('.')[2]}.{handler.__name__}"

    async def guarded(request: Request) -> Any:
        who = await me(request)
        try:
            if not {"clerk", "manager", "admin"} & set(who.roles) or (roles and not set(roles) & set(who.roles)):
                raise Refused(Reason.not_allowed)
            return await handler(request, who)
        except Refused as no:
            await refusing.noted(cupboards(request), actor(who, request), no, deed)
            raise

    return guarded
