"""研修の市: pretend visitors come, and an administrator empties it. In no other city is any of this to be had."""

from __future__ import annotations

from handoff.ids import OP_BYTES, new_op
from handoff.messages import GiveNumber
from handoff.refusal import Reason, Refused
from server.ports.training import Training
from server.work import editors
from server.work.cupboards import Actor, Cupboards
from server.work.visits.numbers import give_number


async def visitors(c: Cupboards, who: Actor) -> list[str]:
    """One visitor for each service of the office, with a number, as if they had just come in: the numbers. Refused:
    `not_allowed` in a city that is no training city."""
    _must_train(c)
    services = [one.service for one in c.catalogs.house().services if one.office == who.office]
    given = [await give_number(c, who, new_op(c.chance(OP_BYTES)), None, GiveNumber(service)) for service in services]
    return [done.row.number for done in given if done.row is not None]


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
