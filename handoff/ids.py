"""The shapes of the ids, and new ones from given random bytes (chance is an argument, never taken here).

An id is lower-case base 32 without i, l, o, u (Crockford's alphabet), so that it may stand in an entry key, a Redis
key, a URL or a file name as it is, and can be read aloud. It says nothing about the person or the time.

| id | made of | letters |
|---|---|---|
| op, request | 16 random bytes | 26 |
| case, visit | 10 random bytes | 16 |
| person (unique in its case) | 5 random bytes | 8 |
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

from handoff.refusal import Reason, Refused

ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
OP_BYTES: Final = 16
CASE_BYTES: Final = 10
PERSON_BYTES: Final = 5

# Ops and requests are made by clients; a client may use another random id (a UUID, say), as long as it is one plain
# word.
_OP: Final = re.compile(r"[0-9A-Za-z_-]{16,40}")
_CASE: Final = re.compile(f"[{ALPHABET}]{{16}}")
_PERSON: Final = re.compile(f"[{ALPHABET}]{{8}}")


def new_op(chance: bytes) -> str:
    """An op or request id, from 16 random bytes."""
    return _spell(chance, OP_BYTES)


def new_case(chance: bytes) -> str:
    """A case or visit id, from 10 random bytes."""
    return _spell(chance, CASE_BYTES)


def new_person(chance: bytes) -> str:
    """A person's id, from 5 random bytes; unique in its case, and the case refuses one that it has already."""
    return _spell(chance, PERSON_BYTES)


def again(request: str, times: int) -> str:
    """The request that stands for a second (third …) try of this one: the same each time that it is reckoned."""
    return new_op(hashlib.blake2b(f"{request} {times}".encode(), digest_size=OP_BYTES).digest())


def check_op(text: str) -> str:
    """The same text, if it may be an op or request id; else `wrong_pattern`."""
    return _check(text, _OP, "op")


def check_case(text: str) -> str:
    """The same text, if it may be a case or visit id; else `wrong_pattern`."""
    return _check(text, _CASE, "case")


def check_person(text: str) -> str:
    """The same text, if it may be a person's id; else `wrong_pattern`."""
    return _check(text, _PERSON, "person")


def _spell(chance: bytes, size: int) -> str:
    assert len(chance) == size, f"an id of this kind takes {size} random bytes"
    number = int.from_bytes(chance, "big")
    length = -(-size * 8 // 5)
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(length - 1, -1, -1))


def _check(text: str, shape: re.Pattern[str], at: str) -> str:
    if not shape.fullmatch(text):
        raise Refused(Reason.wrong_pattern, at)
    return text
