"""The papers that a visitor takes along, made from the case as it stands. No personal data but the name, if the
city wants it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone

from handoff import characters
from handoff.case import Sheet
from handoff.catalog import Catalog, way
from handoff.messages import Row
from handoff.slip import NumberPaper, Slip, Stop, StopState, Task, merge_bring
from server.ports.paper import Ink
from server.work.cupboards import Actor, Cupboards
from server.work.sheets import chosen

TOKYO = timezone(timedelta(hours=9))
LIMIT_NOTE = 300
LIMIT_NOTES = 8


async def slip(
    c: Cupboards, who: Actor, row: Row, code: str, notes: Iterable[str] = (), *, reprint: bool = False
) -> Ink:
    """手続きのご案内 for a visit, with the code that was just given."""
    sheet = await c.sheets.read(row.case) or Sheet(case=row.case)
    catalog, settings = c.catalogs.current(), c.catalogs.settings()
    stops = list(_stops(c, catalog, row, sheet))
    day, time = _now(c.clock())
    return await c.paper.slip(
        Slip(
            number=row.number,
            code=code,
            city=catalog.name,
            office=c.catalogs.house().office_name(row.office),
            issued=day,
            time=time,
            stops=tuple(stop for stop, _ in stops),
            bring=merge_bring((stop.windows, things) for stop, things in stops),
            memos=tuple(characters.admit(note, LIMIT_NOTE) for note in list(notes)[:LIMIT_NOTES]),
            name=_name(sheet) if settings.slip.name else None,
            reprint=reprint,
            days=settings.visits.reopen_days,
            contact=settings.slip.contact,
            sentences=catalog.words.ja,
        )
    )


async def number(c: Cupboards, row: Row, code: str, ahead: int | None = None) -> Ink:
    """番号札. `ahead`: how many wait before this one, where that is known."""
    catalog = c.catalogs.current()
    day, time = _now(row.arrived)
    return await c.paper.number(
        NumberPaper(
            number=row.number,
            code=code,
            city=catalog.name,
            office=c.catalogs.house().office_name(row.office),
            line=c.catalogs.house().service_name(row.office, row.service),
            issued=day,
            time=time,
            ahead=ahead,
            sentences=catalog.words.ja,
        )
    )


def _now(ms: int) -> tuple[str, str]:
    at = datetime.fromtimestamp(ms / 1000, UTC).astimezone(TOKYO)
    return at.date().isoformat(), f"{at:%H:%M}"


def _name(sheet: Sheet) -> str | None:
    person = sheet.value("role.todokede")
    name = sheet.value(f"p.{person}.m_name") if person else None
    return name if isinstance(name, str) else None


def _stops(c: Cupboards, catalog: Catalog, row: Row, sheet: Sheet) -> Iterable[tuple[Stop, list[str]]]:
    """The counters in order, each with its procedures and what they ask to bring. Staff-only procedures never
    stand on paper."""
    house = c.catalogs.house()
    procedures = [
        catalog.procedures[one]
        for one in chosen(sheet)
        if one in catalog.procedures and not catalog.procedures[one].staff_only
    ]
    groups = way(catalog, house, row.office, [one.procedure for one in procedures])
    waiting = [group for group in groups if group in row.way and group != row.line]
    for group in groups:
        counter = house.counter(row.office, group)
        here = [one for one in procedures if one.group == group]
        stop = Stop(
            counter=counter.name if counter else group,
            floor=counter.floor if counter else "",
            windows=counter.label if counter else "",
            tasks=tuple(Task(one.name, one.procedure) for one in here),
            state=_state(group, row, waiting),
            group=group,
        )
        yield stop, [thing for one in here for thing in one.bring]


def _state(group: str, row: Row, waiting: list[str]) -> StopState:
    if group == row.line:
        return "next" if row.stage in {"passing", "waiting"} else "now"
    if group not in row.way:
        return "done"
    return "next" if row.stage not in {"passing", "waiting"} and waiting and group == waiting[0] else "later"
