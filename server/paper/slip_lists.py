"""The slip's lists: what to bring, the papers that the house makes, what its clerks say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from handoff.slip import Said, Slip, Thing
from handoff.speech import Spoken
from server.paper.pages import MM
from server.paper.setter import Line, Setter, height, parts, write
from server.paper.sheet import Column
from server.paper.slip_heads import draw_heading

_LEAST: Final = 6.8
_SIZE: Final = 10.5
_NOTE: Final = 9.5
_TICK: Final = 4.0
_BETWEEN: Final = 8.0  # two columns
_MOST: Final = 90.0  # mm in one block, so that every block fits a page


def draw_lists(column: Column, slip: Slip, setter: Setter) -> None:
    """In two columns, what to bring at the left, each further list where more room is; one alone has all the width."""
    notes = (*slip.notes, *(Said(memo) for memo in slip.memos))
    lists: list[Callable[[Column], None]] = []
    if slip.bring:
        lists.append(lambda at: _draw_things(at, setter.say("slip.bring"), slip.bring, setter, tick=True))
    if notes:
        lists.append(lambda at: _draw_said(at, setter.say("slip.memos"), notes, setter))
    if slip.forms:
        lists.append(lambda at: _draw_things(at, setter.say("slip.forms"), _papers(slip, setter), setter, tick=False))
    half = (column.width - _BETWEEN) / 2
    columns = [column.beside(column.x, half), column.beside(column.x + half + _BETWEEN, half)]
    if len(lists) == 1:
        columns = [column.beside(column.x, column.width)]
    for draw in lists:
        draw(min(columns, key=lambda one: (one.page, one.y)))
    column.page, column.y = max((one.page, one.y) for one in columns)


def _papers(slip: Slip, setter: Setter) -> tuple[Thing, ...]:
    """住民異動届  5〜10番 2枚: one sheet needs no word."""
    return tuple(
        Thing(form.name, " ".join(part for part in (form.windows, _sheets(form.sheets, setter)) if part), form.form)
        for form in slip.forms
    )


def _sheets(many: int, setter: Setter) -> str:
    return setter.say("slip.sheets", n=many).ja if many > 1 else ""


def _draw_things(column: Column, title: Spoken, things: tuple[Thing, ...], setter: Setter, tick: bool) -> None:
    x = column.x + (_TICK + 1.8 if tick else 0)
    for nth, thing in enumerate(things):
        lines, note = _lines(thing, setter, column.right - x)
        for at, part in enumerate(parts(lines, _MOST)):
            high = max(_LEAST, height(part) + 1.8)
            if nth == at == 0:
                draw_heading(column, title, setter, high)
            page, y = column.take(high)
            write(page, x, y + (high - height(part)) / 2 - 0.1, part)
            if at == 0 and tick:
                page.box(column.x, y + _LEAST / 2 - _TICK / 2, _TICK, _TICK, 0.35)
            if at == 0:
                page.text(column.right, y + _LEAST / 2 + 1.3, note, setter.fonts.plain, _NOTE, "right")
            page.rule(column.x, y + high, column.right, 0.15)
    column.again = None


def _lines(thing: Thing, setter: Setter, room: float) -> tuple[list[Line], str]:
    """The lines, and what stands at the right of them: a short note. A long note goes under."""
    beside = setter.fonts.plain.width(thing.note, _NOTE) / MM
    what = setter.voice.called(thing.what, thing.key)
    if beside <= room * 0.45:
        return setter.squeezed(what, _SIZE, room - beside - 2), thing.note
    return [*setter.lines(what, _SIZE, room), *setter.lines(Spoken(thing.note), _NOTE, room)], ""


def _draw_said(column: Column, title: Spoken, said: tuple[Said, ...], setter: Setter) -> None:
    blocks = [
        (part, 0.8 if at else 1.6)
        for one in said
        for at, part in enumerate(
            parts(setter.written(setter.voice.called(one.text, one.phrase), _SIZE, column.width), _MOST)
        )
    ]
    draw_heading(column, title, setter, height(blocks[0][0]) + 2)
    for part, gap in blocks:
        page, y = column.take(height(part) + gap)
        write(page, column.x, y + gap, part)
    column.again = None
