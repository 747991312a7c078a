"""The language of cards: commands out, answers in, with no reader in sight (ISO/IEC 7816-4).

A conversation is a generator: it yields a command and is sent the answer (data and two status bytes), so that it runs
over PC/SC, over bytes in a test, or over a pretend card. Whatever a card answers, a conversation ends.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Final, NamedTuple, TypeAlias, TypeVar

T = TypeVar("T")
Talk: TypeAlias = Generator[bytes, bytes, T]

OK: Final = 0x9000
ENDED: Final = frozenset({0x6B00, 0x6282})
"""The file ends here: at the offset, or before the length that was asked for."""
LONGEST: Final = 65_538
MOST_ROUNDS: Final = 16
STEP: Final = 256


class CardProblem(Exception):
    """A card that cannot be read. The text names what was asked, never what a card said."""


class OddCard(CardProblem):
    """The card answered what its specification does not have: nothing of it is taken."""


class Said(NamedTuple):
    """An answer: its data, and its status word."""

    data: bytes
    status: int


def converse(talk: Talk[T], transmit: Callable[[bytes], bytes]) -> T:
    """Hold a conversation to its end. What `transmit` raises ends it: a card that is gone is not asked again."""
    try:
        command = next(talk)
        while True:
            command = talk.send(transmit(command))
    except StopIteration as end:
        result: T = end.value
        return result
    finally:
        talk.close()


def send(command: bytes) -> Talk[Said]:
    """One command and its whole answer; an answer in parts (61xx) is fetched to its end."""
    said = _split((yield command))
    data = bytearray(said.data)
    for _ in range(MOST_ROUNDS):
        if said.status >> 8 != 0x61:
            return Said(bytes(data), said.status)
        said = _split((yield bytes((0x00, 0xC0, 0x00, 0x00, said.status & 0xFF))))
        data += said.data
    raise OddCard("an answer without an end")


def select_application(aid: bytes) -> Talk[bool]:
    """Select an application; whether the card has it."""
    said = yield from send(bytes((0x00, 0xA4, 0x04, 0x0C, len(aid))) + aid)
    return said.status == OK


def select_file(name: int) -> Talk[None]:
    """Select a file of the application by its two bytes."""
    said = yield from send(b"\x00\xa4\x02\x0c\x02" + name.to_bytes(2, "big"))
    must(said, "a file")


def read_file(most: int) -> Talk[bytes]:
    """The selected file from its start. Refused: more than `most` bytes."""
    data = bytearray()
    while len(data) <= most:
        said = yield from _read_at(len(data))
        if said.status not in ENDED:
            must(said, "reading")
        data += said.data
        if said.status in ENDED or len(said.data) < STEP:
            break
    if len(data) > most:
        raise OddCard("a file that is too long")
    return bytes(data)


def must(said: Said, what: str) -> bytes:
    """The data of an answer that must be good."""
    if said.status != OK:
        raise OddCard(f"{what}: {said.status:04X}")
    return said.data


def _read_at(offset: int) -> Talk[Said]:
    """256 bytes from here, or as many as the card says that there are (6Cxx)."""
    command = bytes((0x00, 0xB0, offset >> 8, offset & 0xFF))
    said = yield from send(command + b"\x00")
    if said.status >> 8 == 0x6C:
        said = yield from send(command + bytes((said.status & 0xFF,)))
    if len(said.data) > STEP:
        raise OddCard("more than was asked for")
    return said


def _split(answer: bytes) -> Said:
    if not 2 <= len(answer) <= LONGEST:
        raise OddCard("an answer without a status")
    return Said(answer[:-2], int.from_bytes(answer[-2:], "big"))
