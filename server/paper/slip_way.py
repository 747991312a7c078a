"""The way through the house: every counter in order with what is done there and until when, those done ticked off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from handoff.slip import NO_TERM, Slip, Stop, Task
from handoff.speech import Spoken
from server.paper.lines import fit
from server.paper.pages import MM, Page
from server.paper.setter import Line, Setter, height, write
from server.paper.sheet import Column
from server.paper.slip_heads import draw_heading

_ORDER: Final = 7.0
_PLATE: Final = 20.0
_PLACE: Final = 36.0
_MARK: Final = 8.0
_DUE: Final = 27.0
_AT_PLACE: Final = _ORDER + _PLATE + 3
_AT_TASKS: Final = _AT_PLACE + _PLACE + 2
_LEAST: Final = 11.4  # a row with its plate
_MOST: Final = 62.0  # tasks beside one plate; what is longer goes on below, so that every part fits a page
_SIZE: Final = 10.5
_SMALL: Final = 9.0
_DOT: Final = 3.0
_TAG: Final = 1.2  # around what stands white on black


class Entry(NamedTuple):
    """One procedure in the row of its counter: its lines, and at their right until when and that it is too late."""

    left: Sequence[Line]
    right: Sequence[Line] = ()
    late: Sequence[Line] = ()

    @property
    def high(self) -> float:
        """In mm, with the space under it."""
        tag = height(self.late) + _TAG if self.late else 0
        return max(height(self.left), height(self.right) + tag) + 0.6


def draw_way(column: Column, slip: Slip, setter: Setter) -> None:
    """Every counter in the order of the way: its windows, where it is, what is done there."""
    if not slip.stops:
        return
    room = column.width - _AT_TASKS - _MARK - _DUE - 3
    order = 0
    for at, stop in enumerate(slip.stops):
        order += stop.state != "done"
        place = _place(stop, setter)
        first, *others = _rows(stop, setter, room)
        high = max(_LEAST, height(place) + 1.8, _height(first) + 2)
        if at == 0:
            draw_heading(column, setter.say("slip.order"), setter, high)
        _draw_stop(column, stop, place, first, high, setter, "" if stop.state == "done" else str(order))
        for entries in others:
            page, y = column.take(_height(entries) + 0.6)
            _draw_entries(page, column, y, entries, setter, dotted=True)
    column.again = None


def _draw_stop(
    column: Column, stop: Stop, place: list[Line], entries: list[Entry], high: float, setter: Setter, order: str
) -> None:
    page, y = column.take(high)
    page.rule(column.x, y, column.right, 0.2)
    middle = y + _LEAST / 2
    page.text(column.x + _ORDER / 2 - 0.5, middle + 2, order, setter.fonts.head, 15, "middle")
    _draw_plate(page, column.x + _ORDER, middle, stop, setter)
    write(page, column.x + _AT_PLACE, max(y + 0.9, middle - height(place) / 2), place)
    _draw_entries(
        page,
        column,
        max(y + 1.2, middle - _height(entries) / 2 + 0.2),
        entries,
        setter,
        stop.state != "done" and len(stop.tasks) > 1,
    )
    _draw_mark(page, column, middle, stop, setter)


def _draw_entries(page: Page, column: Column, y: float, entries: list[Entry], setter: Setter, dotted: bool) -> None:
    """Each with a dot before it, where there are several."""
    left = column.x + _AT_TASKS
    for entry in entries:
        if dotted:
            page.text(left - 1, y + entry.left[0].high * 0.74, "・", setter.fonts.plain, _SIZE)
        write(page, left + (_DOT if dotted else 0), y, entry.left)
        _draw_due(page, column.right - _MARK - 1.5, y, entry)
        y += entry.high


def _draw_due(page: Page, right: float, y: float, entry: Entry) -> None:
    """The last day; that it is over stands white on black."""
    write(page, right, y, entry.right, right=True)
    if entry.late:
        top, wide = y + height(entry.right) + 0.4, max(line.wide for line in entry.late) + 2
        page.box(right - wide, top, wide, height(entry.late) + 0.8)
        write(page, right - 1, top + 0.4, entry.late, right=True, white=True)


def _height(entries: list[Entry]) -> float:
    return sum(entry.high for entry in entries)


def _draw_plate(page: Page, x: float, middle: float, stop: Stop, setter: Setter) -> None:
    """White on black is still to come, black on white is done: told apart without a colour."""
    done = stop.state == "done"
    page.box(x, middle - 4.2, _PLATE, 8.4, 0.4 if done else 0)
    head = setter.fonts.head
    size = fit(stop.windows, head, 15, (_PLATE - 3) * MM)
    page.text(x + _PLATE / 2, middle + size / MM * 0.37, stop.windows, head, size, "middle", white=not done)


def _draw_mark(page: Page, column: Column, middle: float, stop: Stop, setter: Setter) -> None:
    x = column.right - _MARK / 2 + 0.6
    if stop.state == "done":
        page.path(((x - 2.6, middle + 0.2), (x - 0.6, middle + 2.2), (x + 3, middle - 2.4)), 0.8)
        said = setter.lines(setter.say("slip.done"), _SIZE, _DUE)
        write(page, column.right - _MARK - 1.5, middle - height(said) / 2, said, right=True)
    else:
        page.ring(x, middle, 3.3, 0.35)


def _place(stop: Stop, setter: Setter) -> list[Line]:
    """The counter's name, the floor, and how it stands there."""
    lines = setter.fitted(setter.voice.called(stop.counter, stop.group), 12, _PLACE, 0.75, 0.8)
    about = [setter.voice.floor(stop.floor)] if stop.floor else []
    if stop.state == "now":
        about.append(setter.say("slip.now"))
    if not setter.two:
        about = [Spoken("　".join(said.ja for said in about))] if about else []
    return [*lines, *(setter.beside(said, 9.5, _PLACE, bold=False) for said in about)]


