"""What a clerk typed to find somebody in the city's own data: words, dates, numbers and addresses of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from handoff import kana, wareki
from handoff.characters import search_form
from handoff.import_kind import HOUSEHOLD, NOTICE, NUMBER
from handoff.protection import plain_address
from handoff.refusal import Reason, Refused
from handoff.resident import address, forms, number_of, sought

LONGEST: Final = 100
LONG_VOWELS: Final = "āīūēōĀĪŪĒŌ"


class ResidentSought(msgspec.Struct, frozen=True):
    """What a typed text may mean."""

    kana: str = ""
    sound: str = ""
    name: str = ""
    birth: str = ""
    number: str = ""
    address: str = ""

    @property
    def kinds(self) -> str:
        """What it was, without the words themselves."""
        return ",".join(field for field in self.__struct_fields__ if getattr(self, field))

    def means(self, values: Mapping[str, str]) -> bool:
        """Whether somebody is one of those who are looked for."""
        return self.by_number(values) or self.by_name(values) or self.by_address(values)

    def by_address(self, values: Mapping[str, str]) -> bool:
        """Whether a resident is registered there."""
        return bool(self.address) and plain_address(address(values))[0] == self.address

    def by_name(self, values: Mapping[str, str]) -> bool:
        """Whether a name or a reading begins so, and the birth is this; with neither nobody."""
        if self.birth and values.get("m_birth") != self.birth:
            return False
        said = {"kana": self.kana, "sound": self.sound, "name": self.name}
        if not any(said.values()):
            return bool(self.birth)
        return any(form.startswith(word) for kind, word in said.items() if word for form in forms(values, kind))

    def by_number(self, values: Mapping[str, str]) -> bool:
        """Whether it is the resident's number, the household's, or the notice's."""
        return bool(self.number) and self.number in [values.get(item) for item in (NUMBER, HOUSEHOLD, NOTICE)]

    def words(self) -> tuple[list[str], list[str]]:
        """(any of these, all of these): what the words of a row must be (`resident.words`)."""
        birth = [f"resident|birth={self.birth}"] if self.birth else []
        if self.number:
            return [f"resident|no={self.number}", f"resident|hh={self.number}", *birth], []
        said = [("kana", self.kana), ("sound", self.sound), ("name", self.name)]
        any_of = [sought(kind, form) for kind, form in said if form]
        if self.address:
            any_of.append(f"resident|at={self.address}")
        return any_of, birth


def understand(text: str) -> ResidentSought:
    """What a typed text may mean; 20260402 is a day and a number. Refused: `too_long`; `bad_message` when nothing is
    left to look for."""
    if len(text) > LONGEST:
        raise Refused(Reason.too_long, at="text", limit=LONGEST)
    found, birth = [], ""
    for word in text.split():
        day = _date(word)
        birth = day or birth
        found += [] if day else [word]
    name = " ".join(found)
    number = number_of(text)
    if not name and not birth and not number:
        raise Refused(Reason.bad_message, at="text")
    if number:
        return ResidentSought(number=number, birth=birth)
    latin = name.isascii() or any(letter in name for letter in LONG_VOWELS)
    return ResidentSought(
        kana="" if latin else (kana.search_kana(name) or ""),
        sound=(kana.sound(name) or "") if latin else "",
        name=search_form(name),
        birth=birth,
        address=plain_address(name)[0] if name else "",
    )


def _date(word: str) -> str:
    try:
        return str(wareki.parse_date(word))
    except Refused:
        return ""
