"""A card read at a window: which of its values the case asks for, and where they may go once a clerk's key has said
whose it is. Without that key nothing of it is written.

What is free is written at once. Where another value stands, nothing is overwritten: the card's value goes to the
clerk, who sees both and chooses. What the item does not take (a birth date of zeros, a section already confirmed) is
left out by name, so that one bad field of a card never keeps the others away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from handoff import messages as m
from handoff.alike import alike
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
    """One read and the clerk's key. `to`: the person whom the key named, in the case or `fresh`: one who comes in with
    the card; None = no key, and nothing is written. `over`: item -> op of the entry that was on the clerk's screen,
    whose place the card's value takes. `anyway`: the clerk has seen that name or birth say another person. `parts`: key
    -> value, the address in parts."""

    op: str
    values: dict[str, Value]
    to: str | None
    fresh: str
    over: Mapping[str, str] = {}
    anyway: bool = False
    parts: Mapping[str, str] = {}


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
    """What the read makes of the sheet: of the named person alone.

    Values of items that the catalog does not have, or that the window's clerk may not see (L3, L4), are dropped in
    silence.
    Refused: `no_such_person` when the named person is not in the case, `card_of_another` when name, birth or number
    say another person and nobody said that it is right all the same, and what `AddPerson` refuses.
    """
    if card.to is None:
        raise Refused(Reason.no_such_person, at="person")
    wanted, left_out = admitted(card.values, writer, ground)
    facts: Facts = {}
    if card.to in persons(sheet):
        if is_another(sheet, card.to, wanted) and not card.anyway:
            raise Refused(Reason.card_of_another, at="person")
    elif card.to != card.fresh:
        raise Refused(Reason.no_such_person, at="person")
    elif wanted:
        facts = decide(sheet, _change(sheet, card, m.AddPerson(card.fresh)), writer, ground)
    grown = msgspec.structs.replace(sheet, entries={**sheet.entries, **facts})
    values = {person_key(card.to, item): value for item, value in wanted.items()} | dict(card.parts)
    free, differing, refused = split(values, grown, card, writer, ground)
    told = {key: msgspec.structs.replace(entry, source="card") for key, entry in (facts | free).items()}
    return Poured(card.to, told, differing, left_out | refused)


def split(
    values: Mapping[str, Value], sheet: Sheet, card: Card, writer: Writer, ground: Ground
) -> tuple[Facts, dict[str, Entry], dict[str, str]]:
    """Each value by itself: (facts where nothing stands, the card's entry where another value stands, item -> why not).

    A value that stands there already is written by nobody twice, also when it is written with other strokes or blanks.
    """
    free: Facts = {}
    differing: dict[str, Entry] = {}
    left_out: dict[str, str] = {}
    for key, value in values.items():
        if alike(sheet.value(key), value) and key.rpartition(".")[2] not in card.over:
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


def is_same(sheet: Sheet, person: str, items: Mapping[str, Value]) -> bool:
    """Whether a person of the case is known by these values (as they would be stored): by a number of their own, or by
    name and birth date, whatever the variant of a character."""
    for item in SURE:
        if items.get(item) and _stands(sheet, person, item):
            return items[item] == _stands(sheet, person, item)
    name, birth = _stands(sheet, person, "m_name"), _stands(sheet, person, "m_birth")
    if not (isinstance(name, str) and name and birth and birth == items.get("m_birth")):
        return False
    return search_form(name) == search_form(str(items.get("m_name", "")))


def is_another(sheet: Sheet, person: str, items: Mapping[str, Value]) -> bool:
    """Whether what stands there says that these values are somebody else's: another name, birth date or number."""
    for item in (*SURE, "m_birth"):
        stands = _stands(sheet, person, item)
        if stands and items.get(item) and stands != items[item]:
            return True
    name, said = _stands(sheet, person, "m_name"), items.get("m_name")
    return bool(name and said) and search_form(str(name)) != search_form(str(said))


def _stands(sheet: Sheet, person: str, item: str) -> Value:
    return sheet.value(person_key(person, item))


def admitted(values: Mapping[str, Value], writer: Writer, ground: Ground) -> tuple[dict[str, Value], dict[str, str]]:
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
    """The edit that the rule of edits judges. Where a blank stands, the card has seen it; what it takes the place of,
    the clerk has."""
    now = sheet.entries.get(key)
    base: dict[str, str | None] = {key: now.op} if now is not None and now.value in (None, "") else {}
    over = card.over.get(key.rpartition(".")[2])
    if over is not None:
        base = {key: over}
    return m.Change(op=card.op, case=sheet.case, fence=sheet.fence, do=do, base=base)
