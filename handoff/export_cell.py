"""A cell of a CSV that goes out: no spreadsheet takes a text for a formula, and whoever reads it back has the text.

What begins like a formula gets an apostrophe in front; so does what begins with apostrophes and then like a formula, so
that one apostrophe less is always what it was. Full-width signs begin formulas in Japanese spreadsheets too (OWASP, CSV
Injection).
"""

from __future__ import annotations

import re
from typing import Final

MARK: Final = "'"
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_DEFUSED: Final = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def defused(text: str) -> str:
    """The text as it stands in a cell."""
    return MARK + text if _FORMULA.match(text) else text


def restored(cell: str) -> str:
    """The text that a cell was made of."""
    return cell[1:] if _DEFUSED.match(cell) else cell
