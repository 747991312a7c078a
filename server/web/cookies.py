"""The cookies: `session` of a person, `display` of a paired screen (opaque 256 bits; only their SHA-256 is kept),
`known` of a browser in which somebody has signed in. Over HTTPS each is a `__Host-` one: no other host of the city's
domain and no page without TLS can have set it, and one without the prefix counts for nothing."""

from __future__ import annotations

import hashlib

from starlette.requests import Request
from starlette.responses import Response


def name_of(request: Request, name: str) -> str:
    """How a cookie is called on the way (RFC 6265bis, 4.1.3.2). Cookies know no ports: a training city on the same host
    has names of its own."""
    of = request.app.state
    own = f"training-{name}" if of.training else name
    return f"__Host-{own}" if of.secure else own


def value_of(request: Request, name: str) -> str:
    """A cookie as it came, "" when it is not there."""
    return request.cookies.get(name_of(request, name), "")


def sha_of(request: Request, name: str) -> bytes | None:
    """The SHA-256 of a cookie, None when it is not there."""
    value = value_of(request, name)
    return hashlib.sha256(value.encode()).digest() if value else None


def put(request: Request, response: Response, name: str, value: str, seconds: int) -> None:
    """Set it: not for scripts, not for other sites."""
    response.set_cookie(
        name_of(request, name),
        value,
        max_age=seconds,
        path="/",
        httponly=True,
        samesite="strict",
        secure=request.app.state.secure,
    )


def drop(request: Request, response: Response, name: str) -> None:
    """Take it away."""
    secure = request.app.state.secure
    named = name_of(request, name)
    response.delete_cookie(named, path="/", httponly=True, samesite="strict", secure=secure)
