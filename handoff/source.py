"""Where the values on a case's papers come from: one entry fills every form that binds it.

typed      an entry of the case, or of a person
derived    an entry of the person who is in the item's role (届出人氏名 = the name of whoever is 届出人)
assembled  an address put together from the parts that were typed once
auto       reckoned: age, school year, school, the word for the life event, numbers of the deceased
default    what is meant when nobody says otherwise (届出年月日 = today)
here       overruled on one form only (`only.<form>.<key>`)
nobody     a derived item whose role is nobody's
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal, TypeAlias

import msgspec

from handoff.case import Entry, Sheet, Value, person_key, persons
from handoff.cast import Cast
from handoff.district import district, school
from handoff.fields import ItemDef
from handoff.form import Form
from handoff.form_book import FormBook
from handoff.household import OUTSIDE, event_day
from handoff.person_facts import PersonFacts

How: TypeAlias = Literal["typed", "derived", "assembled", "auto", "default", "here", "nobody"]

ONLY: Final = "only"
ADDRESS: Final = ("pref", "city", "town", "banchi", "katagaki")
OUT: Final = "TENSHUTSU"
"""Events after which the household lives elsewhere: its address on papers is the one that it leaves."""
NUMBERS_OF_DEAD: Final = ("m_kokuho_no", "m_kouki_no", "m_kaigo_no", "m_kiso_no")
_SPACE: Final = "\u3000"


class Drawn(msgspec.Struct, frozen=True):
    """A value, the entries that it was made of (who may not see one of them sees nothing of it), how, and of whom."""

    value: Value
    keys: tuple[str, ...]
    how: How
    person: str | None = None


class Source:
    """The values of one case. `today`: the day of the visit."""

    def __init__(self, entries: Mapping[str, Entry], book: FormBook, today: date) -> None:
        self.book = book
        self.today = today
        self.day = event_day(entries, today)
        self.values: dict[str, Value] = {key: one.value for key, one in entries.items() if one.value is not None}
        self.people = persons(Sheet(case="", entries=dict(entries)))
        self.dead = self._text("role.dec")
        self.members = [one for one in self.people if one != self.dead and self.belongs(one)]
        self.cast = Cast(self.values, self.people, self.members, book.roles)
        self._facts = {one: PersonFacts(self.own(one), self.day, book.foreign) for one in self.people}

    def own(self, person: str) -> dict[str, Value]:
        """The entries of a person, by item."""
        start = person_key(person, "")
        return {key[len(start) :]: value for key, value in self.values.items() if key.startswith(start)}

    def facts(self, person: str) -> PersonFacts:
        """What the person's entries tell."""
        return self._facts[person]

    def belongs(self, person: str) -> bool:
        """Whether somebody is of the household."""
        said = self.values.get(person_key(person, "m_in_setai"))
        if isinstance(said, bool):
            return said
        return all(self.values.get(f"role.{role}") != person for role in OUTSIDE)

    def present(self, person: str) -> bool:
        """Whether somebody is here; who files is, unless it is said otherwise."""
        said = self.values.get(person_key(person, "m_present"))
        return said if isinstance(said, bool) else self.values.get("role.todokede") == person

    def is_foreign(self, person: str | None) -> bool:
        """Whether dates of this person are shown in western years."""
        return person is not None and self._facts[person].foreign

    def draw(self, item: ItemDef, person: str | None, form: Form, event: str) -> Drawn:
        """The value of an item on a form, in a row of `person`. `event`: the life event that brings the form."""
        key = person_key(person, item.key) if item.scope == "person" and person else item.key
        here = f"{ONLY}.{form.form}.{key}"
        if here in self.values:
            return Drawn(self.values[here], (key,), "here", person)
        if item.input == "derived":
            return self._derived(item, form, event)
        if item.input == "auto" and key not in self.values:
            return self._auto(item, person, event)
        if item.scope == "person":
            return self._of(person, item.key, event) if person else Drawn(None, (key,), "nobody")
        if key not in self.values and "default=today" in item.checks:
            return Drawn(self.today.isoformat(), (key,), "default")
        return Drawn(self.values.get(key), (key,), "typed")

    # ---- the ways

    def _derived(self, item: ItemDef, form: Form, event: str) -> Drawn:
        person = self.cast.of(item.role, event, form)
        if person is None:
            return Drawn(None, (item.key,), "nobody")
        found = self._of(person, item.person_item, event)
        how: How = "assembled" if found.how == "assembled" else "derived"
        return Drawn(found.value, (*found.keys, item.key), how, person)

    def _of(self, person: str, item: str, event: str) -> Drawn:
        """An item of a person: typed, or put together from what was typed once."""
        key = person_key(person, item)
        if key in self.values or item not in ("m_addr", "m_postal", "m_uji", "m_mei"):
            return Drawn(self.values.get(key), (key,), "typed", person)
        if item in ("m_uji", "m_mei"):
            whole = self._text(person_key(person, "m_name"))
            family, _, given = whole.partition(_SPACE)
            part = family if item == "m_uji" else given
            return Drawn(part or None, (person_key(person, "m_name"),), "assembled", person)
        if person != self.dead and not self.belongs(person):
            return Drawn(None, (key,), "typed", person)
        return self._address(person, item, event)

    def _address(self, person: str, item: str, event: str) -> Drawn:
        """The household's address: the one it moves to, or the one it leaves (domain §3, m_addr)."""
        start = "old" if event.startswith(OUT) else "new"
        names = ("postal",) if item == "m_postal" else ADDRESS
        keys = tuple(f"{start}_{name}" for name in names)
        *parts, last = (self._text(key) for key in keys)
        whole = "".join(parts) + (_SPACE if parts and last and any(parts) else "") + last
        return Drawn(whole or None, keys, "assembled", person)

    def _auto(self, item: ItemDef, person: str | None, event: str) -> Drawn:
        key = person_key(person, item.key) if person else item.key
        match item.key:
            case "ido_jiyu":
                return Drawn(self.book.moves.get(event), (key,), "auto")
            case "dec_nos":
                return self._numbers()
            case "m_age" | "m_grade" if person:
                facts = self._facts[person]
                value = facts.age if item.key == "m_age" else facts.grade
                return Drawn(value if value != "" else None, (key, person_key(person, "m_birth")), "auto", person)
            case "new_gyoseiku" | "new_school_e" | "new_school_j":
                return self._of_town(item.key.removeprefix("new_"))
            case "m_school_new" if person:
                return self._school(person)
        return Drawn(None, (key,), "auto", person)

    def _numbers(self) -> Drawn:
        if not self.dead:
            return Drawn(None, ("dec_nos",), "nobody")
        keys = [person_key(self.dead, item) for item in NUMBERS_OF_DEAD]
        labels = [self.book.items[item].label for item in NUMBERS_OF_DEAD if item in self.book.items]
        said = [f"{label} {text}" for label, key in zip(labels, keys, strict=False) if (text := self._text(key))]
        return Drawn("、".join(said) or None, (*keys, "dec_nos"), "auto", self.dead)

    def _of_town(self, column: str) -> Drawn:
        keys = ("new_machiaza", "new_town", "new_banchi")
        row = district(self.book.towns, *(self._text(key) for key in keys))
        return Drawn(row.get(column) or None if row else None, (*keys, f"new_{column}"), "auto")

    def _school(self, person: str) -> Drawn:
        town = ("new_machiaza", "new_town", "new_banchi")
        row = district(self.book.towns, *(self._text(key) for key in town))
        found = school(row, self._facts[person].grade) if row else ""
        own = (person_key(person, "m_birth"), person_key(person, "m_school_new"))
        return Drawn(found or None, (*town, *own), "auto", person)

    def _text(self, key: str) -> str:
        said = self.values.get(key)
        return said if isinstance(said, str) else ""
