"""手続番号: the opaque code of a case on its slip, 16 digits: 15 random ones and a check digit.

The same digits stand in the QR code, in Code128 (subset C wants an even count) and in figures in groups of four. They
carry nothing about anybody. The check digit is Damm's (H. M. Damm, 2004: a totally anti-symmetric quasigroup of order
10): it catches every single wrong digit and every swap of two neighbours. The city's code runs through the same
machine before the random digits, so that a slip of another city fails in nine cities of ten before any look-up.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

from handoff.refusal import Reason, Refused

LENGTH: Final = 16
RANDOM: Final = LENGTH - 1
CHANCE_BYTES: Final = 16

_DAMM: Final = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)

_LONGEST: Final = 80  # a scanner's prefix, separators and all; longer is no slip
_SYMBOLOGY: Final = re.compile(
    r"\][A-Za-z][0-9A-Za-z]"
)  # ISO/IEC 15424: what a scanner may send before the data (]C1, ]Q3)
_BETWEEN: Final = re.compile("[\\s\x00-\x1f\u3000\u200b\ufeff\\-‐‑‒–—―−－ー～·・._/]+")
_WIDE: Final = {0xFF10 + digit: str(digit) for digit in range(10)}


def draw(chance: bytes) -> str:
    """15 digits from 16 random bytes (the bias of the remainder is below 2^-78)."""
    assert len(chance) == CHANCE_BYTES, "16 random bytes"
    return str(int.from_bytes(chance, "big") % 10**RANDOM).zfill(RANDOM)


def make(random15: str, city: str) -> str:
    """The code: 15 random digits and the check digit for this city (its 6-digit code)."""
    assert len(random15) == RANDOM and random15.isascii() and random15.isdigit(), "15 digits"
    return random15 + str(_run(random15, _run(city, 0)))


def read(text: str, city: str, prefix: str = "", suffix: str = "") -> str:
    """The 16 digits of what was scanned or typed: in full or half width, with spaces or hyphens between, and with
    what a scanner puts around it (its symbology mark, control characters, the city's configured `prefix` and
    `suffix`).

    Refused with `bad_ticket` and `fault`: `letters` (something that is no digit), `short` or `long` (with `n`, `of`),
    `check` (mistyped, or another city's). The text itself is never repeated in the refusal.
    """
    if len(text) > _LONGEST:
        raise Refused(Reason.bad_ticket, fault="long", n=len(text), of=LENGTH)
    digits = _BETWEEN.sub("", _bare(text, prefix, suffix).translate(_WIDE))
    if digits and not (digits.isascii() and digits.isdigit()):
        raise Refused(Reason.bad_ticket, fault="letters", n=len(digits), of=LENGTH)
    if len(digits) != LENGTH:
        raise Refused(Reason.bad_ticket, fault="short" if len(digits) < LENGTH else "long", n=len(digits), of=LENGTH)
    if _run(digits, _run(city, 0)) != 0:
        raise Refused(Reason.bad_ticket, fault="check", n=LENGTH, of=LENGTH)
    return digits


def groups(code: str) -> str:
    """In groups of four, as it is printed and read aloud: `1234 5678 9012 3456`."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def digest(code: str) -> bytes:
    """What the record keeps of a code (SHA-256, 32 bytes), so that a stolen table prints no slip."""
    return hashlib.sha256(code.encode("ascii")).digest()


def _bare(text: str, prefix: str, suffix: str) -> str:
    bare = text.strip(" \t\r\n\x02\x03\x04\u3000")
    bare = _SYMBOLOGY.sub("", bare, count=1) if _SYMBOLOGY.match(bare) else bare
    return bare.removeprefix(prefix).removesuffix(suffix)


def _run(digits: str, state: int) -> int:
    for digit in digits:
        state = _DAMM[state][int(digit)]
    return state
