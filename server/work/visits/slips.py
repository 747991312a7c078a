"""The slip's code, and the way that the slip prints. The visit stays in its stage."""

from __future__ import annotations

from typing import Final, NamedTuple

from msgspec.structs import replace

from handoff import ids, ticket
from handoff import messages as m
from handoff import visit as rules
from handoff.care import needs_care
from handoff.messages import Row
from handoff.refusal import Reason, Refused
from handoff.stage import Move
from handoff.visit import Visit, row_of
from handoff.words import LANGUAGES
from server.ports.visits import AtWindow, Rule, Step
from server.work import guidance, moves, reasons
from server.work.cupboards import Actor, Cupboards, Done
from server.work.visits.asking import visit_of
from server.work.visits.numbers import new_code

PLAN_TRIES: Final = 5


class Aim(NamedTuple):
    """What a case's sheet says of its visit: the counters of its procedures in walking order, and 要配慮."""

    groups: list[str]
    care: bool


async def slip(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.Slip) -> Done:
    """A new code for the case, and the way as its sheet has it now; the old code is replaced from this moment. The
    answer holds it once and never again: the same request asked twice gives no code (print again). `more` holds
    `reprint` when a reason for printing again was given.

    Refused: `not_a_choice` (a language that papers do not speak, a reason of another list).
    """
    reasons.check(c, deed.reason, "reprint")
    if deed.language not in LANGUAGES:
        raise Refused(Reason.not_a_choice, at="language")
    if (before := await c.visits.known(request)) is not None:
        return await moves.finish(c, before)
    code = new_code(c)
    aim = await _aim(c, await visit_of(c, deed.visit))

    def rule(visit: Visit, here: AtWindow) -> Step:
        after = _planned(c, visit, aim) if aim else rules.planned(visit, c.clock(), visit.way)
        more: dict[str, str | int] = {"reprint": 1} if deed.reason else {}
        return Step(after, "slip", ticket.digest(code), more=more)

    done = await moves.run(c, request, deed.visit, rule, moves.story(who, deed.reason), version=version)
    return replace(done, code=code)


async def plan(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.Plan) -> Done:
    """The way of the case's visit, from what its sheet knows now. Nothing is moved when the way is the same.

    The sheet is looked at once more afterwards: while this plan was written, another process may have planned over a
    newer one.
    """
    for times in range(PLAN_TRIES):
        visit = await c.visits.last_of(deed.case)
        if visit is None:
            raise Refused(Reason.no_such_case)
        aim = await _aim(c, visit) if visit.live else None
        if aim is None or (_ahead(visit, aim.groups), aim.care) == (visit.way, visit.care):
            return Done(row=row_of(visit))
        again = ids.again(request, times) if times else request
        done = await moves.run(c, again, visit.visit, _planning(c, aim), moves.story(who))
    return done


def _planning(c: Cupboards, aim: Aim) -> Rule:
    def rule(visit: Visit, here: AtWindow) -> Step:
        return Step(_planned(c, visit, aim), Move.plan)

    return rule


def _planned(c: Cupboards, visit: Visit, aim: Aim) -> Visit:
    return rules.planned(visit, c.clock(), _ahead(visit, aim.groups), aim.care)


async def _aim(c: Cupboards, visit: Visit) -> Aim | None:
    """What the sheet says now; None while the case sleeps."""
    sheet = await c.sheets.read(visit.case)
    if sheet is None:
        return None
    groups = guidance.way_of(c, sheet, visit.office, visit.service)
    return Aim(groups, needs_care(sheet.entries, c.catalogs.settings().visits.care_questions))


def _ahead(visit: Visit, groups: list[str]) -> list[str]:
    """The counters still to come; the one that is waited for now stays, whatever was chosen."""
    waited = [] if visit.held else [group for group in visit.way[:1] if group not in groups]
    return [group for group in [*waited, *groups] if group not in visit.been]


async def row_now(c: Cupboards, visit: str) -> Row:
    """A visit's row as the record has it."""
    return row_of(await visit_of(c, visit))
