"""A sheet of a workbook as it is printed: where its rows and columns come to stand on paper.

Reckoned from what the sheet says of itself (widths, heights, print area, breaks, margins, paper, scale, centring), in
points. Widths in a workbook are counted in digits of its standard font, which this machine need not have: they are
right to about a percent.
"""

from __future__ import annotations

import math
from typing import Any, Final, NamedTuple

from openpyxl.utils import get_column_letter, range_boundaries

from handoff.filefault import bad
from server.exchange.sheet_line import Line

MOST_ROWS: Final = 2_000
MOST_COLUMNS: Final = 1_000
PAPERS: Final = {8: (297, 420), 9: (210, 297), 11: (148, 210), 12: (257, 364), 13: (182, 257)}
"""A3, A4, A5, B4 and B5 as Excel numbers them, in mm, upright."""
POINT: Final = 72 / 25.4
INCH: Final = 72.0
_PIXEL: Final = 0.75
_DIGIT: Final = (
    ("calibri", 0.507),
    ("aptos", 0.56),
    ("arial", 0.556),
    ("meiryo", 0.62),
    ("メイリオ", 0.62),
    ("游", 0.53),
)
_HALF: Final = 0.5
"""How wide a digit is, in sizes of type: ＭＳ faces and most Japanese ones have it half."""
_LEAST_SCALE: Final = 10
_MARGIN: Final = {"left": 0.7, "right": 0.7, "top": 0.75, "bottom": 0.75}


class Cells(NamedTuple):
    """A block of cells, counted from 1, both ends in it."""

    left: int
    top: int
    right: int
    low: int


class Printed(NamedTuple):
    """Where cells stand, in mm from a page's upper left corner; on which page (from 0), -1 for none."""

    page: int
    x: float
    y: float
    w: float
    h: float


class SheetPrint:
    """One sheet's pages."""

    def __init__(self, book: Any, sheet: Any) -> None:
        self.sheet = sheet
        self.area = _area(sheet)
        self.digit = _digit_px(book)
        self.width, self.height = _paper(sheet)
        """Of the paper, in points."""
        widths = [self._column(at) for at in range(self.area.left, self.area.right + 1)]
        heights = [self._row(at) for at in range(self.area.top, self.area.low + 1)]
        room = self._room()
        self.scale = _scale(sheet, sum(widths), sum(heights), room)
        self.columns = Line(widths, _breaks(sheet.col_breaks, self.area.left), room[0] / self.scale)
        self.rows = Line(heights, _breaks(sheet.row_breaks, self.area.top), room[1] / self.scale)

    @property
    def pages(self) -> int:
        """How many pages it prints."""
        return self.columns.pages * self.rows.pages

    @property
    def size(self) -> tuple[float, float]:
        """The paper's, in mm."""
        return round(self.width / POINT, 2), round(self.height / POINT, 2)

    def place(self, cells: Cells) -> Printed:
        """Where cells come to stand. What is out of what is printed, hidden, or cut by a page's edge is on no page."""
        nowhere = Printed(-1, 0, 0, 0, 0)
        area = self.area
        if cells.left < area.left or cells.top < area.top or cells.right > area.right or cells.low > area.low:
            return nowhere
        across = self.columns.span(cells.left - area.left, cells.right - area.left)
        down = self.rows.span(cells.top - area.top, cells.low - area.top)
        if across is None or down is None:
            return nowhere
        x, y = self._origin(across.page, down.page)
        mm = self.scale / POINT
        return Printed(
            page=self._number(across.page, down.page),
            x=round(x / POINT + across.at * mm, 2),
            y=round(y / POINT + down.at * mm, 2),
            w=round(across.long * mm, 2),
            h=round(down.long * mm, 2),
        )

    def _number(self, across: int, down: int) -> int:
        if self.sheet.page_setup.pageOrder == "overThenDown":
            return down * self.columns.pages + across
        return across * self.rows.pages + down

    def _origin(self, across: int, down: int) -> tuple[float, float]:
        """Where a page's first cell stands on the paper, in points."""
        room, options = self._room(), self.sheet.print_options
        x, y = self._margin("left"), self._margin("top")
        if options.horizontalCentered:
            x += max(0.0, room[0] - self.columns.long(across) * self.scale) / 2
        if options.verticalCentered:
            y += max(0.0, room[1] - self.rows.long(down) * self.scale) / 2
        return x, y

    def _room(self) -> tuple[float, float]:
        across = self.width - self._margin("left") - self._margin("right")
        down = self.height - self._margin("top") - self._margin("bottom")
        if across < INCH or down < INCH:
            raise bad("シートの余白が、用紙より大きくなっています。", str(self.sheet.title))
        return across, down

    def _margin(self, side: str) -> float:
        said = getattr(self.sheet.page_margins, side, None)
        return float(_MARGIN[side] if said is None else said) * INCH

    def _row(self, at: int) -> float:
        row = self.sheet.row_dimensions.get(at)
        if row is not None and row.hidden:
            return 0.0
        usual = self.sheet.sheet_format.defaultRowHeight or 15
        return float(usual if row is None or row.height is None else row.height)

    def _column(self, at: int) -> float:
        found = self._said(at)
        if found is not None and found.hidden:
            return 0.0
        said = found.width if found is not None and found.customWidth else self.sheet.sheet_format.defaultColWidth
        if said is None:
            plain = (self.sheet.sheet_format.baseColWidth or 8) * self.digit + 5
            return math.ceil(plain / 8) * 8 * _PIXEL
        return int((256 * float(said) + int(128 / self.digit)) / 256 * self.digit) * _PIXEL

    def _said(self, at: int) -> Any:
        """What is said of a column; neighbours that are alike are said once, at the first of them."""
        columns = self.sheet.column_dimensions
        letter = get_column_letter(at)
        if letter in columns:
            return columns[letter]
        return next((one for one in columns.values() if (one.min or 0) <= at <= (one.max or 0)), None)


