"""What a visitor agreed to and signed: kept with a digest of what each application said, so that a later change of any
value makes it void for that application. Void is derived, never stored.

    agree.<form>           {"digest": ...}
    sign.<person>.<form>   {"digest": ..., "ink": op}                       with pen or finger, at a tablet
                           {"digest": ..., "reason": ..., "note": ...}      代筆, by the clerk who wrote the entry
    ink.<op>               {"person": ..., "strokes": [[[x, y, ms], ...], ...]}
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias

import msgspec

from handoff.application import Application, Box, FormSheet, Signing
from handoff.case import Entry, Facts
from handoff.edit import Edit, entry_of
from handoff.form_book import FormBook
from handoff.guided import admit_reason
from handoff.item import ItemDef
from handoff.leaf import Leaf
from handoff.refusal import Reason, Refused

State: TypeAlias = Literal["open", "signed", "void", "paper", "absent", "for"]
Strokes: TypeAlias = "list[list[tuple[int, int, int]]]"

MOST_STROKES: Final = 128
"""齋藤 鷹鷲 has 82 when every stroke is written."""
MOST_POINTS: Final = 4_000
MOST_BYTES: Final = 48 * 1024
WIDE: Final = 1_000
LONGEST_MS: Final = 600_000
DIGEST_BYTES: Final = 16
DONE: Final[frozenset[State]] = frozenset({"signed", "for"})
WANTED: Final[frozenset[State]] = frozenset({"open", "void"})
_NOT_THE_VISITORS: Final = frozenset({"today", "page", "code", "remark"})
"""What is printed beside the values: no visitor signs for it."""
_CANONICAL: Final = msgspec.json.Encoder(order="sorted")


class Standing(msgspec.Struct, frozen=True):
    """An application as it stands: what it says, as a digest, and the entries that would be default values of today
    (届出年月日): signing makes them fast."""

    one: Application
    digest: str
    defaults: Mapping[str, str] = {}

    @property
    def form(self) -> str:
        """Its id."""
        return self.one.form.form


def digest_of(leaves: Sequence[Leaf]) -> str:
    """What an application says to its visitor, in 32 hexadecimal digits. `leaves`: its pages with everything seen."""
    said = [
        [
            leaf.sheet,
            leaf.of,
            [[list(put.field.items), put.field.row, put.field.part, put.field.option, put.text] for put in _own(leaf)],
        ]
        for leaf in leaves
    ]
    return hashlib.blake2b(_CANONICAL.encode(said), digest_size=DIGEST_BYTES).hexdigest()


def _own(leaf: Leaf) -> list[Any]:
    return [put for put in leaf.puts if put.field.kind not in (*_NOT_THE_VISITORS, "sign", "stamp")]


def standing_of(one: Application, leaves: Sequence[Leaf], book: FormBook) -> Standing:
    """An application with the digest of its pages."""
    boxes = (box for sheet in one.sheets for box in sheet.boxes if box.drawn.how == "default")
    defaults = {box.drawn.keys[0]: str(box.drawn.value) for box in boxes if book.items[box.item].scope != "person"}
    return Standing(one, digest_of(leaves), defaults)


def seen_of(turn: str, shown: Sequence[Standing]) -> str:
    """What stands for all that a tablet shows. `turn` (the op that put it there) is no tablet's to know: without it
    nobody tries out what a masked number is."""
    said = [turn, *((one.form, one.digest) for one in shown)]
    return hashlib.blake2b(_CANONICAL.encode(said), digest_size=DIGEST_BYTES).hexdigest()


# ---- how things stand


def state_of(place: Signing, form: str, digest: str, entries: Mapping[str, Entry]) -> State:
    """How a place for a signature stands."""
    if place.medium == "paper":
        return "paper"
    if place.person is None or not place.here:
        return "absent"
    said = _said(entries, f"sign.{place.person}.{form}")
    if said is None:
        return "open"
    if said.get("digest") != digest:
        return "void"
    return "signed" if "ink" in said else "for"


def agreed(form: str, digest: str, entries: Mapping[str, Entry]) -> Literal["new", "agreed", "changed"]:
    """Whether the visitor agreed to an application as it is."""
    said = _said(entries, f"agree.{form}")
    if said is None:
        return "new"
    return "agreed" if said.get("digest") == digest else "changed"


def last_seen(one: Application, entries: Mapping[str, Entry]) -> int:
    """The revision of the case at which an application was last agreed to or signed, 0 for never."""
    keys = {f"sign.{sign.person}.{one.form.form}" for sheet in one.sheets for sign in sheet.signs}
    return max((entries[key].rev for key in {*keys, f"agree.{one.form.form}"} if _said(entries, key)), default=0)


def written_since(
    sheet: FormSheet, since: int, entries: Mapping[str, Entry], items: Mapping[str, ItemDef]
) -> list[Box]:
    """The boxes of a sheet whose entries, person or role were written after this revision of the case."""
    newer = {key for key, entry in entries.items() if entry.rev > since}
    return [box for box in sheet.boxes if newer & {*box.drawn.keys, f"role.{items[box.item].role}", f"p.{box.person}"}]


def ink_of(place: Signing, form: str, entries: Mapping[str, Entry]) -> Strokes:
    """The strokes of a place that is signed."""
    said = _said(entries, f"sign.{place.person}.{form}") or {}
    drawn = _said(entries, f"ink.{said.get('ink', '')}") or {}
    strokes: Strokes = drawn.get("strokes", [])
    return strokes


def _said(entries: Mapping[str, Entry], key: str) -> dict[str, Any] | None:
    entry = entries.get(key)
    return entry.value if entry is not None and isinstance(entry.value, dict) else None


# ---- what may be written


def agree(edit: Edit, shown: Sequence[Standing]) -> Facts:
    """The visitor agrees to all applications that are shown. Refused: `not_asked` where there is none."""
    if not shown:
        raise Refused(Reason.not_asked)
    return {f"agree.{one.form}": entry_of(edit, {"digest": one.digest}, "visitor") for one in shown} | _fast(
        edit, shown
    )


def sign(edit: Edit, person: str, strokes: Strokes, shown: Sequence[Standing]) -> Facts:
    """One person signs, once for all of their places that a tablet may serve and that are not signed as they are.
    Refused: `not_asked` where there is none, `bad_message` (strokes that are none, or too many)."""
    check_strokes(strokes)
    wanted = wanted_of(person, shown, edit.sheet.entries)
    if not wanted:
        raise Refused(Reason.not_asked)
    drawn = [[list(point) for point in stroke] for stroke in strokes]
    ink: Facts = {f"ink.{edit.op}": entry_of(edit, {"person": person, "strokes": drawn}, "visitor")}
    signed = {
        f"sign.{person}.{one.form}": entry_of(edit, {"digest": one.digest, "ink": edit.op}, "visitor") for one in wanted
    }
    return ink | signed | _fast(edit, wanted)


def sign_for(edit: Edit, person: str, reason: str, note: str, form: str, all_of_them: Sequence[Standing]) -> Facts:
    """代筆. Refused: `reason_needed`, a reason of another list or without its sentence; `not_asked`: no place of this
    person that staff may fill (who is not here, a paper that only the own hand may sign, signed already)."""
    if not reason:
        raise Refused(Reason.reason_needed, at="reason")
    said = admit_reason(edit, "dictation", reason, note)
    wanted = [one for one in wanted_of(person, all_of_them, edit.sheet.entries) if form in ("", one.form)]
    if not wanted:
        raise Refused(Reason.not_asked)
    return {
        f"sign.{person}.{one.form}": entry_of(edit, {"digest": one.digest, "reason": reason, "note": said})
        for one in wanted
    } | _fast(edit, wanted)


def wanted_of(person: str, shown: Sequence[Standing], entries: Mapping[str, Entry]) -> list[Standing]:
    """The applications on which a signature of this person is still wanted at a tablet."""
    return [
        one
        for one in shown
        if any(
            sign.person == person and state_of(sign, one.form, one.digest, entries) in WANTED
            for sheet in one.one.sheets
            for sign in sheet.signs
        )
    ]


def check_strokes(strokes: Strokes) -> None:
    """Refused with `bad_message`: no strokes, or more than a signature has; points beside the box."""
    points = [point for stroke in strokes for point in stroke]
    well = 1 <= len(strokes) <= MOST_STROKES and 1 <= len(points) <= MOST_POINTS and all(strokes)
    if not well or not all(0 <= x <= WIDE and 0 <= y <= WIDE and 0 <= at <= LONGEST_MS for x, y, at in points):
        raise Refused(Reason.bad_message, at="strokes")
    if len(_CANONICAL.encode(strokes)) > MOST_BYTES:
        raise Refused(Reason.too_big, at="strokes")


def _fast(edit: Edit, signed: Sequence[Standing]) -> Facts:
    """The day of filing stays the day on which it was signed."""
    return {key: entry_of(edit, value, "visitor") for one in signed for key, value in one.defaults.items()}
