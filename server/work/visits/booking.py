"""予約: made by telephone, moved, and the visitor who comes. (Cancelled: `finish` with the result withdrawn.)"""

from __future__ import annotations

import hashlib
from datetime import date

import msgspec
from msgspec.structs import replace

from handoff import apply, ids, ticket
from handoff import appointment as rules
from handoff import messages as m
from handoff import visit as visit_rules
from handoff.appointment import Calendar, Span
from handoff.case import Sheet, Value
from handoff.catalog import holidays, opening
from handoff.edit import Writer
from handoff.offices import Line
from handoff.refusal import Reason, Refused
from handoff.stage import Move, Stage
from handoff.visit import Visit
from handoff.words import LANGUAGES
from server.ports.appointments import Booking
from server.ports.visits import AtWindow, Opening, Step, Unsure
from server.work import find, moves, reasons, sheets
from server.work.cupboards import Actor, Cupboards, Done
from server.work.lines import people_ahead
from server.work.visits import fresh, tongue
from server.work.visits.asking import visit_of
from server.work.visits.numbers import lay_out, new_code

WRITTEN = frozenset({"ok", "done"})


async def book(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.Book) -> Done:
    """A new case that is booked: its appointment number (`more.appointment`), and who will come in its sheet. The case
    can be opened and prepared from this moment.

    Refused: `no_such_counter`, `not_by_appointment` (the counter takes none), what `Calendar.check` refuses, what the
    sheet refuses of `who` and `note`. A request whose entries could not be written is unsure: asked again, it writes
    them.
    """
    office = deed.office or who.office
    line = bookable(c, office, deed.service)
    day, minute = rules.read_day(deed.day), rules.read_time(deed.time)
    _may_be_written(c, who, request, deed)
    calendar = calendar_of(c, office, line.group)
    visit = _booked(c, office, line, deed, rules.instant(day, minute))
    opening = Opening(visit, line.letters, True, c.catalogs.current().version, move="book")
    booking = Booking(office, line.group, deed.day, calendar.settings.length(line.group))
    story = moves.story(who)

    def fits(taken: list[Span]) -> None:
        calendar.check(day, minute, taken)

    try:
        written = await c.appointments.book(request, opening, booking, fits, story, c.clock())
    except Unsure:
        written = await moves.after_all(c, request)
    await lay_out(c, written, opening.catalog)
    done = await moves.finish(c, written)
    await _write(c, who, request, written.row.case, deed)
    await find.refresh(c, written.row.case)
    number = written.row.number.removeprefix(rules.SIGN)
    return replace(done, more={**done.more, "appointment": number})


async def rebook(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.Rebook) -> Done:
    """Another day or time; number and case stay, and the old place is free at once.

    Refused: `reason_needed`, `not_a_choice` (reason), `illegal_move` (the visitor is here, or it was cancelled), what
    `Calendar.check` refuses.
    """
    reasons.check(c, deed.reason, "rebook", deed.note, needed=True)
    if (before := await c.visits.known(request)) is not None:
        return await moves.finish(c, before)
    day, minute = rules.read_day(deed.day), rules.read_time(deed.time)
    visit = await visit_of(c, deed.visit)
    found = await c.appointments.of(deed.visit)
    if found is None:
        raise Refused(Reason.illegal_move, stage=visit.stage.value, move=Move.rebook.value)
    calendar = calendar_of(c, found.office, found.group)
    booking = Booking(found.office, found.group, deed.day, found.minutes)
    story = moves.story(who, deed.reason, deed.note)

    def rule(visit: Visit, here: AtWindow) -> Step:
        _as_seen(visit, version)
        after = visit_rules.rebooked(visit, c.clock(), deed.day, rules.instant(day, minute))
        return Step(after, Move.rebook)

    def fits(taken: list[Span]) -> None:
        calendar.check(day, minute, taken)

    try:
        written = await c.appointments.rebook(request, deed.visit, booking, fits, rule, story, c.clock())
    except Unsure:
        written = await moves.after_all(c, request)
    return await moves.finish(c, written)


