"""The administrators' doors to what is kept how long, and to the certificate of what was erased."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.messages import Me
from server.web.definition import PDF
from server.web.errors import Reply
from server.web.gate import actor, body, cupboards, staff
from server.web.workbook import download
from server.work import retention


class Paper(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From day to day, both included; who answers for it and who saw it ("" = a line to write on)."""

    since: str
    until: str
    responsible: str = ""
    witness: str = ""


async def look(request: Request, who: Me) -> Response:
    """Days, what is due, what was erased: counts."""
    return Reply(await retention.look(cupboards(request), actor(who, request)))


async def certificate(request: Request, who: Me) -> Response:
    """データ消去証明書."""
    said = await body(request, Paper)
    c, asks = cupboards(request), actor(who, request)
    ink = await retention.certificate(c, asks, said.since, said.until, said.responsible, said.witness)
    return download(ink.pdf, PDF, "データ消去証明書.pdf", how="inline")


ROUTES = [
    Route("/api/retention", staff(look, "admin")),
    Route("/api/retention/certificate", staff(certificate, "admin"), methods=["POST"]),
]
