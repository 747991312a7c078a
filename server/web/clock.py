"""By which clock the city goes: for pages that nobody has signed in to, which must say it as well. No session, no
personal data."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from server.web.errors import Reply
from server.web.gate import cupboards


async def clock(request: Request) -> Response:
    """So many ms it is set ahead, to rehearse a day to come."""
    return Reply({"ahead": cupboards(request).ahead})
