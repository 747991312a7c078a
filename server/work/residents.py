"""住民を探す: by kana (with the standard's fuzzy rules), kanji, romaji, 通称, birth, number or address; the household
of a hit; and its members into a case. Every search and look is written down first, and the alert of a protected person
comes before anything else of the household."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any, Final

import msgspec

from handoff import ids, kana, wareki
from handoff import messages as m
from handoff.case import Facts, Sheet
from handoff.characters import search_form
from handoff.edit import Writer
from handoff.import_profile import HOUSEHOLD, NUMBER
from handoff.overtaken import Overtaken
from handoff.protection import plain_address
from handoff.refusal import Reason, Refused
from handoff.resident import address, forms, number_of, sought, taken
from handoff.resident_take import HEAD, Chosen, Pulled, person_of, pull
from handoff.visibility import may_see
from server.ports.archive import Look
from server.ports.imports import RESIDENTS
from server.ports.sheets import Accepted, MovedOn
from server.ports.unreachable import Unreachable
from server.ports.visits import RecordAway, Unsure
from server.work import find, met, opening, visits
from server.work.cupboards import Actor, Cupboards
from server.work.resident_view import Open, flags_of, is_protected, opened, shown

LONGEST: Final = 100
HITS: Final = 30
CANDIDATES: Final = 200
"""So many residents with the same first letters are looked into."""
MOST_MEMBERS: Final = 60
MOST_TAKEN: Final = 20
ROW_BYTES: Final = 16


class Sought(msgspec.Struct, frozen=True):
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

    def by_address(self, values: dict[str, str]) -> bool:
        """Whether a resident is registered there."""
        return bool(self.address) and plain_address(address(values))[0] == self.address

    def by_name(self, values: dict[str, str]) -> bool:
        """Whether a name or a reading begins so, and the birth is this; with neither nobody."""
        if self.birth and values.get("m_birth") != self.birth:
            return False
        said = {"kana": self.kana, "sound": self.sound, "name": self.name}
        if not any(said.values()):
            return bool(self.birth)
        return any(form.startswith(word) for kind, word in said.items() if word for form in forms(values, kind))

    def by_number(self, values: dict[str, str]) -> bool:
        """Whether it is the resident's or the household's number."""
        return bool(self.number) and self.number in (values[NUMBER], values[HOUSEHOLD])


def understand(text: str) -> Sought:
    """Words, dates, numbers and addresses of what a clerk typed. Refused: `too_long`; `bad_message` when nothing is
    left to look for."""
    if len(text) > LONGEST:
        raise Refused(Reason.too_long, at="text", limit=LONGEST)
    found, birth = [], ""
    for word in text.split():
        day = _date(word)
        birth = day or birth
        found += [] if day else [word]
    name = " ".join(found)
    number = "" if birth else number_of(text)
    if not name and not birth and not number:
        raise Refused(Reason.bad_message, at="text")
    if number:
        return Sought(number=number)
    latin = name.isascii() or any(letter in name for letter in "āīūēōĀĪŪĒŌ")
    return Sought(
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


async def search(c: Cupboards, who: Actor, text: str) -> dict[str, Any]:
    """Residents who match, as this clerk may see them, at most 30; `more`: there are others. `loaded`: whether the city
    has brought any data. Who is protected is not found by where they live, but by whoever has the right."""
    _must_be_clerk(who)
    asked = understand(text)
    await _note(c, who, "resident_search", about={"kinds": asked.kinds})
    if await c.imports.in_use(RESIDENTS) is None:
        return {"loaded": False, "hits": [], "more": False}
    any_of, all_of = _words(c, asked)
    rows = await c.imports.find(RESIDENTS, any_of, all_of, CANDIDATES)
    ones = [one for one in (opened(c, row) for row in rows) if one is not None]
    meant = [one for one in ones if _means(asked, one)]
    meant.sort(key=lambda one: (one.values.get("m_kana", ""), one.values.get("m_birth", "")))
    protected = await _protected(c, meant[:HITS])
    wide = "S" in who.sees
    hits = [
        shown(c, who, one, one.household in protected).value
        for one in meant[:HITS]
        if wide or one.household not in protected or asked.by_name(one.values) or asked.by_number(one.values)
    ]
    return {"loaded": True, "hits": hits, "more": len(meant) > HITS or len(rows) == CANDIDATES}


def _means(asked: Sought, one: Open) -> bool:
    return asked.by_number(one.values) or asked.by_name(one.values) or asked.by_address(one.values)


def _words(c: Cupboards, asked: Sought) -> tuple[list[bytes], list[bytes]]:
    """(any of these, all of these): what was asked, as blind words."""
    said = [("kana", asked.kana), ("sound", asked.sound), ("name", asked.name)]
    any_of = [sought(kind, form) for kind, form in said if form]
    if asked.number:
        any_of += [f"resident|no={asked.number}", f"resident|hh={asked.number}"]
        return [c.sealing.blind(word) for word in any_of], []
    if asked.address:
        any_of.append(f"resident|at={asked.address}")
    all_of = [f"resident|birth={asked.birth}"] if asked.birth else []
    return [c.sealing.blind(word) for word in any_of], [c.sealing.blind(word) for word in all_of]


async def _protected(c: Cupboards, ones: Sequence[Open]) -> set[bytes]:
    """Households with a protected person, of all their members."""
    flags = flags_of(c)
    homes = sorted({one.household for one in ones})
    if not homes or flags == frozenset():
        return set()
    members: dict[bytes, list[Open]] = {}
    for row in await c.imports.households(RESIDENTS, homes, HITS * MOST_MEMBERS):
        if (one := opened(c, row)) is not None:
            members.setdefault(one.household, []).append(one)
    return {home for home in homes if is_protected(c, members.get(home, []), flags)}


async def household(c: Cupboards, who: Actor, name: str, case: str, seen: bool) -> dict[str, Any]:
    """The members of a household, the head first, beside the persons of a case. Of a household with a protected person
    nothing but the alert, until the clerk has `seen` it. Refused: `not_allowed`, `no_such_person`, `no_such_case`."""
    _must_be_clerk(who)
    sheet = await opening.look_at(c, who, case, "resident_compare")
    members = await _members(c, name)
    hidden = is_protected(c, members, flags_of(c))
    await _note(c, who, "resident_alert" if hidden and not seen else "resident", case)
    if hidden and not seen:
        return {"protected": True, "members": []}
    return {"protected": hidden, "members": [_beside(c, who, one, sheet, hidden) for one in members]}


def _beside(c: Cupboards, who: Actor, one: Open, sheet: Sheet, hidden: bool) -> dict[str, Any]:
    """A member, which person of the case it is, and where the two differ (item -> here, city)."""
    said = taken(one.values)
    person = person_of(sheet, said)
    view, items = met.view_in(c, who, sheet), c.catalogs.items()
    masked = hidden or met.is_protected(c, sheet.entries)
    differs = {}
    for item, value in said.items() if person else ():
        key = f"p.{person}.{item}"
        here = sheet.value(key)
        if here not in (None, "") and here != value and may_see(key, view, items, masked):
            differs[item] = {"here": here, "city": value}
    return {**shown(c, who, one, hidden).value, "person": person, "differs": differs}


async def take(c: Cupboards, who: Actor, case: str, op: str, fence: int, rows: list[str]) -> dict[str, Any]:
    """These residents into the case, in one edit: `result` (ok, done, moved_on, busy …), their `persons`, `differing`
    (keys where another value stands: nothing was overwritten), `left_out` (key -> why).

    Refused: `not_allowed`, `no_such_person`, `no_such_case`, and what the rule of edits refuses."""
    _must_be_clerk(who)
    if not 1 <= len(rows) <= MOST_TAKEN or len(set(rows)) != len(rows):
        raise Refused(Reason.bad_message, at="residents")
    ids.check_op(op)
    await opening.look_at(c, who, case, "resident_take")
    chosen = await _chosen(c, op, rows)
    writer = Writer(clerk=who.clerk, name=who.name, window=who.window or "", sees=who.sees)
    today = date.fromisoformat(c.business_day())
    pulled: list[Pulled] = []

    def decide(sheet: Sheet) -> Facts:
        pulled.append(pull(sheet, op, chosen, writer, c.catalogs.ground(today, sheet.catalog)))
        if not pulled[-1].facts:
            raise Overtaken(pulled[-1].differing)
        return pulled[-1].facts

    content = hashlib.blake2b(f"{who.clerk}|{','.join(rows)}".encode(), digest_size=8).digest()
    try:
        outcome = await c.sheets.change(
            case, op, content, fence, decide, by=who.clerk, window=who.window or "", kind="residents"
        )
    except Overtaken:
        return _told("ok", pulled[-1])
    if isinstance(outcome, Accepted):
        await _after(c, who, case, op)
        return _told("done" if outcome.again else "ok", pulled[-1] if pulled else None)
    return {"result": "moved_on" if isinstance(outcome, MovedOn) else "busy"}


def _told(result: str, pulled: Pulled | None) -> dict[str, Any]:
    if pulled is None:
        return {"result": result, "persons": [], "differing": [], "left_out": {}}
    return {
        "result": result,
        "persons": pulled.persons,
        "differing": sorted(pulled.differing),
        "left_out": pulled.left_out,
    }


async def _after(c: Cupboards, who: Actor, case: str, op: str) -> None:
    """The case is found by its new names, and its way is planned anew. Both are done again with the next move."""
    await find.refresh(c, case)
    with suppress(Refused, Unreachable, RecordAway, Unsure, asyncio.TimeoutError):
        await visits.plan(c, who, ids.again(op, 0), None, m.Plan(case=case))


async def _chosen(c: Cupboards, op: str, rows: list[str]) -> list[Chosen]:
    found = {one.id: one for one in await _by_rows(c, rows)}
    if set(rows) != found.keys():
        raise Refused(Reason.no_such_person, at="residents")
    seeds = {row: hashlib.sha256(f"resident|{op}|{row}".encode()).digest() for row in rows}
    return [Chosen(found[row].values, ids.new_person(seeds[row][: ids.PERSON_BYTES])) for row in rows]


async def _by_rows(c: Cupboards, rows: list[str]) -> list[Open]:
    found = await c.imports.rows(RESIDENTS, [_word(row) for row in rows])
    return [one for one in (opened(c, row) for row in found) if one is not None]


async def _members(c: Cupboards, name: str) -> list[Open]:
    found = await c.imports.households(RESIDENTS, [_word(name)], MOST_MEMBERS)
    members = [one for one in (opened(c, row) for row in found) if one is not None]
    if not members:
        raise Refused(Reason.no_such_person, at="household")
    return sorted(members, key=lambda one: (one.values.get("m_zokugara") != HEAD, one.values.get("m_birth", "")))


def _word(name: str) -> bytes:
    """A blind word as screens name it."""
    try:
        word = bytes.fromhex(name)
    except ValueError:
        word = b""
    if len(word) != ROW_BYTES:
        raise Refused(Reason.bad_message, at="resident")
    return word


def _must_be_clerk(who: Actor) -> None:
    if "clerk" not in who.roles:
        raise Refused(Reason.not_allowed)


async def _note(
    c: Cupboards, who: Actor, what: str, case: str | None = None, about: dict[str, str | int] | None = None
) -> None:
    look = Look(
        c.clock(), who.clerk, who.window or "", who.office, what, case=case, about=about or {}, terminal=who.terminal
    )
    await c.audit.note(look)
