"""停電の番号: a number of a printed kit is shown for the first time, and becomes a case."""

from __future__ import annotations

from msgspec.structs import replace

from handoff import messages as m
from handoff import reserve, ticket
from handoff.refusal import Reason, Refused
from handoff.stage import Move, Stage
from server.ports.reserves import Reserved
from server.ports.visits import Opening
from server.work import moves
from server.work.cupboards import Actor, Cupboards, Done
from server.work.visits import fresh
from server.work.visits.calling import must_be_free
from server.work.visits.numbers import open_visit


async def of_code(c: Cupboards, code: str) -> Reserved:
    """The number whose code this is. Refused: `ticket_unknown`, `reserve_gone` (its kit was withdrawn)."""
    found = await c.reserves.of_code(ticket.digest(ticket.read(code, c.city)))
    if found is None:
        raise Refused(Reason.ticket_unknown)
    if found.withdrawn is not None:
        raise Refused(Reason.reserve_gone, number=found.number, when=found.withdrawn)
    return found


async def open_case(c: Cupboards, who: Actor, request: str, deed: m.Claim, found: Reserved) -> Done:
    """A case of today with the paper's number, at this window, with the arrival that the clerk typed; the paper is its
    slip from now on.

    Refused: `reserve_number` (`number`; again with `arrived` and `service`), `future_date`, `past_time`,
    `no_such_counter` (no such service), `window_closed`, `case_open_here`, `already_claimed` (used in this instant, or
    the number was given today)."""
    if not deed.arrived or not deed.service:
        raise Refused(Reason.reserve_number, at="code", number=found.number)
    at, house = moves.at_a_window(c, who), c.catalogs.house()
    reserve.must_have_come(deed.arrived, c.clock(), c.catalogs.settings().visits.reopen_days)
    line, service = fresh.line_here(c, at), house.service(at.office, deed.service)
    first = house.line(at.office, service.line) if service is not None else None
    if first is None:
        raise Refused(Reason.no_such_counter, at="service")
    visit = replace(
        fresh.begun(c, at, line, None, deed.service),
        home=found.office,
        number=found.number,
        arrived=deed.arrived,
        turn=deed.arrived,
        way=[first.group] if first.group != line.group else [],
    )
    here = await fresh.window_of(c, who)
    moves.must_be_open(here, who)
    must_be_free(here, (Stage.serving,), visit)
    sha = ticket.digest(ticket.read(deed.code or "", c.city))
    return await open_visit(
        c, who, request, Opening(visit, line.letters, True, c.catalogs.current().version, sha, Move.claim.value), sha
    )
