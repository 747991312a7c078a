"""連携先: administrators make and end the keys of other systems; and who comes with one. A key is shown once; only its
SHA-256 is kept. What a system does stands under its name in the audit, at entries and in 作業一覧."""

from __future__ import annotations

import base64
import hashlib
from typing import Final

import msgspec

from handoff.catalog_faults import BadRows, Fault
from handoff.refusal import Reason, Refused
from handoff.system import ID, RIGHTS, Right, System, faults, tidy
from server.ports.archive import Look
from server.ports.systems import SystemKept, SystemTaken
from server.work.cupboards import Actor, Cupboards
from server.work.editors import must_administer

KEY_BYTES: Final = 32
SECRET_BYTES: Final = 32
MINUTE_MS: Final = 60_000
TAKEN: Final = "この名前は、前に使われています。記録を見分けるため、別の名前にしてください。"


class Listed(msgspec.Struct, frozen=True):
    """All that the page shows; `forms` (id -> name): what may be taken out as CSV."""

    systems: list[SystemKept]
    forms: dict[str, str]
    rights: tuple[Right, ...]
    today: str


class Made(msgspec.Struct, frozen=True):
    """Said once, and kept nowhere as it is: the key, and the secret that notices are signed with."""

    key: str
    secret: str


async def listed(c: Cupboards, who: Actor) -> Listed:
    """Refused: `not_allowed` for whoever is no administrator, as every deed here."""
    must_administer(who)
    return Listed(await c.systems.all(), _forms(c), RIGHTS, c.business_day())


async def make(c: Cupboards, who: Actor, system: System) -> Made:
    """A key from now on. The door asks who it is again before. Refused: `BadRows`, each fault by its field."""
    must_administer(who)
    system = _checked(c, system)
    key, secret = _spelled(c.chance(KEY_BYTES)), c.chance(SECRET_BYTES)
    sealed = c.sealing.wrap(what(system.name), secret)
    await _note(c, who, "system_make", system.name)
    try:
        await c.systems.make(system, digest(key), sealed, who.name, c.clock())
    except SystemTaken:
        raise BadRows(Reason.bad_row.value, [Fault("systems", system.name, "name", TAKEN)]) from None
    return Made(key, _spelled(secret))


async def change(c: Cupboards, who: Actor, system: System) -> None:
    """It may do this from now on, with the key that it has. Refused: as `make`, `no_such_row`."""
    must_administer(who)
    system = _checked(c, system)
    await _note(c, who, "system_change", system.name)
    if not await c.systems.change(system):
        raise Refused(Reason.no_such_row, at="name")


async def end(c: Cupboards, who: Actor, name: str) -> None:
    """The key opens nothing from the next request on, for good. Refused: `no_such_row`."""
    must_administer(who)
    await _note(c, who, "system_end", name)
    if not await c.systems.end(name, who.name, c.clock()):
        raise Refused(Reason.no_such_row, at="name")


async def who_comes(c: Cupboards, key: str) -> tuple[System, Actor]:
    """Whose key it is, as somebody of the house. Refused: `signed_out` (no such key, ended, past its last day),
    `slow_down` with the seconds at most."""
    system = await c.systems.of_key(digest(key), c.clock())
    if system is None or not system.valid(c.business_day()):
        raise Refused(Reason.signed_out)
    if not await c.limits.allow(ID + system.name, system.per_minute, MINUTE_MS):
        raise Refused(Reason.slow_down, seconds=MINUTE_MS // 1000)
    return system, Actor(ID + system.name, system.name, system.office, roles=("clerk",), sees=system.sees)


def digest(key: str) -> bytes:
    """What is kept of a key."""
    return hashlib.sha256(key.encode()).digest()


def what(name: str) -> str:
    """As what a system's secret is sealed."""
    return f"system|{name}"


def _checked(c: Cupboards, system: System) -> System:
    system = tidy(system)
    offices = [one.office for one in c.catalogs.house().offices]
    if found := faults(system, offices, _forms(c), c.business_day()):
        raise BadRows(Reason.bad_row.value, found)
    return system


def _forms(c: Cupboards) -> dict[str, str]:
    book = c.catalogs.forms(c.catalogs.current().version)
    return {form.form: form.name for form in book.forms.values() if form.csv and form.form not in book.staff_only}


def _spelled(secret: bytes) -> str:
    return base64.urlsafe_b64encode(secret).decode().rstrip("=")


async def _note(c: Cupboards, who: Actor, deed: str, name: str) -> None:
    about: dict[str, str | int] = {"system": name}
    await c.audit.note(Look(c.clock(), who.clerk, "", who.office, deed, about=about, terminal=who.terminal))
