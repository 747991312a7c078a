"""The doors of a draft's files: the workbook out and in."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.messages import Me
from server.web.errors import Reply
from server.web.gate import actor, cupboards, staff, upload
from server.work import workbook

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def out(request: Request, who: Me) -> Response:
    """The draft as a workbook."""
    name, made = await workbook.out(cupboards(request), actor(who), request.path_params["draft"])
    return download(made, XLSX, f"手続マスタ_{name}.xlsx")


async def bring(request: Request, who: Me) -> Response:
    """The body is the file. What it would change; nothing is changed yet."""
    file = await upload(request, workbook.MOST_BYTES)
    return Reply(await workbook.bring(cupboards(request), actor(who), request.path_params["draft"], file))


async def apply(request: Request, who: Me) -> Response:
    """What was looked at is done, whole."""
    params = request.path_params
    return Reply({"rows": await workbook.apply(cupboards(request), actor(who), params["draft"], params["upload"])})


def download(body: bytes, kind: str, name: str, how: str = "attachment") -> Response:
    """A file with a Japanese name (RFC 6266), never cached."""
    headers = {"cache-control": "no-store", "content-disposition": f"{how}; filename*=UTF-8''{quote(name)}"}
    return Response(body, media_type=kind, headers=headers)


DRAFT: Final = "/api/catalog/drafts/{draft}"
ROUTES = [
    Route(DRAFT + "/workbook.xlsx", staff(out)),
    Route(DRAFT + "/workbook", staff(bring), methods=["POST"]),
    Route(DRAFT + "/workbook/{upload}", staff(apply), methods=["POST"]),
]
