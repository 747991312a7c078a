"""Which characters may come in, and how names are compared.

What a person typed is stored as typed. The one exception: kana followed by a combining voicing mark (U+3099, U+309A)
is composed, because macOS and some card readers send kana apart. NFC and NFKC are never used on what is stored: NFC
alone replaces 1,002 ideographs, among them 神 福 塚 隆 朗 in the forms that people have in their names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from handoff.refusal import Reason, Refused
from handoff.variants import VARIANTS

_APART: Final = re.compile("[\u3041-\u3096\u309d\u30a1-\u30fa\u30fd][\u3099\u309a]")

# U+0000 and the other controls, lone surrogates, noncharacters, bidi controls, line and paragraph separators, the
# byte order mark
_NEVER: Final = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff"
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17))
)
_BAD_LINE: Final = re.compile(f"[{_NEVER}\t\n]")
_BAD_TEXT: Final = re.compile(f"[{_NEVER}]")

_NO_TEXT: Final = re.compile("[\x00\ud800-\udfff]")

SELECTOR: Final = "\u180b-\u180d\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Variation selectors, as a regular expression's class has them."""
_SELECTORS: Final = re.compile(f"[{SELECTOR}]")
_SEQUENCE: Final = re.compile(f"(?<=[^{SELECTOR}])[{SELECTOR}]")


def admit(text: str, limit: int, at: str | None = None, long: bool = False) -> str:
    """The text as it is stored: unchanged but for kana put together. `long` allows tab and newline (long texts).

    Refused: `bad_characters` (with the code point) for U+0000, controls, lone surrogates, noncharacters and bidi
    controls; `too_long` (with the count) past `limit` characters as `count` counts them.
    """
    if len(text) > 4 * limit + 64:  # no need to look at a megabyte
        raise Refused(Reason.too_long, at, n=len(text), limit=limit)
    bad = (_BAD_TEXT if long else _BAD_LINE).search(text)
    if bad:
        raise Refused(Reason.bad_characters, at, code=f"U+{ord(bad.group()):04X}")
    composed = compose_kana(text)
    if len(composed) > limit and count(composed) > limit:
        raise Refused(Reason.too_long, at, n=count(composed), limit=limit)
    return composed


def must_be_text(said: Any) -> None:
    """Refused with `bad_message`: U+0000 or half a surrogate pair in any text of a message.

    No store takes them, and what a message names (a case, a code, a login) never holds them. What is typed into a sheet
    goes through `admit`, which says more."""
    if isinstance(said, str):
        if _NO_TEXT.search(said):
            raise Refused(Reason.bad_message)
    elif isinstance(said, Mapping):
        for key, value in said.items():
            must_be_text(key)
            must_be_text(value)
    elif isinstance(said, list):
        for value in said:
            must_be_text(value)


def count(text: str) -> int:
    """Characters as a person counts them for a limit: code points, but a base with its variation selector is one.

    A second selector in a row counts, so that nobody hides a long text behind them.
    """
    return len(text) - len(_SEQUENCE.findall(text))


def compose_kana(text: str) -> str:
    """か + U+3099 -> が, ハ + U+309A -> パ; everything else as it is."""
    if "\u3099" not in text and "\u309a" not in text:
        return text
    return _APART.sub(lambda pair: _together(pair.group()), text)


def search_form(name: str) -> str:
    """The form in which names are compared and searched, never stored or shown: without spaces and variation
    selectors, compatibility forms resolved, letters folded, and the common variants of one character (髙 高, 﨑 崎,
    邊 邉 辺) as one."""
    plain = _SELECTORS.sub("", name)
    folded = "".join(unicodedata.normalize("NFKC", plain).casefold().split())
    return unicodedata.normalize("NFKC", folded).translate(VARIANTS)


def _together(pair: str) -> str:
    composed = unicodedata.normalize("NFC", pair)
    return composed if len(composed) == 1 else pair
