"""Kanji, looked for by a clerk. The letters come in the body: they are somebody's name."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.messages import Me
from server.web.errors import Reply
from server.web.gate import body, cupboards, staff
from server.work import letters


class Sought(msgspec.Struct, forbid_unknown_fields=True):
    """How, and what."""

    by: letters.By
    text: str = ""
    strokes: int | None = None


async def find(request: Request, _: Me) -> Response:
    """Letters in groups."""
    said = await body(request, Sought)
    return Reply(await letters.find(cupboards(request), said.by, said.text, said.strokes))


ROUTES = [Route("/api/letters", staff(find), methods=["POST"])]
