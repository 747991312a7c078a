"""The words of an expression, cut apart: names, numbers, 'strings' and signs, each with its place.

A place is the index of a character (a code point) in the text.
"""

from __future__ import annotations

import re
from typing import Final, Literal

import msgspec

LIMIT: Final = 2_000
"""An expression has at most this many characters."""
DEPTH: Final = 40
"""So many brackets, `not` and `else` may stand inside one another."""
DIGITS: Final = 9
"""A number has at most this many digits: it is the same in every language."""

Kind = Literal["name", "number", "string", "sign", "end"]

SENTENCES: Final = {
    "empty": "条件が書かれていません。",
    "long": "条件が長すぎます（2,000文字までです）。",
    "deep": "かっこや not の重なりが深すぎます（40までです）。",
    "character": "条件に使えない文字です。半角の英数字と記号で書いてください。",
    "quote": "文字列が閉じていません。' で囲んでください。",
    "number": "数が大きすぎます（9けたまでです）。",
    "word": "ここに書けない語です。",
    "end": "条件が途中で終わっています。",
    "bracket": "かっこが閉じていません。",
    "else": "if には else が必要です。",
    "chain": "比較は一つずつ書き、and でつないでください。",
    "list": "in の後には ('A','B') のような一覧を書いてください。",
    "method": "点の後に書けるのは startswith('…') だけです。",
}
"""What is wrong with an expression, by its code, as an administrator reads it."""


class BadExpression(ValueError):
    """A text that is no expression: where (`place`, an index of a character) and why (a code of `SENTENCES`)."""

    def __init__(self, place: int, why: str) -> None:
        super().__init__(f"{place}: {why}")
        self.place = place
        self.why = why

    @property
    def sentence(self) -> str:
        """Why, in a sentence."""
        return SENTENCES[self.why]


class Token(msgspec.Struct, frozen=True):
    """One word of an expression."""

    kind: Kind
    text: str
    place: int


_BLANK: Final = re.compile(r"[ \t\r\n]*")
_TOKEN: Final = re.compile(
    r"(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<number>[0-9]+)|(?P<string>'[^'\r\n]*')|(?P<sign>==|!=|<=|>=|[<>(),.])"
)


def tokens(text: str) -> list[Token]:
    """All words, the last one an end. `BadExpression`: empty, long, character, quote, number."""
    if len(text) > LIMIT:
        raise BadExpression(LIMIT, "long")
    found: list[Token] = []
    place = _skip(text, 0)
    while place < len(text):
        token = _token(text, place)
        found.append(token)
        place = _skip(text, place + len(token.text))
    if not found:
        raise BadExpression(0, "empty")
    return [*found, Token("end", "", len(text))]


def _skip(text: str, place: int) -> int:
    blank = _BLANK.match(text, place)
    return blank.end() if blank else place


def _token(text: str, place: int) -> Token:
    found = _TOKEN.match(text, place)
    if found is None:
        raise BadExpression(place, "quote" if text[place] == "'" else "character")
    kind: Kind = found.lastgroup  # type: ignore[assignment]
    if kind == "number" and len(found.group()) > DIGITS:
        raise BadExpression(place, "number")
    return Token(kind, found.group(), place)
