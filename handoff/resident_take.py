"""Residents of the city's own data, or those of a moving-out notice, come into a case as its persons, in one edit; with
a notice its addresses come too.

As with a card: what is free is written, marked 取込; where another value stands nothing is overwritten, and the clerk
sees both; what an item does not take, or the clerk may not write, is left out by name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from handoff import messages as m
from handoff.apply import decide
from handoff.card import Card, split
from handoff.case import Entry, Facts, Sheet, Value, person_key, persons
from handoff.characters import search_form
from handoff.edit import RESTRICTED, Ground, Writer
from handoff.fields import admit_value
from handoff.import_kind import NUMBER
from handoff.refusal import Refused
from handoff.resident import taken, taken_by_case

SURE = (NUMBER, "m_mynumber", "m_card_no")
"""Items that tell one person from another by themselves, the surest first."""
HEAD = "世帯主"


class Chosen(msgspec.Struct, frozen=True):
    """A resident who was ticked. `fresh`: the id of a person who may come in for it."""

    values: dict[str, str]
    fresh: str


class Pulled(msgspec.Struct, frozen=True):
    """What the choice makes of a sheet: the persons in the order of the choice, facts to write, the city's value where
    another stands, and what was left out (key -> why)."""

    persons: list[str]
    facts: Facts
    differing: dict[str, Entry]
    left_out: dict[str, str]


def pull(sheet: Sheet, op: str, chosen: Sequence[Chosen], writer: Writer, ground: Ground) -> Pulled:
    """All of the choice together (at least one). Who is in the case already is not added again (`person_of`)."""
    facts: Facts = {}
    differing: dict[str, Entry] = {}
    left_out: dict[str, str] = {}
    who: list[str] = []
    for one in chosen:
        grown = msgspec.structs.replace(sheet, entries={**sheet.entries, **facts})
        wanted, not_taken = _admitted(_of_person(one.values), True, writer, ground)
        person = person_of(grown, wanted, nameless=not who)
        card = Card(op, {}, person, one.fresh)
        if person is None:
            person = one.fresh
            facts |= decide(grown, m.Change(op, sheet.case, sheet.fence, m.AddPerson(person)), writer, ground)
            grown = msgspec.structs.replace(sheet, entries={**sheet.entries, **facts})
        values = {person_key(person, item): value for item, value in wanted.items()}
        free, other, refused = split(values, grown, card, writer, ground)
        facts |= free
        differing |= other
        left_out |= {person_key(person, item): why for item, why in (not_taken | refused).items()}
        who.append(person)
    values, not_taken = _admitted(taken_by_case(chosen[0].values), False, writer, ground)
    free, other, refused = split(values, sheet, Card(op, {}, None, chosen[0].fresh), writer, ground)
    left_out |= not_taken | refused
    return Pulled(who, _marked(facts | free), _marked(differing | other), left_out)


def _marked(found: Mapping[str, Entry]) -> dict[str, Entry]:
    return {key: msgspec.structs.replace(entry, source="import") for key, entry in found.items()}


def person_of(sheet: Sheet, items: Mapping[str, Value], nameless: bool = False) -> str | None:
    """Which person of the case a resident is: by a number; else by name and birth date; with `nameless` the 届出人 of
    whom nothing was said yet; else nobody."""
    there = persons(sheet)
    for item in SURE:
        said = items.get(item)
        if said:
            found = [one for one in there if sheet.value(person_key(one, item)) == said]
            if found:
                return found[0]
    for one in there:
        if _same_name_and_birth(sheet, one, items):
            return one
    asks = sheet.value("role.todokede")
    blank = (
        isinstance(asks, str)
        and asks in there
        and not any(
            entry.value not in (None, "") for key, entry in sheet.entries.items() if key.startswith(f"p.{asks}.")
        )
    )
    return asks if nameless and blank and isinstance(asks, str) else None


def _same_name_and_birth(sheet: Sheet, person: str, items: Mapping[str, Value]) -> bool:
    name, birth, number = (sheet.value(person_key(person, item)) for item in ("m_name", "m_birth", NUMBER))
    if not (isinstance(name, str) and name and birth and birth == items.get("m_birth")):
        return False
    if number and items.get(NUMBER) and number != items[NUMBER]:
        return False
    return search_form(name) == search_form(str(items.get("m_name", "")))


def _of_person(values: Mapping[str, str]) -> dict[str, Value]:
    """What is said of somebody who comes in as a member of the household."""
    head: dict[str, Value] = {"m_head": True} if values.get("m_zokugara") == HEAD else {}
    return taken(values) | {"m_in_setai": True} | head


def _admitted(
    said: Mapping[str, Value], person: bool, writer: Writer, ground: Ground
) -> tuple[dict[str, Value], dict[str, str]]:
    """item -> value as it would be stored, of the items (of a `person`, or of the case itself) that the catalog has and
    the clerk may write; and those that do not take theirs."""
    wanted: dict[str, Value] = {}
    left_out: dict[str, str] = {}
    for name, value in said.items():
        item = ground.items.get(name)
        if item is None or (item.scope == "person") != person or item.input != "typed":
            continue
        if item.sensitivity in RESTRICTED and item.sensitivity not in writer.sees:
            continue
        try:
            wanted[name] = admit_value(item, value, ground.today)
        except Refused as no:
            left_out[name] = no.reason.value
    return wanted, left_out
