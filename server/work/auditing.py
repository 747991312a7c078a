"""The audit: noted looks into the chain, the chain checked, read, analysed and exported by who may; each of that is a
row too."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

import msgspec

from handoff.calendar import midnight
from handoff.catalog import holidays, opening
from handoff.chain import Check, Verdict
from handoff.export_cell import defused
from handoff.oversight import Finding, findings
from handoff.refusal import Reason, Refused
from server.ports.archive import Look
from server.ports.audit import Ledger, Row, Sought, Witness
from server.work.cupboards import Actor, Cupboards

READERS: Final = frozenset({"admin", "auditor"})
PAGE: Final = 200
MOST_EXPORT: Final = 100_000
MOST_DAYS: Final = 400
DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


async def settle_looks(c: Cupboards) -> int:
    """Bring what was noted into the chain, and its head to the second place (the keeper's round); how many.

    What the second place did not hear stays in the queue, and is brought again.
    """
    waiting = await c.audit.waiting()
    if waiting:
        head = await c.ledger.append([(name, look) for _, name, look in waiting], c.clock())
        if head is not None:
            await c.witness.hear(head)
        await c.audit.settled(waiting[-1][0])
    return len(waiting)


async def check(ledger: Ledger, witness: Witness) -> Verdict:
    """The whole chain, against the second place."""
    walk = Check(await witness.heads())
    async for rows in ledger.chain():
        walk.walk(rows)
    return walk.end()


async def verify(c: Cupboards, who: Actor) -> Verdict:
    """The same, asked by somebody."""
    await noted(c, who, "audit_check", {})
    return await check(c.ledger, c.witness)


async def find(c: Cupboards, who: Actor, sought: Sought) -> list[Row]:
    """Rows, newest first, 200 at a time."""
    days_of(sought.since, sought.until)
    await noted(c, who, "audit_read", _about(sought))
    return await c.ledger.find(sought, PAGE)


async def analyse(c: Cupboards, who: Actor, since: str, until: str) -> list[Finding]:
    """What the analyses find from day to day, both included."""
    first, last = days_of(since, until)
    await noted(c, who, "audit_analysis", {"since": since, "until": until})
    rows = await c.ledger.traces(midnight(first), midnight(last + timedelta(days=1)))
    catalog, limits = c.catalogs.current(), c.catalogs.settings().audit
    return findings(rows, limits, frozenset(holidays(catalog)), opening(catalog))


async def export(c: Cupboards, who: Actor, sought: Sought) -> str:
    """The same rows as CSV, oldest first.

    Refused with `too_big` when there are more than 100,000: the days are to be narrowed.
    """
    days_of(sought.since, sought.until)
    await noted(c, who, "audit_export", _about(sought))
    rows = await c.ledger.find(sought, MOST_EXPORT + 1)
    if len(rows) > MOST_EXPORT:
        raise Refused(Reason.too_big, at="since", limit=MOST_EXPORT)
    return csv_of(Row.__struct_fields__, map(msgspec.structs.astuple, reversed(rows)))


def csv_of(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Rows as CSV (UTF-8 with a byte order mark, CRLF). No cell begins a formula."""
    out = io.StringIO()
    write = csv.writer(out)
    write.writerow(headings)
    write.writerows([_plain(value) for value in row] for row in rows)
    return "\ufeff" + out.getvalue()


def _plain(value: object) -> str:
    return defused("" if value is None else str(int(value) if isinstance(value, bool) else value))


def days_of(since: str, until: str) -> tuple[date, date]:
    """From and to which day. Refused: `no_such_date`; `bad_message` (the last before the first, more than 400 days)."""
    days = []
    for name, text in (("since", since), ("until", until)):
        try:
            days.append(date.fromisoformat(text if DAY.fullmatch(text) else ""))
        except ValueError:
            raise Refused(Reason.no_such_date, at=name) from None
    if not 0 <= (days[1] - days[0]).days <= MOST_DAYS:
        raise Refused(Reason.bad_message, at="until")
    return days[0], days[1]


def _about(sought: Sought) -> dict[str, str | int]:
    said = msgspec.to_builtins(sought)
    return {name: int(value) if isinstance(value, bool) else value for name, value in said.items() if value}


async def noted(c: Cupboards, who: Actor, what: str, about: dict[str, str | int]) -> None:
    """Whoever reads of the audit is a row of it. Refused with `not_allowed`: whoever is neither administrator nor
    auditor."""
    if not READERS & set(who.roles):
        raise Refused(Reason.not_allowed)
    look = Look(c.clock(), who.clerk, who.window or "", who.office, what, about=about, terminal=who.terminal)
    await c.audit.note(look)
