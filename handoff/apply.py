"""The one rule of edits: what a change makes of a sheet, as facts. Pure; used over Redis, in tests, and (its twin) in
the browser.

The base of an edit is the op of the write that the clerk had on screen (DESIGN: never a number). Where another write
stands now, the two values go back to the clerk (`Overtaken`), unless both say the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

import msgspec

from handoff import characters, checks, fields, ids
from handoff import messages as m
from handoff.case import LIMIT_ENTRIES, Entry, Facts, Sheet, Value, in_case, person_key, persons, split_key
from handoff.overtaken import Overtaken
from handoff.refusal import Reason, Refused

LIMIT_KEYS: Final = 64
LIMIT_MEMO: Final = 1000
LIMIT_PERSONS: Final = 30


class Writer(msgspec.Struct, frozen=True):
    """Who edits: from the session, never from the message."""

    clerk: str
    name: str
    window: str
    sees: frozenset[str]


class Ground(msgspec.Struct, frozen=True):
    """What the rule stands on: the catalog's items, and what it may point at; `today` is the city's business day."""

    items: Mapping[str, fields.ItemDef]
    section_of: Mapping[str, str]
    procedures: frozenset[str]
    roles: frozenset[str]
    today: date


class Edit(msgspec.Struct, frozen=True):
    """One change as the rule sees it."""

    op: str
    base: Mapping[str, str | None]
    writer: Writer
    ground: Ground
    sheet: Sheet


def decide(sheet: Sheet, change: m.Change, writer: Writer, ground: Ground) -> Facts:
    """The facts of a change. Raises `Refused`, or `Overtaken` with what stands there now."""
    edit = Edit(ids.check_op(change.op), change.base, writer, ground, sheet)
    facts = RULES[type(change.do)](edit, change.do)
    if len(sheet.entries) + len(facts) > LIMIT_ENTRIES:
        raise Refused(Reason.too_long)
    return facts


# ---- values


def _set(edit: Edit, do: m.Set) -> Facts:
    if not 1 <= len(do.entries) <= LIMIT_KEYS:
        raise Refused(Reason.bad_message)
    if do.source not in SOURCES:
        raise Refused(Reason.bad_message, at="source")
    return _write(edit, {key: _admit(edit, key, value) for key, value in do.entries.items()}, do.source, do.confirmed)


def _clear(edit: Edit, do: m.Clear) -> Facts:
    for key in do.keys:
        _may_write(edit, key)
    return _write(edit, dict.fromkeys(do.keys))


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
    return {key: _entry(edit, value) for key, value in admitted.items()}


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
    if person is not None:
        _must_be_in(edit, person, key)
    if edit.sheet.value(f"ok.{section_key(key, edit.ground)}"):
        raise Refused(Reason.section_confirmed, at=key)
    return item


def section_key(key: str, ground: Ground) -> str:
    """The section that a key's confirmation stands under: `new_address`, or `p.<person>.basic`."""
    person, name = split_key(key)
    section = ground.section_of.get(name, "other")
    return section if person is None else f"p.{person}.{section}"


def _must_be_in(edit: Edit, person: str, key: str) -> None:
    entry = edit.sheet.entries.get(f"p.{person}")
    if entry is None:
        raise Refused(Reason.no_such_person, at=key)
    if not in_case(entry):
        raise Refused(Reason.person_removed, at=key)


def _write(edit: Edit, values: Mapping[str, Value], source: str = "typed", confirmed: bool = True) -> Facts:
    """Entries for these values, if each base is what stands there now (or both say the same)."""
    other: dict[str, Entry] = {}
    for key, value in values.items():
        now = edit.sheet.entries.get(key)
        if now is not None and edit.base.get(key) != now.op and now.value != value:
            other[key] = now
    if other:
        raise Overtaken(other)
    return {key: _entry(edit, value, source, confirmed) for key, value in values.items()}


def _entry(edit: Edit, value: Value, source: str = "typed", confirmed: bool = True) -> Entry:
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


# ---- persons


def _add_person(edit: Edit, do: m.AddPerson) -> Facts:
    ids.check_person(do.person)
    if f"p.{do.person}" in edit.sheet.entries:
        raise Refused(Reason.op_reused, at="person")
    there = persons(edit.sheet)
    if len(there) >= LIMIT_PERSONS:
        raise Refused(Reason.too_long, at="person")
    order = len([key for key in edit.sheet.entries if key.startswith("p.") and key.count(".") == 1])
    facts: Facts = {f"p.{do.person}": _entry(edit, {"order": order})}
    grown = msgspec.structs.replace(edit, sheet=_with(edit.sheet, facts))
    facts |= {key: _entry(edit, _admit(grown, key, value)) for key, value in _of_person(do.person, do.entries).items()}
    if not there and edit.sheet.value("role.todokede") is None:
        facts["role.todokede"] = _entry(edit, do.person)
    return facts


