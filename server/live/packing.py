"""The bytes that stand in Redis: bodies of river entries, rows of boards, entries in a case's hash."""

from __future__ import annotations

from typing import Final

import msgspec

from handoff.case import Entry, Sheet
from handoff.messages import Here, Row, Seat
from handoff.stage import ENDS
from server.ports.journal import SealedSheet
from server.ports.sealing import Sealing

Word = bytes | str | int
"""What a command to Redis is made of."""

FORMAT: Final = 1
"""The format number of river bodies (`v`)."""
BODY_LIMIT: Final = 64 * 1024


class ChangeBody(msgspec.Struct, frozen=True):
    """What a change of a sheet says in the river and in the journal. `digest` is 8 bytes, entries are sealed."""

    entries: list[tuple[str, bytes]]
    by: str
    window: str
    kind: str
    digest: bytes


class MoveBody(msgspec.Struct, frozen=True):
    """What a move of a visit says in the river."""

    row: Row
    what: str


class NoticeBody(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something of the house itself, or windows at their new state."""

    what: str
    about: dict[str, str] = {}
    seats: list[Seat] = []


class WeatherBody(msgspec.Struct, frozen=True):
    """Who is in a case now."""

    case: str
    here: list[Here]


pack: Final = msgspec.msgpack.Encoder().encode
read_change: Final = msgspec.msgpack.Decoder(ChangeBody).decode
read_move: Final = msgspec.msgpack.Decoder(MoveBody).decode
read_notice: Final = msgspec.msgpack.Decoder(NoticeBody).decode
read_weather: Final = msgspec.msgpack.Decoder(WeatherBody).decode
read_kept: Final = msgspec.msgpack.Decoder(dict[str, int]).decode
_read_row: Final = msgspec.msgpack.Decoder(Row).decode
_read_seat: Final = msgspec.msgpack.Decoder(Seat).decode


def read_row(value: bytes) -> Row:
    """The row in a board's field, `<version>:` taken off."""
    return _read_row(memoryview(value)[value.index(b":") + 1 :])


def read_seat(value: bytes) -> Seat:
    """The seat in a field of the seats, `<version>:` taken off."""
    return _read_seat(memoryview(value)[value.index(b":") + 1 :])


def stamp(rev: int, at: int, sealed: bytes) -> bytes:
    """An entry's field: `<rev>:<ms>:` and the sealed bytes, as the change script writes it."""
    return b"%d:%d:%b" % (rev, at, sealed)


def stamped(value: bytes) -> tuple[int, int, bytes]:
    """(rev, ms, sealed) of an entry's field."""
    rev, at, sealed = value.split(b":", 2)
    return int(rev), int(at), sealed


def fields_of(sheet: SealedSheet, row: Row | None) -> list[Word]:
    """A case's hash, flat, for a case that PostgreSQL holds whole: its marks, those of the visit that has the case now,
    and its entries as they are sealed. Without a visit it is closed."""
    stage = "open" if row is not None and row.stage not in ENDS else "closed"
    of, version, arrived, fence = (row.visit, row.version, row.arrived, row.fence) if row else ("", 0, 0, 0)
    fields: list[Word] = ["#rev", sheet.rev, "#kept", sheet.rev, "#last", sheet.last]
    fields += ["#of", of, "#visit", version, "#arrived", arrived, "#stage", stage, "#fence", fence]
    for key, (rev, at, sealed) in sheet.entries.items():
        fields += (key, stamp(rev, at, sealed))
    return fields


def ops_of(sheet: SealedSheet) -> list[Word]:
    """The hash of a case's ops, flat."""
    return [word for op, (digest, rev) in sheet.ops.items() for word in (op, digest + str(rev).encode())]


def opened(sealing: Sealing, case: str, fields: dict[bytes, bytes], known: Sheet | None = None) -> Sheet:
    """The sheet in a case's hash. The hash must have `#rev`. An entry that `known` has in the same version of the same
    time is taken from there; in all epochs no two entries of a case share both."""
    entries: dict[str, Entry] = {}
    there = known.entries if known is not None else {}
    marks: dict[bytes, bytes] = {}
    for name, value in fields.items():
        if name[:1] == b"#":
            marks[name] = value
            continue
        rev, at, sealed = stamped(value)
        key = name.decode()
        held = there.get(key)
        if held is not None and (held.rev, held.at) == (rev, at):
            entries[key] = held
        else:
            entries[key] = msgspec.structs.replace(sealing.open(case, key, sealed), rev=rev, at=at)
    return Sheet(
        case=case,
        rev=int(marks[b"#rev"]),
        kept=int(marks.get(b"#kept", 0)),
        visit=marks.get(b"#of", b"").decode(),
        version=int(marks.get(b"#visit", 0)),
        fence=int(marks.get(b"#fence", 0)),
        stage=marks.get(b"#stage", b"open").decode(),
        catalog=int(marks.get(b"#catalog", 1)),
        entries=entries,
    )
