"""Cases as other systems have them: begun from what somebody said at home (事前の入力), and how far they are."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any, Final

import msgspec

from handoff import apply, ids
from handoff import messages as m
from handoff.case import Sheet, Value, person_key
from handoff.edit import Writer
from handoff.refusal import Reason, Refused
from handoff.visibility import show, view_of
from handoff.visit import row_of
from handoff.words import LANGUAGES
from server.ports.visits import Unsure
from server.work import find, opening, sheets
from server.work.cupboards import Actor, Cupboards, Done
from server.work.visits import booking, numbers

MOST_PEOPLE: Final = 20
MOST_ANSWERS: Final = 100
SOURCE: Final = "previsit"
"""Where the values come from, as screens and the journal say it (事前)."""
WRITTEN: Final = frozenset({"ok", "done"})
OF_ROW: Final = frozenset(m.Row.__struct_fields__)


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """予約: `day` YYYY-MM-DD, `time` HH:MM."""

    day: str
    time: str


class PreVisit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody said before the visit. `people`: items of each, the one who comes first; `answers`: question id ->
    yes, no; `items`: of the case itself. With an `appointment` the case waits for its day; without one it has a number
    of today, as from a kiosk in the hall."""

    service: str
    people: list[dict[str, Value]] = []
    answers: dict[str, bool] = {}
    items: dict[str, Value] = {}
    note: str = ""
    appointment: Place | None = None
    language: str = "ja"


class CaseState(msgspec.Struct, frozen=True):
    """How far a case is; nothing of it names anybody. `appointment`: its number, of one that just was booked. Times in
    ms since 1970."""

    case: str
    visit: str
    version: int
    number: str
    office: str
    day: str
    service: str
    stage: str
    arrived: int
    since: int
    result: str | None = None
    due: int | None = None
    appointment: str | None = None


async def create(c: Cupboards, who: Actor, request: str, said: PreVisit) -> CaseState:
    """A new case, whole, or none: what its sheet refuses is refused before it has a number. Asked again with the same
    request it is the same case, and what was still to be written is written.

    Refused: `too_big`, `not_a_choice` (language), as an edit, as booking or giving a number."""
    _must_fit(said)
    edits = _edits(request, said)
    _may_be_written(c, who, edits, c.catalogs.house().event_of(who.office, said.service))
    await opening.note(c, who, "system_create")
    done = await _begun(c, who, request, said)
    assert done.row is not None
    await _write(c, who, done.row.case, edits)
    await find.refresh(c, done.row.case)
    appointment = done.more.get("appointment")
    return _state(c, who, done.row, str(appointment) if appointment is not None else None)


async def state(c: Cupboards, who: Actor, case: str) -> CaseState:
    """How far a case is. The look is written down before. Refused: `wrong_pattern`, `no_such_case` (also of another
    office)."""
    ids.check_case(case)
    visit = await c.visits.last_of(case)
    if visit is None or visit.office != who.office:
        raise Refused(Reason.no_such_case)
    await opening.note(c, who, "system_read", case)
    return _state(c, who, row_of(visit))


def _must_fit(said: PreVisit) -> None:
    if len(said.people) > MOST_PEOPLE:
        raise Refused(Reason.too_big, at="people", limit=MOST_PEOPLE)
    if len(said.answers) > MOST_ANSWERS:
        raise Refused(Reason.too_big, at="answers", limit=MOST_ANSWERS)
    if said.language not in LANGUAGES:
        raise Refused(Reason.not_a_choice, at="language")


def _edits(request: str, said: PreVisit) -> list[m.Change]:
    """What was said, as edits with ids of their own: asked again, they are the same."""
    deeds: list[m.ChangeDeed] = []
    for at, one in enumerate(said.people):
        person = _person(request, at)
        deeds.append(m.AddPerson(person))
        there: dict[str, Value] = {
            person_key(person, item): value for item, value in one.items() if value not in (None, "")
        }
        if there:
            deeds.append(m.Set(there, SOURCE))
    if said.items:
        deeds.append(m.Set(said.items, SOURCE))
    if said.answers:
        deeds.append(m.Reply(said.answers))
    if said.note.strip():
        deeds.append(m.Note(said.note))
    return [m.Change(op=ids.again(request, at), case="", fence=0, do=deed) for at, deed in enumerate(deeds, start=1)]


def _person(request: str, at: int) -> str:
    return ids.new_person(hashlib.blake2b(f"{request} {at}".encode(), digest_size=ids.PERSON_BYTES).digest())


def _may_be_written(c: Cupboards, who: Actor, edits: list[m.Change], event: str) -> None:
    """Refused as an edit is, with the item that it is about."""
    writer = Writer(clerk=who.clerk, name=who.name, window="", sees=who.sees)
    ground = c.catalogs.ground(date.fromisoformat(c.business_day()), c.catalogs.current().version, event)
    sheet = Sheet(case="")
    for change in edits:
        try:
            facts = apply.decide(sheet, change, writer, ground)
            sheet = msgspec.structs.replace(sheet, entries={**sheet.entries, **facts})
        except Refused as no:
            raise Refused(no.reason, (no.at or "").rsplit(".", 1)[-1] or None, **no.more) from None


async def _begun(c: Cupboards, who: Actor, request: str, said: PreVisit) -> Done:
    """Its visit: booked, or with a number of today."""
    if said.appointment is not None:
        book = m.Book(said.service, said.appointment.day, said.appointment.time, office=who.office)
        return await booking.book(c, who, request, None, book)
    given = m.GiveNumber(said.service, who.office, channel="kiosk", language=said.language)
    return await numbers.give_number(c, who, request, None, given)


async def _write(c: Cupboards, who: Actor, case: str, edits: list[m.Change]) -> None:
    """`Unsure` when not all could be written now: the same request writes the rest."""
    sheet = await c.sheets.read(case)
    fence = sheet.fence if sheet is not None else 0
    for change in edits:
        answer = await sheets.edit(c, who, msgspec.structs.replace(change, case=case, fence=fence))
        if answer.result not in WRITTEN:
            raise Unsure(change.op)


def _state(c: Cupboards, who: Actor, row: m.Row, appointment: str | None = None) -> CaseState:
    shown = show(row, view_of(who.sees), c.catalogs.items()).value
    facts: dict[str, Any] = {name: getattr(shown, name) for name in CaseState.__struct_fields__ if name in OF_ROW}
    return CaseState(**facts, appointment=appointment)
