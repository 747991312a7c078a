"""The applications of a case as the deeds of forms need them: derived from its sheet, with their pages and with what
was signed. Nothing of it is stored."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from handoff.application import Application
from handoff.case import Entry, Sheet
from handoff.guidance import procedures_of
from handoff.inherit import applications
from handoff.kit.shelf import page_of
from handoff.leaf import Leaf, Setting, Signed, leaf_of
from handoff.refusal import Reason, Refused
from handoff.signing import DONE, Standing, ink_of, standing_of, state_of
from handoff.source import Source
from handoff.stops import Stop, stops
from handoff.visibility import may_see
from handoff.visit import Visit
from server.work import guidance, opening
from server.work.cupboards import Actor, Cupboards
from server.work.met import is_protected, view_in

LARGEST = 2.0
SMALLEST = 0.5
_EVERYTHING = Setting(sees=lambda _: True, for_visitor=True)


class CaseForms(msgspec.Struct, frozen=True):
    """A case's sheet, what its papers are made of, its applications in the order of the way, its life events."""

    sheet: Sheet
    source: Source
    found: list[Application]
    events: tuple[str, ...] = ()

    def standing(self, found: Iterable[Application] | None = None) -> list[Standing]:
        """Applications (all that are made) with the digest of what they say."""
        some = [one for one in self.found if one.counts] if found is None else found
        return [standing_of(one, self.leaves(one, _EVERYTHING), self.source.book) for one in some]

    def leaves(self, one: Application, setting: Setting) -> list[Leaf]:
        """An application's pages."""
        page = page_of(one.form, self.source.book)
        return [leaf_of(page, one, sheet, self.source, setting) for sheet in one.sheets]

    def stops(self, one: Application) -> list[Stop]:
        """What stops an application from being printed."""
        return stops(page_of(one.form, self.source.book), one, self.source, self.events)

    def one(self, form: str) -> Application:
        """The application of this form; refused with `no_such_item` when the case has none."""
        found = next((one for one in self.found if one.form.form == form and one.counts), None)
        if found is None:
            raise Refused(Reason.no_such_item, at=form[:40])
        return found

    def name(self, person: str | None) -> str:
        """A person's name, "" while nobody has entered it."""
        said = self.sheet.value(f"p.{person}.m_name") if person else None
        return said if isinstance(said, str) else ""


def of_sheet(c: Cupboards, sheet: Sheet, office: str, service: str) -> CaseForms:
    """The applications of a sheet. `office`: where its visit is; `service`: what the visitor came for."""
    known = guidance.known_of(c, sheet, office, service)
    source = Source(sheet.entries, c.catalogs.forms(sheet.catalog), date.fromisoformat(c.business_day()))
    found = applications(source, procedures_of(guidance.book_of(c, sheet), known), known.events)
    return CaseForms(sheet, source, found, tuple(known.events))


async def look_at(
    c: Cupboards, who: Actor, case: str, what: str, purpose: str = "", number: bool = False
) -> tuple[CaseForms, Visit]:
    """The applications of a case for one of the staff, and its visit. The look is written down before, but for who has
    the case open on a screen: that look stands there already, and typing would write one for every letter. `number`:
    that 個人番号 were asked for.

    Refused: `not_allowed` (no clerk), `no_such_case`."""
    if what == "open" and "clerk" in who.roles and await _is_open(c, who, case):
        sheet = await c.sheets.read(case)
    else:
        sheet = await opening.look_at(c, who, case, what, purpose, number)
    visit = await c.visits.last_of(case)
    if sheet is None or visit is None:
        raise Refused(Reason.no_such_case)
    return of_sheet(c, sheet, visit.office, visit.service), visit


async def _is_open(c: Cupboards, who: Actor, case: str) -> bool:
    return any(one.clerk == who.clerk for one in await c.presence.all(case))


def check_size(larger: float) -> None:
    """Type so many times its size; refused with `bad_message` when it is out of reach."""
    if not SMALLEST <= larger <= LARGEST:
        raise Refused(Reason.bad_message, at="larger")


def may_print(case: CaseForms, one: Application, who: Actor) -> bool:
    """Whether this clerk may have an application, at this counter."""
    return one.form.made_at(who.group) and case.source.book.may_print(one.form, who.sees)


def setting_of(
    c: Cupboards,
    who: Actor,
    case: CaseForms,
    number: str,
    for_visitor: bool = False,
    found: Iterable[Application] | None = None,
    revealed: bool = False,
    numbers: bool = False,
) -> Setting:
    """What a clerk may see on paper (`found`: on these applications, else all). `revealed`: a reason was given for
    seeing where a protected person lives; `numbers`: 個人番号 were asked for, or the visitor looks at the own paper.
    A signature needs the right of L3, or to have been made at this clerk's window."""
    entries, items = case.sheet.entries, c.catalogs.items()
    view, hidden = view_in(c, who, case.sheet, numbers=numbers).on_paper, is_protected(c, entries)
    view = msgspec.structs.replace(view, sees=view.sees | {"S"}) if revealed else view

    def sees(key: str) -> bool:
        if key.startswith("sign."):
            return "L3" in who.sees or _made_at(entries[key], who.window)
        return may_see(key, view, items, hidden)

    return Setting(
        sees=sees,
        beside={"ticket_no": number},
        for_visitor=for_visitor,
        group=who.group or "",
        signed=signed_of(c, case, case.standing(found)),
    )


def _made_at(entry: Entry, window: str | None) -> bool:
    return bool(window) and entry.window == window


def signed_of(c: Cupboards, case: CaseForms, standing: Iterable[Standing]) -> dict[tuple[str, str], Signed]:
    """What stands in the places for signatures, by (form, person): nothing where the form says something else now."""
    entries, found = case.sheet.entries, dict[tuple[str, str], Signed]()
    for one in standing:
        for sheet in one.one.sheets:
            for place in sheet.signs:
                if place.person is None or state_of(place, one.form, one.digest, entries) not in DONE:
                    continue
                key = f"sign.{place.person}.{one.form}"
                ink = tuple(tuple((x, y) for x, y, *_ in stroke) for stroke in ink_of(place, one.form, entries))
                words = "" if ink else _for(c, case, place.person, entries[key])
                found[one.form, place.person] = Signed(key, ink, words)
    return found


def _for(c: Cupboards, case: CaseForms, person: str, entry: Entry) -> str:
    """代筆 as it prints: whose name, who wrote it and why."""
    said = entry.value if isinstance(entry.value, dict) else {}
    reason = c.catalogs.version(case.sheet.catalog).reasons.get(str(said.get("reason", "")))
    why = str(said.get("note", "")) or (reason.name if reason else "")
    return f"{case.name(person)}（代筆 {entry.by}：{why}）"
