"""状態: what is broken and since when, who was told, what the month was like, as one answer for the page of that name.

Of facts alone: what this process sees now (`watching.py`), and what all of them said to the record. Nothing in it is
of a visitor.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Final, Literal

import msgspec

from handoff.catalog import holidays, opening
from handoff.characters import admit
from handoff.operations import NAME, STOPPING, WATCHED, Part
from handoff.refusal import Reason, Refused
from handoff.uptime import Uptime, month_of, uptime
from server.ports.unreachable import Unreachable
from server.ports.visits import RecordAway
from server.ports.watching import Outage, Safekept, Told, Unkept
from server.work.cupboards import Actor
from server.work.watching import Watch

SEEN_MS: Final = 60_000
PATIENCE_S: Final = 4.0
"""Whoever looks, looks because something is slow."""
VOICE: Final = "voice"
"""A hall screen is called so besides while its chime and voice are heard."""
STORES: Final[frozenset[Part]] = frozenset({"live", "record"})
"""What the other parts are asked through."""
BOARDS: Final = frozenset({"hall", "number"})
"""Screens that stand on their own; a tablet lies at its window and may be off."""


def called(kind: str, place: str, name: str) -> str:
    """What a paired screen or reader is called while it holds its line: all that its door knows of it. `place`: its
    window, or its office."""
    return f"{kind}|{place}|{name}"


class Standing(msgspec.Struct, frozen=True):
    """One part: whether it stands, since when it does not, who was told; of the boards, which ones are dark; of the
    night, which jobs are not done. `unknown`: it cannot be asked while another part is broken."""

    part: Part
    state: Literal["stands", "broken", "unknown"]
    since: int | None = None
    told: list[Told] = []
    names: list[str] = []


class Status(msgspec.Struct, frozen=True):
    """All of it. What the record alone knows is None or empty while it is away. `failed` are the last backup and trial
    that went wrong after the last good ones."""

    at: int
    standing: list[Standing]
    unkept: Unkept
    contacts: list[str] = []
    month: Uptime | None = None
    outages: list[Outage] = []
    backup: Safekept | None = None
    drill: Safekept | None = None
    failed: list[Safekept] = []


def plain(watch: Watch) -> Status:
    """What this process sees by itself: for when nobody can be asked who asks."""
    standing = [_standing(watch, part, []) for part in ("live", "record", "keeper")]
    return Status(watch.c.clock(), standing, Unkept())


async def status(watch: Watch) -> Status:
    """What stands and what does not, as far as it can be known now: a store that is known to be away is not asked."""
    now, contacts = watch.c.clock(), watch.c.catalogs.settings().operations.contacts
    try:
        outages = await _outages(watch, now)
    except (RecordAway, TimeoutError):
        seen = [Outage(part, since) for part, since in watch.since.items()]
        return Status(now, [*_parts(watch, seen), Standing("boards", "unknown")], watch.unkept, contacts, outages=seen)
    return Status(
        now,
        [*_parts(watch, outages), await _boards(watch, now)],
        watch.unkept,
        contacts,
        month(watch, outages, now),
        outages,
        watch.backup,
        watch.drill,
        watch.failed,
    )


async def _outages(watch: Watch, now: int) -> list[Outage]:
    """This month's, and the newest word of the backups with them."""
    if "record" in watch.since:
        raise RecordAway("seen")
    async with asyncio.timeout(PATIENCE_S):
        await watch.look_at_backups(now)
        return await watch.outages.since(month_of(now))


def month(watch: Watch, outages: list[Outage], now: int) -> Uptime:
    """Opening hours of this month so far, and what of them clerks could not serve in."""
    catalogs = watch.c.catalogs
    spans = [(one.since, one.until if one.until is not None else now) for one in outages if one.part in STOPPING]
    closed = frozenset(holidays(catalogs.current()))
    return uptime(catalogs.house().offices, closed, month_of(now), now, spans, opening(catalogs.current()))


async def tell(watch: Watch, who: Actor, part: Part, whom: str) -> None:
    """Note that somebody was told. Refused: `bad_message` (no such name, or the part is not broken)."""
    whom = admit(whom, NAME, "whom").strip()
    if not whom:
        raise Refused(Reason.bad_message, at="whom")
    if not await watch.outages.told(part, Told(watch.c.clock(), whom, who.name)):
        raise Refused(Reason.bad_message, at="part")


def _parts(watch: Watch, outages: list[Outage]) -> list[Standing]:
    return [_standing(watch, part, outages) for part in WATCHED]


def _standing(watch: Watch, part: Part, outages: list[Outage]) -> Standing:
    since = watch.since.get(part)
    if since is None:
        unknown = part not in STORES and bool(STORES & watch.since.keys())
        return Standing(part, "unknown" if unknown else "stands")
    told = next((one.told for one in outages if one.part == part and one.until is None), [])
    return Standing(part, "broken", since, told, names=list(watch.undone) if part == "night" else [])


async def _boards(watch: Watch, now: int) -> Standing:
    with suppress(RecordAway, Unreachable):
        alive = await watch.pulse.screens(now - SEEN_MS)
        paired = [one for one in await watch.c.pairings.all("display") if one.kind in BOARDS]
        dark = [one.name for one in paired if called(one.kind, one.office, one.name) not in alive]
        return Standing("boards", "broken" if dark else "stands", names=dark)
    return Standing("boards", "unknown")
