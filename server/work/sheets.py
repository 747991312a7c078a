"""Edits of a sheet: what a screen or a device may do to a case, answered in the words of the wire."""

from __future__ import annotations

import hashlib
from datetime import date

import msgspec

from handoff import apply
from handoff.case import Sheet
from handoff.messages import Answer, Change, Choose, Set, Unchoose
from handoff.overtaken import Overtaken
from handoff.refusal import Reason, Refused
from server.ports.sheets import Accepted, Asleep, MovedOn, Outcome
from server.work.cupboards import Actor, Cupboards
from server.work.keeper import awaken

CANONICAL = msgspec.json.Encoder(order="sorted")


async def change(c: Cupboards, who: Actor, message: Change) -> Answer:
    """An edit typed at a screen. A screen may not say that a value came from a card."""
    if isinstance(message.do, Set) and message.do.source == "card":
        raise Refused(Reason.bad_message, at="source")
    return await edit(c, who, message)


async def edit(c: Cupboards, who: Actor, message: Change) -> Answer:
    """An edit, decided over the newest sheet and put into the river. Not yet kept when this returns."""
    try:
        return _answer(message.op, await _append(c, who, message))
    except Overtaken as other:
        return Answer(re=message.op, result="overtaken", entries=other.entries)
    except Asleep:
        if not await awaken(c, message.case):
            raise Refused(Reason.no_such_case) from None
        return _answer(message.op, await _append(c, who, message))


async def _append(c: Cupboards, who: Actor, message: Change) -> Outcome:
    writer = apply.Writer(clerk=who.clerk, name=who.name, window=who.window or "", sees=who.sees)
    ground = c.catalogs.ground(date.fromisoformat(c.business_day()))
    return await c.sheets.change(
        message.case,
        message.op,
        digest(who, message),
        message.fence,
        lambda sheet: apply.decide(sheet, message, writer, ground),
        by=who.clerk,
        window=who.window or "",
        kind=message.do.__struct_config__.tag or "",
    )


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


def changes_the_way(message: Change) -> bool:
    """Whether the counters still to visit may have changed."""
    return isinstance(message.do, Choose | Unchoose)


def chosen(sheet: Sheet) -> list[str]:
    """The procedures chosen in a sheet."""
    return [key[5:] for key, entry in sheet.entries.items() if key.startswith("proc.") and entry.value is True]
