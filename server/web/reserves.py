"""停電の備え at its doors, for floor managers and administrators."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.messages import Me
from server.web.definition import PDF
from server.web.errors import Reply
from server.web.gate import actor, body, cupboards, params, staff
from server.web.workbook import download
from server.work import reserves


class Wanted(msgspec.Struct, forbid_unknown_fields=True):
    """Which blank forms, and how many copies of each."""

    forms: list[str]
    copies: int = 1


async def shelf(request: Request, who: Me) -> Response:
    """Kits that were printed, forms to choose from."""
    return Reply(await reserves.shelf(cupboards(request), actor(who)))


async def print_kit(request: Request, who: Me) -> Response:
    """A new kit, on paper and nowhere else."""
    said = await body(request, Wanted)
    ink = await reserves.print_kit(cupboards(request), actor(who), said.forms, said.copies)
    return download(ink.pdf, PDF, f"{reserves.TITLE}.pdf", how="inline")


async def withdraw(request: Request, who: Me) -> Response:
    """What is left of a kit opens nothing any more; the kits as they are then."""
    c, here = cupboards(request), actor(who)
    await reserves.withdraw(c, here, params(request)["kit"])
    return Reply(await reserves.shelf(c, here))


ROUTES = [
    Route("/api/reserves", staff(shelf, *reserves.ROLES)),
    Route("/api/reserves/print", staff(print_kit, *reserves.ROLES), methods=["POST"]),
    Route("/api/reserves/{kit}/withdraw", staff(withdraw, *reserves.ROLES), methods=["POST"]),
]
