"""The residence card (在留カード) and the special permanent resident certificate, first and second generation.

The number on the face is the key: a wrong one costs nothing and locks nothing, yet it is sent once for each entry.
Name and address are pictures in the chip; they are shown beside their fields, for a clerk to type. The first generation
has no birth, sex or nationality in letters either. An address that was written on the back stands in letters (first
generation), and is then the one in force.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import msgspec

from devices.cards import messaging, tlv
from devices.cards.apdu import OddCard, Said, Talk, must, select_application, send
from devices.cards.read import Card
from devices.cards.secret import NotASecret, Secret, WrongSecret
from devices.cards.values import SEXES, day, told, utf8

FACE_AID: Final = bytes.fromhex("D392F0004F0200000000000000000000")
BACK_AID: Final = bytes.fromhex("D392F0004F0300000000000000000000")
MAIN: Final = bytes.fromhex("00A40000023F00")
KIND: Final = bytes.fromhex("00B08A0000")
NUMBER: Final = r"[A-Z]{2}[0-9]{8}[A-Z]{2}"
FIRST_KINDS: Final = frozenset({b"1", b"2"})
SECOND_KINDS: Final = frozenset({b"05", b"06"})
BACK: Final = bytes.fromhex("00B08100000000")

Chance = Callable[[int], bytes]


class Look(msgspec.Struct, frozen=True):
    """What the card tells without its number."""

    generation: int


class Session(msgspec.Struct, frozen=True):
    """An authenticated conversation."""

    sealing: messaging.Sealing
    key: bytes


def look() -> Talk[Look]:
    """Which generation it is. Refused: `OddCard` for a kind that is none of these (a specified residence card)."""
    must((yield from send(MAIN)), "the main file")
    kind = tlv.need(tlv.items(must((yield from send(KIND)), "its kind")), 0xC1)
    if kind in FIRST_KINDS:
        return Look(1)
    if kind in SECOND_KINDS:
        return Look(2)
    raise OddCard("another kind of residence card")


def read(secret: Secret, chance: Chance) -> Talk[Card]:
    """All that a counter takes from it; `secret`: the number on its face.

    Refused: `NotASecret`, `WrongSecret`, `OddCard`.
    """
    seen = yield from look()
    if not secret.fits(NUMBER):
        raise NotASecret("form")
    number = secret.take()
    session = yield from authenticate(number, messaging.First() if seen.generation == 1 else messaging.Second(), chance)
    return (yield from (_first(session, number) if seen.generation == 1 else _second(session, number)))


def authenticate(number: bytes, sealing: messaging.Sealing, chance: Chance) -> Talk[Session]:
    """Both sides show that they know the number; then it is given, sealed. Refused: `WrongSecret`."""
    theirs = must((yield from send(bytes.fromhex("0084000008"))), "a challenge")
    if len(theirs) != messaging.CHALLENGE_BYTES:
        raise OddCard("a challenge that is none")
    ours, share = chance(messaging.CHALLENGE_BYTES), chance(messaging.KEY_BYTES)
    key = messaging.number_key(number)
    asked = messaging.token(sealing, key, ours, theirs, share)
    said = yield from send(bytes.fromhex("0082000028") + asked + b"\x00")
    answer = _right(said, "authentication")
    session = messaging.session_key(share, messaging.share_of(sealing, key, answer, ours, theirs))
    sealed = b"\x01" + sealing.seal(session, sealing.pad(number))
    body = bytes((0x86, len(sealed))) + sealed
    _right((yield from send(bytes((0x08, 0x20, 0x00, 0x86, len(body))) + body)), "its number")
    return Session(sealing, session)


def _right(said: Said, what: str) -> bytes:
    if said.status == 0x6300 or said.status in (0x6982, 0x6988):
        raise WrongSecret(None)
    return must(said, what)


def _first(session: Session, number: bytes) -> Talk[Card]:
    yield from _select(FACE_AID)
    front = tlv.need((yield from _sealed(session, 0x85)), 0xD0)
    yield from _select(BACK_AID)
    back = tlv.items(must((yield from send(BACK)), "the back"))
    values = told({"card_no": number.decode("ascii"), "address": _text(back.get(0xD4, b""))})
    return Card(
        "residence", values, confirm=("name", *(() if "address" in values else ("address",))), images={"front": front}
    )


def _second(session: Session, number: bytes) -> Talk[Card]:
    yield from _select(FACE_AID)
    facts = yield from _sealed(session, 0x83)
    name = tlv.need((yield from _sealed(session, 0x84)), 0xD0)
    address = tlv.need((yield from _sealed(session, 0x86)), 0xDFD1)
    values = told(
        {
            "card_no": number.decode("ascii"),
            "birth": day(tlv.need(facts, 0xC6)),
            "sex": SEXES.get(tlv.need(facts, 0xC7)),
            "until": _last(facts.get(0xCD, b"")),
        }
    )
    pictures = {"name": name, "address": address}
    return Card("residence", values, _last(tlv.need(facts, 0xC5)) or "", ("name", "address"), pictures)


def _select(aid: bytes) -> Talk[None]:
    there = yield from select_application(aid)
    if not there:
        raise OddCard("the application is gone")


def _sealed(session: Session, file: int) -> Talk[dict[int, bytes]]:
    """A file of the face, sealed for this session: one long answer."""
    said = yield from send(bytes((0x08, 0xB0, file, 0x00)) + bytes.fromhex("000004960200000000"))
    sealed = tlv.need(tlv.items(must(said, "a sealed file")), 0x86)
    if sealed[:1] != b"\x01":
        raise OddCard("another sealing")
    return tlv.items(session.sealing.unpad(session.sealing.open(session.key, sealed[1:])))


def _last(data: bytes) -> str | None:
    """A last day; None for a card without one."""
    return day(data) if re.fullmatch(rb"[0-9]{8}", data) else None


def _text(data: bytes) -> str | None:
    """The address on the back: UTF-8, or what Windows calls Shift_JIS; published sources do not agree on which."""
    bare = data.rstrip(b"\x00 ")
    try:
        return utf8(bare, "address") or None
    except OddCard:
        try:
            return utf8(bare.decode("cp932").encode(), "address") or None
        except UnicodeDecodeError:
            raise OddCard("address is no text") from None
