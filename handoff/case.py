"""The sheet of a case: entries by key, folded from facts. Replay assigns; it never decides.

Keys
    `new_town`           an item of the case (the data dictionary's scopes case, addr, hh, bank, ...)
    `p.<person>`         that a person is in the case: value `{}`, or `{"removed": true}`, or `{"merged": "<person>"}`
    `p.<person>.m_name`  an item of that person
    `role.todokede`      the person who is in that role
    `ev.TENNYU`          a life event of the visit: true, or null when taken out. A sheet without any such key has the
                         event of the visit's service
    `q.Q001`             an answer: true, false, null when taken back. Source "answer" (staff) or "visitor" (tablet)
    `proc.P001`          a procedure by hand: added (true), taken out (false), null = as the answers say; with a reason
                         `{"on": true, "reason": "procedure-1", "note": ""}`
    `have.<belonging>`   true お持ち, false なし, null not asked
    `say.<op>`           a sentence for the slip: `{"text": ..., "phrase": id or null}`, null when taken away
    `over.R06`           a block overruled: `{"reason": ..., "note": ...}`, null when it holds again
    `form.F001`          an application by hand: added or dropped, with its reason: `{"on": true, "reason": "form-1",
                         "note": ""}`, null = as the guidance says
    `rows.F001`          who stands on its rows: a list of persons, null = as the form says
    `only.F001.<key>`    another value at that key on this application alone, null = as everywhere
    `remark.F001`        what staff write into its office-use box
    `agree.F001`         the visitor has agreed to it: `{"digest": ...}` (`signing.py`). Nobody is shown it
    `sign.<person>.F001` the person's signature for it: `{"digest": ..., "ink": op}`, or, written by staff, `{"digest":
                         ..., "reason": ..., "note": ...}`. Nobody is shown it
    `ink.<op>`           the strokes of one signature. Nobody is shown them; paper is
    `tablet.<window>`    the fence under which the window's tablet asks the visitor, or `{"fence": 1, "what": "forms",
                         "sees": [...]}` while it shows the applications as the clerk with these rights may see them;
                         null when it shows nothing
    `note.<op>`          a memo: value `{"text": ..., "to": group or null}`; never changed
    `ok.<section>`       入力確定 of a section: value true, or null when opened again
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import msgspec

Value: TypeAlias = "str | int | bool | list[str] | dict[str, Any] | None"

OF_FORMS: Final = ("form.", "rows.", "only.", "remark.", "agree.", "sign.", "ink.")
BESIDE: Final = ("note.", "ok.", "ev.", "q.", "proc.", "have.", "say.", "over.", "tablet.", *OF_FORMS)
"""Keys that stand beside the items and belong to no section."""
LIMIT_ENTRIES: Final = 2_000
"""A case holds at most this many keys; more is an accident or an attack."""


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One value at one key. `rev` is the entry's version (the case revision that wrote it), `at` the ms of its
    river id."""

    value: Value
    op: str
    rev: int = 0
    at: int = 0
    clerk: str = ""
    by: str = ""
    window: str = ""
    source: str = "typed"
    confirmed: bool = True
    masked: bool = False


Facts: TypeAlias = "dict[str, Entry]"


class Sheet(msgspec.Struct, frozen=True, omit_defaults=True):
    """A case's sheet at one revision. `stage` is "open" or "closed"; `kept` the highest revision that PostgreSQL
    holds."""

    case: str
    rev: int = 0
    kept: int = 0
    visit: str = ""
    version: int = 0
    fence: int = 0
    stage: str = "open"
    catalog: int = 1
    entries: dict[str, Entry] = {}

    def value(self, key: str) -> Value:
        """The value at a key, None when nothing was entered."""
        entry = self.entries.get(key)
        return entry.value if entry else None


def fold(sheet: Sheet, rev: int, at: int, facts: Facts) -> Sheet:
    """The sheet after the facts of one revision. The revision must be the next one: gaps are the caller's to mend."""
    assert rev == sheet.rev + 1, "a fold without gaps"
    stamped = {key: msgspec.structs.replace(entry, rev=rev, at=at) for key, entry in facts.items()}
    return msgspec.structs.replace(sheet, rev=rev, entries={**sheet.entries, **stamped})


def persons(sheet: Sheet) -> list[str]:
    """The persons who are in the case, in the order in which they were added."""
    found = [
        (entry.value.get("order", 0) if isinstance(entry.value, dict) else 0, key[2:])
        for key, entry in sheet.entries.items()
        if key.startswith("p.") and key.count(".") == 1 and in_case(entry)
    ]
    return [person for _, person in sorted(found)]


def in_case(entry: Entry | None) -> bool:
    """Whether a person's own entry says that the person is in the case (added, not removed, not merged away)."""
    return entry is not None and isinstance(entry.value, dict) and not ({"removed", "merged"} & entry.value.keys())


def person_key(person: str, item: str) -> str:
    """The key of an item of a person."""
    return f"p.{person}.{item}"


def on_by_hand(value: Value) -> bool | None:
    """Whether the value at a `proc.` key says added (True), taken out (False), or as the answers say (None)."""
    said = value.get("on") if isinstance(value, dict) else value
    return said if isinstance(said, bool) else None


def split_key(key: str) -> tuple[str | None, str]:
    """(person or None, item) of a key of an item; other kinds of keys come back with their prefix as item."""
    if key.startswith("p.") and key.count(".") == 2:
        _, person, item = key.split(".")
        return person, item
    return None, key
