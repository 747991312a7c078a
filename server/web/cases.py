"""Finding a case, the history of a field, the papers, the closing of the day. Personal data never stands in a URL."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from handoff.messages import Me
from handoff.refusal import Reason, Refused
from server.web.errors import Reply
from server.web.gate import actor, body, cupboards
from server.work import find, opening, visits


class Find(msgspec.Struct, forbid_unknown_fields=True):
    """What the clerk typed: kana, kanji, romaji, a birth date or a number."""

    text: str


class Field(msgspec.Struct, forbid_unknown_fields=True):
    """An entry of a case."""

    case: str
    key: str


async def search(request: Request, who: Me) -> Response:
    """Hits, as this clerk may see them; the search is written down first."""
    said = await body(request, Find)
    return Reply({"hits": [hit.value for hit in await find.search(cupboards(request), actor(who), said.text)]})


async def history(request: Request, who: Me) -> Response:
    """Who wrote an entry, when, from where: newest first."""
    said = await body(request, Field)
    shown = await opening.history(cupboards(request), actor(who), said.case, said.key)
    return Reply({"entries": shown.value})


async def document(request: Request, who: Me) -> Response:
    """A paper that this clerk asked for."""
    pdf = await cupboards(request).documents.get(who.clerk, request.path_params["document"])
    if pdf is None:
        raise Refused(Reason.no_such_case)
    headers = {"cache-control": "no-store", "content-disposition": 'inline; filename="annai.pdf"'}
    return Response(pdf, media_type="application/pdf", headers=headers)


async def closing(request: Request, who: Me) -> Response:
    """閉庁処理: everything unfinished today at my office."""
    return Reply({"rows": await visits.closing_list(cupboards(request), who.office)})


async def morning(request: Request, who: Me) -> Response:
    """What midnight interrupted."""
    return Reply({"rows": await visits.morning(cupboards(request), who.office)})
