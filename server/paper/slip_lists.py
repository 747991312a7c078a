"""The slip's lists: what is lacking, what to bring, what cannot be done today, and what the clerks wrote."""

from __future__ import annotations

from typing import Final

from handoff.slip import Slip, Thing, say
from server.paper.lines import fit, wrap
from server.paper.pages import MM, Page
from server.paper.sheet import Column
from server.paper.shelf import Fonts

_GAP: Final = 4.0  # over a heading
_HEADING: Final = 6.4
_LEAST: Final = 7.2
_LINE: Final = 5.0
_MEMO_LINE: Final = 6.0
_MEMO_GAP: Final = 1.2
_SIZE: Final = 11.0
_NOTE: Final = 9.5
_TICK: Final = 4.0
_BETWEEN: Final = 8.0  # two columns
_MOST: Final = 20  # lines in one block, so that every block fits a page


def draw_lists(column: Column, slip: Slip, fonts: Fonts) -> None:
    """Things at the left and memos at the right; if there is only one of them it has the whole width."""
    lacking = tuple(Thing(one.what, one.windows) for one in slip.missing)
    stopped = tuple(Thing(task.name, one.why) for one in slip.blocked for task in one.tasks)
    lists = ((lacking, "slip.missing"), (slip.bring, "slip.bring"), (stopped, "slip.blocked"))
    half = (column.width - _BETWEEN) / 2
    both = bool(slip.memos) and any(things for things, _ in lists)
    left = column.beside(column.x, half if both else column.width)
    right = column.beside(column.x + half + _BETWEEN, half) if both else left
    for things, key in lists:
        if things:
            _draw_things(left, say(slip.sentences, key), things, fonts, tick=key != "slip.blocked")
    if slip.memos:
        _draw_memos(right, slip, fonts)


def draw_heading(column: Column, title: str, fonts: Fonts, with_next: float) -> None:
    """A heading with its rule; it goes to the next page together with the first line under it."""
    page, y = column.take(_GAP + _HEADING, with_next)
    page.text(column.x, y + _GAP + 4.4, title, fonts.head, fit(title, fonts.head, 12.5, column.width * MM))
    page.rule(column.x, y + _GAP + _HEADING, column.right, 0.5)


def _draw_things(column: Column, title: str, things: tuple[Thing, ...], fonts: Fonts, tick: bool) -> None:
    draw_heading(column, title, fonts, _LEAST)
    x = column.x + (_TICK + 1.8 if tick else 0)
    for thing in things:
        lines, note = _lines(thing, fonts, column.right - x)
        for start in range(0, len(lines), _MOST):
            page, middle = _draw_part(column, x, lines[start : start + _MOST], fonts)
            if start == 0 and tick:
                page.box(column.x, middle - _TICK / 2, _TICK, _TICK, 0.35)
            if start == 0:
                page.text(column.right, middle + 1.3, note, fonts.plain, _NOTE, "right")


def _lines(thing: Thing, fonts: Fonts, room: float) -> tuple[list[tuple[str, float]], str]:
    """The lines with their sizes, and what stands at the right of them: a short note. A long note goes under."""
    beside = fonts.plain.width(thing.note, _NOTE) / MM
    if beside <= room * 0.45:
        return [(line, _SIZE) for line in wrap(thing.what, fonts.plain, _SIZE, (room - beside - 2) * MM)], thing.note
    under = [(line, _NOTE) for line in wrap(thing.note, fonts.plain, _NOTE, room * MM)]
    return [(line, _SIZE) for line in wrap(thing.what, fonts.plain, _SIZE, room * MM)] + under, ""


def _draw_part(column: Column, x: float, lines: list[tuple[str, float]], fonts: Fonts) -> tuple[Page, float]:
    height = max(_LEAST, len(lines) * _LINE + 2.4)
    page, y = column.take(height)
    top = y + (height - len(lines) * _LINE) / 2
    for at, (line, size) in enumerate(lines):
        page.text(x, top + 3.8 + at * _LINE, line, fonts.plain, size)
    page.rule(column.x, y + height, column.right, 0.15)
    return page, y + height / 2


def _draw_memos(column: Column, slip: Slip, fonts: Fonts) -> None:
    """In mincho, the face of the official characters: this is where a clerk may write a name."""
    draw_heading(column, say(slip.sentences, "slip.memos"), fonts, _MEMO_GAP + _MEMO_LINE)
    for memo in slip.memos:
        column.take(_MEMO_GAP)
        for line in wrap(memo, fonts.body, _SIZE, column.width * MM):
            page, y = column.take(_MEMO_LINE)
            page.text(column.x, y + 4.4, line, fonts.body, _SIZE)
