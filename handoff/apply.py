"""The one rule of edits: what a change makes of a sheet, as facts. Pure; used over Redis, in tests, and (its twin) in
the browser.

The base of an edit is the op of the write that the clerk had on screen (DESIGN: never a number). Where another write
stands now, the two values go back to the clerk (`Overtaken`), unless both say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import msgspec

from handoff import characters, checks, fields, formed, guided, ids
from handoff import messages as m
from handoff.case import BESIDE, LIMIT_ENTRIES, Facts, Sheet, Value, in_case, person_key, persons, split_key
from handoff.date_limits import must_keep
from handoff.edit import LIMIT_KEYS, RESTRICTED, Edit, Ground, Writer, entry_of, section_key, write
from handoff.item import Kind
from handoff.overtaken import Overtaken
from handoff.refusal import Reason, Refused
from handoff.rights import limits_of

LIMIT_MEMO: Final = 1000
LIMIT_PERSONS: Final = 30


def decide(sheet: Sheet, change: m.Change, writer: Writer, ground: Ground) -> Facts:
    """The facts of a change. Raises `Refused`, or `Overtaken` with what stands there now."""
    edit = Edit(ids.check_op(change.op), change.base, writer, ground, sheet, change.fence)
    facts = RULES[type(change.do)](edit, change.do)
    if isinstance(change.do, TYPED):
        _must_be_in_time(edit, {key: entry.value for key, entry in facts.items()})
    if len(sheet.entries) + len(facts) > LIMIT_ENTRIES:
        raise Refused(Reason.too_long)
    return facts


# ---- values


def _set(edit: Edit, do: m.Set) -> Facts:
    if not 1 <= len(do.entries) <= LIMIT_KEYS:
        raise Refused(Reason.bad_message)
    if do.source not in SOURCES:
        raise Refused(Reason.bad_message, at="source")
    admitted = {key: _admit(edit, key, value) for key, value in do.entries.items()}
    return write(edit, admitted, do.source, do.confirmed)


def _clear(edit: Edit, do: m.Clear) -> Facts:
    for key in do.keys:
        _may_write(edit, key)
    return write(edit, dict.fromkeys(do.keys))


def _undo(edit: Edit, do: m.Undo) -> Facts:
    for key in do.entries:
        now = edit.sheet.entries.get(key)
        if now is None or now.clerk != edit.writer.clerk:
            raise Refused(Reason.not_your_edit, at=key)
        if now.op != do.undoes:
            raise Overtaken({key: now})
    admitted = {key: None if value is None else _admit(edit, key, value) for key, value in do.entries.items()}
    for key in admitted:
        _may_write(edit, key)
    return {key: entry_of(edit, value) for key, value in admitted.items()}


def _admit(edit: Edit, key: str, value: Value) -> Value:
    """A typed value through the gate of its item."""
    item = _may_write(edit, key)
    if value is None:
        return None
    if item is None:
        return _admit_role(edit, key, value)
    try:
        return fields.admit_value(item, value, edit.ground.today)
    except Refused as no:
        raise Refused(no.reason, key, **no.more) from None


def _must_be_in_time(edit: Edit, written: Mapping[str, Value]) -> None:
    """The days among these, by the limits of their items: over what stands, with these on top. A day that stands and is
    past a limit only by what is written now is asked again before anything is printed (`stops`)."""
    ground = edit.ground

    def standing(key: str) -> Value:
        return written.get(key, edit.sheet.value(key))

    for key, value in written.items():
        item = ground.items.get(split_key(key)[1])
        if item is not None and item.kind is Kind.date:
            must_keep(item.checks, value, standing, ground.event, ground.today, key)


def _admit_role(edit: Edit, key: str, value: Value) -> Value:
    if not isinstance(value, str) or not in_case(edit.sheet.entries.get(f"p.{value}")):
        raise Refused(Reason.no_such_person, at=key)
    return value


def _may_write(edit: Edit, key: str) -> fields.ItemDef | None:
    """The item of a key that may be typed (None: a role); refused when there is none, it is not typed, or not by
    this clerk."""
    if key.startswith("role."):
        if key[5:] not in edit.ground.roles:
            raise Refused(Reason.no_such_item, at=key)
        return None
    person, name = split_key(key)
    item = edit.ground.items.get(name)
    if item is None or (item.scope == "person") != (person is not None):
        raise Refused(Reason.no_such_item, at=key)
    if item.input != "typed":
        raise Refused(Reason.read_only, at=key)
    if item.sensitivity in RESTRICTED and item.sensitivity not in edit.writer.sees:
        raise Refused(Reason.not_allowed, at=key)
    if not limits_of(edit.writer.sees).may("write", "item", name):
        raise Refused(Reason.not_allowed, at=key)
    if person is not None:
        _must_be_in(edit, person, key)
    if edit.sheet.value(f"ok.{section_key(key, edit.ground)}"):
        raise Refused(Reason.section_confirmed, at=key)
    return item


def _must_be_in(edit: Edit, person: str, key: str) -> None:
    entry = edit.sheet.entries.get(f"p.{person}")
    if entry is None:
        raise Refused(Reason.no_such_person, at=key)
    if not in_case(entry):
        raise Refused(Reason.person_removed, at=key)


# ---- persons


def _add_person(edit: Edit, do: m.AddPerson) -> Facts:
    ids.check_person(do.person)
    if f"p.{do.person}" in edit.sheet.entries:
        raise Refused(Reason.op_reused, at="person")
    there = persons(edit.sheet)
    if len(there) >= LIMIT_PERSONS:
        raise Refused(Reason.too_long, at="person")
    order = len([key for key in edit.sheet.entries if key.startswith("p.") and key.count(".") == 1])
    facts: Facts = {f"p.{do.person}": entry_of(edit, {"order": order})}
    grown = msgspec.structs.replace(edit, sheet=_with(edit.sheet, facts))
    facts |= {
        key: entry_of(edit, _admit(grown, key, value)) for key, value in _of_person(do.person, do.entries).items()
    }
    if not there and edit.sheet.value("role.todokede") is None:
        facts["role.todokede"] = entry_of(edit, do.person)
    return facts


def _of_person(person: str, entries: Mapping[str, Value]) -> dict[str, Value]:
    return {person_key(person, item): value for item, value in entries.items()}


def _with(sheet: Sheet, facts: Facts) -> Sheet:
    return msgspec.structs.replace(sheet, entries={**sheet.entries, **facts})


def _remove_person(edit: Edit, do: m.RemovePerson) -> Facts:
    _must_be_in(edit, do.person, "person")
    if any(entry.rev > do.rev for key, entry in edit.sheet.entries.items() if key.startswith(f"p.{do.person}")):
        raise Refused(Reason.person_in_use, at="person")
    facts: Facts = {f"p.{do.person}": entry_of(edit, {**_record(edit, do.person), "removed": True})}
    return facts | _point(edit, do.person, None)


def _restore_person(edit: Edit, do: m.RestorePerson) -> Facts:
    record = _record(edit, do.person)
    return {f"p.{do.person}": entry_of(edit, {"order": record.get("order", 0)})}


def _merge_person(edit: Edit, do: m.MergePerson) -> Facts:
    _must_be_in(edit, do.person, "person")
    _must_be_in(edit, do.into, "into")
    if do.person == do.into:
        raise Refused(Reason.bad_message, at="into")
    facts: Facts = {f"p.{do.person}": entry_of(edit, {**_record(edit, do.person), "merged": do.into})}
    prefix = f"p.{do.person}."
    for key, entry in edit.sheet.entries.items():
        target = f"p.{do.into}.{key[len(prefix) :]}"
        if key.startswith(prefix) and entry.value is not None and edit.sheet.value(target) is None:
            facts[target] = msgspec.structs.replace(entry, op=edit.op)
    return facts | _point(edit, do.person, do.into)


def _record(edit: Edit, person: str) -> dict[str, Value]:
    entry = edit.sheet.entries.get(f"p.{person}")
    if entry is None or not isinstance(entry.value, dict):
        raise Refused(Reason.no_such_person, at="person")
    return entry.value


def _point(edit: Edit, person: str, to: str | None) -> Facts:
    """The roles that point at a person, turned to another one or to nobody."""
    return {
        key: entry_of(edit, to)
        for key, entry in edit.sheet.entries.items()
        if key.startswith("role.") and entry.value == person
    }


# ---- memos, confirmation


def _note(edit: Edit, do: m.Note) -> Facts:
    text = characters.admit(do.text, LIMIT_MEMO, long=True).strip()
    if not text:
        raise Refused(Reason.wrong_length, at="note")
    if checks.holds_my_number(text):
        raise Refused(Reason.number_in_memo, at="note")
    return {f"note.{edit.op}": entry_of(edit, {"text": text, "to": do.to})}


def _confirm(edit: Edit, do: m.Confirm) -> Facts:
    for key, entered in edit.sheet.entries.items():
        if entered.rev > do.rev and not key.startswith(BESIDE) and section_key(key, edit.ground) == do.section:
            raise Refused(Reason.section_changed, at=key)
    return {f"ok.{do.section[:64]}": entry_of(edit, True)}


def _open(edit: Edit, do: m.Open) -> Facts:
    if not edit.sheet.value(f"ok.{do.section}"):
        raise Refused(Reason.no_such_item, at="section")
    return {f"ok.{do.section}": entry_of(edit, None)}


SOURCES: Final = frozenset({"typed", "card", "ocr", "import", "previsit", "answer"})
"""Where a value may come from. A screen may not say `card`: that comes only through the device door
(server/work/sheets.py)."""
TYPED: Final = (m.Set, m.Undo, m.AddPerson)
"""Deeds that write values as somebody said them."""
RULES: Final[dict[type[m.Deed], Callable[..., Facts]]] = {
    m.Set: _set,
    m.Clear: _clear,
    m.AddPerson: _add_person,
    m.RemovePerson: _remove_person,
    m.RestorePerson: _restore_person,
    m.MergePerson: _merge_person,
    m.Note: _note,
    m.Confirm: _confirm,
    m.Open: _open,
    m.Undo: _undo,
    **guided.RULES,
    **formed.RULES,
}
