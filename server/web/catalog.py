"""What the screens need to know of the city: items, procedures, counters, reasons, phrases."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from handoff.refusal import Refused
from server.web.displays import screen
from server.web.errors import Reply
from server.web.gate import cupboards, me


async def catalog(request: Request) -> Response:
    """The published catalog, for staff and for paired screens."""
    try:
        await me(request)
    except Refused:
        await screen(request)
    return Reply(cupboards(request).catalogs.public())
