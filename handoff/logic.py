"""What the parts of an expression mean: three-valued logic (Kleene) over names, and why a value came out.

None is "not known": `not None` is None; `and` is False if any part is False, else None if any is not known; `or`
mirrors it; `A if None else B` is None. == and != compare plainly (None != False is True), `in` is a row of ==. An order
comparison or startswith of what is not known, or of two different kinds, is not known. Kinds never mix: True == 1 is
False. A number or a string is no condition: where yes or no is asked it counts as not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, Protocol, TypeAlias

import msgspec

Scalar: TypeAlias = "bool | int | str | None"


class Env(Protocol):
    """What is known, by name: a dict, or something like it."""

    def get(self, name: str, /) -> Scalar:
        """The value of a name, None when it is not known."""


_ORDER: Final[dict[str, Callable[[int, int], bool]]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


class Node(Protocol):
    """A part of an expression."""

    def value(self, env: Env) -> Scalar:
        """What it is, given what is known; a name that `env` lacks is not known."""
        ...

    def because(self, env: Env) -> Iterator[str]:
        """The names that make it what it is."""
        ...


def same(left: Scalar, right: Scalar) -> bool:
    """Whether two values are the same, of the same kind."""
    return type(left) is type(right) and left == right


class Const(msgspec.Struct, frozen=True):
    """A value that is written out."""

    it: Scalar

    def value(self, env: Env) -> Scalar:
        return self.it

    def because(self, env: Env) -> Iterator[str]:
        return iter(())


class Name(msgspec.Struct, frozen=True):
    """A question, a fact, or `ev`."""

    name: str

    def value(self, env: Env) -> Scalar:
        return env.get(self.name)

    def because(self, env: Env) -> Iterator[str]:
        yield self.name


class Not(msgspec.Struct, frozen=True):
    """The contrary."""

    part: Node

    def value(self, env: Env) -> Scalar:
        said = self.part.value(env)
        return not said if isinstance(said, bool) else None

    def because(self, env: Env) -> Iterator[str]:
        return self.part.because(env)


class Row(msgspec.Struct, frozen=True):
    """Parts joined by `and` (`stop` False) or by `or` (`stop` True): the value that one part alone decides."""

    stop: bool
    parts: tuple[Node, ...]

    def value(self, env: Env) -> Scalar:
        found: bool | None = not self.stop
        for part in self.parts:
            said = part.value(env)
            if said is self.stop:
                return said
            if said is not (not self.stop):
                found = None
        return found

    def because(self, env: Env) -> Iterator[str]:
        said = self.value(env)
        for part in self.parts:
            if self._decides(said, part.value(env)):
                yield from part.because(env)

    def _decides(self, whole: Scalar, part: Scalar) -> bool:
        """Whether a part has a share in what the whole is: the one that stops it, or else all; or what is missing."""
        if whole is None:
            return not isinstance(part, bool)
        return whole is not self.stop or part is whole


class Compare(msgspec.Struct, frozen=True):
    """Two values side by side."""

    sign: str
    left: Node
    right: Node

    def value(self, env: Env) -> Scalar:
        left, right = self.left.value(env), self.right.value(env)
        if self.sign == "==":
            return same(left, right)
        if self.sign == "!=":
            return not same(left, right)
        if type(left) is type(right) and type(left) in (int, str):
            return _ORDER[self.sign](left, right)  # type: ignore[arg-type]
        return None

    def because(self, env: Env) -> Iterator[str]:
        yield from self.left.because(env)
        yield from self.right.because(env)


class Among(msgspec.Struct, frozen=True):
    """One of a list."""

    part: Node
    values: tuple[Scalar, ...]
    wanted: bool

    def value(self, env: Env) -> Scalar:
        said = self.part.value(env)
        return any(same(said, one) for one in self.values) is self.wanted

    def because(self, env: Env) -> Iterator[str]:
        return self.part.because(env)


class Starts(msgspec.Struct, frozen=True):
    """How a text begins."""

    part: Node
    text: str

    def value(self, env: Env) -> Scalar:
        said = self.part.value(env)
        return said.startswith(self.text) if isinstance(said, str) else None

    def because(self, env: Env) -> Iterator[str]:
        return self.part.because(env)


class Choice(msgspec.Struct, frozen=True):
    """`then if condition else other`."""

    then: Node
    condition: Node
    other: Node

    def value(self, env: Env) -> Scalar:
        said = self.condition.value(env)
        if not isinstance(said, bool):
            return None
        return (self.then if said else self.other).value(env)

    def because(self, env: Env) -> Iterator[str]:
        yield from self.condition.because(env)
        said = self.condition.value(env)
        if isinstance(said, bool):
            yield from (self.then if said else self.other).because(env)
