"""A read that waits: shown to the clerk of its window beside everybody in the case, and given to the one whom a key
names. Until then nothing of it stands anywhere but here, sealed, and it is gone when the case moves on."""

from __future__ import annotations

import base64
import hashlib
from contextlib import suppress
from datetime import date
from typing import Any, Final, Literal

import msgspec

from handoff import card, ids
from handoff.address_parts import parts
from handoff.card_offer import Offer, offers
from handoff.case import Entry, Facts, Sheet, person_key
from handoff.edit import Ground, Writer
from handoff.messages import Row
from handoff.overtaken import Overtaken
from handoff.refusal import Reason, Refused
from handoff.stage import FROM_SERVING, Stage
from handoff.visibility import View, may_see
from server.ports.arms import Held
from server.ports.sheets import Accepted, MovedOn
from server.ports.unreachable import Unreachable
from server.work import entered, met, opening
from server.work.cards import served
from server.work.cupboards import Actor, Cupboards

WHERE: Final = ("old", "new")
"""The address in parts goes to the entries of the former or of the new address of the case."""
NUMBER: Final = card.TAKES["mynumber"]
"""Shown where its entry is, masked; nobody needs it to say whose card it is."""
NOBODY: Final = "nobody00"
"""Whom a card is shown as before anybody was named."""


