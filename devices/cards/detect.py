"""Which card it is: found out by what it answers to a choice of application, which locks nothing and uses no try."""

from __future__ import annotations

from typing import Literal, TypeAlias

from devices.cards import licence, mynumber, residence
from devices.cards.apdu import Talk, select_application

Kind: TypeAlias = Literal["mynumber", "licence", "residence"]
APPLICATIONS: tuple[tuple[Kind, bytes], ...] = (
    ("mynumber", mynumber.AID),
    ("licence", licence.AID),
    ("residence", residence.FACE_AID),
)
"""In this order. The main file is never chosen for finding out: a My Number card answers that and stays where it was.
"""


def detect() -> Talk[Kind | None]:
    """The kind of card; None for one that a counter has no use for.

    The first command after power is thrown away: a My Number card answers it with 6F00.
    """
    yield from select_application(mynumber.AID)
    for kind, aid in APPLICATIONS:
        there = yield from select_application(aid)
        if there:
            return kind
    return None
