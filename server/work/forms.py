"""申請書: the applications of a case as it stands, printed with what this clerk may see, for the documents cupboard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import msgspec

from handoff import ids
from handoff.application import Application
from handoff.case import Sheet
from handoff.guidance import procedures_of
from handoff.inherit import applications
from handoff.kit.shelf import page_of
from handoff.leaf import Leaf, Setting, leaf_of
from handoff.refusal import Reason, Refused
from handoff.source import Source
from handoff.visibility import is_protected, may_see, view_of
from handoff.visit import Visit
from server.ports.paper import CutOff
from server.work import guidance, opening
from server.work.cupboards import Actor, Cupboards

TITLE = "申請書"
LARGEST = 2.0
SMALLEST = 0.5


class MadeForms(msgspec.Struct, frozen=True):
    """A file of applications: its document, how many pages of which paper, the characters that no face can print, the
    texts that were cut off."""

    document: str
    pages: int
    papers: dict[str, int]
    missing: list[str]
    too_long: list[CutOff]


async def print_forms(
    c: Cupboards, who: Actor, case: str, request: str, wanted: Sequence[str] | None = None, larger: float = 1.0
) -> MadeForms:
    """Some applications of a case in this order, or (None) all that this clerk may print. What the clerk may not see is
    masked on them. The look is written down before.

    Refused: `not_allowed` (no clerk, or a form that needs a right), `no_such_case`, `no_such_item` (no such form in
    this case, or none at all), `bad_message` (a type size out of reach).
    """
    ids.check_op(request)
    if not SMALLEST <= larger <= LARGEST:
        raise Refused(Reason.bad_message, at="larger")
    sheet = await opening.look_at(c, who, case, "print")
    visit = await c.visits.last_of(case)
    if visit is None:
        raise Refused(Reason.no_such_case)
    source, found = of_case(c, sheet, visit)
    leaves = _leaves(c, who, sheet, visit, source, _chosen(found, source, who, wanted))
    ink = await c.paper.forms(leaves, TITLE, larger)
    return MadeForms(
        document=await c.documents.put(who.clerk, request, ink.pdf),
        pages=ink.pages,
        papers=dict(Counter(source.book.forms[leaf.form].paper.name for leaf in leaves)),
        missing=list(ink.missing),
        too_long=list(ink.too_long),
    )


def of_case(c: Cupboards, sheet: Sheet, visit: Visit) -> tuple[Source, list[Application]]:
    """What a case's papers are made of, and its applications in the order of the way."""
    known = guidance.known_of(c, sheet, visit.office, visit.service)
    book = c.catalogs.forms(sheet.catalog)
    source = Source(sheet.entries, book, date.fromisoformat(c.business_day()))
    return source, applications(source, procedures_of(guidance.book_of(c, sheet), known), known.events)


def _chosen(found: list[Application], source: Source, who: Actor, wanted: Sequence[str] | None) -> list[Application]:
    mine = {one.form.form: one for one in found if one.counts}
    book = source.book
    if wanted is None:
        chosen = [one for one in mine.values() if book.may_print(one.form, who.sees)]
    else:
        for form in wanted:
            if form not in mine:
                raise Refused(Reason.no_such_item, at=form[:40])
            if not book.may_print(mine[form].form, who.sees):
                raise Refused(Reason.not_allowed, at=form)
        chosen = [mine[form] for form in dict.fromkeys(wanted)]
    if not chosen:
        raise Refused(Reason.no_such_item, at="forms")
    return chosen


def _leaves(
    c: Cupboards, who: Actor, sheet: Sheet, visit: Visit, source: Source, chosen: list[Application]
) -> list[Leaf]:
    """The pages, with what this clerk may see."""
    view, items, hidden = view_of(who.sees), c.catalogs.items(), is_protected(sheet.entries)
    setting = Setting(
        sees=lambda key: may_see(key, view, items, hidden),
        beside={"ticket_no": visit.number},
        group=who.group or "",
    )
    return [
        leaf_of(page_of(one.form, source.book), one, each, source, setting) for one in chosen for each in one.sheets
    ]
