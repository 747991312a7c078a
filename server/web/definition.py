"""The doors of the book of procedures (手続定義書)."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.messages import Me
from server.ports.paper import Ink
from server.web.gate import cupboards, staff
from server.web.workbook import DRAFT, download
from server.work import definition

PDF: Final = "application/pdf"


async def of_draft(request: Request, _: Me) -> Response:
    """The book of a draft."""
    return _book(*await definition.of_draft(cupboards(request), request.path_params["draft"]))


async def of_version(request: Request, _: Me) -> Response:
    """The book of a version."""
    return _book(*await definition.of_version(cupboards(request), request.path_params["version"]))


def _book(name: str, ink: Ink) -> Response:
    return download(ink.pdf, PDF, f"手続定義書_{name}.pdf", how="inline")


ROUTES = [
    Route(DRAFT + "/definition.pdf", staff(of_draft)),
    Route("/api/catalog/versions/{version:int}/definition.pdf", staff(of_version)),
]
