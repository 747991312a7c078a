"""Pretend cards for the tests, and how a conversation is held with one."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from devices.cards import licence, mynumber, residence
from devices.cards.apdu import Talk, converse
from devices.cards.secret import Secret
from devices.pretend.card import Chip
from devices.pretend.licence import Holder as Driver
from devices.pretend.licence import Licence
from devices.pretend.mynumber import Holder, MyNumberCard
from devices.pretend.residence import ResidenceCard

NUMBER = "AA12345678BB"
KOKUTOU = Holder("黒桐　幹也", "東京都清瀬市観布子南１２－７－２０２", "1980-02-17")


def chance(seed: int = 1) -> Callable[[int], bytes]:
    return random.Random(seed).randbytes


def hold(talk: Talk[Any], card: Chip) -> Any:
    """The conversation, held with a card that has just got power."""
    card.power(False)
    card.power(True)
    card.answer(bytes.fromhex("00A4040C00"))  # the first command after power is lost
    return converse(talk, card.answer)


def cards() -> dict[str, tuple[Chip, Callable[[], Talk[Any]]]]:
    """Each kind of card, and the conversation that reads it whole."""
    return {
        "mynumber by PIN": (MyNumberCard(KOKUTOU), lambda: mynumber.read(Secret("1234"), number=True)),
        "mynumber by code": (MyNumberCard(KOKUTOU), lambda: mynumber.read(Secret("55021720352285"))),
        "licence": (Licence(Driver()), lambda: licence.read(Secret("1234"))),
        "licence without PIN": (Licence(Driver(pin=None)), lambda: licence.read(None)),
        "residence 1": (
            ResidenceCard(NUMBER, chance(), 1, address="八幡町１番".encode()),
            lambda: residence.read(Secret(NUMBER), chance(2)),
        ),
        "residence 2": (ResidenceCard(NUMBER, chance(), 2), lambda: residence.read(Secret(NUMBER), chance(2))),
    }
