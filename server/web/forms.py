"""The door to a case's applications on paper."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff import ids
from handoff.messages import Me
from server.web.errors import Reply
from server.web.gate import actor, body, cupboards, staff
from server.work import forms


class Print(msgspec.Struct, forbid_unknown_fields=True):
    """Which forms of a case, in which order (null: all); `larger`: type so many times its size. `request` is the
    browser's own: asked again, the paper lies at the same address."""

    request: str
    case: str
    forms: list[str] | None = None
    larger: float = 1.0


async def print_forms(request: Request, who: Me) -> Response:
    """The applications of a case as one PDF: its address for the clerk who asked, pages, and what is wrong with it."""
    said = await body(request, Print)
    case = ids.check_case(said.case)
    made = await forms.print_forms(cupboards(request), actor(who), case, said.request, said.forms, said.larger)
    return Reply(
        {
            "url": f"/api/documents/{made.document}",
            "pages": made.pages,
            "papers": made.papers,
            "missing": made.missing,
            "too_long": made.too_long,
        }
    )


ROUTES = [Route("/api/forms", staff(print_forms), methods=["POST"])]
"""Beside /api/documents/…, where the paper is fetched."""