def _area(sheet: Any) -> Cells:
    """What is printed: the print area, else all cells from the first on that say something."""
    said = str(sheet.print_area or "").partition(",")[0].rpartition("!")[2]
    if said:
        cells = Cells(*(value or 0 for value in range_boundaries(said)))
    else:
        cells = Cells(1, 1, sheet.max_column, sheet.max_row)
    if not 0 < cells.left <= cells.right < cells.left + MOST_COLUMNS or not 0 < cells.top <= cells.low:
        raise bad("印刷範囲を確かめてください（行と列で決めてください）。", str(sheet.title))
    if cells.low >= cells.top + MOST_ROWS:
        raise bad(f"印刷範囲が広すぎます（{MOST_ROWS:,}行まで）。印刷範囲を様式だけにしてください。", str(sheet.title))
    return cells


def _paper(sheet: Any) -> tuple[float, float]:
    number = int(sheet.page_setup.paperSize or 9)
    if number not in PAPERS:
        raise bad("用紙の大きさは、A3・A4・A5・B4・B5 のどれかにしてください。", str(sheet.title))
    short, long = PAPERS[number]
    wide = sheet.page_setup.orientation == "landscape"
    return (long * POINT, short * POINT) if wide else (short * POINT, long * POINT)


def _scale(sheet: Any, width: float, height: float, room: tuple[float, float]) -> float:
    """As set, or so small that all goes on as many pages as are said; whole percents, as Excel prints."""
    setup = sheet.page_setup
    if not sheet.sheet_properties.pageSetUpPr or not sheet.sheet_properties.pageSetUpPr.fitToPage:
        return max(_LEAST_SCALE, min(400, int(setup.scale or 100))) / 100
    across, down = (1 if said is None else int(said) for said in (setup.fitToWidth, setup.fitToHeight))
    fits = [1.0]
    fits += [room[0] * across / width] if across and width else []
    fits += [room[1] * down / height] if down and height else []
    return max(_LEAST_SCALE, math.floor(min(fits) * 100 + 1e-6)) / 100


def _breaks(breaks: Any, first: int) -> set[int]:
    """Before which rows or columns (counted from the area's first) a page begins."""
    return {int(one.id) + 1 - first for one in breaks.brk}


def _digit_px(book: Any) -> int:
    """How wide a digit of the workbook's standard font is on a screen of 96 dpi."""
    font = book._fonts[0] if book._fonts else None
    name, size = str(getattr(font, "name", "") or "").lower(), float(getattr(font, "sz", 0) or 11)
    ratio = next((ratio for start, ratio in _DIGIT if name.startswith(start) or start in name), _HALF)
    return max(1, round(size * 96 / 72 * ratio + (0.1 if ratio == _HALF else 0)))
