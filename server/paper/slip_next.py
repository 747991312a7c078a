"""The next counter, to be read at arm's length: windows, counter, floor."""

from __future__ import annotations

from typing import Final

from handoff.slip import Slip, Stop
from server.paper.lines import fit
from server.paper.pages import MM, Page
from server.paper.setter import Setter, height, put, write
from server.paper.sheet import Column

_LEAST: Final = 20.0  # under the band
_SIGN: Final = 60.0  # the most that the windows' sign takes
_FLOOR: Final = 7.5


def draw_next(column: Column, slip: Slip, setter: Setter) -> None:
    """The next counter; if all is done, a sentence says so."""
    coming = next((stop for stop in slip.stops if stop.state == "next"), None)
    if coming is not None:
        _draw_coming(column, coming, setter)
    elif slip.stops and all(stop.state == "done" for stop in slip.stops):
        lines = setter.lines(setter.say("slip.finished"), 14, column.width - 10, bold=True)
        page, y = column.take(height(lines) + 7)
        page.box(column.x, y, column.width, height(lines) + 5.5, 0.6)
        write(page, column.x + 5, y + 2.8, lines)


def _draw_coming(column: Column, stop: Stop, setter: Setter) -> None:
    head = setter.lines(setter.say("slip.next"), 14, 62, bold=True)
    told = setter.lines(setter.say("slip.show"), 11.5, column.width - 75)
    band = max(height(head), height(told)) + 2.4
    size = fit(stop.windows, setter.fonts.head, 40, _SIGN * MM)
    left = column.x + 13 + setter.fonts.head.width(stop.windows, size) / MM
    name = setter.fitted(setter.voice.called(stop.counter, stop.group), 24, column.right - left - 5, 0.45, 0.6)
    body = max(_LEAST, height(name) + _FLOOR + 4)
    page, y = column.take(band + body + 1)
    page.box(column.x, y, column.width, band)
    page.box(column.x, y, column.width, band + body, 0.8)
    write(page, column.x + 5, y + (band - height(head)) / 2, head, white=True)
    write(page, column.right - 5, y + (band - height(told)) / 2, told, right=True, white=True)
    page.text(column.x + 7, y + band + body / 2 + size / MM * 0.37, stop.windows, setter.fonts.head, size)
    top = y + band + (body - height(name) - _FLOOR) / 2
    write(page, left, top, name)
    _draw_floor(page, column, stop, setter, left, top + height(name) + 6)


def _draw_floor(page: Page, column: Column, stop: Stop, setter: Setter, left: float, base: float) -> None:
    floor = setter.beside(setter.voice.floor(stop.floor), 16, 60)
    put(page, left, base, floor)
    if stop.wait is not None:
        wait = setter.beside(setter.voice.wait(stop.wait), 13, column.right - 5 - left - floor.wide - 4)
        put(page, column.right - 5, base, wait, right=True)
