"""The language that a visitor chose with the number: it becomes the case's, so that its slip speaks it too."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from handoff import ids
from handoff import messages as m
from handoff.overtaken import Overtaken
from handoff.refusal import Refused
from server.ports.unreachable import Unreachable
from server.work import sheets
from server.work.cupboards import Actor, Cupboards

ITEM: Final = "language"


async def keep(c: Cupboards, who: Actor, request: str, case: str, language: str) -> None:
    """Japanese is what a slip speaks anyhow, and leaves the case as it is. The number is given already: where the
    language cannot be written now, or the city's catalog does not ask for it, the clerk chooses it at the slip."""
    if language == "ja":
        return
    with suppress(Refused, Overtaken, Unreachable):
        sheet = await c.sheets.read(case)
        fence = sheet.fence if sheet is not None else 0
        stands = sheet.entries.get(ITEM) if sheet is not None else None
        base = {ITEM: stands.op if stands is not None else None}
        do = m.Set({ITEM: language})
        await sheets.edit(c, who, m.Change(op=ids.again(request, 1), case=case, fence=fence, do=do, base=base))
