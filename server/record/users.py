"""`server.ports.users.Users`: accounts, groups and plans, each change with its line in the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import msgspec
from sqlalchemy import Select, any_, delete, func, insert, literal, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from handoff.account import Account, Team
from handoff.department_codes import Table
from server.ports.drafts import Hand
from server.ports.users import Edit, Plan, Stale, UserKept, UserLine, UserMoved
from server.record.tables import clerks, login_attempts, old_passwords, sessions, teams, user_log, user_plans
from server.record.transaction import reading, transaction

FIELDS: Final = Account.__struct_fields__
CODES: Final = "codes"
"""What the line of the log is called that keeps a table of department codes."""
MOST_TOLD: Final = 200

_SESSIONS: Final = select(sessions.c.sha, sessions.c.clerk, sessions.c.office, sessions.c.window, sessions.c.until)


class PgUsers:
    """Accounts in PostgreSQL."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def all(self, since: int) -> list[UserKept]:
        """Every account by its number."""
        failed = (
            select(func.count())
            .where(login_attempts.c.login == clerks.c.login, login_attempts.c.good.is_(False))
            .where(login_attempts.c.at > func.greatest(clerks.c.unlocked_at, literal(since)))
            .scalar_subquery()
        )
        seen = select(func.max(sessions.c.seen)).where(sessions.c.clerk == clerks.c.clerk).scalar_subquery()
        query = select(clerks, failed.label("failed"), seen.label("last")).order_by(clerks.c.login)
        async with reading(self._engine) as connection:
            return [
                UserKept(
                    clerk=row["clerk"],
                    account=account_of(row),
                    rev=row["rev"],
                    password=bool(row["password"]),
                    password_at=row["password_at"],
                    password_due=row["password_due"],
                    factor=row["secret"] is not None,
                    failed=row["failed"],
                    seen=row["last"],
                )
                for row in (await connection.execute(query)).mappings()
            ]

    async def write(
        self,
        edits: Sequence[Edit],
        hand: Hand,
        what: str,
        planned: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
        day: str = "",
        table: Table | None = None,
    ) -> list[int]:
        """All of them or nothing. A number that goes from one account to another is free at the end, not in between:
        such a swap is refused."""
        try:
            async with transaction(self._engine) as connection:
                revs = [await _write(connection, edit, hand, what) for edit in edits]
                await _plan_all(connection, planned, day, hand)
                if table is not None:
                    said = "、".join(f"{old}→{new}" for old, (new, _) in table.codes.items())
                    told = f"{table.day} {said[:MOST_TOLD]}"
                    await note(connection, hand, CODES, None, after=msgspec.to_builtins(table), note=told)
                return revs
        except IntegrityError:
            raise UserMoved from None

    async def tables(self) -> list[Table]:
        """From the log, which keeps everything."""
        query = select(user_log.c.after).where(user_log.c.what == CODES).order_by(user_log.c.line)
        async with reading(self._engine) as connection:
            return [msgspec.convert(body, Table) for body in (await connection.execute(query)).scalars()]

    async def plan(self, changes: Mapping[str, Mapping[str, Any]], day: str, hand: Hand) -> None:
        """A later plan for the same day takes the place of an earlier one."""
        async with transaction(self._engine) as connection:
            await _plan_all(connection, changes, day, hand)

    async def plans(self, state: str = "planned") -> list[Plan]:
        """What is planned, the next day first."""
        query = select(user_plans).where(user_plans.c.state == state).order_by(user_plans.c.day, user_plans.c.plan)
        async with reading(self._engine) as connection:
            return [_plan(row) for row in (await connection.execute(query)).mappings()]

    async def settle(self, plan: int, state: str, hand: Hand) -> bool:
        """Once."""
        still = (user_plans.c.plan == plan) & (user_plans.c.state == "planned")
        done = update(user_plans).where(still).values(state=state).returning(user_plans.c.clerk, user_plans.c.day)
        async with transaction(self._engine) as connection:
            row = (await connection.execute(done)).one_or_none()
            if row is not None and state != "done":
                await note(connection, hand, state, row.clerk, note=row.day)
        return row is not None

    # ---- groups

    async def teams(self) -> list[Team]:
        """All groups by name."""
        async with reading(self._engine) as connection:
            rows = (await connection.execute(select(teams).order_by(teams.c.name))).mappings()
            return [Team(**dict(row)) for row in rows]

    async def put_team(self, team: Team, hand: Hand) -> None:
        """Whoever is in it has other rights from now on."""
        row = msgspec.to_builtins(team)
        async with transaction(self._engine) as connection:
            query = select(teams).where(teams.c.team == team.team).with_for_update()
            before = (await connection.execute(query)).mappings().one_or_none()
            statement = upsert(teams).values(row)
            await connection.execute(statement.on_conflict_do_update(index_elements=["team"], set_=row))
            await connection.execute(_touched(team.team))
            await note(connection, hand, "team", None, dict(before) if before else None, row, team.name)

    async def drop_team(self, team: str, hand: Hand) -> None:
        """Nobody is in it any more."""
        async with transaction(self._engine) as connection:
            gone = (await connection.execute(delete(teams).where(teams.c.team == team).returning(teams))).mappings()
            before = gone.one_or_none()
            if before is None:
                return
            await connection.execute(_touched(team, teams=func.array_remove(clerks.c.teams, team)))
            await note(connection, hand, "team_gone", None, dict(before), None, before["name"])

    # ---- passwords and locks

    async def give_passwords(self, hashed: Mapping[str, str], hand: Hand) -> None:
        """First passwords, asked for only once."""
        async with transaction(self._engine) as connection:
            for clerk, kept in hashed.items():
                values = {"password": kept, "password_at": hand.now, "password_due": True, "unlocked_at": hand.now}
                await connection.execute(update(clerks).where(clerks.c.clerk == clerk).values(values))
                await connection.execute(insert(old_passwords).values(clerk=clerk, at=hand.now, password=kept))
                await note(connection, hand, "password", clerk)

    async def unlock(self, clerk: str, hand: Hand) -> None:
        """Wrong tries until now count no more."""
        async with transaction(self._engine) as connection:
            await connection.execute(update(clerks).where(clerks.c.clerk == clerk).values(unlocked_at=hand.now))
            await note(connection, hand, "unlock", clerk)

    async def forget_factor(self, clerk: str, hand: Hand) -> None:
        """It is set up anew at the next log-in."""
        async with transaction(self._engine) as connection:
            await connection.execute(update(clerks).where(clerks.c.clerk == clerk).values(secret=None, secret_step=0))
            await note(connection, hand, "factor_gone", clerk)

    async def log(self, clerk: str | None, before: int | None, most: int) -> list[UserLine]:
        """Newest first."""
        query = select(user_log).order_by(user_log.c.line.desc()).limit(most)
        if clerk is not None:
            query = query.where(user_log.c.clerk == clerk)
        if before is not None:
            query = query.where(user_log.c.line < before)
        async with reading(self._engine) as connection:
            return [UserLine(**dict(row)) for row in (await connection.execute(query)).mappings()]

    # ---- sessions

    async def stale(self, day: str, now: int) -> list[Stale]:
        """What the doors must hear of."""
        over = clerks.c.disabled | (clerks.c.valid_from > day) | (clerks.c.valid_to < day)
        known = _SESSIONS.join(clerks, clerks.c.clerk == sessions.c.clerk)
        return await self._sessions(known.where(or_(over, clerks.c.rev != sessions.c.rev)), now)

    async def seated(self, window: str, now: int) -> list[Stale]:
        """Of the window's seats."""
        return await self._sessions(_SESSIONS.where(sessions.c.window == window), now)

    async def _sessions(self, query: Select[Any], now: int) -> list[Stale]:
        alive = query.where(sessions.c.ended.is_(None), sessions.c.until > now)
        async with reading(self._engine) as connection:
            return [Stale(**dict(row)) for row in (await connection.execute(alive)).mappings()]

    async def sessions_of(self, clerks: Sequence[str], now: int) -> list[bytes]:
        """Living ones."""
        alive = sessions.c.ended.is_(None) & (sessions.c.until > now)
        query = select(sessions.c.sha).where(sessions.c.clerk.in_(list(clerks)), alive)
        async with reading(self._engine) as connection:
            return list((await connection.execute(query)).scalars())

    async def renewed(self, sha: bytes, rev: int) -> None:
        """The doors know it so."""
        async with transaction(self._engine) as connection:
            await connection.execute(update(sessions).where(sessions.c.sha == sha).values(rev=rev))


