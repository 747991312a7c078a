"""Whether two values say the same though they are written with other characters. For comparing alone: what is stored is
never changed by it.

Cards, keyboards and other systems of this country write one stroke, wave or blank with several characters (U+2212 and
U+FF0D, U+301C and U+FF5E), and figures in two widths; none of that is a difference that a clerk must decide.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from handoff.case import Value

STROKES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc\u2500"
_STROKE: Final = re.compile(f"(?<=[0-9a-z])[-{STROKES}](?=[0-9a-z])")
_WAVES: Final = str.maketrans({"\u301c": "~", "\u3030": "~"})


def alike(one: Value, other: Value) -> bool:
    """Whether both say the same. Texts: without regard to width, blanks, and the kind of a wave or of a stroke between
    figures or letters (a ー in a kana word stays what it is)."""
    if isinstance(one, str) and isinstance(other, str):
        return one == other or (bool(one) and plain(one) == plain(other))
    return one == other


def plain(text: str) -> str:
    """The text as it is compared."""
    folded = "".join(unicodedata.normalize("NFKC", text).casefold().split()).translate(_WAVES)
    return _STROKE.sub("-", folded)
