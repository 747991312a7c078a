"""The rows, or the columns, of a sheet one after the other, as pages cut them. Lengths in points, before any scale."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple


class Span(NamedTuple):
    """How far from the page's first one (`at`), how `long`."""

    page: int
    at: float
    long: float


class Line:
    """Rows or columns of these sizes, cut into pages: before a break, and where the next one has no `room`."""

    def __init__(self, sizes: list[float], breaks: set[int], room: float) -> None:
        self.ends = [0.0, *accumulate(sizes)]
        self.starts = [0]
        for at, size in enumerate(sizes):
            filled = self.ends[at] - self.ends[self.starts[-1]]
            if at > self.starts[-1] and (at in breaks or filled + size > room + 0.01):
                self.starts.append(at)

    @property
    def pages(self) -> int:
        """How many."""
        return len(self.starts)

    def long(self, page: int) -> float:
        """How much a page holds."""
        end = self.starts[page + 1] if page + 1 < self.pages else len(self.ends) - 1
        return self.ends[end] - self.ends[self.starts[page]]

    def span(self, first: int, last: int) -> Span | None:
        """Where some of them stand, counted from 0, the last one in it; None for what is hidden or cut by an edge."""
        page = bisect_right(self.starts, first) - 1
        long = self.ends[last + 1] - self.ends[first]
        if bisect_right(self.starts, last) - 1 != page or long <= 0:
            return None
        return Span(page, self.ends[first] - self.ends[self.starts[page]], long)
