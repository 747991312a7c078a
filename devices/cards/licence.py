"""The driver's licence with a chip (specification 007 to 010 of the National Police Agency).

PIN1 opens what is printed on the face; nobody but the police unlocks it, so that it is not sent after an earlier slip.
A licence without PINs is opened by four asterisks. Without a PIN it tells its validity alone. Texts are raw JIS X 0208;
characters outside it are pictures, shown as 〔外字1〕 and looked at by eye. PIN2 (本籍, photograph) is not asked for:
no item of a case takes what it opens.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from devices.cards import tlv
from devices.cards.apdu import OddCard, Talk, must, read_file, select_application, select_file, send
from devices.cards.read import Card
from devices.cards.secret import Secret, tries, verify
from devices.cards.values import MOST_CHARACTERS, day, era_day, told
from handoff.characters import admit
from handoff.refusal import Refused

AID: Final = bytes.fromhex("A0000002310100000000000000000000")
MAIN: Final = bytes.fromhex("00A40000")
PIN: Final = r"[0-9]{4}|\*{4}"
PIN1: Final = 0x81
WITHOUT: Final = "****"
FLOOR: Final = 3
FACE: Final = 0x0001
FACE_BYTES: Final = 880

NAME, KANA, BIRTH, ADDRESS, LAST_DAY = 0x12, 0x13, 0x16, 0x17, 0x1B
CHANGES: Final = 0x0004
CHANGES_BYTES: Final = 640
CHANGED: Final = 0x50
MISSING: Final = 0xFFFA
DRAWN: Final = range(0xFFF1, 0xFFF8)
AS_ELSEWHERE: Final = str.maketrans({"\u2212": "\uff0d", "\u301c": "\uff5e", "\u2016": "\u2225"})
"""One code, two names in Unicode: what other cards and keyboards of this country write."""


class Look(msgspec.Struct, frozen=True):
    """What the licence tells without a PIN. `pin_left`: None when it has no PIN."""

    pin_left: int | None
    issued: str
    expires: str


def look() -> Talk[Look]:
    """Its validity, and how many tries are left. Nothing is opened and no try is used."""
    issued, expires = yield from _validity()
    has_pin = yield from _has_pin()
    left = (yield from tries(PIN1)) or 0
    return Look(left if has_pin else None, issued, expires)


def read(secret: Secret | None) -> Talk[Card]:
    """What is printed on the face; `secret`: PIN1, None for a licence without PINs.

    Refused: as `secret.verify`; `OddCard`, also when a PIN is needed and none was given.
    """
    _, expires = yield from _validity()
    has_pin = yield from _has_pin()
    if has_pin and secret is None:
        raise OddCard("a PIN is needed")
    entry = secret if has_pin and secret is not None else Secret(WITHOUT)
    yield from verify(entry, PIN, FLOOR, PIN1)
    there = yield from select_application(AID)
    if not there:
        raise OddCard("the application is gone")
    yield from select_file(FACE)
    face = _face(tlv.items((yield from read_file(FACE_BYTES))), expires)
    changed = yield from _changed()
    return msgspec.structs.replace(face, confirm=("name", "address")) if changed else face


def text(data: bytes, what: str) -> tuple[str, bool]:
    """Raw JIS X 0208 as a text, and whether characters outside it are in it. Refused: codes that are none."""
    if len(data) % 2 or len(data) > 2 * MOST_CHARACTERS:
        raise OddCard(f"{what} is no text")
    drawn = False
    letters = []
    for code in (int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)):
        outside = code in DRAWN or code == MISSING
        letters.append(_outside(code) if outside else _letter(code, what))
        drawn = drawn or outside
    try:
        return admit("".join(letters).strip("\u3000"), 2 * MOST_CHARACTERS), drawn
    except Refused:
        raise OddCard(f"{what} is no text") from None


def _letter(code: int, what: str) -> str:
    if not (0x2121 <= code <= 0x7E7E and code & 0x80 == 0):
        raise OddCard(f"{what} is no text")
    try:
        return (code | 0x8080).to_bytes(2, "big").decode("euc_jp").translate(AS_ELSEWHERE)
    except UnicodeDecodeError:
        raise OddCard(f"{what} is no text") from None


def _outside(code: int) -> str:
    return "〔欠字〕" if code == MISSING else f"〔外字{code - DRAWN.start + 1}〕"


def _validity() -> Talk[tuple[str, str]]:
    """Issue and last day out of the file that needs no PIN: version (3), two dates of four bytes in BCD."""
    must((yield from send(MAIN)), "the main file")
    yield from select_file(0x2F01)
    said = tlv.need(tlv.items((yield from read_file(64))), 0x45)
    dates = said[3:11].hex().encode()
    if len(said) < 11 or not re.fullmatch(rb"[0-9]{16}", dates):
        raise OddCard("a date that is none")
    return day(dates[:8]) or "", day(dates[8:]) or ""


def _changed() -> Talk[bool]:
    """Whether the back tells of a change: then what the face says may be of yesterday, and a person must look."""
    yield from select_file(CHANGES)
    return tlv.items((yield from read_file(CHANGES_BYTES))).get(CHANGED, b"\x00") != b"\x00"


def _has_pin() -> Talk[bool]:
    yield from select_file(0x000A)
    said = tlv.need(tlv.items((yield from read_file(16))), 0x05)
    return said != b"\x00"


def _face(found: dict[int, bytes], expires: str) -> Card:
    texts = {"name": NAME, "kana": KANA, "address": ADDRESS}
    read = {name: text(tlv.need(found, tag), name) for name, tag in texts.items()}
    if not read["name"][0] or not read["address"][0]:
        raise OddCard("empty")
    said: dict[str, str | None] = {name: letters for name, (letters, _) in read.items()}
    values = told({**said, "birth": era_day(tlv.need(found, BIRTH))})
    last = era_day(tlv.need(found, LAST_DAY)) or expires
    return Card("licence", values, last, tuple(name for name, (_, drawn) in read.items() if drawn))
