"""A case as what goes out of it needs it: read without waking it, and its applications as rows."""

from __future__ import annotations

import asyncio

import msgspec

from handoff.application import Application
from handoff.case import Sheet
from handoff.conversion import Target
from handoff.export_layout import Layout
from handoff.export_rows import Numbers, Written, rows_of
from handoff.refusal import Reason, Refused
from handoff.source import Source
from handoff.visibility import may_see
from handoff.visit import Visit
from server.work.cupboards import Actor, Cupboards
from server.work.forms_case import CaseForms, of_sheet
from server.work.met import is_protected, view_in

PLAIN = Target()


class OutCase(msgspec.Struct, frozen=True):
    """A case, its last visit, its applications."""

    visit: Visit
    forms: CaseForms

    def one(self, form: str) -> Application:
        """The application of this form. Refused: `no_such_item`."""
        return self.forms.one(form)

    @property
    def source(self) -> Source:
        """What its values come from."""
        return self.forms.source


async def sheet_of(c: Cupboards, case: str) -> Sheet | None:
    """The sheet as it stands; of a sleeping case from its journal, so that a list of hundreds wakes nobody. None when
    there is no such case (any more)."""
    awake = await c.sheets.read(case)
    if awake is not None:
        return awake
    catalog = await c.visits.catalog_of(case)
    if catalog is None:
        return None
    try:
        sheet = await c.past.sheet(case)
    except ValueError:  # its key is destroyed already, its rows go in a moment
        return None
    return msgspec.structs.replace(sheet, catalog=catalog)


async def out_case(c: Cupboards, case: str) -> OutCase:
    """Refused: `no_such_case`."""
    sheet, visit = await sheet_of(c, case), await c.visits.last_of(case)
    if sheet is None or visit is None:
        raise Refused(Reason.no_such_case)
    return OutCase(visit, await asyncio.to_thread(of_sheet, c, sheet, visit.office, visit.service))


def written(
    c: Cupboards, who: Actor, out: OutCase, form: str, layout: Layout, target: Target, in_file: bool = False
) -> list[Written]:
    """The rows of an application as this one may take them out: what the grants, the levels or a protected person's
    flag deny is empty; 個人番号 too, but in a file (`in_file`), whose door has just asked who it is."""
    entries = out.forms.sheet.entries
    view = view_in(c, who, out.forms.sheet, out.visit.service, in_file)
    view = msgspec.structs.replace(view, deed="export")
    items, hidden = c.catalogs.items(), is_protected(c, entries)

    def sees(key: str) -> bool:
        return may_see(key, view, items, hidden)

    return rows_of(out.one(form), out.source, layout, numbers(out.visit), sees, target)


def seen_of(c: Cupboards, out: OutCase, form: str, layout: Layout) -> bytes:
    """A keyed digest of all that an application says: another one as soon as any of it is another."""
    rows = rows_of(out.one(form), out.source, layout, numbers(out.visit), lambda _: True, PLAIN)
    said = msgspec.json.encode([one.cells for one in rows]).decode()
    return c.sealing.blind(f"work|{out.visit.case}|{said}")


def numbers(visit: Visit) -> Numbers:
    """By which its rows are known again."""
    return Numbers(visit.case, visit.number)


async def target_of(c: Cupboards) -> Target:
    """What the city's receiving system knows."""
    own = {one.letter: one.written for one in await c.exports.own()}
    return Target(c.catalogs.settings().exports.encoding, own, await c.exports.public())
