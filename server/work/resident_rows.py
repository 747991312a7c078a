"""Rows of the city's own data, out of the record and out of their seals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from handoff.import_kind import KindId
from handoff.refusal import Reason, Refused
from handoff.resident_take import HEAD
from server.ports.imports import Found
from server.work.cupboards import Cupboards

MOST_MEMBERS: Final = 60
ROW_BYTES: Final = 16


class Open(msgspec.Struct, frozen=True):
    """A resident, out of its seal."""

    row: bytes
    household: bytes
    values: dict[str, str]

    @property
    def id(self) -> str:
        """What screens call it: the blind word of its number."""
        return self.row.hex()


def opened(c: Cupboards, found: Found) -> Open | None:
    """A row out of its seal; None when it was erased in the meantime."""
    try:
        value = c.sealing.open(found.box, found.row.hex(), found.body).value
    except ValueError:
        return None
    return Open(found.row, found.household, msgspec.convert(value, dict[str, str]))


def all_opened(c: Cupboards, found: Iterable[Found]) -> list[Open]:
    """Those that can still be opened."""
    return [one for one in (opened(c, row) for row in found) if one is not None]


def row_of(c: Cupboards, number: str) -> bytes:
    """The blind word by which a row is told from all others."""
    return c.sealing.blind(f"resident|row|{number}")


async def members_of(c: Cupboards, name: str, kind: KindId = "residents") -> list[Open]:
    """The members of a household, the head first. Refused: `no_such_person`, `bad_message`."""
    members = all_opened(c, await c.imports.households(kind, [word_of(name)], MOST_MEMBERS))
    if not members:
        raise Refused(Reason.no_such_person, at="household")
    return sorted(members, key=lambda one: (one.values.get("m_zokugara") != HEAD, one.values.get("m_birth", "")))


def word_of(name: str) -> bytes:
    """A blind word as screens name it."""
    try:
        word = bytes.fromhex(name)
    except ValueError:
        word = b""
    if len(word) != ROW_BYTES:
        raise Refused(Reason.bad_message, at="resident")
    return word
