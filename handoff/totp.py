"""The second factor: codes of six digits from a shared secret and the time (RFC 6238 over RFC 4226, SHA-1, 30 s), as
every authenticator app makes them. Twenty lines over the standard library: a dependency would bring more than it
takes away.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import unicodedata
from typing import Final
from urllib.parse import quote

SECRET_BYTES: Final = 20
STEP_MS: Final = 30_000
DIGITS: Final = 6
DRIFT: Final = 1
"""So many steps before and after count too: clocks of telephones differ."""


def code_at(secret: bytes, step: int, digits: int = DIGITS) -> str:
    """The code of a step (RFC 4226, 5.3)."""
    digest = hmac.digest(secret, step.to_bytes(8), "sha1")
    offset = digest[-1] & 0xF
    number = int.from_bytes(digest[offset : offset + 4]) & 0x7FFFFFFF
    return str(number % 10**digits).zfill(digits)


def step_of(secret: bytes, code: str, now: int, after: int) -> int | None:
    """The step whose code this is, at a time (ms since 1970); None when it is none, or of a step that is not later than
    `after`: a code is good once."""
    plain = "".join(unicodedata.normalize("NFKC", code[:20]).split())
    at = now // STEP_MS
    found = None
    for step in range(max(0, at - DRIFT), at + DRIFT + 1):
        same = hmac.compare_digest(code_at(secret, step).encode(), plain.encode())
        if same and step > after and found is None:
            found = step
    return found


def spelled(secret: bytes) -> str:
    """The secret as apps take it: base 32."""
    return base64.b32encode(secret).decode()


def read(text: str) -> bytes | None:
    """The secret in what was spelled; None when it is none of ours."""
    try:
        secret = base64.b32decode("".join(text.split()).upper())
    except (binascii.Error, ValueError):
        return None
    return secret if len(secret) == SECRET_BYTES else None


def address(secret: bytes, city: str, login: str) -> str:
    """What an app's camera reads."""
    return f"otpauth://totp/{quote(city)}:{quote(login)}?secret={spelled(secret)}&issuer={quote(city)}"
