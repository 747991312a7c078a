"""A book of definitions (手続定義書 and others): A4 upright, contents with page numbers, then chapter by chapter."""

from __future__ import annotations

from typing import Final, NamedTuple

from handoff.definition import Chapter, Definition, Entry, Field
from handoff.spelled import Said
from server.paper.lines import fit, wrap
from server.paper.pages import MM, Page
from server.paper.sheet import Column, Printed, Sheet
from server.paper.shelf import Fonts

_LEFT: Final = 20.0
_RIGHT: Final = 195.0
_TOP: Final = 22.0
_BOTTOM: Final = 279.0
_EDGE: Final = 287.0
_LABEL: Final = 29.0
"""The column of labels."""
_STEP: Final = 4.5
"""What a line stands in for each part of a condition."""
_DEEPEST: Final = 20
_LINE: Final = 4.7
_SIZE: Final = 9.5


class _Listed(NamedTuple):
    """A line of the contents: what leads where. `page` counts from 0 in the chapters."""

    key: str
    mark: str
    title: str
    page: int


def render(book: Definition, fonts: Fonts) -> Printed:
    """The book as PDF. A reader shows its contents beside it, and they are links."""
    chapters = _Chapters(book, fonts)
    front = _contents(book, chapters.listed, fonts, 0)
    front = _contents(book, chapters.listed, fonts, len(front.pages))
    sheet = chapters.sheet
    sheet.pages[:0] = front.pages
    for at, page in enumerate(sheet.pages):
        _edge(page, book, fonts, f"{at + 1} / {len(sheet.pages)}")
    return sheet.close(f"{book.title} {book.city}", fonts)


def _edge(page: Page, book: Definition, fonts: Fonts, number: str) -> None:
    page.rule(_LEFT, _EDGE - 4.5, _RIGHT, 0.2)
    page.text(_LEFT, _EDGE, f"{book.city}　{book.title}　{book.about}", fonts.plain, 8)
    page.text(_RIGHT, _EDGE, number, fonts.plain, 8, "right")


# ---- the contents


def _contents(book: Definition, listed: list[_Listed], fonts: Fonts, before: int) -> Sheet:
    """Cover and contents; `before`: how many pages they take themselves."""
    sheet = Sheet(210, 297, _TOP, _BOTTOM)
    column = Column(sheet, _LEFT, _RIGHT - _LEFT, _cover(sheet.page(0), book, fonts))
    for one in listed:
        _contents_line(column, one, str(before + one.page + 1), fonts)
    return sheet


def _cover(page: Page, book: Definition, fonts: Fonts) -> float:
    page.text(_LEFT, 34, book.city, fonts.head, 15)
    page.text(_LEFT, 49, book.title, fonts.head, 32, spacing=4)
    page.text(_LEFT, 60, book.about, fonts.plain, 11)
    page.text(_RIGHT, 60, f"印刷 {book.printed}", fonts.plain, 9.5, "right")
    page.rule(_LEFT, 64, _RIGHT, 0.9)
    page.text(_LEFT, 75, "目次", fonts.head, 14)
    return 79


def _contents_line(column: Column, one: _Listed, number: str, fonts: Fonts) -> None:
    """A chapter stands in bold letters, with air over it."""
    chapter = not one.mark
    high, size, face = (9.0, 11.5, fonts.head) if chapter else (5.3, 9.5, fonts.plain)
    page, y = column.take(high, 6 if chapter else 0)
    base = y + high - 1.6
    left = column.x + (0 if chapter else 4)
    page.text(left, base, one.mark, fonts.plain, 8.5)
    at = left + (0 if chapter else 42)
    size = fit(one.title, face, size, (column.right - 14 - at) * MM)
    page.text(at, base, one.title, face, size)
    page.text(column.right, base, number, face, 9.5, "right")
    begin = at + face.width(one.title, size) / MM + 2
    if begin < column.right - 12:
        dots = "." * int((column.right - 10 - begin) * MM / fonts.plain.width(".", 8))
        page.text(column.right - 10, base, dots, fonts.plain, 8, "right")
    page.link(column.x, y, column.width, high, one.key)


# ---- the chapters


