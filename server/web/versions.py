"""The administrators' doors to the versions of the catalog: what is kept, into force and back, and who changed what."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.characters import must_be_text
from handoff.messages import Me
from handoff.refusal import Reason, Refused
from server.ports.drafts import VersionHead
from server.web.errors import Reply
from server.web.gate import actor, body, cupboards, params, staff
from server.work import publishing, versions

MOST_LINES: Final = 200
"""So many lines of the log at once; `?before=LINE` gives older ones."""


class Publish(msgspec.Struct, forbid_unknown_fields=True, rename={"at": "from"}):
    """From when (`YYYY-MM-DDTHH:MM` in Tokyo; null: now), and what for."""

    at: str | None = None
    note: str = ""


class Back(msgspec.Struct, forbid_unknown_fields=True):
    """Which version again, and what for."""

    version: int
    note: str = ""


def _version(head: VersionHead) -> dict[str, Any]:
    return {"version": head.version, "from": head.since, "by": head.by, "note": head.note}


async def kept(request: Request, _: Me) -> Response:
    """Versions, planned ones, drafts."""
    found = await versions.kept(cupboards(request))
    now = found.published
    return Reply(
        {
            "published": {"version": now.version, "since": now.since, "by": now.by, "note": now.note},
            "versions": [_version(head) for head in found.versions],
            "planned": [_version(head) for head in found.planned],
            "drafts": [
                {
                    "draft": one.head.draft,
                    "name": one.head.name,
                    "based_on": one.head.based_on,
                    "changed_at": one.head.at,
                    "by": one.head.by,
                    "changes": one.changes,
                }
                for one in found.drafts
            ],
        }
    )


async def publish(request: Request, who: Me) -> Response:
    """A draft becomes a version: its number, and from when it is in force."""
    said = await body(request, Publish)
    draft = params(request)["draft"]
    version, since = await publishing.publish(cupboards(request), actor(who), draft, said.at, said.note)
    return Reply({"version": version, "from": since})


async def back(request: Request, who: Me) -> Response:
    """An earlier version is in force again, as a new one."""
    said = await body(request, Back)
    version, since = await publishing.back(cupboards(request), actor(who), said.version, said.note)
    return Reply({"version": version, "from": since})


async def withdraw(request: Request, who: Me) -> Response:
    """A planned version is none any more; its changes stand in a draft."""
    return Reply({"draft": await publishing.withdraw(cupboards(request), actor(who), request.path_params["version"])})


async def log(request: Request, _: Me) -> Response:
    """Who changed what: the newest lines, or those before a line; of a draft, a table, a row when they are named."""
    asked = request.query_params
    before = asked.get("before", "")
    if before and (not before.isascii() or not before.isdigit() or len(before) > 15):
        raise Refused(Reason.bad_message)
    of = {name: asked[name] for name in ("draft", "table", "id") if name in asked}
    must_be_text(of)
    lines = await cupboards(request).drafts.log(int(before) if before else None, MOST_LINES, of)
    return Reply(lines)


ROUTES = [
    Route("/api/catalog/kept", staff(kept)),
    Route("/api/catalog/log", staff(log)),
    Route("/api/catalog/drafts/{draft}/publish", staff(publish), methods=["POST"]),
    Route("/api/catalog/back", staff(back), methods=["POST"]),
    Route("/api/catalog/planned/{version:int}", staff(withdraw), methods=["DELETE"]),
]
