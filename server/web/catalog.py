"""What the screens need to know of the city: items, procedures, counters, reasons, phrases."""

from __future__ import annotations

import re
from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from handoff.refusal import Reason, Refused
from server.web.displays import screen
from server.web.errors import Reply
from server.web.gate import cupboards, me
from server.work import number_hours

FOR_SCREENS: Final = ("version", "city", "name", "house")
"""What a visitor's eye may reach, with the words of screens, how the hall speaks and when numbers
are taken: no procedures, no rules, nothing
for staff only."""
VERSION: Final = re.compile(r"[0-9]{1,9}", re.ASCII)


async def catalog(request: Request) -> Response:
    """The published catalog for staff, or another version (`?version=2`); paired screens get the house alone.

    Refused: `no_such_version`.
    """
    catalogs = cupboards(request).catalogs
    try:
        await me(request)
    except Refused:
        here = await screen(request)
        published = catalogs.public()
        house = catalogs.house()
        named = [*(one.service for one in house.services), *(one.group for one in house.lines)]
        spoken = catalogs.current().words.for_screens(named)
        voice = msgspec.to_builtins(catalogs.settings().hall)
        named_parts = {part: published[part] for part in FOR_SCREENS}
        hours = number_hours.spans(cupboards(request), here.office)
        return Reply({**named_parts, "words": msgspec.to_builtins(spoken), "voice": voice, "numbers": hours})
    asked = request.query_params.get("version")
    if asked is None:
        return Reply(catalogs.public())
    if not VERSION.fullmatch(asked) or not catalogs.holds(int(asked)):
        raise Refused(Reason.no_such_version)
    return Reply(catalogs.public(int(asked)))
