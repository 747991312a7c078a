"""作業一覧 is filled: applications of visits that are done, or that their counter has handed on, become work."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from handoff import worklist as rules
from handoff.export_layout import Layout
from handoff.refusal import Reason, Refused
from handoff.visit import Visit
from handoff.worklist import Task
from server.work import export_layouts, work_case
from server.work.cupboards import Cupboards
from server.work.work_case import OutCase

MOST: Final = 20
"""Visits at one look; whoever looks again gets the rest."""
LONGEST_MS: Final = 2_000
"""So long a look takes in visits: somebody waits for the list."""


async def gather_all(c: Cupboards) -> None:
    """Look at every visit that moved since the last time: what goes out as a file must not lack any."""
    while await gather(c):
        pass


async def gather(c: Cupboards) -> bool:
    """Look at visits that moved since the last time; whether there may be more. Safe to do by several at once."""
    today = date.fromisoformat(c.business_day())
    since = (today - timedelta(days=c.catalogs.settings().exports.days)).isoformat()
    visits = await c.worklist.unread(since, MOST)
    layouts = await export_layouts.standing(c) if visits else {}
    begun, settled = c.clock(), 0
    for visit in visits:
        if c.clock() - begun > LONGEST_MS:
            break
        try:
            out = await work_case.out_case(c, visit.case)
        except Refused as no:
            if no.reason is not Reason.no_such_case:
                continue  # its version of the catalog is still being read: the next time
            await c.worklist.read(visit, [])
            settled += 1
            continue
        await _again(c, out, layouts)
        await c.worklist.read(visit, _tasks(c, visit, out))
        settled += 1
    return settled > 0 and (settled < len(visits) or settled == MOST)


def _tasks(c: Cupboards, visit: Visit, out: OutCase) -> list[Task]:
    found = out.forms.found
    group = _group(c, visit)
    return [
        Task(visit.case, one.form.form, visit.office, visit.day, visit.number, one.event)
        for one in found
        if one.counts and one.form.csv and rules.ready(one.form, visit, group)
    ]


def _group(c: Cupboards, visit: Visit) -> str | None:
    """The counter where a visit is, or for which it waits."""
    line = c.catalogs.house().line(visit.office, visit.line)
    return line.group if line else None


async def _again(c: Cupboards, out: OutCase, layouts: dict[str, Layout]) -> None:
    """What was entered and says something else by now comes back: its visit was opened again."""
    for one in out.forms.found:
        layout = layouts.get(one.form.form)
        task = await c.worklist.get(out.visit.case, one.form.form) if layout else None
        if task is None or layout is None or task.state not in rules.DONE:
            continue
        seen = work_case.seen_of(c, out, task.form, layout)

        def rule(stands: Task, seen: bytes = seen) -> Task:
            return rules.changed(stands, seen)

        await c.worklist.do(task.case, task.form, rule, None, c.clock())