async def arrive(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.Arrive) -> Done:
    """The visitor is here, on the day or on another: a number of today, the counter's line, and the code of a slip
    (once). The answer holds how many people are ahead.

    Refused: `illegal_move` (not booked any more), `not_a_choice` (language), `numbers_used_up`.
    """
    if deed.language not in LANGUAGES:
        raise Refused(Reason.not_a_choice, at="language")
    if (before := await c.visits.known(request)) is not None:
        return await moves.finish(c, before)
    found = await visit_of(c, deed.visit)
    line = c.catalogs.house().line(found.office, found.line)
    if line is None:
        raise Refused(Reason.no_such_counter, at="line")
    code = new_code(c)

    def rule(visit: Visit, here: AtWindow) -> Step:
        _as_seen(visit, version)
        return Step(visit_rules.arrived(visit, c.clock(), c.business_day()), Move.arrive)

    digest, story = ticket.digest(code), moves.story(who)
    try:
        written = await c.appointments.arrive(
            request, deed.visit, line.letters, digest, moves.hushed(c, rule), story, c.clock()
        )
    except Unsure:
        written = await moves.after_all(c, request)
    done = await moves.finish(c, written)
    await tongue.keep(c, who, request, found.case, deed.language)
    if written.again:
        return done
    visit = await visit_of(c, deed.visit)
    ahead = await people_ahead(c, visit) if visit.stage is Stage.waiting else 0
    return replace(done, code=code, more={**done.more, "ahead": ahead})


# ---- the calendar


def bookable(c: Cupboards, office: str, service: str) -> Line:
    """The line of a service that can be booked at an office."""
    house = c.catalogs.house()
    found = house.service(office, service)
    line = house.line(office, found.line) if found else None
    return rules.line_for(house.counter(office, line.group) if line else None, line)


def calendar_of(c: Cupboards, office: str, group: str) -> Calendar:
    """When a counter takes appointments."""
    found = c.catalogs.house().office(office)
    if found is None:
        raise Refused(Reason.no_such_counter, at="office")
    return Calendar(
        office=found,
        group=group,
        settings=c.catalogs.settings().appointments,
        holidays=frozenset(holidays(c.catalogs.current())),
        now=c.clock(),
        today=date.fromisoformat(c.business_day()),
        opening=opening(c.catalogs.current()),
    )


# ---- the visit and its sheet


def _booked(c: Cupboards, office: str, line: Line, deed: m.Book, due: int) -> Visit:
    made = fresh.visit(c, office, line, Stage.booked, deed.service)
    return replace(made, day=deed.day, way=[line.group], channel="phone", due=due)


def _as_seen(visit: Visit, version: int | None) -> None:
    if version is not None and visit.version != version:
        raise Refused(Reason.visit_changed, version=visit.version)


def _edits(request: str, case: str, deed: m.Book) -> list[m.Change]:
    """Who will come, and the note, as edits with ids of their own: asked again, they are the same."""
    made: list[m.Change] = []
    said: dict[str, Value] = {item: value for item, value in deed.who.items() if value not in (None, "")}
    if said:
        person = ids.new_person(hashlib.blake2b(request.encode(), digest_size=ids.PERSON_BYTES).digest())
        made.append(m.Change(op=ids.again(request, 1), case=case, fence=0, do=m.AddPerson(person, said)))
    if deed.note.strip():
        made.append(m.Change(op=ids.again(request, 2), case=case, fence=0, do=m.Note(text=deed.note)))
    return made


def _may_be_written(c: Cupboards, who: Actor, request: str, deed: m.Book) -> None:
    """What the sheet refuses is refused before a place is taken."""
    writer = Writer(clerk=who.clerk, name=who.name, window=who.window or "", sees=who.sees)
    ground = c.catalogs.ground(date.fromisoformat(c.business_day()), c.catalogs.current().version)
    for change in _edits(request, "", deed):
        try:
            apply.decide(Sheet(case=""), change, writer, ground)
        except Refused as no:
            raise Refused(no.reason, (no.at or "").rsplit(".", 1)[-1] or None, **no.more) from None


async def _write(c: Cupboards, who: Actor, request: str, case: str, deed: m.Book) -> None:
    sheet = await c.sheets.read(case)
    fence = sheet.fence if sheet is not None else 0
    for change in _edits(request, case, deed):
        answer = await sheets.edit(c, who, msgspec.structs.replace(change, fence=fence))
        if answer.result not in WRITTEN:
            raise Unsure(request)
