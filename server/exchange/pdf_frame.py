"""The part of a PDF's page that shows, as its viewer shows it: turned, scaled, in millimetres."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from handoff.filefault import bad

LARGEST_MM: Final = 900.0
SMALLEST_MM: Final = 50.0
MM: Final = 25.4 / 72


class Box(NamedTuple):
    """A place on the page as it is read, in mm from its upper left corner."""

    x: float
    y: float
    w: float
    h: float


class Frame(NamedTuple):
    """A page's size in points as it is read, what turns its own places into those, and the beginning of its form
    XObject."""

    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]
    head: bytes

    def place(self, rect: Any) -> Box | None:
        """Where a rectangle of the page stands; only what is on the page, None where nothing of it is."""
        left, low, right, high = (float(value) for value in rect)
        a, b, c, d, e, f = self.matrix
        (x1, y1), (x2, y2) = ((a * x + c * y + e, b * x + d * y + f) for x, y in ((left, low), (right, high)))
        x1, x2 = (min(max(value, 0.0), self.width) for value in sorted((x1, x2)))
        y1, y2 = (min(max(value, 0.0), self.height) for value in sorted((y1, y2)))
        box = Box(*(round(value * MM, 2) for value in (x1, self.height - y2, x2 - x1, y2 - y1)))
        return box if box.w > 0 and box.h > 0 else None


def frame_of(page: Any) -> Frame:
    """The visible part of a page. `BadFile` for a page that is no paper's size."""
    box, unit, turn = page.cropbox, float(page.get("/UserUnit", 1)), int(page.get("/Rotate", 0)) % 360
    left, low, right, high = (float(value) for value in (box.left, box.bottom, box.right, box.top))
    width, height = (right - left) * unit, (high - low) * unit
    if turn in (90, 270):
        width, height = height, width
    if min(width, height) * MM < SMALLEST_MM or max(width, height) * MM > LARGEST_MM:
        raise bad(f"用紙の大きさが合いません（{width * MM:.0f}×{height * MM:.0f} mm）。A4やA3のPDFにしてください。")
    matrix = {
        0: (unit, 0.0, 0.0, unit, -left * unit, -low * unit),
        90: (0.0, -unit, unit, 0.0, -low * unit, right * unit),
        180: (-unit, 0.0, 0.0, -unit, right * unit, high * unit),
        270: (0.0, unit, -unit, 0.0, high * unit, -left * unit),
    }[turn]
    placed = " ".join(f"{value:g}" for value in matrix)
    head = f"<</Type/XObject/Subtype/Form/BBox[{left:g} {low:g} {right:g} {high:g}]/Matrix[{placed}]/Resources "
    return Frame(width, height, matrix, head.encode())
