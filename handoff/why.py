"""Why a procedure comes, and which single answer would take it away."""

from __future__ import annotations

import msgspec

from handoff.book import Bringing
from handoff.expression import Scalar
from handoff.known import ByHand
from handoff.worlds import World, holds


class Because(msgspec.Struct, frozen=True):
    """One thing that brought it: a question with its answer (None: not answered, and so not said otherwise), or a fact
    with its value."""

    name: str
    value: bool | int | str | None


class Turn(msgspec.Struct, frozen=True):
    """An answer that would take it away, if it were the only one to change."""

    question: str
    answer: bool


class Why(msgspec.Struct, frozen=True):
    """What brought a procedure: a life event with what was answered (none: it always comes with the event), or a hand
    (`by_hand`, with its reason). `takes_away`: single answers with which this event would bring it no more."""

    event: str
    because: list[Because]
    takes_away: list[Turn]
    by_hand: bool = False
    reason: str = ""
    note: str = ""


def why(world: World, one: Bringing) -> Why:
    """Why an event brings a procedure."""
    named = [name for name in one.trigger.because(world.env) if name != "ev"]
    because = [Because(name, world.env.get(name)) for name in named]
    return Why(world.event, because, _turns(world, one))


def hand(said: ByHand) -> Why:
    """That a hand put it there."""
    return Why("", [], [], by_hand=True, reason=said.reason, note=said.note)


def _turns(world: World, one: Bringing) -> list[Turn]:
    return [
        Turn(question, answer)
        for question in _roots(world, one)
        for answer in _others(world.env.get(question))
        if not holds(one.trigger, world.turned(question, answer))
    ]


def _others(now: Scalar) -> tuple[bool, ...]:
    return (not now,) if isinstance(now, bool) else (True, False)


def _roots(world: World, one: Bringing) -> list[str]:
    """The questions asked in this event that a procedure's condition looks at, or that these follow from; in the order
    of the file."""
    found: set[str] = set()
    todo = list(one.trigger.places)
    while todo:
        name = todo.pop()
        if name not in found and (at := world.chapter.index.get(name)) is not None:
            found.add(name)
            asking = world.chapter.askings[at]
            todo += [*asking.show.places, *asking.auto.places]
    return sorted((name for name in found if world.asked(name)), key=world.chapter.index.__getitem__)
