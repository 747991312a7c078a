"""The conditions of the catalog: a small boolean language with a parser of its own (what it means: `logic.py`).

    or / and / not / == != < <= > >= / in ('A','B') / not in / A if C else B / .startswith('x') / ( )
    names, True, False, None, whole numbers, 'strings'

Nothing that is not known ever becomes an answer, and no expression throws when it is evaluated. A text that is no
expression is refused with the place and the reason (`BadExpression`).
"""

from __future__ import annotations

from typing import Final

import msgspec

from handoff.logic import Among, Choice, Compare, Const, Env, Name, Node, Not, Row, Scalar, Starts
from handoff.tokens import DEPTH, BadExpression, Token, tokens

__all__ = ["BadExpression", "Env", "Expression", "Scalar", "names", "parse"]

_WORDS: Final = frozenset({"or", "and", "not", "in", "if", "else", "True", "False", "None"})
_SIGNS: Final = ("==", "!=", "<", "<=", ">", ">=")
_LITERAL: Final[dict[str, bool | None]] = {"True": True, "False": False, "None": None}


class Expression(msgspec.Struct, frozen=True):
    """A condition: its text, what it means, and the names that it asks for (each with its first place)."""

    text: str
    root: Node
    places: dict[str, int]

    def value(self, env: Env) -> Scalar:
        """What it is, given what is known."""
        return self.root.value(env)

    def because(self, env: Env) -> list[str]:
        """The names that make it what it is, each once, in the order of the text."""
        return list(dict.fromkeys(self.root.because(env)))


def names(expression: Expression) -> list[str]:
    """The names that an expression asks for, in the order of its text."""
    return list(expression.places)


def parse(text: str) -> Expression:
    """The expression of a text. `BadExpression` with place and reason when it is none."""
    parser = _Parser(tokens(text))
    root = parser.whole()
    return Expression(text, root, parser.places)


class _Parser:
    def __init__(self, words: list[Token]) -> None:
        self.words = words
        self.at = 0
        self.places: dict[str, int] = {}

    def whole(self) -> Node:
        root = self.choice(0)
        if self.now.kind != "end":
            raise self.wrong()
        return root

    @property
    def now(self) -> Token:
        return self.words[self.at]

    def take(self, *texts: str) -> Token | None:
        """The next word, if it is one of these."""
        now = self.now
        if now.kind in ("name", "sign") and now.text in texts:
            self.at += 1
            return now
        return None

    def wrong(self, why: str = "word") -> BadExpression:
        return BadExpression(self.now.place, "end" if self.now.kind == "end" else why)

    def deeper(self, depth: int, at: Token) -> int:
        """One level further in, which begins at a word."""
        if depth >= DEPTH:
            raise BadExpression(at.place, "deep")
        return depth + 1

    def choice(self, depth: int) -> Node:
        then = self.either(depth)
        if not self.take("if"):
            return then
        condition = self.either(depth)
        at = self.take("else")
        if not at:
            raise BadExpression(self.now.place, "else")
        return Choice(then, condition, self.choice(self.deeper(depth, at)))

    def either(self, depth: int) -> Node:
        parts = [self.both(depth)]
        while self.take("or"):
            parts.append(self.both(depth))
        return parts[0] if len(parts) == 1 else Row(True, tuple(parts))

    def both(self, depth: int) -> Node:
        parts = [self.contrary(depth)]
        while self.take("and"):
            parts.append(self.contrary(depth))
        return parts[0] if len(parts) == 1 else Row(False, tuple(parts))

    def contrary(self, depth: int) -> Node:
        if at := self.take("not"):
            return Not(self.contrary(self.deeper(depth, at)))
        return self.compared(depth)

    def compared(self, depth: int) -> Node:
        left = self.dotted(depth)
        made: Node = left
        if sign := self.take(*_SIGNS):
            made = Compare(sign.text, left, self.dotted(depth))
        elif self.take("in"):
            made = Among(left, self.listed(), True)
        elif self.take("not"):
            if not self.take("in"):
                raise self.wrong()
            made = Among(left, self.listed(), False)
        if made is not left and self.now.text in (*_SIGNS, "in", "not"):
            raise self.wrong("chain")
        return made

    def listed(self) -> tuple[Scalar, ...]:
        """`('A','B')`: at least one value, each written out."""
        if not self.take("("):
            raise self.wrong("list")
        values = [self.literal()]
        while self.take(","):
            if self.take(")"):
                return tuple(values)
            values.append(self.literal())
        if not self.take(")"):
            raise self.wrong("list")
        return tuple(values)

    def literal(self) -> Scalar:
        now = self.now
        if now.kind in ("string", "number") or now.text in _LITERAL:
            self.at += 1
            return _literal(now)
        raise self.wrong("list")

    def dotted(self, depth: int) -> Node:
        part = self.atom(depth)
        while self.take("."):
            if not self.take("startswith"):
                raise self.wrong("method")
            if not self.take("("):
                raise self.wrong("method")
            text = self.now
            if text.kind != "string":
                raise self.wrong("method")
            self.at += 1
            if not self.take(")"):
                raise self.wrong("bracket")
            part = Starts(part, text.text[1:-1])
        return part

    def atom(self, depth: int) -> Node:
        now = self.now
        if self.take("("):
            inner = self.choice(self.deeper(depth, now))
            if not self.take(")"):
                raise BadExpression(now.place, "bracket") if self.now.kind == "end" else self.wrong()
            return inner
        if now.kind in ("string", "number") or now.text in _LITERAL:
            self.at += 1
            return Const(_literal(now))
        if now.kind == "name" and now.text not in _WORDS:
            self.at += 1
            self.places.setdefault(now.text, now.place)
            return Name(now.text)
        raise self.wrong()


def _literal(token: Token) -> Scalar:
    if token.kind == "string":
        return token.text[1:-1]
    return int(token.text) if token.kind == "number" else _LITERAL[token.text]
