"""Passwords (OWASP ASVS 5.0, 6.2): what the city asks of one, and why one is refused. No kinds of letters are asked
for: length is what counts, and nothing that the first guess would be.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

import msgspec

from handoff.refusal import Reason, Refused

LONGEST: Final = 256
ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Of first passwords: nothing that looks like another letter on paper."""
_GROUPS: Final = 4
_LETTERS: Final = 4
_COMMON: Final = frozenset(
    {
        "password",
        "passw0rd",
        "qwerty",
        "qwertyuiop",
        "asdfghjkl",
        "zxcvbnm",
        "1q2w3e4r",
        "iloveyou",
        "welcome",
        "letmein",
        "abc123",
        "monkey",
        "dragon",
        "sakura",
        "nippon",
        "japan",
        "aoba",
        "shiyakusho",
        "yakusho",
        "kakunin",
        "himitsu",
        "pasuwado",
        "kanri",
    }
)
"""What the words of a guess are. A city's own list of leaked passwords is longer than a program should carry."""
_RUNS: Final = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "01234567890", "1qaz2wsx3edc4rfv")


class PasswordSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the city decided. `history`: so many earlier ones are not used again. `days`: how long one lives (0: for
    ever, as ASVS recommends). `first_days`: how long a first password's paper may lie about. `tries` wrong ones within
    `lock_minutes` lock the account for that long. `factor`: who shows a second factor (none, admins, all).
    `proof_minutes`: how long a shown password counts for what asks for it again. `spray_accounts`: so many accounts
    that fail within ten minutes make browsers wait that nobody has signed in from."""

    length: int = 10
    history: int = 3
    days: int = 0
    first_days: int = 14
    tries: int = 10
    lock_minutes: int = 15
    factor: str = "none"
    proof_minutes: int = 5
    spray_accounts: int = 50

    def __post_init__(self) -> None:
        bounds = {"length": (8, 64), "history": (0, 24), "days": (0, 3650), "first_days": (1, 365), "tries": (3, 100)}
        bounds |= {"lock_minutes": (1, 1440), "proof_minutes": (1, 60), "spray_accounts": (5, 10_000)}
        for name, (least, most) in bounds.items():
            if not least <= getattr(self, name) <= most:
                raise ValueError(f"passwords.{name}: {least}..{most}")
        if self.factor not in {"none", "admins", "all"}:
            raise ValueError("passwords.factor: none, admins, all")


def must_be_good(password: str, settings: PasswordSettings, known: Iterable[str]) -> None:
    """Refused: `password_short` (with the least length), `too_long`, `password_easy` (of few letters, a run of the
    keyboard, a common word, or what is known of the user: number, name, city)."""
    if len(password) > LONGEST:
        raise Refused(Reason.too_long, at="password", limit=LONGEST)
    if len(password) < settings.length:
        raise Refused(Reason.password_short, at="password", limit=settings.length)
    plain = unicodedata.normalize("NFKC", password).casefold()
    rest = plain
    for word in sorted({*_COMMON, *_known(known)}, key=len, reverse=True):
        rest = rest.replace(word, "")
    if len(set(plain)) < 5 or len(_without_runs(rest)) < settings.length // 2:
        raise Refused(Reason.password_easy, at="password")


def _known(known: Iterable[str]) -> set[str]:
    words = {unicodedata.normalize("NFKC", word).casefold() for text in known for word in text.split()}
    return {word for word in words if len(word) >= 3}


def _without_runs(text: str) -> str:
    """The text without any stretch of four letters or more that stand beside each other on a keyboard or in order."""
    kept, at = [], 0
    while at < len(text):
        length = max(_run(text, at, run) for run in (*_RUNS, *(run[::-1] for run in _RUNS)))
        if length >= 4:
            at += length
        else:
            kept.append(text[at])
            at += 1
    return "".join(kept)


def _run(text: str, at: int, run: str) -> int:
    start = run.find(text[at])
    length = 0
    while start >= 0 and text[at : at + length + 1] == run[start : start + length + 1] and at + length < len(text):
        length += 1
    return length


def first_password(chance: bytes) -> str:
    """A first password from 32 random bytes: `k7mp-2xqt-9dhw-4rnb`, 79 bits."""
    number = int.from_bytes(chance)
    letters = []
    for _ in range(_GROUPS * _LETTERS):
        number, letter = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[letter])
    return "-".join("".join(letters[at : at + _LETTERS]) for at in range(0, len(letters), _LETTERS))
