"""Clerks and their sessions, decided in PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

import msgspec

from handoff.messages import Me
from handoff.rights import spread


class Clerk(msgspec.Struct, frozen=True):
    """A user. `password` is an argon2id hash ("": none yet); days are `YYYY-MM-DD`. `sees` and `rights` are the own
    ones and those of the groups; `rev` grows with every change of the account."""

    clerk: str
    login: str
    password: str
    name: str
    department: str
    roles: list[str]
    sees: list[str]
    offices: list[str]
    groups: list[str]
    valid_from: str
    valid_to: str | None = None
    disabled: bool = False
    rights: list[str] = []
    rev: int = 1
    password_at: int = 0
    password_due: bool = False
    unlocked_at: int = 0
    secret: str | None = None
    secret_step: int = 0

    def valid(self, day: str) -> bool:
        """Whether the account may be used on a day."""
        return not self.disabled and self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class SessionKept(msgspec.Struct, frozen=True):
    """A session as the record has it. `browser`: where it began (`handoff.browser`)."""

    sha: bytes
    clerk: str
    office: str
    window: str | None
    begun: int
    until: int
    seen: int = 0
    rev: int = 0
    proved: int = 0
    sso: bool = False
    browser: str = ""


class Clerks(Protocol):
    """Users, sessions, and attempts to log in."""

    async def by_login(self, login: str) -> Clerk | None:
        """A user by the number typed at the log-in."""
        ...

    async def by_subject(self, subject: str) -> Clerk | None:
        """A user by who the city's single sign-on says this is; nobody has the empty one."""
        ...

    async def get(self, clerk: str) -> Clerk | None:
        """A user."""
        ...

    async def attempts(self, login: str, since: int) -> int:
        """How often this login failed since then, attempts under way included."""
        ...

    async def accounts_failed(self, since: int, until: int) -> int:
        """At how many numbers a log-in failed between these."""
        ...

    async def attempt(self, login: str, now: int) -> int:
        """Note an attempt, before the password is looked at; the number of the attempt."""
        ...

    async def succeeded(self, attempt: int) -> None:
        """That attempt was good."""
        ...

    async def forget_attempts(self, before: int) -> int:
        """Attempts older than this are forgotten; how many."""
        ...

    async def used_passwords(self, clerk: str, most: int) -> list[str]:
        """The last ones (argon2id), newest first."""
        ...

    async def set_password(self, clerk: str, kept: str, now: int) -> None:
        """A password that its clerk has chosen."""
        ...

    async def begin(self, session: SessionKept) -> None:
        """A session begins."""
        ...

    async def session(self, sha: bytes, now: int) -> SessionKept | None:
        """A session that is neither ended nor past its end."""
        ...

    async def sessions(self, clerk: str, now: int) -> list[SessionKept]:
        """All such sessions of a user, also those that lie idle."""
        ...

    async def sits(self, sha: bytes, office: str, window: str | None, now: int) -> None:
        """The session changes its place."""
        ...

    async def seen(self, shas: list[bytes], now: int) -> None:
        """These sessions gave a sign of life."""
        ...

    async def set_factor(self, clerk: str, sealed: str, step: int) -> None:
        """A second factor, sealed, and the step that was used to show it. One that stands is not replaced."""
        ...

    async def used_step(self, clerk: str, step: int) -> bool:
        """A code was shown; False when it, or a later one, was shown before."""
        ...

    async def proved(self, sha: bytes, now: int) -> None:
        """Whoever sits at this session has shown again who it is."""
        ...

    async def end(self, sha: bytes, now: int) -> None:
        """The session ends."""
        ...


class Passwords(Protocol):
    """argon2id, away from the loop."""

    async def hash(self, password: str) -> str:
        """What is kept of a password."""
        ...

    async def verify(self, kept: str | None, password: str) -> bool:
        """Whether it is the password. None (no such user) costs the same time and is False."""
        ...


def me_of(
    clerk: Clerk, office: str, window: str | None, group: str | None, groups: Mapping[str, Collection[str]]
) -> Me:
    """Who this clerk is at a place. `groups`: the catalog's groups of items, which grants may name."""
    return Me(
        clerk=clerk.clerk,
        name=clerk.name,
        roles=clerk.roles,
        office=office,
        sees=[*clerk.sees, *spread(clerk.rights, groups)],
        window=window,
        group=group,
    )
