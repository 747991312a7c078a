"""Pairing of screens and agents: a code on their own screen, typed by staff, binds them to a place; then a key.

The key is made when the pairing begins and goes to the screen or agent alone; until staff adopt it by the code, it
opens nothing. Only its SHA-256 is kept. Whoever types five wrong codes waits a quarter of an hour.
"""

from __future__ import annotations

import hashlib
from typing import Final

import msgspec

from handoff import ids
from handoff.characters import admit
from handoff.checks import squeeze
from handoff.messages import Me
from handoff.refusal import Reason, Refused
from server.ports.pairings import Paired, Waiting, What
from server.work.cupboards import Actor, Cupboards

KINDS: Final[dict[What, frozenset[str]]] = {
    "display": frozenset({"hall", "number", "tablet"}),
    "device": frozenset({"reader"}),
}
AT_A_WINDOW: Final = frozenset({"tablet", "reader"})
"""Kinds that belong to one window; the others to an office."""
CODE_LIVES_MS: Final = 5 * 60_000
TRIES: Final = 5
LOCKED_MS: Final = 15 * 60_000
MOST_WAITING: Final = 100
NAME_LENGTH: Final = 40
SESSION_S: Final = 3_600
"""How long the live store remembers who a key is before the record is asked again."""


class Begun(msgspec.Struct, frozen=True):
    """Said once, to the screen or agent alone: the code that it shows, and the key that it keeps."""

    code: str
    key: str


def digest(secret: str) -> bytes:
    """What is kept of a key or a code."""
    return hashlib.sha256(secret.encode()).digest()


async def begin(c: Cupboards, what: What, kind: str) -> Begun:
    """A code of 8 digits for 5 minutes, and a key of 256 bits. Refused: no such kind, too many waiting."""
    if kind not in KINDS[what]:
        raise Refused(Reason.bad_message, at="kind")
    for _ in range(3):
        now = c.clock()
        code, key = f"{int.from_bytes(c.chance(8), 'big') % 10**8:08d}", c.chance(32).hex()
        thing = ids.new_case(c.chance(ids.CASE_BYTES))
        waiting = Waiting(thing, what, kind, digest(code), digest(key), now + CODE_LIVES_MS)
        if await c.pairings.begin(waiting, now, MOST_WAITING):
            return Begun(code, key)
    raise Refused(Reason.slow_down)


async def of_key(c: Cupboards, key_sha: bytes) -> Paired | None:
    """What the record knows of a key: paired, waiting, or None."""
    return await c.pairings.of_key(key_sha, c.clock())


async def adopt(c: Cupboards, who: Actor, what: What, code: str, office: str, window: str | None, name: str) -> Paired:
    """Staff bind the screen or agent that shows this code, typed in any width and with spaces or without.

    Refused: `bad_pairing` (no such code, used, too late), `locked_out` (five wrong ones in 15 minutes), `not_allowed`
    (another office than one's own, unless administrator), `no_such_window`, and a name that is no name.
    """
    code_sha = digest(squeeze(code))
    waiting = await _by_code(c, who, what, code_sha)
    paired = _placed(c, waiting, office, window, name)
    _may_keep(who, paired.office)
    if not await c.pairings.adopt(paired, code_sha, c.clock()):
        raise Refused(Reason.bad_pairing)
    return msgspec.structs.replace(paired, paired_at=c.clock())


async def _by_code(c: Cupboards, who: Actor, what: What, code_sha: bytes) -> Paired:
    now, account = c.clock(), f"pairing:{who.clerk}"
    if await c.clerks.attempts(account, now - LOCKED_MS) >= TRIES:
        raise Refused(Reason.locked_out, minutes=LOCKED_MS // 60_000)
    attempt = await c.clerks.attempt(account, now)
    waiting = await c.pairings.waiting(what, code_sha, now)
    if waiting is None:
        raise Refused(Reason.bad_pairing)
    await c.clerks.succeeded(attempt)
    return waiting


def _placed(c: Cupboards, waiting: Paired, office: str, window: str | None, name: str) -> Paired:
    house = c.catalogs.house()
    if waiting.kind in AT_A_WINDOW:
        found = house.window(window or "")
        if found is None:
            raise Refused(Reason.no_such_window)
        office = found.office
    elif house.office(office) is None:
        raise Refused(Reason.no_such_window, at="office")
    else:
        window = None
    plain = admit(name, NAME_LENGTH, "name").strip()
    return msgspec.structs.replace(waiting, office=office, window=window, name=plain)


def _may_keep(who: Actor, office: str) -> None:
    if "admin" not in who.roles and office != who.office:
        raise Refused(Reason.not_allowed)


async def listed(c: Cupboards, who: Actor, what: What) -> list[Paired]:
    """What is paired: at one's own office, for an administrator everywhere."""
    found = [_with_office(c, one) for one in await c.pairings.all(what)]
    return [one for one in found if "admin" in who.roles or one.office == who.office]


async def revoke(c: Cupboards, who: Actor, what: What, thing: str) -> None:
    """The key opens nothing any more; open sockets are closed within 5 s. Refused: `unknown_device`, `not_allowed`."""
    await _kept_by(c, who, what, thing)
    key_sha = await c.pairings.revoke(what, thing, c.clock())
    if key_sha is not None:
        await c.sessions.drop(key_sha)


async def place(c: Cupboards, who: Actor, what: What, thing: str, office: str, window: str | None, name: str) -> Paired:
    """Another name, or another place. Its open sockets are closed within 5 s, and it comes back as what it is now.

    Refused: `unknown_device`, `not_allowed`, `no_such_window`, and a name that is no name.
    """
    paired = _placed(c, await _kept_by(c, who, what, thing), office, window, name)
    _may_keep(who, paired.office)
    key_sha = await c.pairings.place(paired)
    if key_sha is None:
        raise Refused(Reason.unknown_device)
    await c.sessions.drop(key_sha)
    return paired


async def _kept_by(c: Cupboards, who: Actor, what: What, thing: str) -> Paired:
    found = next((one for one in await c.pairings.all(what) if one.id == thing), None)
    if found is None:
        raise Refused(Reason.unknown_device)
    _may_keep(who, _with_office(c, found).office)
    return found


async def session_of(c: Cupboards, key_sha: bytes, touch: bool = True) -> Me | None:
    """Who a key is at the doors. What the live store has lost, the record tells again.

    Asked twice: what was revoked or placed anew between the record's answer and our note of it must not be undone by
    the note.
    """
    me = await c.sessions.find(key_sha, touch)
    if me is not None:
        return me
    paired = await of_key(c, key_sha)
    if paired is None or paired.paired_at is None:
        return None
    me = _me(_with_office(c, paired))
    await c.sessions.put(key_sha, me, SESSION_S, SESSION_S)
    now = await of_key(c, key_sha)
    if now is None or _me(_with_office(c, now)) != me:
        await c.sessions.drop(key_sha)
        return None
    return me


def _me(paired: Paired) -> Me:
    """A paired thing is nobody: no clerk, no right, one role."""
    return Me(clerk="", name=paired.name, roles=[paired.kind], office=paired.office, window=paired.window)


def _with_office(c: Cupboards, paired: Paired) -> Paired:
    """An agent's office is its window's."""
    window = c.catalogs.house().window(paired.window or "")
    return msgspec.structs.replace(paired, office=window.office) if window is not None else paired
