"""What a person typed to open a card: sent to it once, and only while enough tries are left.

A visitor's card is never locked by us: the card is asked how many tries are left before every VERIFY (which costs
none), below the floor nothing is sent, and one entry is good for one VERIFY, also when the line broke meanwhile.
"""

from __future__ import annotations

import re
from typing import Final

from devices.cards.apdu import OK, CardProblem, OddCard, Talk, send

BLOCKED: Final = frozenset({0x6984, 0x6983, 0x63C0})
NO_COUNT: Final = 0x6300
"""Wrong, and nothing counts the tries."""


class WrongSecret(CardProblem):
    """The card did not take it. `left`: tries that are left, None when the card does not count."""

    def __init__(self, left: int | None) -> None:
        super().__init__("wrong")
        self.left = left


class TooFewTries(CardProblem):
    """Not sent: fewer tries are left than the floor. 0: the card is locked already."""

    def __init__(self, left: int) -> None:
        super().__init__("too few tries")
        self.left = left


class NotASecret(CardProblem):
    """Not sent: it has not the form that the card takes."""


class Secret:
    """One entry. Prints as nothing, is given out once, and is wiped then."""

    def __init__(self, typed: str) -> None:
        self._bytes = bytearray(typed.encode("ascii", "replace"))

    def __repr__(self) -> str:
        """Without what was typed."""
        return "Secret()"

    def fits(self, form: str) -> bool:
        """Whether it has this form (a regular expression over all of it)."""
        return re.fullmatch(form.encode(), self._bytes) is not None

    def take(self) -> bytes:
        """What was typed, for the first who asks."""
        if not self._bytes:
            raise NotASecret("used already")
        taken = bytes(self._bytes)
        self.wipe()
        return taken

    def wipe(self) -> None:
        """Forget it."""
        self._bytes[:] = bytes(len(self._bytes))
        self._bytes.clear()


def tries(key: int = 0x80) -> Talk[int | None]:
    """How many tries are left for the selected key (0x80) or the one with this short name; None: not counted."""
    said = yield from send(bytes((0x00, 0x20, 0x00, key)))
    if said.status in BLOCKED:
        return 0
    if said.status >> 4 == 0x63C:
        return said.status & 0xF
    if said.status in (OK, NO_COUNT):
        return None
    raise OddCard(f"tries: {said.status:04X}")


def verify(secret: Secret, form: str, floor: int, key: int = 0x80) -> Talk[None]:
    """Open a key. Refused without sending: `NotASecret`, `TooFewTries`. Refused by the card: `WrongSecret`.

    A card that does not tell a count is not asked: these keys all have one.
    """
    if not secret.fits(form):
        raise NotASecret("form")
    left = yield from tries(key)
    if left is None:
        raise OddCard("a key without a count")
    if left < floor:
        raise TooFewTries(left)
    body = secret.take()
    said = yield from send(bytes((0x00, 0x20, 0x00, key, len(body))) + body)
    if said.status == OK:
        return
    if said.status in BLOCKED:
        raise WrongSecret(0)
    if said.status >> 4 == 0x63C:
        raise WrongSecret(said.status & 0xF)
    raise OddCard(f"verify: {said.status:04X}")
