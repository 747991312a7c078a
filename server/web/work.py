"""The doors of what goes out: 作業一覧 and its records, CSV, the table of letters."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.conversion import Encoding
from handoff.messages import Me
from server.ports.worklist import WorkSought
from server.web.definition import PDF
from server.web.errors import Reply
from server.web.gate import actor, body, cupboards, staff, upload
from server.web.session import session_of
from server.web.workbook import download
from server.work import conversions, export_layouts, exports, proving, work_record, worklist

CSV = "text/csv; charset=utf-8"
ZIP = "application/zip"


class Which(msgspec.Struct, forbid_unknown_fields=True):
    """Which record."""

    case: str
    form: str


class Wanted(msgspec.Struct, forbid_unknown_fields=True):
    """Which applications as CSV, and how they are written."""

    sought: WorkSought
    encoding: Encoding


async def listed(request: Request, who: Me) -> Response:
    """The list."""
    return Reply(await worklist.listed(cupboards(request), actor(who, request), await body(request, WorkSought)))


async def take_next(request: Request, who: Me) -> Response:
    """次の1件, taken."""
    sought = await body(request, WorkSought)
    return Reply(await worklist.take_next(cupboards(request), actor(who, request), sought))


async def record(request: Request, who: Me) -> Response:
    """What is to be entered."""
    said = await body(request, Which)
    return Reply(await work_record.record(cupboards(request), actor(who, request), said.case, said.form))


async def do(request: Request, who: Me) -> Response:
    """A deed; the task afterwards."""
    deal = await body(request, worklist.Deal)
    return Reply({"task": await worklist.do(cupboards(request), actor(who, request), deal)})


async def state(request: Request, who: Me) -> Response:
    """What may go out, and how."""
    return Reply(await exports.state(cupboards(request), actor(who, request)))


async def csv_out(request: Request, who: Me) -> Response:
    """The files in a zip, for whoever has just shown who it is."""
    said, c = await body(request, Wanted), cupboards(request)
    await proving.must_be_proved(c, session_of(request))
    made = await exports.out(c, actor(who, request), said.sought, said.encoding)
    return download(c.exchange.pack(made.files), ZIP, "CSV.zip")


async def csv_lay(request: Request, who: Me) -> Response:
    """The files into the city's folder, for whoever has just shown who it is; the figures."""
    said, c = await body(request, Wanted), cupboards(request)
    await proving.must_be_proved(c, session_of(request))
    made = await exports.lay(c, actor(who, request), said.sought, said.encoding)
    return Reply({name: value for name, value in msgspec.structs.asdict(made).items() if name != "files"})


async def layouts(request: Request, who: Me) -> Response:
    """CSVレイアウト定義書."""
    ink = await export_layouts.book_of(cupboards(request), actor(who, request))
    return download(ink.pdf, PDF, "CSVレイアウト定義書.pdf", how="inline")


async def letters(request: Request, who: Me) -> Response:
    """The table of letters."""
    return Reply(await conversions.state(cupboards(request), actor(who, request)))


async def own_out(request: Request, who: Me) -> Response:
    """The city's own table as a file."""
    return download(await conversions.own_out(cupboards(request), actor(who, request)), CSV, "文字の変換表.csv")


async def own_in(request: Request, who: Me) -> Response:
    """The body is the city's own table."""
    file = await upload(request, conversions.MOST_BYTES)
    return Reply({"faults": await conversions.own_in(cupboards(request), actor(who, request), file)})


async def public_in(request: Request, who: Me) -> Response:
    """The body is a zip with the public map."""
    file = await upload(request, conversions.MOST_MAP_BYTES)
    return Reply({"faults": await conversions.public_in(cupboards(request), actor(who, request), file)})


ROUTES = [
    Route("/api/work", staff(listed), methods=["POST"]),
    Route("/api/work/next", staff(take_next), methods=["POST"]),
    Route("/api/work/record", staff(record), methods=["POST"]),
    Route("/api/work/do", staff(do), methods=["POST"]),
    Route("/api/exports", staff(state)),
    Route("/api/exports/csv", staff(csv_out), methods=["POST"]),
    Route("/api/exports/folder", staff(csv_lay), methods=["POST"]),
    Route("/api/exports/layouts.pdf", staff(layouts)),
    Route("/api/exports/letters", staff(letters, "admin")),
    Route("/api/exports/letters.csv", staff(own_out, "admin")),
    Route("/api/exports/letters/own", staff(own_in, "admin"), methods=["POST"]),
    Route("/api/exports/letters/public", staff(public_in, "admin"), methods=["POST"]),
]
