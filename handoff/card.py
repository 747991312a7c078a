"""A card read at a window: which of its values the case asks for, whom they belong to, and where they may go.

What is free is written at once. Where another value stands, nothing is overwritten: the card's value goes to the
clerk, who sees both and chooses. What the item does not take (a birth date of zeros, a section already confirmed) is
left out by name, so that one bad field of a card never keeps the others away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from handoff import messages as m
from handoff.apply import decide
from handoff.case import Entry, Facts, Sheet, Value, person_key, persons
from handoff.characters import search_form
from handoff.edit import RESTRICTED, Ground, Writer
from handoff.fields import admit_value
from handoff.overtaken import Overtaken
from handoff.refusal import Reason, Refused
from handoff.rights import limits_of
from handoff.stage import Stage

ARMED_MS: Final = 60_000
"""How long a read is accepted after the window's case was armed for it."""

TAKES: Final[Mapping[str, str]] = {
    "name": "m_name",
    "kana": "m_kana",
    "romaji": "m_romaji",
    "address": "m_addr",
    "birth": "m_birth",
    "sex": "m_sex",
    "mynumber": "m_mynumber",
    "card_no": "m_card_no",
    "nationality": "m_nat",
    "status": "m_status",
    "period": "m_period",
    "until": "m_until",
}
"""What a card may say, and the item that keeps it. Everything else of a read is dropped here."""

SURE: Final = ("m_mynumber", "m_card_no")
"""Items that tell one person from another by themselves."""


class Card(msgspec.Struct, frozen=True):
    """One read. `to`: the person whom the clerk chose, None when nobody was; `fresh`: the id of one who may come in."""

    op: str
    values: dict[str, Value]
    to: str | None
    fresh: str


class Poured(msgspec.Struct, frozen=True):
    """What a read makes of a sheet: facts to write, the card's value where another stands, what was left out, why."""

    person: str
    facts: Facts
    differing: dict[str, Entry]
    left_out: dict[str, str]


def serving(rows: Iterable[m.Row], window: str) -> list[m.Row]:
    """The visits that a window is serving now: a card laid down there can only belong to one of them."""
    return [row for row in rows if row.window == window and row.stage == Stage.serving]


def pour(sheet: Sheet, card: Card, writer: Writer, ground: Ground) -> Poured:
    """What the read makes of the sheet.

    Values of items that the catalog does not have, or that the window's clerk may not see (L3, L4), are dropped in
    silence.
    Refused: `no_such_person` when the chosen person is not in the case, and what `AddPerson` refuses.
    """
    wanted, left_out = _admitted(card.values, writer, ground)
    person = person_of(sheet, card.to, wanted)
    facts: Facts = {}
    if person is None and wanted:
        person = card.fresh
        facts = decide(sheet, _change(sheet, card, m.AddPerson(person)), writer, ground)
    person = person or card.fresh
    grown = msgspec.structs.replace(sheet, entries={**sheet.entries, **facts})
    values = {person_key(person, item): value for item, value in wanted.items()}
    free, differing, refused = split(values, grown, card, writer, ground)
    told = {key: msgspec.structs.replace(entry, source="card") for key, entry in (facts | free).items()}
    return Poured(person, told, differing, left_out | refused)


def split(
    values: Mapping[str, Value], sheet: Sheet, card: Card, writer: Writer, ground: Ground
) -> tuple[Facts, dict[str, Entry], dict[str, str]]:
    """Each value by itself: (facts where nothing stands, the card's entry where another value stands, item -> why not).

    A value that stands there already is written by nobody twice.
    """
    free: Facts = {}
    differing: dict[str, Entry] = {}
    left_out: dict[str, str] = {}
    for key, value in values.items():
        if sheet.value(key) == value:
            continue
        try:
            free |= decide(sheet, _change(sheet, card, m.Set({key: value}, source="card"), key), writer, ground)
        except Overtaken:
            differing[key] = Entry(
                value, op=card.op, clerk=writer.clerk, by=writer.name, window=writer.window, source="card"
            )
        except Refused as no:
            left_out[key.rpartition(".")[2]] = no.reason.value
    return free, differing, left_out


def person_of(sheet: Sheet, chosen: str | None, items: Mapping[str, Value]) -> str | None:
    """Whose card it is: who was chosen; else who is known by it; else the 届出人 while nameless; else nobody yet.

    `items`: item -> value as it would be stored. Known by a card: by its number, or by name and birth date.
    """
    there = persons(sheet)
    if chosen is not None:
        if chosen not in there:
            raise Refused(Reason.no_such_person, at="person")
        return chosen
    known = next((person for person in there if _is(sheet, person, items)), None)
    if known is not None:
        return known
    asks = sheet.value("role.todokede")
    if isinstance(asks, str) and asks in there and not sheet.value(person_key(asks, "m_name")):
        return asks
    return None


def _is(sheet: Sheet, person: str, items: Mapping[str, Value]) -> bool:
    def stands(item: str) -> Value:
        return sheet.value(person_key(person, item))

    for item in SURE:
        if items.get(item) and stands(item):
            return items[item] == stands(item)
    name, birth = stands("m_name"), stands("m_birth")
    if not (isinstance(name, str) and name and birth and birth == items.get("m_birth")):
        return False
    return search_form(name) == search_form(str(items.get("m_name", "")))


def _admitted(values: Mapping[str, Value], writer: Writer, ground: Ground) -> tuple[dict[str, Value], dict[str, str]]:
    """item -> value as it would be stored; and the items that do not take theirs."""
    wanted: dict[str, Value] = {}
    left_out: dict[str, str] = {}
    for name, value in values.items():
        item = ground.items.get(TAKES.get(name, ""))
        if item is None or value in (None, "") or item.sensitivity in RESTRICTED - writer.sees:
            continue
        if not limits_of(writer.sees).may("write", "item", item.key):
            continue
        try:
            wanted[item.key] = admit_value(item, value, ground.today)
        except Refused as no:
            left_out[item.key] = no.reason.value
    return wanted, left_out


def _change(sheet: Sheet, card: Card, do: m.AddPerson | m.Set, key: str = "") -> m.Change:
    """The edit that the rule of edits judges. Where a blank stands, the card has seen it."""
    now = sheet.entries.get(key)
    base: dict[str, str | None] = {key: now.op} if now is not None and now.value in (None, "") else {}
    return m.Change(op=card.op, case=sheet.case, fence=sheet.fence, do=do, base=base)
