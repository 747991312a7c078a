"""What is counted of a case at the moment when its visit ends (handoff/ended.py)."""

from __future__ import annotations

import asyncio

from handoff.case import Sheet
from handoff.ended import Course, Ended, Papers, Way, ended, town_of
from handoff.guidance import guide
from handoff.refusal import Refused
from handoff.signing import DONE, state_of
from handoff.tally import tally
from handoff.visit import Visit
from server.work import guidance, work_case
from server.work.cupboards import Cupboards
from server.work.forms_case import CaseForms, of_sheet
from server.work.met import is_protected

POSTAL = "old_postal"


async def of(c: Cupboards, visit: Visit) -> Ended | None:
    """Of a visit that is about to end; its sheet must be sealed and kept. None where its case cannot be read now: a
    figure less, and nobody waits for it. Where a protected person came from is never said."""
    try:
        sheet = await work_case.sheet_of(c, visit.case)
        if sheet is None:
            return None
        course = Course()
        async for changes in c.past.changes(visit.case):
            course.hear(changes)
        codes = await _codes(c, sheet)
        return await asyncio.to_thread(_counted, c, visit, sheet, course, codes)
    except Refused:
        return None


async def _codes(c: Cupboards, sheet: Sheet) -> list[str]:
    """The municipalities of the postal code that the household leaves."""
    code = sheet.value(POSTAL)
    return [area.city_code for area in await c.postal.find(code)] if isinstance(code, str) and code else []


def _counted(c: Cupboards, visit: Visit, sheet: Sheet, course: Course, codes: list[str]) -> Ended:
    forms = of_sheet(c, sheet, visit.office, visit.service)
    known = guidance.known_of(c, sheet, visit.office, visit.service)
    found = guide(guidance.book_of(c, sheet), known)
    way = Way(
        kinds={one.procedure: one.kind for one in found.procedures if one.counts and not one.notice_only},
        answers=found.progress[0],
        automatic=sum(one.by == "auto" for one in found.questions),
    )
    secret = is_protected(c, sheet.entries)
    town = "" if secret else town_of(forms.source.values, known.events, c.city, codes)
    return ended(course, way, _papers(forms), town)


def _papers(forms: CaseForms) -> Papers:
    made = [one for one in forms.found if one.counts]
    if not any(key.startswith("sign.") for key in forms.sheet.entries):
        return Papers(tally(made, forms.source.book.items), len(made), ())
    signed = [
        place.person
        for one in forms.standing(made)
        for sheet in one.one.sheets
        for place in sheet.signs
        if place.person and place.medium == "tablet"
        if state_of(place, one.form, one.digest, forms.sheet.entries) in DONE
    ]
    return Papers(tally(made, forms.source.book.items), len(made), tuple(signed))
