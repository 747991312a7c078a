"""Kanji for a clerk who looks for one: the other forms of a letter, by how it is read, by its part, the city's own
(外字). Only what the faces of names draw is offered: whatever is taken prints."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Final, Literal

import msgspec

from handoff.letters import LONGEST, Group, by_code, kanji_in
from handoff.refusal import Reason, Refused
from server.work.cupboards import Cupboards

By = Literal["form", "reading", "part", "parts", "own"]
OFFICIAL: Final = "ipamjm.ttf"


class Found(msgspec.Struct, frozen=True):
    """`official`: whether the face of the official characters (IPAmj明朝) is here; without it few forms are drawn."""

    groups: list[Group]
    official: bool


async def find(c: Cupboards, by: By, text: str, strokes: int | None = None) -> Found:
    """`form`: the forms of the one letter `text`, also of those that are said to be the same. `reading`: letters by
    kana or romaji, by code point (U+20BB7), or the forms of a letter. `part`: letters under the radical `text`, with so
    many `strokes` beside it. `parts`: the radicals. `own`: the city's own letters. Nothing found is no fault."""
    if len(text) > LONGEST:
        raise Refused(Reason.bad_message)
    groups = await asyncio.to_thread(_groups, c, by, text, strokes)
    return Found(groups, any(one.name == OFFICIAL for one in c.paper.faces()))


def _groups(c: Cupboards, by: By, text: str, strokes: int | None) -> list[Group]:
    match by:
        case "form":
            return _forms(c, text)
        case "reading":
            return _drawn(c, c.letters.read(text)) or _forms(c, by_code(text) or kanji_in(text))
        case "part":
            return _drawn(c, c.letters.under(text, strokes))
        case "parts":
            return _drawn(c, c.letters.radicals())
        case "own":
            own = c.paper.own_letters()
            return [Group("", own)] if own else []


def _forms(c: Cupboards, text: str) -> list[Group]:
    """`text` may have a selector: its plain letter is asked for."""
    if not text:
        return []
    groups = ((one, c.paper.forms_of(one)) for one in c.letters.forms(text[0]))
    return [Group(one, forms) for one, forms in groups if forms]


def _drawn(c: Cupboards, groups: Iterable[Group]) -> list[Group]:
    drawn = (Group(group.of, c.paper.drawn(group.letters)) for group in groups)
    return [group for group in drawn if group.letters]
