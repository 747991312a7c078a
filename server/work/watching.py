"""運用の目: each web process looks every second at what the house stands on, remembers since when something is broken,
and says so to the record as soon as that can be asked. What all of them saw together is the 状態 page.

A part that was away for less than three seconds is no outage. When nobody looked for half a minute, the house as a
whole was away, from the last look until the first process that looks again.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from handoff.operations import Part
from server.ports.unreachable import Unreachable
from server.ports.visits import RecordAway
from server.ports.watching import Outages, Pulse, Safekept, Unkept
from server.work import night
from server.work.cupboards import Cupboards

BLIP_MS: Final = 3_000
LATE_MS: Final = 10_000
"""What was shared so long ago and is not kept, while both stores answer, is a keeper who does not keep."""
BEAT_MS: Final = 10_000
GAP_MS: Final = 30_000
SAFEKEPT_MS: Final = 60_000
HOUR_MS: Final = 3_600_000


class Watch:
    """One process's eyes. `since` holds what is broken now, and since when; `unkept` what the keeper owes."""

    def __init__(self, c: Cupboards, outages: Outages, pulse: Pulse) -> None:
        self.c = c
        self.outages = outages
        self.pulse = pulse
        self.since: dict[Part, int] = {}
        self.unkept = Unkept()
        self.backup: Safekept | None = None
        self.drill: Safekept | None = None
        self.failed: list[Safekept] = []
        self.undone: list[night.Job] = []
        """What of the night is not done."""
        self._begun = c.clock()
        self._said: set[Part] = set()
        self._over: list[tuple[Part, int, int]] = []
        self._beat = 0
        self._safekept = 0

    async def look(self, live: bool, record: bool) -> None:
        """One look. `live`: the live store answers and its epoch is open; `record`: the record answers."""
        now = self.c.clock()
        if live:
            with suppress(Unreachable):
                self.unkept = await self.pulse.unkept()
        owes = live and record and 0 < self.unkept.since < now - LATE_MS
        self._mark("live", live, now)
        self._mark("record", record, now)
        self._mark("keeper", not owes, now)
        if record:
            with suppress(RecordAway):
                await self._tell(now)

    def _mark(self, part: Part, stands: bool, now: int, since: int = 0) -> None:
        if not stands:
            self.since.setdefault(part, since or now)
        elif part in self.since:
            began = self.since.pop(part)
            self._said.discard(part)
            if now - began >= BLIP_MS:
                self._over.append((part, began, now))

    async def _tell(self, now: int) -> None:
        """What the record does not know yet."""
        if now - self._beat >= BEAT_MS:
            last = await self.outages.beat(now)
            if not self._beat:
                await self._was_away(last)
            self._beat = now
        if now - self._safekept >= SAFEKEPT_MS:
            await self.look_at_backups(now)
            await self._look_at_night(now)
        while self._over:
            await self.outages.note(*self._over[0])
            del self._over[0]
        for part, since in self.since.items():
            if part not in self._said and now - since >= BLIP_MS:
                await self.outages.note(part, since, None)
                self._said.add(part)

    async def _was_away(self, last: int) -> None:
        """What happened before this process began: nobody looked, or nobody saw the end of an outage."""
        if last and self._begun - last > GAP_MS:
            await self.outages.note("house", last, self._begun)
        for left in await self.outages.since(self._begun):
            if left.until is None and left.part not in self.since:
                await self.outages.note(left.part, left.since, max(left.since, last))

    async def look_at_backups(self, now: int) -> None:
        """Whether there is one that is young enough, and one that was tried. Raises `RecordAway`."""
        self._safekept = now
        rules = self.c.catalogs.settings().operations
        self.backup, no_backup = await self.outages.safekept("backup")
        self.drill, no_drill = await self.outages.safekept("drill")
        self.failed = [one for one in (no_backup, no_drill) if one is not None]
        self._due("backup", self.backup, rules.backup_hours, now)
        self._due("drill", self.drill, rules.drill_days * 24, now)

    async def _look_at_night(self, now: int) -> None:
        self.undone = await night.left(self.c, now)
        self._mark("night", not self.undone, now)

    def _due(self, part: Part, last: Safekept | None, hours: int, now: int) -> None:
        """Not in time counts as broken from the hour on at which it was due; never made, from our first look on."""
        due = last.at + hours * HOUR_MS if last else self._begun
        self._mark(part, last is not None and now <= due, now, due)
