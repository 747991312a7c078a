"""One river, kept or weather entry, as what a web process hears."""

from __future__ import annotations

import logging

import msgspec

from handoff.river import ms_of
from server.live.packing import read_change, read_kept, read_move, read_notice, read_weather
from server.ports.river import (
    Heard,
    NewEpoch,
    Notice,
    NowKept,
    PresenceChanged,
    SeatsChanged,
    SheetChanged,
    VisitMoved,
)
from server.ports.sealing import Sealing

log = logging.getLogger(__name__)
Fields = dict[bytes, bytes]


def hear(sealing: Sealing, kind: str, place: bytes, fields: Fields) -> Heard | None:
    """An entry of the stream `river`, `kept` or `weather`.

    One that cannot be read is passed over, loudly: what it was, the keeper puts into quarantine.
    """
    try:
        match kind:
            case "kept":
                return NowKept(read_kept(fields[b"b"]))
            case "weather":
                body = read_weather(sealing.unwrap("weather", fields[b"b"]))
                return PresenceChanged(body.case, body.here)
            case _:
                return _river(sealing, place, fields)
    except (msgspec.MsgspecError, KeyError, ValueError):
        log.error("unreadable entry stream=%s id=%s", kind, place.decode())
        return None


def _river(sealing: Sealing, place: bytes, fields: Fields) -> Heard | None:
    match fields[b"t"]:
        case b"sheet":
            return _change(sealing, place, fields)
        case b"visit":
            move = read_move(fields[b"b"])
            return VisitMoved(move.row, move.what)
        case b"notice":
            notice = read_notice(fields[b"b"])
            return SeatsChanged(notice.seats) if notice.seats else Notice(notice.what, notice.about)
        case b"epoch":
            return NewEpoch(fields[b"e"].decode())
        case _:
            return None


def _change(sealing: Sealing, place: bytes, fields: Fields) -> SheetChanged:
    case, n, at = fields[b"c"].decode(), int(fields[b"n"]), ms_of(place.decode())
    body = read_change(fields[b"b"])
    replace = msgspec.structs.replace
    facts = {key: replace(sealing.open(case, key, sealed), rev=n, at=at) for key, sealed in body.entries}
    return SheetChanged(case=case, n=n, op=fields[b"o"].decode(), at=at, facts=facts, kind=body.kind)
