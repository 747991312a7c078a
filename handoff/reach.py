"""Whether answers exist with which a condition holds: looked for among all answers to the questions that it depends on.

A question may be answered yes or no, or left open; one that is not asked has no answer. The facts of a household may be
anything. Where the answers are too many to go through (`MOST`), some thousands of ways through the questions are tried
instead, always the same ones, and what they do not find is `unsure`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import Final, Literal, TypeAlias

import msgspec

from handoff.expression import Env, Expression, Scalar
from handoff.logic import Compare, Const, Name, Node
from handoff.references import parsed, parts

Found: TypeAlias = Literal["yes", "no", "unsure"]
MOST: Final = 20_000
"""So many ways are gone through."""
STEPS: Final = 30_000
"""So many questions are answered on the ways that are tried instead."""
DEEP: Final = 60
"""No more questions than these behind a condition are looked at."""
NEVER: Final = Expression("False", Const(False), {})
EVERY_WAY: Final[tuple[Scalar, ...]] = (True, False, None)


class Asking(msgspec.Struct, frozen=True):
    """A question and the condition under which it is asked (None: always)."""

    question: str
    show: Expression | None


class Reach:
    """What can be reached in one life event: its questions in the order of the file.

    Those of other events (`elsewhere`) are never asked in it."""

    def __init__(self, event: str, askings: Sequence[Asking], elsewhere: Iterable[str] = ()) -> None:
        self.event = event
        self.shows: dict[str, Expression | None] = dict.fromkeys(elsewhere, NEVER)
        self.shows |= {one.question: one.show for one in askings}
        self.at = {one: at for at, one in enumerate(self.shows)}

    def holds(self, *conditions: Expression) -> Found:
        """Whether these conditions can hold together."""
        texts, behind = tuple(one.text for one in conditions), self._behind(conditions)
        if len(behind) > DEEP:
            return "no" if _found(self.event, texts, ()) == "no" else "unsure"
        return _found(
            self.event, texts, tuple((name, show.text if (show := self.shows[name]) else "") for name in behind)
        )

    def _behind(self, conditions: Sequence[Expression]) -> list[str]:
        """All questions that conditions depend on, in order."""
        found: set[str] = set()
        todo = [name for one in conditions for name in one.places]
        while todo and len(found) <= DEEP:
            name = todo.pop()
            if name in self.shows and name not in found:
                found.add(name)
                show = self.shows[name]
                todo += show.places if show else ()
        return sorted(found, key=self.at.__getitem__)


@lru_cache(maxsize=100_000)
def _found(event: str, conditions: tuple[str, ...], asked: tuple[tuple[str, str], ...]) -> Found:
    """Over texts alone, so that what was found once needs no second search: a catalog is checked at every keystroke."""
    return _Search(event, conditions, asked).found()


class _Search:
    """The answers with which conditions hold. `asked`: the questions that matter, each with its own condition."""

    def __init__(self, event: str, conditions: Sequence[str], asked: Sequence[tuple[str, str]]) -> None:
        self.event = event
        self.whole = [_read(text) for text in conditions]
        self.asked = [(name, _read(text) if text else None) for name, text in asked]
        shows = [show for _, show in self.asked if show is not None]
        questions = {name for name, _ in asked}
        names = dict.fromkeys(name for one in (*self.whole, *shows) for name in one.places)
        self.facts = [name for name in names if name != "ev" and name not in questions]
        self.free = [_fact(name, [*self.whole, *shows]) for name in self.facts]

    def found(self) -> Found:
        """Every way, if they are not too many; else some."""
        if _size(self.free) * 3 ** len(self.asked) <= MOST:
            return "yes" if any(self._ways()) else "no"
        if self._alone() == "no":
            return "no"
        return "yes" if any(self._walks()) else "unsure"

    def _holds(self, env: Env) -> bool:
        return all(one.value(env) is True for one in self.whole)

    def _alone(self) -> Found:
        """Over the conditions' own names, whatever those depend on: what does not hold here holds nowhere."""
        own = list(dict.fromkeys(name for one in self.whole for name in one.places if name != "ev"))
        values = [_fact(name, self.whole) if name in self.facts else EVERY_WAY for name in own]
        if _size(values) > MOST:
            return "unsure"
        envs = ({"ev": self.event, **dict(zip(own, one, strict=True))} for one in product(*values))
        return "yes" if any(self._holds(env) for env in envs) else "no"

    def _ways(self) -> Iterator[bool]:
        for chosen in product(*self.free):
            yield from self._answered({"ev": self.event, **dict(zip(self.facts, chosen, strict=True))}, 0)

    def _answered(self, env: dict[str, Scalar], at: int) -> Iterator[bool]:
        """Question after question, as they are asked."""
        if at == len(self.asked):
            yield self._holds(env)
            return
        name, show = self.asked[at]
        for answer in EVERY_WAY if show is None or show.value(env) is True else (None,):
            env[name] = answer
            yield from self._answered(env, at + 1)
        env.pop(name, None)

    def _walks(self) -> Iterator[bool]:
        """Ways as a simple generator deals them out."""
        dice = _Dice()
        for _ in range(STEPS // max(len(self.asked), 1)):
            env: dict[str, Scalar] = {"ev": self.event}
            for name, values in zip(self.facts, self.free, strict=True):
                env[name] = values[dice.throw(len(values))]
            for name, show in self.asked:
                asked = show is None or show.value(env) is True
                env[name] = EVERY_WAY[dice.throw(len(EVERY_WAY))] if asked else None
            yield self._holds(env)


def _read(text: str) -> Expression:
    found = parsed(text)
    assert isinstance(found, Expression), "only conditions that can be followed are searched"
    return found


class _Dice:
    """The same numbers every time (a linear congruential generator, Numerical Recipes)."""

    def __init__(self) -> None:
        self.state = 1

    def throw(self, sides: int) -> int:
        self.state = (1_664_525 * self.state + 1_013_904_223) % 2**32
        return (self.state >> 16) % sides


def contradicts_itself(condition: Expression, events: Sequence[str]) -> bool:
    """Whether nothing at all makes a condition hold: no answers, no facts, no event. False when there is too much to go
    through."""
    own = [name for name in condition.places if name != "ev"]
    values = [_fact(name, [condition]) for name in own]
    if _size(values) * max(len(events), 1) > MOST:
        return False
    for event in events if "ev" in condition.places else ("",):
        for one in product(*values):
            env: Mapping[str, Scalar] = {"ev": event or None, **dict(zip(own, one, strict=True))}
            if condition.value(env) is True:
                return False
    return True


def _fact(name: str, conditions: Sequence[Expression]) -> tuple[Scalar, ...]:
    """What a fact may be: yes, no or not known; around each number that it is compared with, where it is a number."""
    numbers = sorted({number for one in conditions for number in _compared(one.root, name)})
    if not numbers:
        return EVERY_WAY
    return (*dict.fromkeys(near for number in numbers for near in (number - 1, number, number + 1)), None)


def _compared(node: Node, name: str) -> Iterator[int]:
    match node:
        case Compare(left=Name(name=found), right=Const(it=int(number))) if found == name:
            if not isinstance(number, bool):
                yield number
        case Compare(left=Const(it=int(number)), right=Name(name=found)) if found == name:
            if not isinstance(number, bool):
                yield number
        case _:
            for part in parts(node):
                yield from _compared(part, name)


def _size(values: Sequence[Sequence[Scalar]]) -> int:
    size = 1
    for one in values:
        size *= len(one)
    return size
