"""The pieces of a visit's transaction: how it is begun, what is checked first, and what is written last."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import msgspec
from asyncpg import IntegrityConstraintViolationError
from sqlalchemy import TextClause
from sqlalchemy.ext.asyncio import AsyncEngine

from handoff.ended import Ended
from handoff.messages import Row
from handoff.refusal import Reason, Refused
from handoff.visit import Visit, row_of
from server.ports.visits import AtWindow, Barrier, NotKept, Story, Written, WrongEpoch
from server.record import visit_sql as sql
from server.record.swift import Swift, swift_reading, swift_transaction
from server.record.visit_rows import row_of_visit, visit_of

_FACTS = msgspec.json.Decoder(Written)
T = TypeVar("T")


async def once(engine: AsyncEngine, request: str, work: Callable[[Swift], Awaitable[T]]) -> T | Written:
    """One transaction. A request that comes again runs into what it wrote, or is refused because of it, and gets its
    first answer: asking for that before would cost every move a way to the server and back."""
    try:
        async with swift_transaction(engine) as connection:
            return await work(connection)
    except (IntegrityConstraintViolationError, Refused, NotKept, WrongEpoch):
        before = await known(engine, request)
        if before is None:
            raise
        return before


async def known(engine: AsyncEngine, request: str) -> Written | None:
    """What a request did before."""
    async with swift_reading(engine) as connection:
        found = await connection.scalar(sql.KNOWN, {"request": request})
    return msgspec.structs.replace(_FACTS.decode(found), again=True) if found is not None else None


async def check(connection: Swift, city: str, barrier: Barrier) -> int:
    """The barrier still holds: the same epoch, and the journal has the revision. The epoch's number."""
    row = await connection.row(sql.BARRIER, {"case": barrier.case, "rev": barrier.rev})
    if row is None or f"{city}:{row['number']}:{row['nonce']}" != barrier.epoch:
        raise WrongEpoch
    if barrier.rev > 0 and not row["kept"]:
        raise NotKept
    return int(row["number"])


async def lock_window(connection: Swift, window: str | None) -> str:
    """The window's state, its row locked first of all: two clerks at one window never take two visitors in one
    instant."""
    if window is None:
        return ""
    return str(await connection.scalar(sql.LOCK_WINDOW, {"window": window}) or "")


async def lock_visit(connection: Swift, visit: str) -> Visit:
    """The visit, locked. Refused: `no_such_visit`."""
    row = await connection.row(sql.LOCK_VISIT, {"visit": visit})
    if row is None:
        raise Refused(Reason.no_such_visit)
    return visit_of(row)


async def heights(connection: Swift, case: str) -> tuple[int, int]:
    """The highest version and fence of a case's visits, the case's row locked. Refused: `no_such_case`."""
    if await connection.scalar(sql.LOCK_CASE, {"case": case}) is None:
        raise Refused(Reason.no_such_case)
    (found,) = await connection.rows(sql.HEIGHTS, {"case": case})
    return found["version"], found["fence"]


async def at_window(connection: Swift, window: str | None, state: str) -> AtWindow:
    """The window as a rule sees it; read after its lock."""
    if window is None:
        return AtWindow("")
    return AtWindow(state, tuple(map(visit_of, await connection.rows(sql.AT_WINDOW, {"window": window}))))


class Fact(msgspec.Struct, frozen=True):
    """A move that is decided: from which visit (None: a new one) to which, by whom, when."""

    request: str
    old: Visit | None
    visit: Visit
    move: str
    story: Story
    now: int
    more: dict[str, str | int]


async def write(
    connection: Swift, fact: Fact, statement: TextClause = sql.REWRITE, beside: dict[str, Any] | None = None
) -> Written:
    """The visit's row at its new version, the event that says who did what, and the outbox row that the projection is
    made from: one statement, with the parameters of what is new `beside` them."""
    row = row_of(fact.visit)
    encoded = msgspec.json.encode(row)
    answer = Written(fact.visit.visit, row, fact.move, fact.request, more=fact.more)
    shown = {
        "visit": fact.visit.visit,
        "version": fact.visit.version,
        "event": fact.move,
        "request_id": fact.request,
        "row": encoded,
    }
    parameters = {
        **sql.params("v", row_of_visit(fact.visit)),
        **sql.params("e", _event(fact, encoded.decode(), msgspec.json.encode(answer))),
        **sql.params("o", shown),
        **(beside or {}),
    }
    number = await connection.scalar(statement, parameters)
    return msgspec.structs.replace(answer, outbox=number)


def _event(fact: Fact, row: str, answer: bytes) -> dict[str, Any]:
    visit, old, story = fact.visit, fact.old, fact.story
    return {
        "visit": visit.visit,
        "version": visit.version,
        "request_id": fact.request,
        "move": fact.move,
        "at": fact.now,
        "took": max(0, fact.now - old.since) if old else 0,
        "stage": old.stage.value if old else "",
        "next": visit.stage.value,
        "office": visit.office,
        "line": old.line if old else visit.line,
        "clerk": story.clerk,
        "name": story.name,
        "window": story.window,
        "reason": story.reason or None,
        "note": story.note or None,
        "row": row,
        "answer": answer,
    }


async def leave(connection: Swift, visit: str, left: Ended) -> None:
    """What an ended visit leaves, in place of what it left when it ended before."""
    await connection.run(sql.LEAVE, sql.params("f", {"visit": visit, **msgspec.structs.asdict(left)}))


async def new_ticket(connection: Swift, visit: Visit, sha: bytes, now: int) -> None:
    """A new slip; the one before is replaced from now on."""
    await connection.run(sql.REPLACE_TICKET, {"case": visit.case, "now": now})
    await connection.run(sql.NEW_TICKET, ticket_row(visit, sha, now))


def ticket_row(visit: Visit, sha: bytes, now: int) -> dict[str, Any]:
    """A slip's row, as parameters."""
    row = {"sha": sha, "case": visit.case, "visit": visit.visit, "number": visit.number, "issued": now}
    return sql.params("t", row)


async def end_ticket(connection: Swift, case: str, now: int) -> None:
    """The slip of a case opens nothing any more."""
    await connection.run(sql.END_TICKET, {"case": case, "now": now})


async def use_ticket(connection: Swift, sha: bytes) -> None:
    """Count a use."""
    await connection.run(sql.USE_TICKET, {"sha": sha})


def row_from(body: object) -> Row:
    """A row as an event holds it."""
    return msgspec.convert(body, Row)
