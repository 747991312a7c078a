"""Edits of a sheet: what a screen or a device may do to a case, answered in the words of the wire."""

from __future__ import annotations

import hashlib
from datetime import date

import msgspec

from handoff import apply
from handoff.case import Entry, Facts, Sheet, Value, split_key
from handoff.date_limits import asks_event
from handoff.edit import Writer
from handoff.messages import (
    AddPerson,
    Answer,
    Change,
    Clear,
    MergePerson,
    Note,
    OnTablet,
    RemovePerson,
    RestorePerson,
    Set,
    SignFor,
    Undo,
)
from handoff.overtaken import Overtaken
from handoff.refusal import Reason, Refused
from server.ports.sheets import Accepted, Asleep, MovedOn, Outcome
from server.ports.visits import RecordAway
from server.work import find
from server.work.cupboards import Actor, Cupboards
from server.work.forms_signing import write_for
from server.work.keeper import awaken
from server.work.opening import note

SEARCHED = frozenset(find.KEYS.values())
"""Items by which a case is searched."""
CANONICAL = msgspec.json.Encoder(order="sorted")
TAKE_BACK_TRIES = 5


async def change(c: Cupboards, who: Actor, message: Change) -> Answer:
    """An edit typed at a screen. A screen may not say that a value came from a card. That a visitor sees the questions
    on a tablet is written down first, as every look is."""
    if isinstance(message.do, Set) and message.do.source == "card":
        raise Refused(Reason.bad_message, at="source")
    if isinstance(message.do, SignFor):
        return await write_for(c, who, message, message.do)
    if isinstance(message.do, OnTablet) and message.do.on:
        await note(c, who, "tablet", message.case)
    return await edit(c, who, message)


async def edit(c: Cupboards, who: Actor, message: Change) -> Answer:
    """An edit, decided over the newest sheet and put into the river. Not yet kept when this returns."""
    try:
        return _answer(message.op, await _append(c, who, message))
    except Asleep:
        return await _edit_awake(c, who, message)
    except Overtaken as other:
        return Answer(re=message.op, result="overtaken", entries=other.entries)


async def _edit_awake(c: Cupboards, who: Actor, message: Change) -> Answer:
    """The same, of a case that slept. While PostgreSQL is away, or when it sleeps again at once, the op goes again
    later: nothing was wrong with it."""
    try:
        if not await awaken(c, message.case):
            raise Refused(Reason.no_such_case)
        return _answer(message.op, await _append(c, who, message))
    except (RecordAway, Asleep):
        return Answer(re=message.op, result="busy")
    except Overtaken as other:
        return Answer(re=message.op, result="overtaken", entries=other.entries)


async def _append(c: Cupboards, who: Actor, message: Change) -> Outcome:
    writer = Writer(clerk=who.clerk, name=who.name, window=who.window or "", sees=who.sees)
    today = date.fromisoformat(c.business_day())
    event = await _event(c, who, message)
    return await c.sheets.change(
        message.case,
        message.op,
        digest(who, message),
        message.fence,
        lambda sheet: apply.decide(sheet, message, writer, c.catalogs.ground(today, sheet.catalog, event)),
        by=who.clerk,
        window=who.window or "",
        kind=str(message.do.__struct_config__.tag),
    )


async def _event(c: Cupboards, who: Actor, message: Change) -> str:
    """The life event that the visitor came for, when a day is entered whose limit asks for it; "" otherwise, and where
    no board shows the visit (what is printed asks the record)."""
    if not isinstance(message.do, apply.TYPED):
        return ""
    items = c.catalogs.ground(date.fromisoformat(c.business_day())).items
    named = (items.get(split_key(key)[1]) for key in message.do.entries)
    if not any(item and asks_event(item.checks) for item in named):
        return ""
    rows = await c.board.rows(who.office, c.business_day())
    row = next((one for one in rows if one.case == message.case), None)
    return c.catalogs.house().event_of(row.office, row.service) if row else ""


def digest(who: Actor, message: Change) -> bytes:
    """What the same op must say again: actor and content, without fence and base (P9)."""
    return hashlib.blake2b(who.clerk.encode() + b"|" + CANONICAL.encode(message.do), digest_size=8).digest()


