"""The My Number card (個人番号カード): the four facts out of the application 券面事項入力補助, and its expiry.

Two keys open the four facts (氏名・住所・生年月日・性別): the holder's own PIN of four digits (3 tries; unlocked by
the city's office alone), and 照合番号B, which is printed on the card: birth as YYMMDD of its era, the year of expiry,
four digits of the security code (10 tries). The individual number is another file, opened by the PIN; it is read only
when the caller asks for it, for the law lets few procedures use it (番号法). Layouts: as published readers of test
cards have them.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from devices.cards import tlv
from devices.cards.apdu import OddCard, Talk, read_file, select_application, select_file, send
from devices.cards.read import Card
from devices.cards.secret import Secret, tries, verify
from devices.cards.values import SEXES, day, told, utf8
from handoff import checks, eras
from handoff.refusal import Refused

AID: Final = bytes.fromhex("D3921000310001010408")
COMMON_AID: Final = bytes.fromhex("D3921000310001010100")
LICENCE_AID: Final = bytes.fromhex("A0000002310600000000000000000000")
"""マイナ免許証: there only when its holder asked for it. What its files mean is not public: none is read."""
WITH_LICENCE: Final = "mynumber_licence"
RECORD: Final = bytes.fromhex("00B2010C00")

PIN: Final = r"[0-9]{4}"
CODE_B: Final = r"[0-9]{14}"
PIN_KEY: Final = 0x0011
CODE_B_KEY: Final = 0x0015
NUMBER_FILE: Final = 0x0001
FACTS_FILE: Final = 0x0002

FLOOR: Final = 2
"""With one try left the PIN is not sent: a slip of the finger would lock the card."""
MOST: Final = 2_048
OFFSETS: Final = 0xDF21
NAME, ADDRESS, BIRTH, SEX = 0xDF22, 0xDF23, 0xDF24, 0xDF25


class Look(msgspec.Struct, frozen=True):
    """What the card tells without being opened: tries that are left for both keys, its last day ("" when it keeps that
    to itself), whether it is a driver's licence too."""

    pin_left: int
    code_left: int
    expires: str
    licence: bool = False


def code_b(birth: str, expires: str, security: str) -> str:
    """照合番号B from what is printed: birth YYYY-MM-DD, last day YYYY-MM-DD (its year counts), four digits.

    The year of birth is that of its era, without the era's letter. Refused: `ValueError`.
    """
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", birth)
    if found is None or not re.fullmatch(r"\d{4}", security) or not re.fullmatch(r"\d{4}(-\d\d-\d\d)?", expires):
        raise ValueError("not what is printed on a card")
    year, month, number = (int(part) for part in found.groups())
    era = next((era for era in eras.ERAS if (year, month, number) >= era.first), None)
    if era is None:
        raise ValueError("before the eras")
    return f"{year - era.zero:02d}{month:02d}{number:02d}{expires[:4]}{security}"


def look() -> Talk[Look]:
    """Ask how many tries are left, and when the card ends. Nothing is opened and no try is used."""
    expires = yield from _expiry()
    licence = yield from select_application(LICENCE_AID)
    yield from _select()
    left = []
    for key in (PIN_KEY, CODE_B_KEY):
        yield from select_file(key)
        counted = yield from tries()
        left.append(counted or 0)
    return Look(left[0], left[1], expires, licence)


def read(secret: Secret, number: bool = False) -> Talk[Card]:
    """The four facts, opened by the PIN or by 照合番号B, whichever the entry has the form of.

    `number`: also the individual number (PIN only). Refused: as `secret.verify`; `OddCard`.
    """
    expires = yield from _expiry()
    yield from _select()
    by_code = secret.fits(CODE_B)
    yield from select_file(CODE_B_KEY if by_code else PIN_KEY)
    yield from verify(secret, CODE_B if by_code else PIN, FLOOR)
    yield from select_file(FACTS_FILE)
    facts = _facts((yield from read_file(MOST)))
    if number and not by_code:
        yield from select_file(NUMBER_FILE)
        facts["mynumber"] = _number((yield from read_file(64)))
    return Card("mynumber", {**told(facts)}, expires)


def _select() -> Talk[None]:
    there = yield from select_application(AID)
    if not there:
        raise OddCard("the application is gone")


def _expiry() -> Talk[str]:
    """The last day out of the common application's record, which needs no key; "" when there is none to be read."""
    there = yield from select_application(COMMON_AID)
    if not there:
        return ""
    record = (yield from send(RECORD)).data
    last = record[22:30]  # tag and length, serial number (15), municipality (5), then the day
    if record[:1] != b"\x01" or not re.fullmatch(rb"[0-9]{8}", last):
        return ""
    return day(last) or ""


def _facts(data: bytes) -> dict[str, str | None]:
    start = data[:8].find(b"\xff\x20")  # cards of some years put two bytes before it
    if start < 0:
        raise OddCard("no facts")
    inner = tlv.items(tlv.need(tlv.items(data[start:]), 0xFF20))
    return {
        "name": _some(utf8(tlv.need(inner, NAME), "name"), "name"),
        "address": _some(utf8(tlv.need(inner, ADDRESS), "address"), "address"),
        "birth": day(tlv.need(inner, BIRTH)),
        "sex": SEXES.get(tlv.need(inner, SEX)),
    }


def _number(data: bytes) -> str:
    try:
        return checks.my_number(tlv.need(tlv.items(data), 0xFF10).decode("ascii"))
    except (UnicodeDecodeError, Refused):
        raise OddCard("a number that is none") from None


def _some(text: str, what: str) -> str:
    if not text.strip():
        raise OddCard(f"{what} is empty")
    return text
