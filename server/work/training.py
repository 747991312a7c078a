"""研修の市: pretend visitors come, and an administrator empties it. In no other city is any of this to be had."""

from __future__ import annotations

from handoff.ids import OP_BYTES, new_op
from handoff.messages import GiveNumber
from handoff.pretend import said_at_home
from handoff.refusal import Reason, Refused
from handoff.system import ID, LEVELS
from server.ports.training import Training
from server.work import editors, system_cases
from server.work.cupboards import Actor, Cupboards
from server.work.visits.numbers import give_number

GUEST = "練習の来庁者"
"""Who wrote what a pretend visitor said at home."""


async def visitors(c: Cupboards, who: Actor) -> list[str]:
    """One visitor for each service of the office, as if they had just come in, and one for each sample household of the
    city that comes for one of them: whose case holds already what the household said at home. Their numbers. Refused:
    `not_allowed` in a city that is no training city."""
    _must_train(c)
    services = [one for one in c.catalogs.house().services if one.office == who.office]
    numbers = []
    for one in services:
        done = await give_number(c, who, new_op(c.chance(OP_BYTES)), None, GiveNumber(one.service))
        numbers += [done.row.number] if done.row is not None else []
    return [*numbers, *await _with_sheets(c, who, {one.event: one.service for one in services if one.event})]


async def _with_sheets(c: Cupboards, who: Actor, services: dict[str, str]) -> list[str]:
    """The sample households, by the service that begins with their event."""
    guest = Actor(ID + GUEST, GUEST, who.office, roles=("clerk",), sees=frozenset(LEVELS))
    numbers = []
    for place, home in enumerate(home for home in c.households if home.event in services):
        people, items = said_at_home(home, place, c.catalogs.items(), c.business_day())
        said = system_cases.PreVisit(services[home.event], people, home.answers, items)
        state = await system_cases.create(c, guest, new_op(c.chance(OP_BYTES)), said)
        numbers.append(state.number)
    return numbers


async def empty(c: Cupboards, who: Actor) -> None:
    """All that was entered here goes, with its keys; the city begins again as its folder says, within a minute.
    Refused: `not_allowed` (whoever is no administrator, a city that is no training city, one whose database is kept by
    somebody else)."""
    editors.must_administer(who)
    if not _must_train(c).begin_anew():
        raise Refused(Reason.not_allowed)


def _must_train(c: Cupboards) -> Training:
    if c.training is None:
        raise Refused(Reason.not_allowed)
    return c.training