def _answer(op: str, outcome: Outcome) -> Answer:
    match outcome:
        case Accepted(rev=rev, again=again):
            return Answer(re=op, result="done" if again else "ok", rev=rev)
        case MovedOn(fence=fence):
            return Answer(re=op, result="moved_on", fence=fence)
        case later:
            return Answer(re=op, result=later.why if later.why in {"busy", "slow", "full", "unknown"} else "busy")


async def pass_on(c: Cupboards, who: Actor, request: str, visit: str, memo: str, to: str) -> None:
    """The memo of a hand-off: a memo of the case to the next counter, in the sheet before the visit goes on."""
    sheet = await _sheet_of(c, visit)
    note = Change(op=request, case=sheet.case, fence=sheet.fence, do=Note(text=memo, to=to))
    if (await edit(c, who, note)).result not in {"ok", "done"}:
        raise Refused(Reason.not_now, at="memo")


async def take_back(c: Cupboards, who: Actor, request: str, visit: str) -> None:
    """取り違い: all that this window entered since its claim goes back, in one revision, to what stood there before.

    What stands in the sheet is decided over as in every edit: another window's newer entry is left as it is.
    """
    claim = await c.visits.get(visit)
    if claim is None or claim.window != who.window:
        raise Refused(Reason.not_holder)
    for _ in range(TAKE_BACK_TRIES):
        sheet = await _sheet_of(c, visit)
        before = await _before(c, sheet, claim.claim_rev, who.window)
        if not before:
            return
        try:
            outcome = await _write_back(c, who, request, sheet, claim.claim_rev, before)
        except Overtaken:
            continue
        if isinstance(outcome, Accepted):
            return
        break
    raise Refused(Reason.not_now)


async def _before(c: Cupboards, sheet: Sheet, since: int, window: str | None) -> dict[str, Value]:
    """What stood before the claim at each key that this window has written since."""
    before: dict[str, Value] = {}
    for key in _entered(sheet, since, window):
        past = [entry for entry in await c.past.history(sheet.case, key) if entry.rev <= since]
        before[key] = past[-1].value if past else None
    return before


def _entered(sheet: Sheet, since: int, window: str | None) -> list[str]:
    return [key for key, entry in sheet.entries.items() if entry.rev > since and entry.window == window]


async def _write_back(
    c: Cupboards, who: Actor, request: str, sheet: Sheet, since: int, before: dict[str, Value]
) -> Outcome:
    """One revision. `Overtaken` where this window wrote something more in the meantime."""
    writer = Entry(value=None, op=request, clerk=who.clerk, by=who.name, window=who.window or "", source="take_back")

    def decide(now: Sheet) -> Facts:
        mine = _entered(now, since, who.window)
        if not before.keys() >= set(mine):
            raise Overtaken({})
        return {key: msgspec.structs.replace(writer, value=before[key]) for key in mine}

    same = digest(who, Change(op=request, case=sheet.case, fence=0, do=Clear(keys=[])))
    return await c.sheets.change(
        sheet.case, request, same, sheet.fence, decide, by=who.clerk, window=who.window or "", kind="take_back"
    )


async def _sheet_of(c: Cupboards, visit: str) -> Sheet:
    """The awake sheet of a visit's case."""
    found = await c.visits.get(visit)
    if found is None:
        raise Refused(Reason.no_such_visit)
    sheet = await c.sheets.read(found.case)
    if sheet is None:
        if not await awaken(c, found.case):
            raise Refused(Reason.no_such_case)
        sheet = await c.sheets.read(found.case)
    if sheet is None:
        raise Refused(Reason.not_now)
    return sheet


def changes_who_it_is(message: Change) -> bool:
    """Whether the search may find the case by other words now."""
    match message.do:
        case Set(entries=entries) | Undo(entries=entries) | AddPerson(entries=entries):
            return any(key.rsplit(".", 1)[-1] in SEARCHED for key in entries)
        case Clear(keys=keys):
            return any(key.rsplit(".", 1)[-1] in SEARCHED for key in keys)
        case RemovePerson() | RestorePerson() | MergePerson():
            return True
        case _:
            return False