def account_of(row: Mapping[Any, Any]) -> Account:
    """The account in a row of `clerks`."""
    return Account(**{**{name: row[name] for name in FIELDS}, "subject": row["subject"] or ""})


def _columns(account: Account) -> dict[str, Any]:
    return {**msgspec.to_builtins(account), "subject": account.subject or None}


async def _plan_all(
    connection: AsyncConnection, changes: Mapping[str, Mapping[str, Any]], day: str, hand: Hand
) -> None:
    for clerk, fields in changes.items():
        earlier = (user_plans.c.clerk == clerk) & (user_plans.c.day == day)
        await connection.execute(
            update(user_plans).where(earlier, user_plans.c.state == "planned").values(state="withdrawn")
        )
        row = {"clerk": clerk, "day": day, "body": dict(fields), "at": hand.now}
        await connection.execute(insert(user_plans).values(**row, by=hand.clerk, name=hand.name))
        now = await _now(connection, clerk) or {}
        before = {field: now.get(field) for field in fields}
        await note(connection, hand, "plan", clerk, before, dict(fields), day)


def _touched(team: str, **more: Any) -> Any:
    """Everybody in a group has another account now."""
    return update(clerks).where(literal(team) == any_(clerks.c.teams)).values(rev=clerks.c.rev + 1, **more)


async def _now(connection: AsyncConnection, clerk: str) -> dict[str, Any] | None:
    row = (await connection.execute(select(clerks).where(clerks.c.clerk == clerk))).mappings().one_or_none()
    return msgspec.to_builtins(account_of(row)) if row is not None else None


async def _write(connection: AsyncConnection, edit: Edit, hand: Hand, what: str) -> int:
    after = msgspec.to_builtins(edit.account)
    if edit.base == 0:
        await connection.execute(insert(clerks).values(clerk=edit.clerk, password="", **_columns(edit.account)))
        await note(connection, hand, "new" if what == "change" else what, edit.clerk, None, after)
        return 1
    before = await _now(connection, edit.clerk)
    same = (clerks.c.clerk == edit.clerk) & (clerks.c.rev == edit.base)
    values = {**_columns(edit.account), "rev": edit.base + 1}
    if (await connection.execute(update(clerks).where(same).values(values))).rowcount == 0:
        raise UserMoved
    await note(connection, hand, what, edit.clerk, before, after)
    return edit.base + 1


async def note(
    connection: AsyncConnection,
    hand: Hand,
    what: str,
    clerk: str | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    note: str = "",
) -> None:
    """A line of the log, in the transaction of the change."""
    line = {"at": hand.now, "by": hand.clerk, "name": hand.name, "what": what, "clerk": clerk}
    await connection.execute(insert(user_log).values(**line, before=before, after=after, note=note))


def _plan(row: Mapping[Any, Any]) -> Plan:
    names = ("plan", "clerk", "day", "at", "by", "name", "state")
    return Plan(changes=row["body"], **{name: row[name] for name in names})
