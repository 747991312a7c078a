"""New visits: as every one begins, and those that begin at a window: nobody called them, they are served at once."""

from __future__ import annotations

import msgspec

from handoff import ids
from handoff.offices import Line
from handoff.refusal import Reason, Refused
from handoff.stage import Stage
from handoff.visit import Place, Visit
from server.ports.visits import AtWindow
from server.work import moves
from server.work.cupboards import Actor, Cupboards


def line_here(c: Cupboards, at: Place) -> Line:
    """The line of this window. Refused with `no_such_counter` where it has none."""
    line = c.catalogs.house().line(at.office, at.line)
    if line is None:
        raise Refused(Reason.no_such_counter, at="line")
    return line


def visit(c: Cupboards, office: str, line: Line, stage: Stage, service: str, case: str | None = None) -> Visit:
    """A visit of today that nothing has happened to yet, without a number; of a new case when none is given."""
    now = c.clock()
    return Visit(
        visit=ids.new_case(c.chance(ids.CASE_BYTES)),
        case=case or ids.new_case(c.chance(ids.CASE_BYTES)),
        version=1,
        office=office,
        home=office,
        day=c.business_day(),
        number="",
        stage=stage,
        line=line.line,
        service=service,
        arrived=now,
        since=now,
        line_since=now,
        turn=now,
        quiet=moves.is_quiet(c, office, line.line),
    )


def begun(c: Cupboards, at: Place, line: Line, case: str | None, service: str) -> Visit:
    """The visit of a case, today, at this window; its way is still empty."""
    made = visit(c, at.office, line, Stage.serving, service, case)
    return msgspec.structs.replace(made, fence=1, window=at.window, clerk=at.clerk, been=[line.group])


async def window_of(c: Cupboards, who: Actor) -> AtWindow:
    """The actor's window as it stands now, with the visits that it holds."""
    seats = await c.visits.seats(who.office)
    state = next((seat.state for seat in seats if seat.window == who.window), "")
    held = [one for one in await c.visits.unfinished(who.office, c.business_day()) if one.window == who.window]
    return AtWindow(state, tuple(held))
