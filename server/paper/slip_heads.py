"""The names of the slip's lists, again wherever a list goes on to another page."""

from __future__ import annotations

from typing import Final

from handoff.speech import Spoken
from server.paper.setter import Setter, height, write
from server.paper.sheet import Column

_GAP: Final = 3.6  # over a heading
_SIZE: Final = 12.5
_LEAST: Final = 0.85  # smaller than this, the languages stand under one another
_LESS: Final = 0.85


def draw_heading(column: Column, title: Spoken, setter: Setter, with_next: float) -> None:
    """A heading with its rule; it goes to the next page together with the first line under it. On each further page
    that the list comes to it stands again, as continued: set `column.again` to None where the list ends."""
    column.again = None
    _draw(column, title, setter, with_next)
    column.again = lambda: _draw(column, setter.say("slip.continued", title=title), setter, 0)


def _draw(column: Column, title: Spoken, setter: Setter, with_next: float) -> None:
    lines = [setter.beside(title, _SIZE, column.width)]
    if lines[0].size < _SIZE * _LEAST:
        lines = setter.fitted(title, _SIZE, column.width, _LEAST, _LESS)
    high = height(lines) + 0.7
    page, y = column.take(_GAP + high, with_next)
    write(page, column.x, y + _GAP, lines)
    page.rule(column.x, y + _GAP + high, column.right, 0.5)
