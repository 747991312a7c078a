"""What a draft would change for the sample households: each by the version in force and by the draft."""

from __future__ import annotations

import asyncio

from handoff.book import Book
from handoff.sample import SideBySide, side_by_side
from server.work.cupboards import Actor, Cupboards
from server.work.standing import stand
from server.work.walking import made_of


async def compare(c: Cupboards, who: Actor, draft: str) -> list[SideBySide]:
    """All households, by the counters of one's own office. Refused: `no_such_draft`. Raises `BadRows` when the draft's
    rows are no catalog."""
    stands = await stand(c, draft)
    published = c.catalogs.book(c.catalogs.current().version)

    def compared() -> list[SideBySide]:
        made: Book = made_of(c, stands.tables, c.catalogs.house())
        return [side_by_side(published, made, home, who.office) for home in c.households]

    return await asyncio.to_thread(compared)
