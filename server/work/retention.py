"""What the city keeps no longer is erased by the keeper: a case's key first, which no copy survives, then its rows. An
administrator sees what is due and prints the certificate; nobody erases by hand, and no count names anybody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

import msgspec

from handoff.calendar import midnight
from handoff.import_kind import KindId
from handoff.refusal import Reason, Refused
from handoff.retention import NAME, ErasurePaper, RetentionSettings, own_data_days, total
from server.ports.archive import Look
from server.ports.paper import Ink
from server.ports.retention import Run
from server.work import editors, imports
from server.work.cupboards import Actor, Cupboards

DAY_MS: Final = 86_400_000
MOST: Final = 500
"""Cases a round: erasing takes a moment of the disk for each, and keeping goes on beside it."""
MOST_DAYS: Final = 3_700
SOON_DAYS: Final = 30


class Shown(msgspec.Struct, frozen=True):
    """What an administrator sees: the city's days, how many cases are due today and within 30 days, the last rounds."""

    settings: RetentionSettings
    due: int
    soon: int
    runs: list[Run]


async def walk(c: Cupboards) -> int:
    """The keeper's round; how many cases were erased. A case that somebody has open is left for the next time."""
    rules, now = c.catalogs.settings().retention, c.clock()
    done: list[dict[str, int]] = []
    if rules.case_days:
        for case in await c.retention.due(now - rules.case_days * DAY_MS, MOST):
            if await c.sheets.read(case) is None:
                c.sealing.destroy(case)
                done.append(await c.retention.erase(case, now))
    if rules.session_days:
        done.append({"sessions": await c.retention.forget_sessions(now - rules.session_days * DAY_MS)})
    done.append({"own_data": await _erase_own_data(c, own_data_days(rules), now)})
    counts = {name: count for name, count in total(done).items() if count}
    if counts:
        await c.retention.note(Run(now, counts))
        await c.audit.note(Look(now, "", "", "", "erase", about={**counts}))
    return counts.get("cases", 0)


async def _erase_own_data(c: Cupboards, days: Mapping[KindId, int], now: int) -> int:
    """Of the city's own data what came into use too long ago; how many rows."""
    rows = 0
    for kind, kept in days.items():
        used = await c.imports.in_use(kind)
        if used is not None and used.at < now - kept * DAY_MS:
            rows += await imports.erase_all(c, kind)
    return rows


async def look(c: Cupboards, who: Actor) -> Shown:
    """Refused: `not_allowed` for whoever is no administrator, as everything here."""
    editors.must_administer(who)
    rules, now = c.catalogs.settings().retention, c.clock()
    due = soon = 0
    if rules.case_days:
        due = await c.retention.count_due(now - rules.case_days * DAY_MS)
        soon = await c.retention.count_due(now - (rules.case_days - SOON_DAYS) * DAY_MS) - due
    return Shown(rules, due, soon, (await c.retention.runs(0, now + DAY_MS))[:100])


async def certificate(
    c: Cupboards, who: Actor, since: str, until: str, responsible: str = "", witness: str = ""
) -> Ink:
    """データ消去証明書 of these days, both included. Refused: `no_such_date`, `bad_message` (the last before the first,
    too many days), `too_long`."""
    editors.must_administer(who)
    first, last = _day(since, "since"), _day(until, "until")
    if not 0 <= (last - first).days <= MOST_DAYS:
        raise Refused(Reason.bad_message, at="until")
    for at, name in (("responsible", responsible), ("witness", witness)):
        if len(name) > NAME:
            raise Refused(Reason.too_long, at=at, limit=NAME)
    runs = await c.retention.runs(midnight(first), midnight(last + timedelta(days=1)))
    about: dict[str, str | int] = {"since": since, "until": until}
    await c.audit.note(Look(c.clock(), who.clerk, "", who.office, "erase_paper", about=about, terminal=who.terminal))
    counts = total(run.counts for run in runs)
    city, today = c.catalogs.current().name, c.business_day()
    return await c.paper.erasure(
        ErasurePaper(city, since, until, today, len(runs), counts, responsible.strip(), witness.strip())
    )


def _day(text: str, at: str) -> date:
    try:
        if len(text) != 10:
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(Reason.no_such_date, at=at) from None