def _of_person(person: str, entries: Mapping[str, Value]) -> dict[str, Value]:
    return {person_key(person, item): value for item, value in entries.items()}


def _with(sheet: Sheet, facts: Facts) -> Sheet:
    return msgspec.structs.replace(sheet, entries={**sheet.entries, **facts})


def _remove_person(edit: Edit, do: m.RemovePerson) -> Facts:
    _must_be_in(edit, do.person, "person")
    if any(entry.rev > do.rev for key, entry in edit.sheet.entries.items() if key.startswith(f"p.{do.person}")):
        raise Refused(Reason.person_in_use, at="person")
    facts: Facts = {f"p.{do.person}": _entry(edit, {**_record(edit, do.person), "removed": True})}
    return facts | _point(edit, do.person, None)


def _restore_person(edit: Edit, do: m.RestorePerson) -> Facts:
    record = _record(edit, do.person)
    return {f"p.{do.person}": _entry(edit, {"order": record.get("order", 0)})}


def _merge_person(edit: Edit, do: m.MergePerson) -> Facts:
    _must_be_in(edit, do.person, "person")
    _must_be_in(edit, do.into, "into")
    if do.person == do.into:
        raise Refused(Reason.bad_message, at="into")
    facts: Facts = {f"p.{do.person}": _entry(edit, {**_record(edit, do.person), "merged": do.into})}
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
        key: _entry(edit, to)
        for key, entry in edit.sheet.entries.items()
        if key.startswith("role.") and entry.value == person
    }


# ---- answers, procedures, memos, confirmation


def _reply(edit: Edit, do: m.Reply) -> Facts:
    if not 1 <= len(do.answers) <= 128 or not all(re.fullmatch(r"Q\d{3}", q) for q in do.answers):
        raise Refused(Reason.bad_message, at="answers")
    return _write(edit, {f"q.{question}": yes for question, yes in do.answers.items()}, "answer")


def _withdraw(edit: Edit, do: m.Withdraw) -> Facts:
    if not all(f"q.{question}" in edit.sheet.entries for question in do.questions):
        raise Refused(Reason.no_such_item, at="questions")
    return _write(edit, {f"q.{question}": None for question in do.questions}, "answer")


def _choose(edit: Edit, do: m.Choose) -> Facts:
    return _procedures(edit, do.procedures, True)


def _unchoose(edit: Edit, do: m.Unchoose) -> Facts:
    return _procedures(edit, do.procedures, False)


def _procedures(edit: Edit, wanted: list[str], chosen: bool) -> Facts:
    if not 1 <= len(wanted) <= LIMIT_KEYS:
        raise Refused(Reason.bad_message, at="procedures")
    for procedure in wanted:
        if procedure not in edit.ground.procedures:
            raise Refused(Reason.no_such_procedure, at=procedure[:16])
    return {f"proc.{procedure}": _entry(edit, chosen) for procedure in wanted}


def _note(edit: Edit, do: m.Note) -> Facts:
    text = characters.admit(do.text, LIMIT_MEMO, long=True).strip()
    if not text:
        raise Refused(Reason.wrong_length, at="note")
    if checks.holds_my_number(text):
        raise Refused(Reason.number_in_memo, at="note")
    return {f"note.{edit.op}": _entry(edit, {"text": text, "to": do.to})}


def _confirm(edit: Edit, do: m.Confirm) -> Facts:
    for key, entry in edit.sheet.entries.items():
        plain = key.startswith(("ok.", "note.", "proc.", "q."))
        if entry.rev > do.rev and not plain and section_key(key, edit.ground) == do.section:
            raise Refused(Reason.section_changed, at=key)
    return {f"ok.{do.section[:64]}": _entry(edit, True)}


def _open(edit: Edit, do: m.Open) -> Facts:
    if not edit.sheet.value(f"ok.{do.section}"):
        raise Refused(Reason.no_such_item, at="section")
    return {f"ok.{do.section}": _entry(edit, None)}


SOURCES: Final = frozenset({"typed", "card", "ocr", "import", "previsit", "answer"})
"""Where a value may come from. A screen may not say `card`: that comes only through the device door
(server/work/sheets.py)."""
RESTRICTED: Final = frozenset({"L3", "L4", "S"})
RULES: Final[dict[type[m.Deed], Callable[..., Facts]]] = {
    m.Set: _set,
    m.Clear: _clear,
    m.AddPerson: _add_person,
    m.RemovePerson: _remove_person,
    m.RestorePerson: _restore_person,
    m.MergePerson: _merge_person,
    m.Reply: _reply,
    m.Withdraw: _withdraw,
    m.Choose: _choose,
    m.Unchoose: _unchoose,
    m.Note: _note,
    m.Confirm: _confirm,
    m.Open: _open,
    m.Undo: _undo,
}
