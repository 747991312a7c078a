"""Reasons from the city's list: the right list, and a sentence where その他 asks for one."""

from __future__ import annotations

from handoff.refusal import Reason, Refused
from server.work.cupboards import Cupboards

NOTE_LIMIT = 200


def check(c: Cupboards, reason: str, kind: str, note: str = "", *, needed: bool = False) -> None:
    """Refused: `reason_needed` (none given, or その他 without its sentence), `not_a_choice` (of another list),
    `too_long`."""
    if len(note) > NOTE_LIMIT:
        raise Refused(Reason.too_long, at="note", limit=NOTE_LIMIT)
    if not reason:
        if needed:
            raise Refused(Reason.reason_needed, at="reason")
        return
    found = c.catalogs.current().reasons.get(reason)
    if found is None or found.kind != kind:
        raise Refused(Reason.not_a_choice, at="reason")
    if found.needs_note and not note.strip():
        raise Refused(Reason.reason_needed, at="note")
