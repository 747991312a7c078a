"""案件を探す: by kana (with the standard's fuzzy rules), kanji, romaji, birth date or number. Written down first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import msgspec

from handoff import kana, wareki
from handoff.appointment import read_number
from handoff.case import Sheet, person_key, persons
from handoff.characters import search_form
from handoff.refusal import Reason, Refused
from handoff.visibility import Shown, show_values, view_of
from handoff.visit import Visit
from server.ports.archive import Hit, Look
from server.ports.unreachable import Unreachable
from server.ports.visits import RecordAway, Unsure
from server.work.cupboards import Actor, Cupboards
from server.work.met import is_protected
from server.work.rushing import must_not_rush

NUMBER: Final = re.compile(r"([A-Z])(\d{1,3})", re.ASCII)
LONGEST: Final = 100
HITS: Final = 20
CANDIDATES: Final = 200
"""So many cases with the same first letters are looked into."""
LETTERS: Final = (2, 3, 4)
"""The first letters by which the blind index finds; besides them the whole."""
Blind: TypeAlias = "Callable[[str], bytes]"
KEYS: Final = {"name": "m_name", "kana": "m_kana", "birth": "m_birth"}


class PersonForms(msgspec.Struct, frozen=True):
    """A person of a case in the forms that searches compare."""

    person: str
    kana_form: str
    sound_form: str
    name_form: str
    birth: str


class Asked(msgspec.Struct, frozen=True):
    """What a typed text may mean."""

    number: str = ""
    appointment: str = ""
    kana: str = ""
    sound: str = ""
    name: str = ""
    birth: str = ""

    def means(self, one: PersonForms) -> bool:
        """Whether this person is one of those who are looked for: kana or name from its beginning, and the birth."""
        if self.birth and one.birth != self.birth:
            return False
        said = [(self.kana, one.kana_form), (self.sound, one.sound_form), (self.name, one.name_form)]
        words = [(word, form) for word, form in said if word]
        return not words or any(form.startswith(word) for word, form in words)

    @property
    def kinds(self) -> str:
        """What it was, without the words themselves."""
        return ",".join(field for field in self.__struct_fields__ if getattr(self, field))


def as_number(text: str) -> str:
    """`a12`, `Ａ０１２` and `A 012` are A012; "" when it is no number."""
    plain = "".join(unicodedata.normalize("NFKC", text[:20]).upper().split()).replace("-", "")
    found = NUMBER.fullmatch(plain)
    return f"{found[1]}{int(found[2]):03d}" if found else ""


def understand(text: str) -> Asked:
    """Words and dates of what a clerk typed. Refused with `too_long`, and `bad_message` when nothing is left to look
    for."""
    if len(text) > LONGEST:
        raise Refused(Reason.too_long, at="text", limit=LONGEST)
    if number := as_number(text):
        return Asked(number=number)
    appointment = read_number(text)
    words, birth = [], ""
    for word in text.split():
        if day := _date(word):
            birth = day
        else:
            words.append(word)
    name = " ".join(words)
    if not name and not birth:
        raise Refused(Reason.bad_message, at="text")
    if appointment:
        return Asked(appointment=appointment, birth=birth)
    latin = name.isascii() or any(letter in name for letter in "āīūēōĀĪŪĒŌ")
    return Asked(
        kana=(kana.search_kana(name) or "") if not latin else "",
        sound=(kana.sound(name) or "") if latin else "",
        name=search_form(name) if name and not latin else "",
        birth=birth,
    )


def _date(word: str) -> str:
    try:
        found = str(wareki.parse_date(word))
    except Refused:
        return ""
    return found


async def search(c: Cupboards, who: Actor, text: str) -> list[Shown[dict[str, Any]]]:
    """Cases of the city that match, newest first, at most 20, as this clerk may see them. Equal names are told apart by
    number and birth date."""
    if "clerk" not in who.roles:
        raise Refused(Reason.not_allowed)
    await must_not_rush(c, who)
    asked = understand(text)
    about: dict[str, str | int] = {"kinds": asked.kinds}
    await c.audit.note(Look(c.clock(), who.clerk, who.window or "", who.office, "search", about=about))
    if asked.number:
        visit = await c.visits.by_number(who.office, c.business_day(), asked.number)
        return [await shown(c, who, hit_of(visit))] if visit else []
    if asked.appointment and (booked := await c.appointments.by_number(asked.appointment)) is not None:
        return [await shown(c, who, hit_of(booked.visit))]
    return await _by_words(c, who, asked)


async def _by_words(c: Cupboards, who: Actor, asked: Asked) -> list[Shown[dict[str, Any]]]:
    """The index knows the first letters, and only as blind words: the sheets themselves say who is meant."""
    any_of, all_of = sought(c.sealing.blind, asked)
    found = []
    for hit in await c.archive.find(any_of, all_of, CANDIDATES):
        sheet = await _sheet(c, hit.case)
        if any(one.person == hit.person and asked.means(one) for one in forms_of(sheet)):
            found.append(_shown(c, who, hit, sheet, {}))
        if len(found) == HITS:
            break
    return found


def hit_of(visit: Visit) -> Hit:
    """A visit as a hit of its case."""
    return Hit(visit.case, "", visit.visit, visit.number, visit.office, visit.day, visit.stage.value)


async def shown(
    c: Cupboards, who: Actor, hit: Hit, more: Mapping[str, str | int] = MappingProxyType({})
) -> Shown[dict[str, Any]]:
    """A hit with the name that stands in the sheet (and `more` facts that are nobody's own); without one (a case that
    cannot be read now) it is shown by number."""
    return _shown(c, who, hit, await _sheet(c, hit.case), more)


async def _sheet(c: Cupboards, case: str) -> Sheet:
    return await c.sheets.read(case) or await c.past.sheet(case)


def _shown(c: Cupboards, who: Actor, hit: Hit, sheet: Sheet, more: Mapping[str, str | int]) -> Shown[dict[str, Any]]:
    hidden = is_protected(c, sheet.entries)
    person = hit.person or next(iter(persons(sheet)), "")
    values = {
        **msgspec.structs.asdict(hit),
        **more,
        "protected": hidden,
        "person": person,
        **{name: sheet.value(person_key(person, item)) for name, item in KEYS.items()},
    }
    return show_values(values, KEYS, view_of(who.sees), c.catalogs.items(), hidden)


# ---- the index


def forms_of(sheet: Sheet) -> list[PersonForms]:
    """The persons of a sheet in the forms that searches compare. Who has neither name, kana nor birth is not in it."""
    found = []
    for person in persons(sheet):
        name, reading, birth = (_text(sheet, person, item) for item in KEYS.values())
        if name or reading or birth:
            found.append(
                PersonForms(
                    person=person,
                    kana_form=kana.fold(reading) if reading else "",
                    sound_form=(kana.sound(reading) or "") if reading else "",
                    name_form=search_form(name) if name else "",
                    birth=birth,
                )
            )
    return found


def words_of(blind: Blind, one: PersonForms) -> list[bytes]:
    """The blind words by which the record finds a person: of kana, sound and name the first letters and the whole; the
    birth."""
    words = [f"birth={one.birth}"] if one.birth else []
    for kind, form in (("kana", one.kana_form), ("sound", one.sound_form), ("name", one.name_form)):
        words += [f"{kind}|{form[:count]}" for count in LETTERS if len(form) >= count]
        words += [f"{kind}={form}"] if form else []
    return [blind(word) for word in words]


def sought(blind: Blind, asked: Asked) -> tuple[list[bytes], list[bytes]]:
    """(any of these, all of these): what was asked, as blind words."""
    any_of = []
    for kind, form in (("kana", asked.kana), ("sound", asked.sound), ("name", asked.name)):
        if len(form) >= LETTERS[0]:
            any_of.append(blind(f"{kind}|{form[: LETTERS[-1]]}"))
        elif form:
            any_of.append(blind(f"{kind}={form}"))
    return any_of, [blind(f"birth={asked.birth}")] if asked.birth else []


def _text(sheet: Sheet, person: str, item: str) -> str:
    value = sheet.value(person_key(person, item))
    return value if isinstance(value, str) else ""


async def refresh(c: Cupboards, case: str) -> None:
    """Bring the index of a case up to its sheet. Derived, so a failure is no loss: the next move does it again."""
    try:
        sheet = await c.sheets.read(case)
        if sheet is not None:
            await c.archive.index(case, {one.person: words_of(c.sealing.blind, one) for one in forms_of(sheet)})
    except (Unreachable, RecordAway, Unsure):
        return
