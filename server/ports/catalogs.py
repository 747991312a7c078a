"""The catalog, the house and the settings of a city: kept in PostgreSQL, read from process memory."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

import msgspec

from handoff.book import Book
from handoff.catalog import Catalog, Settings
from handoff.edit import Ground
from handoff.fields import ItemDef
from handoff.form_book import FormBook
from handoff.offices import House
from handoff.sso import SsoSettings


class User(msgspec.Struct, frozen=True):
    """A user of the city's file, before a password is set. `rights`: grants (`handoff.rights`)."""

    clerk: str
    login: str
    name: str
    department: str
    roles: list[str]
    sees: list[str]
    offices: list[str]
    groups: list[str]
    valid_from: str
    valid_to: str | None
    note: str
    rights: list[str] = []


class City(msgspec.Struct, frozen=True):
    """All that a city's folder says. `password` is the demo accounts' (empty: none are made). `sso` is no part of
    what is kept: a city that is at work switches it by its folder and a restart."""

    catalog: Catalog
    house: House
    settings: Settings
    users: list[User]
    password: str = ""
    sso: SsoSettings = SsoSettings()


class Catalogs(Protocol):
    """Everything but `refresh`, `read_older` and `load` answers from memory, so that edits need no PostgreSQL.

    A city keeps every version; a process that has just started may not have read an old one yet: whoever asks for it
    gets `Unreachable` (busy: the same again later), and it is read next."""

    def current(self) -> Catalog:
        """The published catalog."""
        ...

    def version(self, version: int) -> Catalog:
        """The catalog that a case stands on. One that this process has not heard of yet (it was published a moment ago)
        is answered by the newest that it knows."""
        ...

    def holds(self, version: int) -> bool:
        """Whether this version is known here."""
        ...

    def house(self) -> House:
        """Offices, counters, windows, lines."""
        ...

    def settings(self) -> Settings:
        """What the city decided."""
        ...

    def items(self) -> Mapping[str, ItemDef]:
        """The items of all versions that cases stand on; where two versions define one differently, the newest says
        who may see it."""
        ...

    def ground(self, today: date, version: int | None = None, event: str = "") -> Ground:
        """What the rules of edits stand on: the version of the case (None: the published one), and its life event
        where a rule asks for it."""
        ...

    def public(self, version: int | None = None) -> dict[str, Any]:
        """A version (None: the published one) as browsers get it."""
        ...

    def book(self, version: int) -> Book:
        """The guidance of a version, compiled once."""
        ...

    def forms(self, version: int) -> FormBook:
        """The forms of a version, compiled once."""
        ...

    async def refresh(self) -> None:
        """Read from PostgreSQL what is new: the version in force, planned and newest ones, the house, the settings."""
        ...

    async def read_older(self) -> None:
        """Read the versions that are not read yet, one by one, while people work; ends when there is none."""
        ...

    def due(self, now: int) -> list[int]:
        """The planned versions whose time has come, in their order."""
        ...

    async def stale(self) -> bool:
        """Whether PostgreSQL has another line of versions than the one that was read."""
        ...

    async def load(self, city: City, hashed: Mapping[str, str], now: int) -> bool:
        """Put a city's folder into the record (`hashed`: clerk -> argon2id). Asking again changes nothing of what
        people have changed since; whether anything was new."""
        ...

    async def loaded(self) -> bool:
        """Whether there is a city in the record."""
        ...
