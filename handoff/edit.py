"""One change as the rules of edits see it, and what every rule of them does: entries with who and where, and never over
what somebody else wrote in the meantime."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

import msgspec

from handoff.case import Entry, Facts, Sheet, Value, split_key
from handoff.item import ItemDef
from handoff.overtaken import Overtaken

LIMIT_KEYS: Final = 64
RESTRICTED: Final = frozenset({"L3", "L4", "S"})
"""Items that only who has the right may write."""


class Writer(msgspec.Struct, frozen=True):
    """Who edits: from the session, never from the message. `visitor`: at the window's tablet."""

    clerk: str
    name: str
    window: str
    sees: frozenset[str]
    visitor: bool = False


class Ground(msgspec.Struct, frozen=True):
    """What the rules stand on: the items of the case's own catalog version, and what it may point at; `today` is the
    city's business day, `event` the case's life event ("": not known, or not asked). `phrases` are those that a visitor
    may read; `reasons` (id -> its list, and whether it asks for a sentence); `forms` are the applications of the
    version."""

    items: Mapping[str, ItemDef]
    section_of: Mapping[str, str]
    procedures: frozenset[str]
    roles: frozenset[str]
    today: date
    events: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()
    blocks: frozenset[str] = frozenset()
    phrases: frozenset[str] = frozenset()
    reasons: Mapping[str, tuple[str, bool]] = {}
    forms: frozenset[str] = frozenset()
    event: str = ""


class Edit(msgspec.Struct, frozen=True):
    """One change as the rule sees it."""

    op: str
    base: Mapping[str, str | None]
    writer: Writer
    ground: Ground
    sheet: Sheet
    fence: int = 0


def write(edit: Edit, values: Mapping[str, Value], source: str = "typed", confirmed: bool = True) -> Facts:
    """Entries for these values, if each base is what stands there now (or both say the same)."""
    other: dict[str, Entry] = {}
    for key, value in values.items():
        now = edit.sheet.entries.get(key)
        if now is not None and edit.base.get(key) != now.op and now.value != value:
            other[key] = now
    if other:
        raise Overtaken(other)
    return {key: entry_of(edit, value, source, confirmed) for key, value in values.items()}


def entry_of(edit: Edit, value: Value, source: str = "typed", confirmed: bool = True) -> Entry:
    """An entry of this edit: by whom, where, in which op."""
    writer = edit.writer
    return Entry(
        value=value,
        op=edit.op,
        clerk=writer.clerk,
        by=writer.name,
        window=writer.window,
        source=source,
        confirmed=confirmed,
    )


def section_key(key: str, ground: Ground) -> str:
    """The section that a key's confirmation stands under: `new_address`, or `p.<person>.basic`."""
    person, name = split_key(key)
    section = ground.section_of.get(name, "other")
    return section if person is None else f"p.{person}.{section}"
