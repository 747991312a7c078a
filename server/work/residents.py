"""住民を探す: by kana (with the standard's fuzzy rules), kanji, romaji, 通称, birth, number or address; the household
of a hit; and its members into a case, with what they are eligible for. The same among those of whom another city sent a
moving-out notice (特例転入). Every search and look is written down first, and the alert of a protected person comes
before anything else of the household."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from handoff import ids
from handoff.case import Facts, Sheet, Value, person_key
from handoff.edit import Writer
from handoff.import_kind import KindId
from handoff.overtaken import Overtaken
from handoff.refusal import Reason, Refused
from handoff.resident import taken, taken_by_case
from handoff.resident_sought import understand
from handoff.resident_take import Chosen, Pulled, person_of, pull
from handoff.visibility import may_see
from server.ports.archive import Look
from server.ports.sheets import Accepted, MovedOn
from server.work import eligibility, entered, met, moving_codes, opening
from server.work.cupboards import Actor, Cupboards
from server.work.resident_rows import MOST_MEMBERS, Open, all_opened, members_of, word_of
from server.work.resident_view import flags_of, is_protected, shown
from server.work.rushing import must_not_rush

HITS: Final = 30
CANDIDATES: Final = 100
"""So many residents with the same first letters are looked into."""
MOST_TAKEN: Final = 20


async def search(c: Cupboards, who: Actor, text: str, kind: KindId = "residents") -> dict[str, Any]:
    """Residents who match, as this clerk may see them, at most 30; `more`: there are others. `loaded`: whether the city
    has brought any data. Who is protected is not found by where they live, but by whoever has the right. A text that is
    the QR of a moving-out certificate (`moving_codes.py`) gives those whom it names."""
    _must_be_clerk(who)
    await must_not_rush(c, who)
    if (read := await moving_codes.read(c, who, text)) is not None:
        await _note(c, who, "resident_search", about={"kinds": "code"})
        hidden = is_protected(c, read, flags_of(c))
        return {"loaded": True, "hits": [shown(c, who, one, hidden).value for one in read], "more": False}
    asked = understand(text)
    await _note(c, who, "resident_search", about={"kinds": asked.kinds})
    if await c.imports.in_use(kind) is None:
        return {"loaded": False, "hits": [], "more": False}
    any_of, all_of = ([c.sealing.blind(word) for word in words] for words in asked.words())
    rows = await c.imports.find(kind, any_of, all_of, CANDIDATES)
    meant = [one for one in all_opened(c, rows) if asked.means(one.values)]
    meant.sort(key=lambda one: (one.values.get("m_kana", ""), one.values.get("m_birth", "")))
    protected = await _protected(c, kind, meant[:HITS])
    wide = "S" in who.sees
    hits = [
        shown(c, who, one, one.household in protected).value
        for one in meant[:HITS]
        if wide or one.household not in protected or asked.by_name(one.values) or asked.by_number(one.values)
    ]
    return {"loaded": True, "hits": hits, "more": len(meant) > HITS or len(rows) == CANDIDATES}


async def _protected(c: Cupboards, kind: KindId, ones: Sequence[Open]) -> set[bytes]:
    """Households with a protected person, of all their members."""
    flags = flags_of(c)
    homes = sorted({one.household for one in ones})
    if not homes or flags == frozenset():
        return set()
    members: dict[bytes, list[Open]] = {}
    for one in all_opened(c, await c.imports.households(kind, homes, HITS * MOST_MEMBERS)):
        members.setdefault(one.household, []).append(one)
    return {home for home in homes if is_protected(c, members.get(home, []), flags)}


async def household(
    c: Cupboards, who: Actor, name: str, case: str, seen: bool, kind: KindId = "residents"
) -> dict[str, Any]:
    """The members of a household, the head first, beside the persons of a case; `differs`: what the case itself says
    otherwise than a notice. Of a household with a protected person nothing but the alert, until the clerk has `seen`
    it. Refused: `not_allowed`, `no_such_person`, `no_such_case`."""
    _must_be_clerk(who)
    sheet = await opening.look_at(c, who, case, "resident_compare")
    members = await moving_codes.members(c, who, word_of(name)) or await members_of(c, name, kind)
    hidden = is_protected(c, members, flags_of(c))
    await _note(c, who, "resident_alert" if hidden and not seen else "resident", case)
    if hidden and not seen:
        return {"protected": True, "members": [], "differs": {}}
    joined = await eligibility.joined(c, members)
    return {
        "protected": hidden,
        "members": [_beside(c, who, one, sheet, hidden) for one in joined],
        "differs": _differs(c, who, sheet, taken_by_case(members[0].values), hidden),
    }


def _beside(c: Cupboards, who: Actor, one: Open, sheet: Sheet, hidden: bool) -> dict[str, Any]:
    """A member, which person of the case it is, and where the two differ (item -> here, city)."""
    said = taken(one.values)
    person = person_of(sheet, said)
    there = {person_key(person, item): value for item, value in said.items()} if person else {}
    differs = {key.rpartition(".")[2]: both for key, both in _differs(c, who, sheet, there, hidden).items()}
    return {**shown(c, who, one, hidden).value, "person": person, "differs": differs}


def _differs(
    c: Cupboards, who: Actor, sheet: Sheet, said: Mapping[str, Value], hidden: bool
) -> dict[str, dict[str, Value]]:
    """Where the case says something else (key -> here, city), as far as this clerk may see it."""
    view, items = met.view_in(c, who, sheet), c.catalogs.items()
    masked = hidden or met.is_protected(c, sheet.entries)
    found = {}
    for key, value in said.items():
        here = sheet.value(key)
        if here not in (None, "") and here != value and may_see(key, view, items, masked):
            found[key] = {"here": here, "city": value}
    return found


async def take(
    c: Cupboards, who: Actor, case: str, op: str, fence: int, rows: list[str], kind: KindId = "residents"
) -> dict[str, Any]:
    """These residents into the case, in one edit: `result` (ok, done, moved_on, busy …), their `persons`, `differing`
    (keys where another value stands: nothing was overwritten), `left_out` (key -> why).

    Refused: `not_allowed`, `no_such_person`, `no_such_case`, and what the rule of edits refuses."""
    _must_be_clerk(who)
    if not 1 <= len(rows) <= MOST_TAKEN or len(set(rows)) != len(rows):
        raise Refused(Reason.bad_message, at="residents")
    ids.check_op(op)
    await opening.look_at(c, who, case, "resident_take")
    chosen = await _chosen(c, who, op, rows, kind)
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
        await entered.after(c, who, case, op)
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


async def _chosen(c: Cupboards, who: Actor, op: str, rows: list[str], kind: KindId) -> list[Chosen]:
    words = [word_of(row) for row in rows]
    kept = await moving_codes.members(c, who, words[0]) or all_opened(c, await c.imports.rows(kind, words))
    found = {one.id: one for one in await eligibility.joined(c, kept)}
    if not set(rows) <= found.keys():
        raise Refused(Reason.no_such_person, at="residents")
    seeds = {row: hashlib.sha256(f"resident|{op}|{row}".encode()).digest() for row in rows}
    return [Chosen(found[row].values, ids.new_person(seeds[row][: ids.PERSON_BYTES])) for row in rows]


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
