"""How an item looks on paper: boxes to tick for a choice, a box for each digit of a number, else a line to write on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from handoff.blank import Field
from handoff.fields import ItemDef, Kind
from handoff.kit.pen import LABEL, Pen, span

_TICKED: Final = 8.0
_LINE: Final = 4.6
_PAD: Final = 1.4
_MOST: Final = 12
"""More choices than this are written out."""
_FLAGS: Final = (("1", "有"), ("0", "無"))
_TICK_ROOM: Final = 2.5 + 0.7 + 0.4 + 2.2


def options(item: ItemDef) -> list[tuple[str, str]]:
    """What an item offers to tick: (value, words); none where its value is written out."""
    if item.kind is Kind.bool:
        return list(_FLAGS)
    if item.kind in (Kind.enum, Kind.enum_multi) and 0 < len(item.choices) <= _MOST:
        return [(one, item.labels.get(one, one)) for one in item.choices]
    return []


def ticked_lines(offered: Sequence[tuple[str, str]], width: float) -> list[list[tuple[str, str]]]:
    """Choices in lines that fit the width."""
    lines: list[list[tuple[str, str]]] = [[]]
    x = 0.0
    for value, words in offered:
        wide = _TICK_ROOM + span(words, _TICKED)
        if lines[-1] and x + wide > width - 2 * _PAD + 2.2:
            lines.append([])
            x = 0.0
        lines[-1].append((value, words))
        x += wide
    return lines


def high(item: ItemDef, width: float, line: float) -> float:
    """How high an item's box is in which it stands, at a line's height."""
    if item.kind is Kind.longtext:
        return 2 * line
    if item.kind is Kind.image:
        return 3.2 * line
    lines = len(ticked_lines(offered, width)) if (offered := options(item)) else 1
    return max(line, lines * _LINE + 1.6) if lines > 1 else line


def draw(pen: Pen, x: float, y: float, w: float, h: float, item: ItemDef, row: int | None = None) -> None:
    """An item in its box, the frame included."""
    if offered := options(item):
        pen.frame(x, y, w, h)
        _draw_choices(pen, x, y, w, h, item, offered, row)
    elif count := cells(item, w):
        room = min(w, count * 5.2)
        pen.frame(x, y, w, h)
        pen.digits(x, y, room, h, count, item.key, row, group=4 if count == 12 else 0)
    elif item.kind is Kind.image:
        pen.frame(x, y, w, h)
        pen.words(x, y, w, h, "（印影）", size=LABEL, grey=0.6)
        pen.field(Field(x, y, w, h, kind="stamp", items=(item.key,)))
    elif item.kind is Kind.longtext:
        pen.cell(x, y, w, h, item.key, row=row, size=9)
    else:
        pen.cell(x, y, w, h, item.key, row=row)


def cells(item: ItemDef, w: float) -> int:
    """How many boxes for digits an item has; 0 where it is written out. Numbers of a fixed length only, if the boxes
    are wide enough to read."""
    count = item.max_len if item.check_digit in ("mynumber", "juminhyo") or _fixed(item) else 0
    return count if count and w / count >= 2.4 else 0


def _fixed(item: ItemDef) -> bool:
    pattern = item.pattern
    if "YYMMDDD" in item.checks:  # a period is written in words (5年)
        return False
    return pattern is not None and pattern.pattern == rf"^\d{{{item.max_len}}}$" and item.kind is not Kind.postal


def _draw_choices(
    pen: Pen, x: float, y: float, w: float, h: float, item: ItemDef, offered: list[tuple[str, str]], row: int | None
) -> None:
    lines = ticked_lines(offered, w)
    step = min(_LINE + 0.6, h / len(lines))
    top = y + (h - step * len(lines)) / 2 + step / 2
    size = min(_TICKED, step * 1.75)
    for at, line in enumerate(lines):
        left = x + _PAD
        for value, words in line:
            left = pen.tick(left, top + at * step, item.key, value, words, size, row)
