"""番号を発行する: a number for a service, with its code."""

from __future__ import annotations

from typing import Final

import msgspec

from handoff import ticket
from handoff.messages import GiveNumber
from handoff.offices import Line
from handoff.refusal import Reason, Refused
from handoff.stage import Stage
from handoff.words import LANGUAGES
from server.ports.journal import SealedSheet
from server.ports.unreachable import Unreachable
from server.ports.visits import Opening, Unsure, Written
from server.work import moves
from server.work.cupboards import Actor, Cupboards, Done
from server.work.lines import people_ahead
from server.work.visits import fresh, tongue

CHANNELS: Final = frozenset({"counter", "kiosk", "branch", "post", "phone"})
"""How the case came; in the last three nobody stands at the window."""


async def give_number(c: Cupboards, who: Actor, request: str, version: int | None, deed: GiveNumber) -> Done:
    """A new case with a number of today, or a further visit of `deed.case`. The answer holds the code once, and how
    many
    people are ahead.

    Refused: `no_such_counter` (no such service at the office), `not_a_choice` (channel, a language that papers do not
    speak), `numbers_used_up`, `no_such_case`, `already_claimed` when the case has a visit that is not ended.
    """
    if deed.channel not in CHANNELS:
        raise Refused(Reason.not_a_choice, at="channel")
    if deed.language not in LANGUAGES:
        raise Refused(Reason.not_a_choice, at="language")
    office = deed.office or who.office
    line = _line_of(c, office, deed.service)
    code = new_code(c)
    visit = msgspec.structs.replace(
        fresh.visit(c, office, line, Stage.waiting, deed.service, deed.case), way=[line.group], channel=deed.channel
    )
    opening = Opening(
        visit=visit,
        letters=line.letters,
        case_is_new=deed.case is None,
        catalog=c.catalogs.current().version,
        ticket=ticket.digest(code),
    )
    done = await open_visit(c, who, request, opening)
    assert done.row is not None
    await tongue.keep(c, who, request, done.row.case, deed.language)
    if done.more.pop("again", 0):
        return done
    standing = msgspec.structs.replace(visit, number=done.row.number)
    return msgspec.structs.replace(done, code=code, more={**done.more, "ahead": await people_ahead(c, standing)})


async def open_visit(c: Cupboards, who: Actor, request: str, opening: Opening, slip: bytes | None = None) -> Done:
    """Open a visit, and the case's empty sheet where the case is new. `more` holds `again` when it was open already."""
    barrier = None if opening.case_is_new else await moves.barrier(c, opening.visit.case)
    told = moves.story(who, slip=slip)
    try:
        written = await c.visits.open(request, opening, told, c.clock(), barrier)
    except Unsure:
        written = await moves.after_all(c, request)
    if opening.case_is_new:
        await lay_out(c, written, opening.catalog)
    done = await moves.finish(c, written)
    return msgspec.structs.replace(done, more={**done.more, "again": 1}) if written.again else done


async def lay_out(c: Cupboards, written: Written, catalog: int) -> None:
    """An empty sheet in Redis. When Redis cannot take it now, joining the case does this."""
    try:
        await c.sheets.wake(SealedSheet(written.row.case), catalog, written.row)
    except Unreachable:
        return


def new_code(c: Cupboards) -> str:
    """A new ticket's code. Only its digest is kept."""
    return ticket.make(ticket.draw(c.chance(ticket.CHANCE_BYTES)), c.city)


def _line_of(c: Cupboards, office: str, service: str) -> Line:
    house = c.catalogs.house()
    found = house.service(office, service)
    line = house.line(office, found.line) if found else None
    if line is None:
        raise Refused(Reason.no_such_counter, at="service")
    return line
