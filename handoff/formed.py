"""The rules of edits for a case's applications: added and dropped by hand, whose rows they have, other values on one of
them alone, office remarks. What follows from them is derived (`inherit.py`) and never stored. Signatures: `signing.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from handoff import fields
from handoff import messages as m
from handoff.case import Facts, Value, in_case, split_key
from handoff.edit import RESTRICTED, Edit, section_key, write
from handoff.guided import admit_reason, admit_text, some
from handoff.item import BLOBS, ItemDef
from handoff.refusal import Reason, Refused

LIMIT_ROWS: Final = 30
LIMIT_REMARK: Final = 300
LIMIT_ENTRIES: Final = 64


def use_form(edit: Edit, do: m.UseForm) -> Facts:
    """`form.<form>`: added, dropped, or as the guidance says. Refused: `no_such_item` (no such application),
    `reason_needed`, a reason of another list, or without its sentence."""
    _known(edit, do.form)
    if do.on is None:
        return write(edit, {f"form.{do.form}": None})
    if not do.reason:
        raise Refused(Reason.reason_needed, at="reason")
    note = admit_reason(edit, "form", do.reason, do.note)
    return write(edit, {f"form.{do.form}": {"on": do.on, "reason": do.reason, "note": note}})


def stand_on(edit: Edit, do: m.StandOn) -> Facts:
    """`rows.<form>`. Refused: `no_such_item`, `no_such_person` (who is not in the case), `bad_message` (twice, too
    many)."""
    _known(edit, do.form)
    people = do.people
    if people is not None:
        if len(people) > LIMIT_ROWS or len(set(people)) < len(people):
            raise Refused(Reason.bad_message, at="people")
        if not all(in_case(edit.sheet.entries.get(f"p.{one}")) for one in people):
            raise Refused(Reason.no_such_person, at="people")
    return write(edit, {f"rows.{do.form}": people})


def only_on(edit: Edit, do: m.OnlyOn) -> Facts:
    """`only.<form>.<key>`: each value through the gate of its item, also where the case derives or reckons it. Refused:
    `no_such_item`, `not_allowed` (an item that needs a right), `section_confirmed`, and as the item's kind refuses."""
    _known(edit, do.form)
    some(do.entries, "entries", LIMIT_ENTRIES)
    admitted = {key: _admit(edit, key, value) for key, value in do.entries.items()}
    return write(edit, {f"only.{do.form}.{key}": value for key, value in admitted.items()})


def remark(edit: Edit, do: m.Remark) -> Facts:
    """`remark.<form>`. Refused: `no_such_item`, `too_long`, `bad_characters`, `number_in_memo`."""
    _known(edit, do.form)
    text = admit_text(do.text, LIMIT_REMARK, "text", long=True) if do.text.strip() else None
    return write(edit, {f"remark.{do.form}": text})


def _known(edit: Edit, form: str) -> None:
    if form not in edit.ground.forms:
        raise Refused(Reason.no_such_item, at="form")


def _admit(edit: Edit, key: str, value: Value) -> Value:
    item = _item(edit, key)
    if value is None:
        return None
    inner = edit.ground.items.get(item.person_item, item) if item.input == "derived" else item
    try:
        return fields.admit_value(inner, value, edit.ground.today, computed=True)
    except Refused as no:
        raise Refused(no.reason, key, **no.more) from None


def _item(edit: Edit, key: str) -> ItemDef:
    """The item that stands at a key, if this clerk may write it."""
    person, name = split_key(key)
    item = edit.ground.items.get(name)
    if item is None or item.kind in BLOBS or (item.scope == "person") != (person is not None):
        raise Refused(Reason.no_such_item, at=key)
    if item.sensitivity in RESTRICTED and item.sensitivity not in edit.writer.sees:
        raise Refused(Reason.not_allowed, at=key)
    if person is not None and not in_case(edit.sheet.entries.get(f"p.{person}")):
        raise Refused(Reason.no_such_person, at=key)
    if edit.sheet.value(f"ok.{section_key(key, edit.ground)}"):
        raise Refused(Reason.section_confirmed, at=key)
    return item


RULES: Final[dict[type[m.Deed], Callable[..., Facts]]] = {
    m.UseForm: use_form,
    m.StandOn: stand_on,
    m.OnlyOn: only_on,
    m.Remark: remark,
}
