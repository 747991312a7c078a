"""個人情報の管理台帳: gathered for administrators and auditors from what the audit, the imports, the backups and the
erasures already say. Nothing is written for it."""

from __future__ import annotations

from datetime import timedelta

from handoff import data_ledger as rules
from handoff.calendar import midnight
from handoff.data_ledger import Copy, Held, Line
from handoff.import_kind import KINDS
from handoff.retention import own_data_days
from server.ports.watching import Outages
from server.work import auditing
from server.work.cupboards import Actor, Cupboards


async def ledger(c: Cupboards, outages: Outages, who: Actor, since: str, until: str) -> list[Line]:
    """All lines of these days, both included, and what is kept now. Itself a row of the audit. Refused: `not_allowed`,
    `no_such_date`, `bad_message` (the last before the first, or more than 400 days)."""
    first, last = auditing.days_of(since, until)
    await auditing.noted(c, who, "ledger", {"since": since, "until": until})
    begins, ends = midnight(first), midnight(last + timedelta(days=1))
    runs = await c.retention.runs(begins, ends)
    backups = await outages.backups(begins, ends)
    return rules.ordered(
        [
            *rules.looked(await c.ledger.traces(begins, ends)),
            *rules.copied(Copy(one.at, one.file, one.rows) for one in backups),
            *rules.kept(await _held(c)),
            *rules.erased((run.at, run.counts) for run in runs),
        ]
    )


async def _held(c: Cupboards) -> list[Held]:
    """The city's own data that are in use."""
    days = own_data_days(c.catalogs.settings().retention)
    held = []
    for kind, of in KINDS.items():
        if (file := await c.imports.in_use(kind)) is not None:
            held.append(Held(of.name, file.at, file.rows, file.by, days.get(kind, 0)))
    return held


def as_csv(lines: list[Line]) -> str:
    """The same as a file."""
    return auditing.csv_of(rules.HEADINGS, map(rules.cells, lines))
