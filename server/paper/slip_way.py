"""The way through the house: the next counter in large letters, then every counter in order, those done ticked off."""

from __future__ import annotations

from typing import Final

from handoff.slip import Slip, Stop, floor_name, say
from server.paper.fonts import Typeface
from server.paper.lines import fit, wrap
from server.paper.pages import MM, Page
from server.paper.sheet import Column
from server.paper.shelf import Fonts
from server.paper.slip_lists import draw_heading

_ORDER: Final = 8.0
_PLATE: Final = 21.0
_PLACE: Final = 39.0
_MARK: Final = 10.0
_WAIT: Final = 26.0
_AT_PLACE: Final = _ORDER + _PLATE + 3
_AT_LINES: Final = _AT_PLACE + _PLACE + 1
_LINE: Final = 5.1
_LEAST: Final = 11.6  # a row with its plate
_MOST: Final = 12  # lines of procedures beside a plate; what is longer goes on below, so that every part fits a page


def draw_next(column: Column, slip: Slip, fonts: Fonts) -> None:
    """The next counter, to be read at arm's length: windows, counter, floor. If all is done, a sentence says so."""
    coming = next((stop for stop in slip.stops if stop.state == "next"), None)
    if coming is not None:
        _draw_coming(column, coming, slip, fonts)
    elif slip.stops and all(stop.state == "done" for stop in slip.stops):
        page, y = column.take(14)
        page.box(column.x, y, column.width, 12, 0.6)
        page.text(column.x + 5, y + 8, say(slip.sentences, "slip.finished"), fonts.head, 14)


def draw_way(column: Column, slip: Slip, fonts: Fonts) -> None:
    """Every counter in the order of the way: its windows, where it is, what is done there."""
    if not slip.stops:
        return
    draw_heading(column, say(slip.sentences, "slip.order"), fonts, _LEAST)
    order = 0
    for stop in slip.stops:
        order += stop.state != "done"
        parts = _parts(_procedures(stop, fonts, _room(column)))
        _draw_stop(column, stop, parts[0], slip, fonts, "" if stop.state == "done" else str(order))
        for lines in parts[1:]:
            _draw_more(column, lines, fonts)


def _draw_coming(column: Column, stop: Stop, slip: Slip, fonts: Fonts) -> None:
    page, y = column.take(37)
    page.box(column.x, y, column.width, 9)
    page.text(column.x + 5, y + 6.3, say(slip.sentences, "slip.next"), fonts.head, 14, white=True)
    page.text(column.right - 5, y + 6.2, say(slip.sentences, "slip.show"), fonts.plain, 11.5, "right", white=True)
    page.box(column.x, y, column.width, 35, 0.8)
    windows = fit(stop.windows, fonts.head, 40, 62 * MM)
    page.text(column.x + 7, y + 22 + windows / MM * 0.36, stop.windows, fonts.head, windows)
    right = column.x + 13 + fonts.head.width(stop.windows, windows) / MM
    name = fit(stop.counter, fonts.head, 25, (column.right - right - 5) * MM, 0.4)
    page.text(right, y + 21, stop.counter, fonts.head, name)
    page.text(right, y + 31, floor_name(slip.sentences, stop.floor), fonts.head, 17)
    page.text(column.right - 5, y + 31, stop.wait, fonts.head, 13, "right")


def _draw_stop(column: Column, stop: Stop, lines: list[str], slip: Slip, fonts: Fonts, order: str) -> None:
    places = _places(stop, slip, fonts)
    height = max(_LEAST, len(places) * _LINE + 1.4, len(lines) * _LINE + 2.6)
    page, y = column.take(height)
    page.rule(column.x, y, column.right, 0.2)
    middle = y + height / 2
    page.text(column.x + _ORDER / 2, middle + 2, order, fonts.head, 15, "middle")
    _draw_plate(page, column.x + _ORDER, middle, stop, fonts)
    for at, (place, face, size) in enumerate(places):
        page.text(column.x + _AT_PLACE, middle - len(places) * _LINE / 2 + 4 + at * _LINE, place, face, size)
    _draw_state(page, column, middle, stop, slip, fonts)
    _draw_lines(page, column.x + _AT_LINES, middle - len(lines) * _LINE / 2, lines, fonts)


def _draw_more(column: Column, lines: list[str], fonts: Fonts) -> None:
    page, y = column.take(len(lines) * _LINE)
    _draw_lines(page, column.x + _AT_LINES, y - 1.3, lines, fonts)


def _draw_lines(page: Page, x: float, y: float, lines: list[str], fonts: Fonts) -> None:
    for at, line in enumerate(lines):
        page.text(x, y + 3.8 + at * _LINE, line, fonts.plain, 11)


def _draw_plate(page: Page, x: float, middle: float, stop: Stop, fonts: Fonts) -> None:
    """White on black is still to come, black on white is done: told apart without a colour."""
    done = stop.state == "done"
    page.box(x, middle - 4.2, _PLATE, 8.4, 0.4 if done else 0)
    size = fit(stop.windows, fonts.head, 15, (_PLATE - 3) * MM)
    page.text(x + _PLATE / 2, middle + size / MM * 0.36, stop.windows, fonts.head, size, "middle", white=not done)


def _places(stop: Stop, slip: Slip, fonts: Fonts) -> list[tuple[str, Typeface, float]]:
    """The counter's name and the floor, in as many lines as they need."""
    floor = floor_name(slip.sentences, stop.floor)
    names = wrap(stop.counter, fonts.head, 12, _PLACE * MM)
    return [(line, fonts.head, 12.0) for line in names] + [
        (line, fonts.plain, 9.5) for line in wrap(floor, fonts.plain, 9.5, _PLACE * MM)
    ]


def _draw_state(page: Page, column: Column, middle: float, stop: Stop, slip: Slip, fonts: Fonts) -> None:
    x = column.right - _MARK / 2
    said = stop.wait if stop.state in ("next", "later") else say(slip.sentences, f"slip.{stop.state}")
    size = fit(said, fonts.plain, 11, _WAIT * MM)
    page.text(column.right - _MARK - 1, middle + 1.5, said, fonts.plain, size, "right")
    if stop.state == "done":
        page.path(((x - 2.6, middle + 0.2), (x - 0.6, middle + 2.2), (x + 3, middle - 2.4)), 0.8)
    else:
        page.ring(x, middle, 3.3, 0.35)


def _room(column: Column) -> float:
    return column.width - _AT_LINES - _WAIT - _MARK - 2


def _procedures(stop: Stop, fonts: Fonts, room: float) -> list[str]:
    """Each procedure on its own line or lines; with several of them each begins with a dot."""
    dot = "・" if len(stop.tasks) > 1 else ""
    return [line for task in stop.tasks for line in wrap(dot + task.name, fonts.plain, 11, room * MM)]


def _parts(lines: list[str]) -> list[list[str]]:
    return [lines[at : at + _MOST] for at in range(0, len(lines), _MOST)] or [[]]
