"""The names of the slip's lists, again wherever a list goes on to another page."""

from __future__ import annotations

from typing import Final

from handoff.speech import Spoken
from server.paper.setter import Setter, put
from server.paper.sheet import Column

_GAP: Final = 3.6  # over a heading
_HEADING: Final = 6.4
_SIZE: Final = 12.5


def draw_heading(column: Column, title: Spoken, setter: Setter, with_next: float) -> None:
    """A heading with its rule; it goes to the next page together with the first line under it. On each further page
    that the list comes to it stands again, as continued: set `column.again` to None where the list ends."""
    column.again = None
    _draw(column, title, setter, with_next)
    column.again = lambda: _draw(column, setter.say("slip.continued", title=title), setter, 0)


def _draw(column: Column, title: Spoken, setter: Setter, with_next: float) -> None:
    page, y = column.take(_GAP + _HEADING, with_next)
    put(page, column.x, y + _GAP + 4.4, setter.beside(title, _SIZE, column.width))
    page.rule(column.x, y + _GAP + _HEADING, column.right, 0.5)
