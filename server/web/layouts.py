"""The administrators' doors to forms' own layouts in a draft: their pages, many rows at once, and how they print."""

from __future__ import annotations

from typing import Final
from urllib.parse import unquote

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.filefault import BadFile
from handoff.messages import Me
from handoff.refusal import Reason, Refused
from server.web.errors import Reply
from server.web.gate import actor, body, cupboards, params, staff, upload
from server.work import drafts, layouts, layouts_try, publishing

MOST_ROWS: Final = 2_000
MOST_BODY: Final = 4 * 1024 * 1024


class Named(msgspec.Struct, forbid_unknown_fields=True):
    """What a copy is called."""

    name: str


class OneRow(msgspec.Struct, forbid_unknown_fields=True):
    """A row as it shall be (null: taken away), and the revision that was on the screen (0: a new row)."""

    table: str
    id: str
    row: dict[str, str] | None
    base: int


class Rows(msgspec.Struct, forbid_unknown_fields=True):
    """Rows that are written together."""

    rows: list[OneRow]


class Try(msgspec.Struct, forbid_unknown_fields=True):
    """How the page is filled (`layouts_try.picture`), which sheet, how many pixels wide."""

    filled: str = layouts_try.EMPTY
    sheet: int = 1
    width: int = 1000


async def write(request: Request, who: Me) -> Response:
    """Rows of any tables, all of them or none: their new revisions, and what is wrong in the draft now."""
    said, draft, c = await body(request, Rows, MOST_BODY), params(request)["draft"], cupboards(request)
    if not 0 < len(said.rows) <= MOST_ROWS:
        raise Refused(Reason.too_big, at="rows", limit=MOST_ROWS)
    wanted = [drafts.Wanted(one.table, one.id, one.row, one.base) for one in said.rows]
    revs = await drafts.write(c, actor(who), draft, wanted)
    return Reply({"revs": revs, "faults": await publishing.faults_of(c, draft)})


async def bring(request: Request, who: Me) -> Response:
    """The body is a PDF; `page` (from 1) and `name` stand in the address."""
    file, at = await upload(request, layouts.MOST_BYTES), params(request)
    name = unquote(request.query_params.get("name", ""))[-layouts.MOST_SOURCE :]
    page = _page(request)
    return Reply(await layouts.bring(cupboards(request), actor(who), at["draft"], at["form"], file, page, name))


async def named(request: Request, who: Me) -> Response:
    """The body is the workbook whose sheet was saved as the form's page; `page` (from 1) stands in the address."""
    file, at = await upload(request, layouts.MOST_BYTES), params(request)
    page = _page(request)
    return Reply(await layouts.named(cupboards(request), actor(who), at["draft"], at["form"], file, page))


def _page(request: Request) -> int:
    """Which page the address names, counted from 0."""
    number = request.query_params.get("page", "1")
    if not (number.isascii() and number.isdigit() and 0 < int(number[:4]) == int(number)):
        raise Refused(Reason.bad_message, at="page")
    return int(number) - 1


async def take_over(request: Request, who: Me) -> Response:
    """Our own page becomes the form's layout: how many fields it has, or (`faults`) why not."""
    at = params(request)
    try:
        return Reply({"fields": await layouts.take_over(cupboards(request), actor(who), at["draft"], at["form"])})
    except BadFile as no:
        return Reply({"fields": 0, "faults": no.faults})


async def give_up(request: Request, who: Me) -> Response:
    """The form has our own page again."""
    at = params(request)
    return Reply({"rows": await layouts.give_up(cupboards(request), actor(who), at["draft"], at["form"])})


async def copy(request: Request, who: Me) -> Response:
    """A form like this one: its number."""
    said, at = await body(request, Named), params(request)
    new = await layouts.copy(cupboards(request), actor(who), at["draft"], at["form"], said.name)
    return Reply({"form": new})


async def drop(request: Request, who: Me) -> Response:
    """A form goes with all that belongs to it: how many rows that changed."""
    at = params(request)
    return Reply({"rows": await layouts.drop(cupboards(request), actor(who), at["draft"], at["form"])})


async def trial(request: Request, who: Me) -> Response:
    """A page of the form as it would print: `layouts_try.Trial` (`png` in base 64)."""
    said, at = await body(request, Try), params(request)
    return Reply(
        await layouts_try.picture(
            cupboards(request), actor(who), at["draft"], at["form"], said.filled, said.sheet, said.width
        )
    )


async def samples(request: Request, _: Me) -> Response:
    """The sample households with which a page may be tried."""
    return Reply([{"id": one.id, "title": one.title} for one in cupboards(request).households])


DRAFT: Final = "/api/catalog/drafts/{draft}"
FORM: Final = DRAFT + "/forms/{form}"
ROUTES = [
    Route("/api/catalog/samples", staff(samples)),
    Route(DRAFT + "/rows", staff(write), methods=["POST"]),
    Route(FORM + "/page", staff(bring), methods=["POST"]),
    Route(FORM + "/cells", staff(named), methods=["POST"]),
    Route(FORM + "/layout", staff(take_over), methods=["POST"]),
    Route(FORM + "/layout", staff(give_up), methods=["DELETE"]),
    Route(FORM + "/copy", staff(copy), methods=["POST"]),
    Route(FORM + "/all", staff(drop), methods=["DELETE"]),
    Route(FORM + "/try", staff(trial), methods=["POST"]),
]
