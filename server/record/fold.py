"""Folding a case's journal: replay assigns, it never decides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import msgspec

from server.ports.journal import SealedSheet

DAY_MS: Final = 24 * 3600 * 1000
"""Ops of the last 24 hours are told apart from new ones after a case wakes."""
REVISIONS: Final = 'SELECT rev, op, digest, at, body FROM journal WHERE "case" = :case ORDER BY rev'
"""What is folded."""


class Facts(msgspec.Struct, frozen=True):
    """What a body of format 1 says of entries; the rest of it stands in columns."""

    entries: list[tuple[str, bytes]]


read_body: Final = msgspec.msgpack.Decoder(Facts).decode


def fold(case: str, rows: Iterable[Any], since: int) -> SealedSheet:
    """The case after all its rows, oldest first; each has rev, op, digest, at (ms) and body. Ops from `since` on are
    told."""
    rev, last = 0, ""
    entries: dict[str, tuple[int, int, bytes]] = {}
    ops: dict[str, tuple[bytes, int]] = {}
    for row in rows:
        rev, last = row["rev"], row["op"]
        for key, sealed in read_body(row["body"]).entries:
            entries[key] = (rev, row["at"], sealed)
        if row["at"] >= since:
            ops[last] = (row["digest"], rev)
    return SealedSheet(case, rev, last, entries, ops)