class _Chapters:
    """The chapters laid out, and where each thing of them stands."""

    def __init__(self, book: Definition, fonts: Fonts) -> None:
        self.fonts = fonts
        self.listed: list[_Listed] = []
        self.sheet = Sheet(210, 297, _TOP, _BOTTOM)
        self.column = Column(self.sheet, _LEFT, _RIGHT - _LEFT, _TOP)
        for number, chapter in enumerate(book.chapters, start=1):
            self._chapter(number, chapter)

    def _chapter(self, number: int, chapter: Chapter) -> None:
        if number > 1:
            self.column = Column(self.sheet, _LEFT, _RIGHT - _LEFT, _TOP, self.column.page + 1)
        column, fonts = self.column, self.fonts
        page, y = column.take(24)
        title = f"{number}. {chapter.title}"
        self._list(page, y, f"c{number}", "", title, 0)
        page.text(column.x, y + 8, title, fonts.head, 20)
        page.text(column.x, y + 15.5, f"{chapter.lead}（{len(chapter.entries)}件）", fonts.plain, 9.5)
        page.rule(column.x, y + 19, column.right, 0.9)
        for at, entry in enumerate(chapter.entries):
            self._entry(entry, f"c{number}e{at}", listed=bool(entry.title) and number < 3)

    def _list(self, page: Page, y: float, key: str, mark: str, title: str, level: int, listed: bool = True) -> None:
        page.anchor(y, key, f"{mark} {title}".strip(), level)
        if listed:
            self.listed.append(_Listed(key, mark, title, self.column.page))

    def _entry(self, entry: Entry, key: str, listed: bool) -> None:
        column = self.column
        column.again = None
        page, y = column.take(12.5, 3 * _LINE)
        self._list(page, y, key, entry.mark, entry.title, 1, listed)
        self._head(page, y + 4, entry)
        column.again = lambda: self._again(entry)
        for field in entry.fields:
            self._field(field)
        column.again = None
        column.take(2.5)

    def _head(self, page: Page, y: float, entry: Entry) -> None:
        column, fonts = self.column, self.fonts
        wide = fonts.head.width(entry.mark, 10) / MM + 5
        page.box(column.x, y, wide, 6.4)
        page.text(column.x + wide / 2, y + 4.6, entry.mark, fonts.head, 10, "middle", white=True)
        tag = fonts.head.width(entry.tag, 8.5) / MM + 5 if entry.tag else 0
        room = column.width - wide - tag - 6
        page.text(column.x + wide + 3, y + 4.9, entry.title, fonts.head, fit(entry.title, fonts.head, 13, room * MM))
        if entry.tag:
            page.box(column.right - tag, y + 0.4, tag, 5.6, 0.35)
            page.text(column.right - tag / 2, y + 4.4, entry.tag, fonts.head, 8.5, "middle")
        page.rule(column.x, y + 7.4, column.right, 0.35)

    def _again(self, entry: Entry) -> None:
        page, y = self.column.take(6.5)
        page.text(self.column.x, y + 3.6, f"{entry.mark} {entry.title}（つづき）", self.fonts.plain, 8.5)

    def _field(self, field: Field) -> None:
        column, fonts = self.column, self.fonts
        labels = wrap(field.label, fonts.head, 8.5, (_LABEL - 3) * MM)
        lines = [line for said in field.lines for line in self._wrapped(said)]
        for at in range(max(len(labels), len(lines))):
            together = at + 1 < len(lines) and (at == 0 or lines[at].strong)
            page, y = column.take(_LINE, _LINE if together else 0)
            if at < len(labels):
                page.text(column.x, y + 3.5, labels[at], fonts.head, 8.5)
            if at < len(lines):
                line = lines[at]
                face = fonts.head if line.strong else fonts.plain
                page.text(column.x + _LABEL + line.indent * _STEP, y + 3.5, line.text, face, _SIZE)
        column.take(1.1)

    def _wrapped(self, said: Said) -> list[Said]:
        indent = min(said.indent, _DEEPEST)
        room = self.column.width - _LABEL - indent * _STEP
        face = self.fonts.head if said.strong else self.fonts.plain
        return [Said(indent, line, said.strong) for line in wrap(said.text, face, _SIZE, room * MM)]
