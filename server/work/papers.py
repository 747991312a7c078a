"""The papers that a visitor takes along, made from the case as it stands. No personal data but the name, if the
city wants it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone

from handoff import characters
from handoff import slip_parts as parts
from handoff.case import Sheet
from handoff.messages import Row, Waits
from handoff.slip import NumberPaper, Slip
from handoff.visitor import for_visitor
from handoff.words import Language
from server.ports.paper import Ink
from server.work import guidance
from server.work.cupboards import Actor, Cupboards
from server.work.opening import woken

TOKYO = timezone(timedelta(hours=9))
LIMIT_NOTE = 300
LIMIT_NOTES = 8


async def slip(
    c: Cupboards,
    who: Actor,
    row: Row,
    code: str,
    notes: Iterable[str] = (),
    *,
    reprint: bool = False,
    language: Language = "ja",
    told: Waits | None = None,
) -> Ink:
    """手続きのご案内 for a visit, with the code that was just given. `language` is spoken beside the Japanese; `told`:
    the wait times that visitors of the office are told now."""
    sheet = await _sheet(c, row.case)
    catalog, house, settings = c.catalogs.version(sheet.catalog), c.catalogs.house(), c.catalogs.settings()
    known = guidance.known_of(c, sheet, row.office, row.service)
    found = for_visitor(guidance.book_of(c, sheet), known)
    papers = guidance.papers(c, sheet, known, found)
    day, time = _now(c.clock())
    return await c.paper.slip(
        Slip(
            number=row.number,
            code=code,
            city=catalog.name,
            office=house.office_name(row.office),
            issued=day,
            time=time,
            stops=parts.stops(found, house, row, {one.line: one for one in told.lines} if told is not None else {}),
            bring=parts.bring(found, house, row.office),
            missing=parts.missing(found, house, row.office),
            blocked=parts.blocked(found),
            forms=parts.forms(papers, found, house, row.office),
            saved=parts.saved(papers, c.catalogs.forms(sheet.catalog).items),
            notes=parts.said(sheet.entries, {one.phrase: one.text for one in catalog.phrases}),
            memos=tuple(characters.admit(note, LIMIT_NOTE) for note in list(notes)[:LIMIT_NOTES]),
            name=_name(sheet) if settings.slip.name else None,
            reprint=reprint,
            days=settings.visits.reopen_days,
            contact=settings.slip.contact,
            sentences=catalog.words.ja,
            language=language,
            words=catalog.words.of(language),
        )
    )


async def _sheet(c: Cupboards, case: str) -> Sheet:
    """The sheet as it stands; an empty one when it cannot be read now."""
    return await woken(c, case) or Sheet(case=case, catalog=c.catalogs.current().version)


async def number(
    c: Cupboards,
    row: Row,
    code: str,
    ahead: int | None = None,
    language: Language = "ja",
    told: Waits | None = None,
) -> Ink:
    """番号札. `ahead`: how many are called before this one, where that is known. `language` is spoken beside the
    Japanese; `told`: the wait times that visitors of the office are told now."""
    said = next((one for one in told.lines if one.line == row.line), None) if told is not None else None
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
            wait=parts.about(said),
            handing=parts.about(said.handing) if said is not None else None,
            service=row.service,
            sentences=catalog.words.ja,
            language=language,
            words=catalog.words.of(language),
        )
    )


def _now(ms: int) -> tuple[str, str]:
    at = datetime.fromtimestamp(ms / 1000, UTC).astimezone(TOKYO)
    return at.date().isoformat(), f"{at:%H:%M}"


def _name(sheet: Sheet) -> str | None:
    person = sheet.value("role.todokede")
    name = sheet.value(f"p.{person}.m_name") if person else None
    return name if isinstance(name, str) else None
