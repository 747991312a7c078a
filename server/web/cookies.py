"""The two cookies: `session` of a person, `display` of a paired screen. Opaque 256 bits; only their SHA-256 is kept."""

from __future__ import annotations

import hashlib

from starlette.requests import Request
from starlette.responses import Response


def sha_of(request: Request, name: str) -> bytes | None:
    """The SHA-256 of a cookie, None when it is not there."""
    value = request.cookies.get(name)
    return hashlib.sha256(value.encode()).digest() if value else None


def put(response: Response, name: str, value: str, seconds: int, *, secure: bool) -> None:
    """Set it: not for scripts, not for other sites."""
    response.set_cookie(name, value, max_age=seconds, path="/", httponly=True, samesite="strict", secure=secure)


def drop(response: Response, name: str) -> None:
    """Take it away."""
    response.delete_cookie(name, path="/", httponly=True, samesite="strict")
