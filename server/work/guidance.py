"""The guidance of a case: what its sheet knows, over the version of the catalog that it was opened with. Derived each
time that somebody asks, never stored."""

from __future__ import annotations

from datetime import date

from handoff.application import Application
from handoff.book import Book
from handoff.case import Sheet
from handoff.guidance import procedures_of
from handoff.inherit import applications
from handoff.known import Known, known
from handoff.source import Source
from handoff.visitor import VisitorGuidance, for_visitor
from server.work.cupboards import Cupboards


def book_of(c: Cupboards, sheet: Sheet) -> Book:
    """The case's own version, compiled."""
    return c.catalogs.book(sheet.catalog)


def known_of(c: Cupboards, sheet: Sheet, office: str, service: str) -> Known:
    """What the case knows. `office`: where its visit is now; `service`: what the visitor came for, whose life event it
    is as long as the sheet names none."""
    today = date.fromisoformat(c.business_day())
    event = c.catalogs.house().event_of(office, service)
    return known(sheet.entries, book_of(c, sheet), today, event, office)


def way_of(c: Cupboards, sheet: Sheet, office: str, service: str) -> list[str]:
    """The counters (groups) of the visit's procedures in walking order."""
    book = book_of(c, sheet)
    wanted = procedures_of(book, known_of(c, sheet, office, service))
    return list(dict.fromkeys(book.procedures[one].group for one in wanted))


def papers(c: Cupboards, sheet: Sheet, known: Known, found: VisitorGuidance) -> list[Application]:
    """The papers that the house makes for these procedures; none that is for staff only."""
    book = c.catalogs.forms(sheet.catalog)
    made = applications(
        Source(sheet.entries, book, known.today), [one.procedure for one in found.procedures], known.events
    )
    return [one for one in made if one.counts and one.form.form not in book.staff_only]


def visitors(c: Cupboards, sheet: Sheet, office: str, service: str) -> VisitorGuidance:
    """The way as the visitor may have it: nothing that is for staff only is in it or behind it."""
    return for_visitor(book_of(c, sheet), known_of(c, sheet, office, service))
