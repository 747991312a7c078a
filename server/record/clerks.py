"""Clerks, sessions and attempts to log in."""

from __future__ import annotations

from typing import Final

from sqlalchemy import TextClause, delete, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine

from server.ports.clerks import Clerk, SessionKept
from server.record.swift import swift_reading
from server.record.tables import clerks, login_attempts, old_passwords, sessions
from server.record.transaction import reading, transaction

_CLERK: Final = (
    "SELECT " + ", ".join(f'"{name}"' for name in (*Clerk.__struct_fields__, "teams")) + " FROM clerks WHERE"
)
BY_LOGIN: Final = text(f"{_CLERK} login = :value")
BY_SUBJECT: Final = text(f"{_CLERK} subject = :value")
BY_CLERK: Final = text(f"{_CLERK} clerk = :value")
TEAMS: Final = text("SELECT sees, rights FROM teams WHERE team = ANY(:teams)")
_LIVING: Final = (
    "SELECT "
    + ", ".join(f'"{name}"' for name in SessionKept.__struct_fields__)
    + " FROM sessions WHERE ended IS NULL AND until > :now AND"
)
SESSION: Final = text(f"{_LIVING} sha = :sha")
SESSIONS: Final = text(f"{_LIVING} clerk = :clerk")


class PgClerks:
    """`server.ports.clerks.Clerks`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def by_login(self, login: str) -> Clerk | None:
        """A user by the number typed at the log-in."""
        return await self._one(BY_LOGIN, login)

    async def by_subject(self, subject: str) -> Clerk | None:
        """Letter by letter."""
        return await self._one(BY_SUBJECT, subject) if subject else None

    async def get(self, clerk: str) -> Clerk | None:
        """A user."""
        return await self._one(BY_CLERK, clerk)

    async def attempts(self, login: str, since: int) -> int:
        """How often this login was tried in vain since then."""
        tried = (login_attempts.c.login == login) & (login_attempts.c.at > since) & login_attempts.c.good.is_(False)
        async with reading(self._engine) as connection:
            return int((await connection.execute(select(func.count()).where(tried))).scalar_one())

    async def accounts_failed(self, since: int, until: int) -> int:
        """At how many numbers."""
        when = (login_attempts.c.at > since) & (login_attempts.c.at <= until) & login_attempts.c.good.is_(False)
        query = select(func.count(func.distinct(login_attempts.c.login))).where(when)
        async with reading(self._engine) as connection:
            return int((await connection.execute(query)).scalar_one())

    async def attempt(self, login: str, now: int) -> int:
        """Note an attempt before the password is looked at: many at once count too."""
        row = insert(login_attempts).values(login=login, at=now, good=False).returning(login_attempts.c.id)
        async with transaction(self._engine) as connection:
            return int((await connection.execute(row)).scalar_one())

    async def succeeded(self, attempt: int) -> None:
        """That attempt was good."""
        async with transaction(self._engine) as connection:
            await connection.execute(update(login_attempts).where(login_attempts.c.id == attempt).values(good=True))

    async def forget_attempts(self, before: int) -> int:
        """Attempts older than this are forgotten; how many."""
        async with transaction(self._engine) as connection:
            gone = await connection.execute(delete(login_attempts).where(login_attempts.c.at < before))
        return int(gone.rowcount)

    async def used_passwords(self, clerk: str, most: int) -> list[str]:
        """The last ones, newest first."""
        query = select(old_passwords.c.password).where(old_passwords.c.clerk == clerk)
        async with reading(self._engine) as connection:
            return list((await connection.execute(query.order_by(old_passwords.c.id.desc()).limit(most))).scalars())

    async def set_password(self, clerk: str, kept: str, now: int) -> None:
        """It is remembered, so that it is not chosen again."""
        values = {"password": kept, "password_at": now, "password_due": False}
        async with transaction(self._engine) as connection:
            await connection.execute(update(clerks).where(clerks.c.clerk == clerk).values(values))
            await connection.execute(insert(old_passwords).values(clerk=clerk, at=now, password=kept))

    async def begin(self, session: SessionKept) -> None:
        """A session begins."""
        row = {
            "sha": session.sha,
            "clerk": session.clerk,
            "office": session.office,
            "window": session.window,
            "begun": session.begun,
            "seen": session.begun,
            "until": session.until,
            "rev": session.rev,
            "proved": session.proved,
            "sso": session.sso,
            "browser": session.browser,
        }
        async with transaction(self._engine) as connection:
            await connection.execute(insert(sessions).values(row))

    async def session(self, sha: bytes, now: int) -> SessionKept | None:
        """A session that is neither ended nor past its end."""
        async with swift_reading(self._engine) as connection:
            row = await connection.row(SESSION, {"sha": sha, "now": now})
        return SessionKept(**row) if row is not None else None

    async def sessions(self, clerk: str, now: int) -> list[SessionKept]:
        """Idle ones too."""
        async with swift_reading(self._engine) as connection:
            return [SessionKept(**row) for row in await connection.rows(SESSIONS, {"clerk": clerk, "now": now})]

    async def sits(self, sha: bytes, office: str, window: str | None, now: int) -> None:
        """The session changes its place."""
        place = {"office": office, "window": window, "seen": now}
        async with transaction(self._engine) as connection:
            await connection.execute(update(sessions).where(sessions.c.sha == sha).values(place))

    async def seen(self, shas: list[bytes], now: int) -> None:
        """These sessions gave a sign of life."""
        async with transaction(self._engine) as connection:
            await connection.execute(update(sessions).where(sessions.c.sha.in_(shas)).values(seen=now))

    async def set_factor(self, clerk: str, sealed: str, step: int) -> None:
        """Only where there is none."""
        none = (clerks.c.clerk == clerk) & clerks.c.secret.is_(None)
        async with transaction(self._engine) as connection:
            await connection.execute(update(clerks).where(none).values(secret=sealed, secret_step=step))

    async def used_step(self, clerk: str, step: int) -> bool:
        """Once, also when two show it at the same moment."""
        later = (clerks.c.clerk == clerk) & (clerks.c.secret_step < step)
        async with transaction(self._engine) as connection:
            done = await connection.execute(update(clerks).where(later).values(secret_step=step))
        return done.rowcount == 1

    async def proved(self, sha: bytes, now: int) -> None:
        """Shown again."""
        async with transaction(self._engine) as connection:
            await connection.execute(update(sessions).where(sessions.c.sha == sha).values(proved=now))

    async def end(self, sha: bytes, now: int) -> None:
        """The session ends."""
        async with transaction(self._engine) as connection:
            still = (sessions.c.sha == sha) & sessions.c.ended.is_(None)
            await connection.execute(update(sessions).where(still).values(ended=now))

    async def _one(self, statement: TextClause, value: str) -> Clerk | None:
        async with swift_reading(self._engine) as connection:
            row = await connection.row(statement, {"value": value})
            if row is None:
                return None
            groups = await connection.rows(TEAMS, {"teams": row["teams"]}) if row["teams"] else []
        own = {name: row[name] for name in Clerk.__struct_fields__}
        for name in ("sees", "rights"):
            own[name] = list(dict.fromkeys([*row[name], *(one for group in groups for one in group[name])]))
        return Clerk(**own)
