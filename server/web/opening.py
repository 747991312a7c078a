"""始業点検: whether an office may open its doors."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.messages import Me
from server.web.errors import Reply
from server.web.gate import actor, body, staff
from server.web.status import watch
from server.work import opening_check, opening_prints


class Printed(msgspec.Struct, forbid_unknown_fields=True):
    """Where paper was seen: at a number screen by its name, or at my window."""

    kiosk: str = ""


async def look(request: Request, who: Me) -> Response:
    """Every light of my office, looked up now."""
    return Reply(await opening_check.look(watch(request), actor(who)))


async def kiosks(request: Request, who: Me) -> Response:
    """The number screens of my office."""
    return Reply({"kiosks": await opening_prints.kiosks(watch(request), who.office)})


async def printed(request: Request, who: Me) -> Response:
    """Somebody saw the paper of a trial."""
    said = await body(request, Printed)
    await opening_prints.printed(watch(request), actor(who), said.kiosk)
    return Reply({})


ROUTES = [
    Route("/api/opening", staff(look)),
    Route("/api/opening/kiosks", staff(kiosks)),
    Route("/api/opening/printed", staff(printed), methods=["POST"]),
]
