"""The slip's lists: what is lacking, what to bring, what cannot be done today, and what the clerks wrote."""

from __future__ import annotations

from typing import Final

from handoff.slip import Slip, Thing, say
from server.paper.lines import fit, wrap
from server.paper.sheet import MM, Column, Page
from server.paper.shelf import Fonts

_GAP: Final = 4.0  # over a heading
_HEADING: Final = 6.4
_LEAST: Final = 7.2
_LINE: Final = 5.0
_MEMO_LINE: Final = 6.0
_SIZE: Final = 11.0
_NOTE: Final = 9.5
_TICK: Final = 4.0
_BETWEEN: Final = 8.0  # two columns
_MOST: Final = 40  # lines in one block, so that every block fits a page


def draw_lists(column: Column, slip: Slip, fonts: Fonts) -> None:
    """Things at the left and memos at the right; if there is only one of them it has the whole width."""
    lists = ((slip.later, "slip.missing"), (slip.bring, "slip.bring"), (slip.blocked, "slip.blocked"))
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
    for thing in things:
        beside = min(fonts.plain.width(thing.note, _NOTE) / MM, column.width * 0.4)
        x = column.x + (_TICK + 1.8 if tick else 0)
        lines = wrap(thing.what, fonts.plain, _SIZE, (column.right - x - beside - 2) * MM)
        for start in range(0, len(lines), _MOST):
            middle = _draw_part(column, x, lines[start : start + _MOST], fonts)
            if start == 0:
                _draw_marks(*middle, column, thing, beside, fonts, tick)


def _draw_part(column: Column, x: float, lines: list[str], fonts: Fonts) -> tuple[Page, float]:
    height = max(_LEAST, len(lines) * _LINE + 2.4)
    page, y = column.take(height)
    middle = y + height / 2
    for at, line in enumerate(lines):
        page.text(x, middle - len(lines) * _LINE / 2 + 3.8 + at * _LINE, line, fonts.plain, _SIZE)
    page.rule(column.x, y + height, column.right, 0.15)
    return page, middle


def _draw_marks(
    page: Page, middle: float, column: Column, thing: Thing, beside: float, fonts: Fonts, tick: bool
) -> None:
    if tick:
        page.box(column.x, middle - _TICK / 2, _TICK, _TICK, 0.35)
    if thing.note:
        size = fit(thing.note, fonts.plain, _NOTE, beside * MM)
        page.text(column.right, middle + 1.3, thing.note, fonts.plain, size, "right")


def _draw_memos(column: Column, slip: Slip, fonts: Fonts) -> None:
    """In mincho, the face of the official characters: this is where a clerk may write a name."""
    draw_heading(column, say(slip.sentences, "slip.memos"), fonts, _MEMO_LINE)
    for memo in slip.memos:
        column.take(1.2)
        for line in wrap(memo, fonts.body, _SIZE, column.width * MM):
            page, y = column.take(_MEMO_LINE)
            page.text(column.x, y + 4.4, line, fonts.body, _SIZE)
