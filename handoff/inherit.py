"""From what was entered once to the applications of a case: which forms, how many sheets, who on which row, every box
with its value, whose each signature is, and what is missing. Derived each time, never stored.

    the guidance's procedures --forms--> Form --rows, roles, values--> Application

By hand: `form.<form>` adds or drops a form (with its reason), `rows.<form>` says who stands on it, `only.<form>.<key>`
says another value on that form alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from handoff.application import Application, Box, FormSheet, Signing
from handoff.case import on_by_hand
from handoff.cast import OPTIONAL
from handoff.expression import BadExpression, parse
from handoff.fields import ItemDef
from handoff.form import IF_ROLE, Form, SignPlace
from handoff.form_rows import rows_of, sheets_of
from handoff.logic import Scalar
from handoff.source import Drawn, Source

SIGNS_ALONE: Final = 15
"""Below this age a parent signs (roles.csv, honnin)."""
_REQUIRED_IF: Final = "required_if "
_JAPANESE: Final = "日本人のみ必須"


def applications(source: Source, procedures: list[str], events: list[str]) -> list[Application]:
    """The applications of a case. `procedures` in the order in which they are done, `events` those of the visit; forms
    come in that order, added ones last."""
    book = source.book
    named: dict[str, list[str]] = {}
    for procedure in procedures:
        for form in book.procedures[procedure].forms if procedure in book.procedures else ():
            if form in book.forms:
                named.setdefault(form, []).append(procedure)
    by_hand = _by_hand(source)
    forms = [*named, *(form for form, on in by_hand.items() if on and form not in named)]
    env = _env(source)
    return [_application(book.forms[one], named.get(one, []), by_hand.get(one), source, events, env) for one in forms]


def _by_hand(source: Source) -> dict[str, bool]:
    said = {key.removeprefix("form."): on_by_hand(value) for key, value in source.values.items() if _is_form(key)}
    return {form: on for form, on in said.items() if on is not None and form in source.book.forms}


def _is_form(key: str) -> bool:
    return key.startswith("form.") and key.count(".") == 1


def _application(
    form: Form, named_by: list[str], by_hand: bool | None, source: Source, events: list[str], env: Mapping[str, Scalar]
) -> Application:
    event = _event(form, named_by, source, events)
    parts, left_out = sheets_of(form.rows, rows_of(form, source, event))
    maker = _Maker(form, source, event, env)
    sheets = [
        FormSheet(number, len(parts), people, maker.boxes(people), maker.signs(people))
        for number, people in enumerate(parts, start=1)
    ]
    return Application(form, event, named_by, sheets, left_out, by_hand)


def _event(form: Form, named_by: list[str], source: Source, events: list[str]) -> str:
    """The first event of the visit that any procedure of the form belongs to."""
    procedures = source.book.procedures
    bring = named_by or source.book.named_by.get(form.form, [])
    mine = {event for key in bring for event in procedures[key].events}
    return next((one for one in events if one in mine or "*" in mine), events[0] if events else "")


class _Maker:
    """One form, filled."""

    def __init__(self, form: Form, source: Source, event: str, env: Mapping[str, Scalar]) -> None:
        self.form = form
        self.source = source
        self.event = event
        self.items = [source.book.items[key] for key in form.items]
        self.env = env

    def boxes(self, people: list[str]) -> list[Box]:
        """Every box of a sheet, in the order of the form; a person's items stand together, row by row."""
        alone = [item for item in self.items if item.scope != "person"]
        rows = [item for item in self.items if item.scope == "person"]
        first = next((at for at, item in enumerate(self.items) if item.scope == "person"), len(self.items))
        before = sum(item.scope != "person" for item in self.items[:first])
        filled = [self._box(item, None, None) for item in alone]
        of_people = [self._box(item, at, one) for at, one in enumerate(people) for item in rows]
        return [*filled[:before], *of_people, *filled[before:]]

    def _box(self, item: ItemDef, row: int | None, person: str | None) -> Box:
        drawn = self.source.draw(item, person, self.form, self.event)
        empty = drawn.value is None or drawn.value in ("", [])
        return Box(item.key, drawn, row, person, empty and self._required(item, drawn))

    def _required(self, item: ItemDef, drawn: Drawn) -> bool:
        if self._by_checks(item):
            return True
        if item.input != "derived":
            return False
        anybody = drawn.how != "nobody" or (item.role not in OPTIONAL and self.source.cast.plays(item.role, self.event))
        return anybody and self._by_checks(self.source.book.items[item.person_item])

    def _by_checks(self, item: ItemDef) -> bool:
        """Whether the dictionary wants a value: always, under a condition, or of Japanese nationals."""
        if "required" in item.checks:
            return True
        if _JAPANESE in item.checks and any(not self.source.facts(one).foreign for one in self.source.members):
            return True
        conditions = [check.removeprefix(_REQUIRED_IF) for check in item.checks if check.startswith(_REQUIRED_IF)]
        return any(_holds(condition, self.env) for condition in conditions)

    def signs(self, people: list[str]) -> list[Signing]:
        """The places that are needed on a sheet, each with its signer."""
        found = []
        for place in self.form.signs:
            person = self._signer(place, people)
            needed = person is not None if place.need == IF_ROLE else place.wanted.value(self.env) is True
            if needed:
                here = person is not None and self.source.present(person)
                found.append(Signing(place.place, place.role, place.medium, place.label, person, here))
        return found

    def _signer(self, place: SignPlace, people: list[str]) -> str | None:
        cast = self.source.cast
        if place.role != "honnin":
            return cast.of(place.role, self.event, self.form)
        person = people[0] if people else None
        years = self.source.facts(person).age if person else None
        if years is None or years >= SIGNS_ALONE:
            return person
        files = cast.of("todokede", self.event)
        return files if files in self.source.members else cast.of("setainushi", self.event)


def _env(source: Source) -> Mapping[str, Scalar]:
    """What a condition of an item or of a signature place may ask: answers, and items of the case."""
    found: dict[str, Scalar] = {}
    for key, value in source.values.items():
        if isinstance(value, str | bool | int):
            found[key.removeprefix("q.")] = value
    return found


def _holds(condition: str, env: Mapping[str, Scalar]) -> bool:
    try:
        return parse(condition).value(env) is True
    except BadExpression:
        return False
