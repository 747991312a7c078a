"""One read of a card: all of it or nothing, in the words that the server takes."""

from __future__ import annotations

import secrets

import msgspec

from devices import clock
from handoff.case import Value
from handoff.ids import OP_BYTES, new_op


class Card(msgspec.Struct, frozen=True):
    """What a card said. Prints as nothing.

    `card`: mynumber, mynumber_licence (it is a driver's licence too), residence, licence, box. `values`: as
    `handoff/card.py` names them. `expires`: the last day that the card is good for, "" when it has none. `confirm`:
    values to look at by eye (characters outside the code are in them). `images`: what is on the card only as a picture,
    by the value's name.
    """

    card: str
    values: dict[str, Value]
    expires: str = ""
    confirm: tuple[str, ...] = ()
    images: dict[str, bytes] = {}

    def __repr__(self) -> str:
        """Without what stands on the card."""
        return f"Card({self.card})"


class Read(msgspec.Struct, frozen=True):
    """`read`: its own id, said again with every attempt to deliver it. `card`: as `Card` has it. `at`: when it was
    read, in the seconds of `devices/clock.py`.

    `values`: name, kana, address, birth (YYYYMMDD or YYYY-MM-DD), sex (男, 女), … (`handoff/card.py` tells).
    `pictures`: PNG of what the card has as a picture alone, by the value's name.
    `turn`: the word of the case that the window served when the card was laid down, "" when nobody asked. `expires`,
    `doubtful`: as `Card` has its `expires` and `confirm`.
    Lives in memory only, and prints as nothing: it is never written to a disk or a log.
    """

    read: str
    card: str
    values: dict[str, Value]
    at: float
    turn: str = ""
    expires: str = ""
    doubtful: tuple[str, ...] = ()
    pictures: dict[str, bytes] = {}

    def __repr__(self) -> str:
        """Without what stands on the card."""
        return f"Read({self.card})"


def fresh(card: str, values: dict[str, Value]) -> Read:
    """A read of this moment, with a new id."""
    return Read(new_op(secrets.token_bytes(OP_BYTES)), card, values, clock.awake())
