"""What stands in the visitor's way today, in a frame: what lacks and what goes on without it, what a rule stops."""

from __future__ import annotations

from typing import Final

from handoff.slip import Blocked, Missing, Slip, Task, going_on
from handoff.speech import Spoken
from server.paper.setter import Line, Setter, height, parts, put, write
from server.paper.sheet import Column

_GAP: Final = 4.0
_BAR: Final = 3.0  # the frame's black edge
_PAD: Final = 3.0
_LARGE: Final = 15.0
_NOTE: Final = 12.0
_SIZE: Final = 10.0
_TICK: Final = 5.0
_TICKED: Final = _TICK + 2.5
_MOST: Final = 70.0
_NAMED: Final = 5  # as many procedures have a line of their own, or are named at all


def draw_missing(column: Column, slip: Slip, setter: Setter) -> None:
    """Each thing in large letters with a box to tick, for which windows and procedures; then what can be done today."""
    if not slip.missing:
        return
    frame = _Frame(column, setter.say("slip.missing"), setter)
    for thing in slip.missing:
        note = Line(thing.windows, setter.fonts.head, _NOTE)
        frame.put(_thing(thing, setter, frame.room - _TICKED, note), note)
    goes_on = going_on(slip)
    if goes_on:
        frame.put(_today(goes_on, setter, frame.room), ruled=True)
    frame.end()


def draw_blocked(column: Column, slip: Slip, setter: Setter) -> None:
    """What a rule stops today, why, and the way out."""
    if not slip.blocked:
        return
    frame = _Frame(column, setter.say("slip.blocked"), setter)
    for at, block in enumerate(slip.blocked):
        frame.put(_block(block, setter, frame.room), ruled=at > 0)
    frame.end()


def _thing(thing: Missing, setter: Setter, room: float, note: Line) -> list[Line]:
    free = room - note.wide - 3 if thing.windows else room
    lines = setter.lines(setter.voice.called(thing.what), _LARGE, free, bold=True, less=0.8)
    if thing.tasks:
        lines += _after("slip.needed", setter.voice.names(thing.tasks), setter, room)
    return lines


def _today(goes_on: tuple[Task, ...], setter: Setter, room: float) -> list[Line]:
    """What can be done today, by name; many are counted, because the way names them anyhow."""
    if len(goes_on) > _NAMED:
        return setter.lines(setter.say("slip.others", n=len(goes_on)), _SIZE + 1, room, bold=True)
    return _after("slip.today", setter.voice.names(goes_on), setter, room)


def _block(block: Blocked, setter: Setter, room: float) -> list[Line]:
    if len(block.tasks) > _NAMED:
        lines = setter.lines(setter.voice.names(block.tasks), 11.5, room, bold=True, less=0.85)
    else:
        names = [setter.voice.called(task.name, task.procedure) for task in block.tasks]
        lines = [line for name in names for line in setter.lines(name, 13, room, bold=True, less=0.8)]
    lines += _after("slip.why", setter.voice.called(block.why), setter, room)
    if block.way_out:
        lines += setter.lines(setter.say("slip.wayout"), _SIZE, room, bold=True)
        lines += setter.lines(setter.voice.called(block.way_out), _SIZE + 1, room)
    return lines


def _after(key: str, said: Spoken, setter: Setter, room: float) -> list[Line]:
    return setter.lines(setter.voice.labelled(key, said), _SIZE, room)


class _Frame:
    """A frame with a black edge that goes on from page to page."""

    def __init__(self, column: Column, title: Spoken, setter: Setter) -> None:
        self._column, self._setter = column, setter
        self.room = column.width - _BAR - 2 * _PAD
        column.again = None
        self._title: Spoken | None = title

    def put(self, lines: list[Line], note: Line | None = None, ruled: bool = False) -> None:
        """One entry, with a box to tick and a note at its right if there is one; the parts of a long one may stand on
        different pages."""
        for at, part in enumerate(parts(lines, _MOST)):
            self._begin(height(part) + 2.4)
            page, y = self._column.take(height(part) + 2.4)
            x = self._column.x + _BAR + _PAD
            if ruled and at == 0:
                page.rule(x, y + 0.2, self._column.right - _PAD, 0.15)
            if note is not None and at == 0:
                page.box(x, y + 1.6, _TICK, _TICK, 0.45)
                put(page, self._column.right - _PAD, y + 6, note, right=True)
            write(page, x + (0 if note is None else _TICKED), y + 1.2, part)
            self._sides(y)

    def end(self) -> None:
        """The lower edge."""
        self._column.again = None
        page, y = self._column.take(0)
        page.rule(self._column.x, y, self._column.right, 0.5)

    def _begin(self, with_next: float) -> None:
        """The frame's name, with the first entry under it on the same page; again on each page that follows."""
        title, say = self._title, self._setter.say
        if title is not None:
            self._title = None
            self._head(title, with_next)
            self._column.again = lambda: self._head(say("slip.continued", title=title), 0)

    def _head(self, title: Spoken, with_next: float) -> None:
        line = self._setter.beside(title, 13, self.room)
        page, y = self._column.take(line.high + 1.6 + _GAP, with_next)
        page.rule(self._column.x, y + _GAP, self._column.right, 0.5)
        write(page, self._column.x + _BAR + _PAD, y + _GAP + 1.3, [line])
        self._sides(y + _GAP)

    def _sides(self, y: float) -> None:
        column = self._column
        page = column.sheet.page(column.page)
        page.box(column.x, y, _BAR, column.y - y)
        page.path(((column.right, y), (column.right, column.y)), 0.5)
