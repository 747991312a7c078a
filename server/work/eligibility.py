"""資格一覧: what each of a household, or of a case, has with the departments (国保, 年金, 介護, 手当, 税 …), on one
screen. What it answers by itself it answers as entries: they come into the case with the person (`residents.take`).
Every look is written down first."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import Any

import msgspec

from handoff.case import Sheet, person_key, persons
from handoff.import_kind import NUMBER
from handoff.refusal import Reason, Refused
from handoff.resident import ELIGIBLE, number_of, taken
from handoff.visibility import View, may_see, show_values, view_of
from server.ports.imports import ELIGIBILITY
from server.work import met, opening
from server.work.cupboards import Actor, Cupboards
from server.work.resident_rows import Open, all_opened, members_of, row_of
from server.work.resident_view import flags_of, is_protected


async def joined(c: Cupboards, ones: Sequence[Open]) -> list[Open]:
    """Residents with what they are eligible for, as far as the city has brought it."""
    found = {one.row: one.values for one in all_opened(c, await c.imports.rows(ELIGIBILITY, [one.row for one in ones]))}
    return [msgspec.structs.replace(one, values={**found.get(one.row, {}), **one.values}) for one in ones]


async def of_household(c: Cupboards, who: Actor, name: str, seen: bool) -> dict[str, Any]:
    """The eligibility of a household's members, the head first; nothing but the alert while one of them is protected
    and the clerk has not `seen` that. Refused: `not_allowed`, `no_such_person`."""
    _must_be_clerk(who)
    members = await members_of(c, name)
    hidden = is_protected(c, members, flags_of(c))
    await opening.note(c, who, "resident_alert" if hidden and not seen else "eligibility")
    if hidden and not seen:
        return {"protected": True, "loaded": True, "members": [], "masked": []}
    listed = [_Listed(one, one.values["m_name"]) for one in await joined(c, members)]
    return await _told(c, listed, view_of(who.sees), hidden)


async def of_case(c: Cupboards, who: Actor, case: str) -> dict[str, Any]:
    """The same of those persons of the case whose number stands there. Refused: `not_allowed`, `no_such_case`."""
    sheet = await opening.look_at(c, who, case, "eligibility")
    rows = {row_of(c, number): person for person, number in _numbers(sheet)}
    ones = {one.row: one for one in all_opened(c, await c.imports.rows(ELIGIBILITY, list(rows)))}
    listed = [
        _Listed(ones[row], str(sheet.value(person_key(person, "m_name")) or ""), person)
        for row, person in rows.items()
        if row in ones
    ]
    return await _told(c, listed, met.view_in(c, who, sheet), met.is_protected(c, sheet.entries))


def sample(c: Cupboards, who: Actor, one: Open) -> dict[str, Any]:
    """A row of a file, as whoever brings it may see it."""
    said = {"number": one.values.get(NUMBER), **_said(one, ELIGIBLE)}
    keys = {"number": NUMBER, **{item: f"p.x.{item}" for item in ELIGIBLE}}
    return show_values(said, keys, view_of(who.sees), c.catalogs.items(), False).value


class _Listed(msgspec.Struct, frozen=True):
    """Somebody on the list, and which person of the case that is."""

    one: Open
    name: str
    person: str | None = None


async def _told(c: Cupboards, listed: Sequence[_Listed], view: View, hidden: bool) -> dict[str, Any]:
    """`loaded`: whether the city has brought any; `masked`: the items that this one may not see, of nobody (whether
    there is something is not told either)."""
    items = c.catalogs.items()
    masked = [item for item in ELIGIBLE if item in items and not may_see(f"p.x.{item}", view, items, hidden)]
    seen = {item: f"p.x.{item}" for item in ELIGIBLE if item not in masked}
    return {
        "protected": hidden,
        "loaded": await c.imports.in_use(ELIGIBILITY) is not None,
        "masked": masked,
        "members": [
            {
                "resident": each.one.id,
                "person": each.person,
                "name": each.name,
                "items": show_values(_said(each.one, seen), seen, view, items, hidden).value,
            }
            for each in listed
        ],
    }


def _said(one: Open, seen: Container[str]) -> dict[str, Any]:
    return {item: value for item, value in taken(one.values).items() if item in seen}


def _numbers(sheet: Sheet) -> Iterator[tuple[str, str]]:
    for person in persons(sheet):
        said = sheet.value(person_key(person, NUMBER))
        if number := number_of(said) if isinstance(said, str) else "":
            yield person, number


def _must_be_clerk(who: Actor) -> None:
    if "clerk" not in who.roles:
        raise Refused(Reason.not_allowed)
