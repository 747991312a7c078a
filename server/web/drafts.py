"""The administrators' doors to the catalog: drafts and their rows, versions, and who changed what."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.catalog_columns import COLUMNS
from handoff.messages import Me
from handoff.refusal import Reason, Refused
from server.ports.drafts import VersionHead
from server.web.errors import Reply
from server.web.gate import actor, body, cupboards, staff
from server.work import drafts, versions

MOST_LINES: Final = 200
"""So many lines of the log at once; `?before=LINE` gives older ones."""


class Make(msgspec.Struct, forbid_unknown_fields=True):
    """What a new draft is called."""

    name: str


def _version(head: VersionHead) -> dict[str, Any]:
    return {"version": head.version, "from": head.since, "by": head.by, "note": head.note}


async def kept(request: Request, _: Me) -> Response:
    """Versions, planned ones, drafts."""
    all_kept = await versions.kept(cupboards(request))
    now = all_kept.published
    return Reply(
        {
            "published": {"version": now.version, "since": now.since, "by": now.by, "note": now.note},
            "versions": [_version(head) for head in all_kept.versions],
            "planned": [_version(head) for head in all_kept.planned],
            "drafts": [
                {
                    "draft": one.head.draft,
                    "name": one.head.name,
                    "based_on": one.head.based_on,
                    "changed_at": one.head.at,
                    "by": one.head.by,
                    "changes": one.changes,
                }
                for one in all_kept.drafts
            ],
        }
    )


async def make(request: Request, who: Me) -> Response:
    """A new draft of the published version."""
    said = await body(request, Make)
    return Reply({"draft": await drafts.make(cupboards(request), actor(who), said.name)})


async def discard(request: Request, who: Me) -> Response:
    """A draft is gone."""
    await drafts.discard(cupboards(request), actor(who), request.path_params["draft"])
    return Reply({})


async def draft(request: Request, _: Me) -> Response:
    """A draft: its rows, the orders' revisions, what the columns are, and the windows (read only)."""
    stands = await drafts.stand(cupboards(request), request.path_params["draft"])
    windows = cupboards(request).catalogs.house().windows
    tables = {table: stands.rows(table) for table in stands.tables}
    return Reply(
        {
            "draft": stands.head.draft,
            "name": stands.head.name,
            "based_on": stands.head.based_on,
            "tables": {**tables, "windows": [drafts.window_row(window) for window in windows]},
            "orders": stands.orders(),
            "columns": COLUMNS,
        }
    )


async def changes(request: Request, _: Me) -> Response:
    """What a draft changes of the published version, row by row, column by column."""
    stands = await drafts.stand(cupboards(request), request.path_params["draft"])
    return Reply(stands.changes())


async def log(request: Request, _: Me) -> Response:
    """Who changed what: the newest lines, or those before a line; of a draft, a table, a row when they are named."""
    asked = request.query_params
    before = asked.get("before", "")
    if before and (not before.isascii() or not before.isdigit() or len(before) > 15):
        raise Refused(Reason.bad_message)
    of = {name: asked[name] for name in ("draft", "table", "id") if name in asked}
    lines = await cupboards(request).drafts.log(int(before) if before else None, MOST_LINES, of)
    return Reply(lines)


ROUTES = [
    Route("/api/catalog/kept", staff(kept)),
    Route("/api/catalog/log", staff(log)),
    Route("/api/catalog/drafts", staff(make), methods=["POST"]),
    Route("/api/catalog/drafts/{draft}", staff(draft), methods=["GET"]),
    Route("/api/catalog/drafts/{draft}", staff(discard), methods=["DELETE"]),
    Route("/api/catalog/drafts/{draft}/changes", staff(changes)),
]