def _rows(stop: Stop, setter: Setter, room: float) -> list[list[Entry]]:
    """The counter's procedures, in parts that fit beside a plate or on a page."""
    if stop.state == "done":
        return [[_finished(stop, setter, room)]]
    rows: list[list[Entry]] = [[]]
    room -= _DOT if len(stop.tasks) > 1 else 0
    for task in stop.tasks:
        entry = _entry(task, setter, room)
        if rows[-1] and _height(rows[-1]) + entry.high > _MOST:
            rows.append([])
        rows[-1].append(entry)
    if times := _times(stop, setter, room):
        last = rows[-1].pop() if rows[-1] else Entry(())
        rows[-1].append(last._replace(left=[*last.left, *times]))
    return rows


def _times(stop: Stop, setter: Setter, room: float) -> list[Line]:
    """When the counter calls (the next one's stands in its own box), and how long after that it hands over."""
    said = [setter.voice.wait(stop.wait)] if stop.wait is not None and stop.state == "later" else []
    said += [setter.voice.handing(stop.handing)] if stop.handing is not None else []
    return [line for one in said for line in setter.squeezed(one, _SMALL, room, bold=True)]


def _finished(stop: Stop, setter: Setter, room: float) -> Entry:
    """What is done already stands close together, and has no last day any more."""
    return Entry(setter.squeezed(setter.voice.names(stop.tasks), _SIZE, room))


def _entry(task: Task, setter: Setter, room: float) -> Entry:
    room += 0 if task.until else _DUE
    left = setter.squeezed(setter.voice.called(task.name, task.procedure), _SIZE, room)
    if task.notice_only:
        left += setter.lines(setter.say("slip.noticeonly"), _SMALL, room)
    if task.deadline and task.deadline not in NO_TERM and not task.until:
        left += setter.squeezed(_in_words(task, setter), _SMALL, room)
    right = setter.squeezed(setter.voice.until(task.until), 10, _DUE, bold=True) if task.until else []
    late = setter.squeezed(setter.say("slip.past"), 8.5, _DUE - 2, bold=True) if task.past else []
    return Entry(left, right, late)


def _in_words(task: Task, setter: Setter) -> Spoken:
    """期限：転入・転居後すぐ. Where the words are not translated they stand once, in Japanese."""
    words = setter.voice.called(task.deadline)
    said = setter.say("slip.deadline", text=words)
    return Spoken(said.ja, untranslated=True) if words.untranslated else said