class Taking(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The clerk's key. `person`: of the case; null = somebody new. `over`: item -> op that was on the screen, where the
    card's value is taken. `anyway`: although it is somebody else's card. `split`: where the address in parts goes."""

    case: str
    read: str
    op: str
    person: str | None = None
    over: dict[str, str] = {}
    anyway: bool = False
    split: Literal["old", "new"] | None = None


async def waiting(c: Cupboards, who: Actor, case: str) -> list[dict[str, Any]]:
    """The reads that wait in a case that the clerk's window serves, the oldest first, as this clerk may see them: its
    values, what is to be looked at, and everybody in the case with what the card would fill and where it differs.

    Refused: `not_armed`, `no_window`, and what looking at a case refuses.
    """
    row = await served(c, who, case)
    found = [held for held in await c.arms.held(case) if _is_of(held, row)]
    if not found:
        return []
    sheet = await opening.look_at(c, who, case, "card")
    return [_shown(c, who, held, sheet) for held in found]


async def take(c: Cupboards, who: Actor, said: Taking) -> dict[str, Any]:
    """The read to the person whom the key names: `result` (ok, done, moved_on, busy), `person`, `differing` (keys where
    another value stands: nothing was overwritten), `left_out` (item -> why).

    Refused: `card_gone` (given already, forgotten, or the case moved on), `card_of_another`, `not_armed`, and what the
    rule of edits refuses.
    """
    ids.check_op(said.op)
    row = await served(c, who, said.case)
    held = next((one for one in await c.arms.held(said.case) if one.read == said.read and _is_of(one, row)), None)
    if held is None:
        raise Refused(Reason.card_gone)
    fresh = ids.new_person(hashlib.sha256(f"card|{said.op}".encode()).digest()[: ids.PERSON_BYTES])
    writer = _writer(who)
    poured: list[card.Poured] = []

    def decide(sheet: Sheet) -> Facts:
        ground = _ground(c, sheet)
        divided = _parts(c, held, said.split) if said.split else {}
        one = card.Card(said.op, held.values, said.person or fresh, fresh, said.over, said.anyway, divided)
        poured.append(card.pour(sheet, one, writer, ground))
        if not poured[-1].facts:
            raise Overtaken(poured[-1].differing)
        return poured[-1].facts

    content = hashlib.blake2b(msgspec.json.encode(said, order="sorted"), digest_size=8).digest()
    try:
        outcome = await c.sheets.change(
            said.case, said.op, content, held.fence, decide, by=who.clerk, window=held.window, kind="card"
        )
    except Overtaken:
        outcome = Accepted(0)
    if not isinstance(outcome, Accepted):
        return {"result": "moved_on" if isinstance(outcome, MovedOn) else "busy"}
    await c.arms.release(said.case, said.read)
    await entered.after(c, who, said.case, said.op)
    return _told(outcome, poured)


async def forget(c: Cupboards, who: Actor, case: str, read: str) -> None:
    """The clerk does not want it. Refused: `not_armed`, `no_window`."""
    await served(c, who, case)
    await c.arms.release(case, read)


async def moved(c: Cupboards, row: Row, what: str) -> None:
    """A visit that is not served here any more leaves no read behind; while the live store is away, time does it.
    `what`: the move. Most end no service, and nothing need be asked then."""
    if row.stage != Stage.serving and what not in FROM_SERVING:
        return
    with suppress(Unreachable):
        if row.stage != Stage.serving:
            await c.arms.release(row.case)
            return
        for held in await c.arms.held(row.case):
            if not _is_of(held, row):
                await c.arms.release(row.case, held.read)


def _is_of(held: Held, row: Row) -> bool:
    return (held.fence, held.window) == (row.fence, row.window)


def _writer(who: Actor) -> Writer:
    return Writer(clerk=who.clerk, name=who.name, window=who.window or "", sees=who.sees)


def _ground(c: Cupboards, sheet: Sheet) -> Ground:
    return c.catalogs.ground(date.fromisoformat(c.business_day()), sheet.catalog)


def _told(outcome: Accepted, poured: list[card.Poured]) -> dict[str, Any]:
    if not poured:
        return {"result": "done", "person": None, "differing": [], "left_out": {}}
    last = poured[-1]
    return {
        "result": "done" if outcome.again else "ok",
        "person": last.person,
        "differing": sorted(last.differing),
        "left_out": last.left_out,
    }


def _shown(c: Cupboards, who: Actor, held: Held, sheet: Sheet) -> dict[str, Any]:
    ground, view = _ground(c, sheet), met.view_in(c, who, sheet)
    items, left_out = card.admitted(held.values, _writer(who), ground)
    entries = {person_key(NOBODY, item): Entry(value, op="") for item, value in items.items()}
    hidden = met.is_protected(c, {**sheet.entries, **entries})
    of_card = {
        item: value
        for item, value in items.items()
        if item != NUMBER and may_see(person_key(NOBODY, item), view, ground.items, hidden)
    }
    return {
        "read": held.read,
        "card": held.card,
        "at": held.at,
        "expires": held.expires,
        "expired": bool(held.expires) and held.expires < c.business_day(),
        "doubtful": [card.TAKES[name] for name in held.doubtful],
        "left_out": left_out,
        "hidden": sorted(items.keys() - of_card.keys() - {NUMBER}),
        "values": of_card,
        "pictures": {} if hidden and "S" not in view.sees else _pictures(held),
        "parts": {where: _parts(c, held, where) for where in WHERE} if "m_addr" in of_card else {},
        "persons": [_beside(one, sheet, view, ground, hidden) for one in offers(sheet, items)],
    }


def _pictures(held: Held) -> dict[str, str]:
    return {name: base64.b64encode(png).decode() for name, png in held.pictures.items()}


def _beside(one: Offer, sheet: Sheet, view: View, ground: Ground, hidden: bool) -> dict[str, Any]:
    return {
        "person": one.person,
        "same": one.same,
        "another": one.another,
        "fills": list(one.fills),
        "differs": {
            item: op
            for item, op in one.differs.items()
            if may_see(person_key(one.person, item), view, ground.items, hidden)
        },
    }


def _parts(c: Cupboards, held: Held, where: str) -> dict[str, str]:
    """The card's address in parts: entry -> value. {} when it does not read like one."""
    address = held.values.get("address")
    if not isinstance(address, str):
        return {}
    catalog = c.catalogs.current()
    towns = [row["town"] for row in catalog.tables.get("towns", [])]
    return {f"{where}_{part}": value for part, value in parts(address, catalog.name, towns).items()}
