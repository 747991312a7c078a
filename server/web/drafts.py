"""The administrators' doors to a draft of the catalog: its rows, its faults, its changes, its uses, and a walk."""

from __future__ import annotations

from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.catalog_columns import COLUMNS
from handoff.messages import Me
from server.web.errors import Reply
from server.web.gate import actor, body, cupboards, params, staff
from server.work import drafts, editors, publishing, standing, walking

MOST_ORDER: Final = 4 * 1024 * 1024
"""An order names every row of its table, and there may be many."""
MOST_WALK: Final = 1024 * 1024


class Make(msgspec.Struct, forbid_unknown_fields=True):
    """What a new draft is called."""

    name: str


class Put(msgspec.Struct, forbid_unknown_fields=True):
    """A row, and the revision that was on the screen (0: a new row)."""

    row: dict[str, str]
    base: int


class Remove(msgspec.Struct, forbid_unknown_fields=True):
    """The revision that was on the screen."""

    base: int


class Order(msgspec.Struct, forbid_unknown_fields=True):
    """All ids of a table in their order, and the revision of the order that was on the screen."""

    ids: list[str]
    base: int


async def columns(_request: Request, _: Me) -> Response:
    """What the columns of all tables are."""
    return Reply(COLUMNS)


async def make(request: Request, who: Me) -> Response:
    """A new draft of the published version."""
    said = await body(request, Make)
    return Reply({"draft": await drafts.make(cupboards(request), actor(who), said.name)})


async def discard(request: Request, who: Me) -> Response:
    """A draft is gone."""
    await drafts.discard(cupboards(request), actor(who), params(request)["draft"])
    return Reply({})


async def draft(request: Request, who: Me) -> Response:
    """A draft: its rows, the orders' revisions, what the columns are, and what whoever asks may write of it."""
    c = cupboards(request)
    stands = await standing.stand(c, params(request)["draft"])
    return Reply(
        {
            "draft": stands.head.draft,
            "name": stands.head.name,
            "based_on": stands.head.based_on,
            "tables": {table: stands.rows(table) for table in stands.tables},
            "orders": stands.orders(),
            "columns": COLUMNS,
            "writes": await editors.writes(c, actor(who), stands.tables),
        }
    )


async def changes(request: Request, _: Me) -> Response:
    """What a draft changes of the published version, row by row, column by column."""
    stands = await standing.stand(cupboards(request), params(request)["draft"])
    return Reply(stands.changes())


async def faults(request: Request, _: Me) -> Response:
    """Everything that is wrong in a draft."""
    return Reply(await publishing.faults_of(cupboards(request), params(request)["draft"]))


async def uses(request: Request, _: Me) -> Response:
    """What names a row: each with the label of whatever it is."""
    at = params(request)
    return Reply(await standing.uses_of(cupboards(request), at["draft"], at["table"], at["id"]))


async def put(request: Request, who: Me) -> Response:
    """A row is written: its new revision, and what is wrong in the draft now."""
    said, at, c = await body(request, Put), params(request), cupboards(request)
    wanted = drafts.Wanted(at["table"], at["id"], said.row, said.base)
    revs = await drafts.write(c, actor(who), at["draft"], [wanted])
    return Reply({"rev": revs[0], "faults": await publishing.faults_of(c, at["draft"])})


async def remove(request: Request, who: Me) -> Response:
    """A row is taken away."""
    said, at, c = await body(request, Remove), params(request), cupboards(request)
    wanted = drafts.Wanted(at["table"], at["id"], None, said.base)
    await drafts.write(c, actor(who), at["draft"], [wanted])
    return Reply({"faults": await publishing.faults_of(c, at["draft"])})


async def order(request: Request, who: Me) -> Response:
    """The rows of a table stand in another order; the order's new revision."""
    said, at = await body(request, Order, MOST_ORDER), params(request)
    draft_id, table = at["draft"], at["table"]
    return Reply({"rev": await drafts.order(cupboards(request), actor(who), draft_id, table, said.ids, said.base)})


async def walk(request: Request, _: Me) -> Response:
    """The guidance that a draft gives."""
    said = await body(request, walking.Walk, MOST_WALK)
    return Reply(await walking.walk(cupboards(request), params(request)["draft"], said))


DRAFT: Final = "/api/catalog/drafts/{draft}"
ROUTES = [
    Route("/api/catalog/columns", staff(columns)),
    Route("/api/catalog/drafts", staff(make), methods=["POST"]),
    Route(DRAFT, staff(draft), methods=["GET"]),
    Route(DRAFT, staff(discard), methods=["DELETE"]),
    Route(DRAFT + "/changes", staff(changes)),
    Route(DRAFT + "/faults", staff(faults)),
    Route(DRAFT + "/uses/{table}/{id:path}", staff(uses)),
    Route(DRAFT + "/walk", staff(walk), methods=["POST"]),
    Route(DRAFT + "/{table}/order", staff(order), methods=["POST"]),
    Route(DRAFT + "/{table}/{id:path}", staff(put), methods=["PUT"]),
    Route(DRAFT + "/{table}/{id:path}", staff(remove), methods=["DELETE"]),
]
