"""The statements of a visit, spelled once when the process starts: building them anew for each move took longer than
running them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from sqlalchemy import Table, TextClause, text
from sqlalchemy.dialects.postgresql import JSONB

from handoff.queue_order import LAST, OrderSettings
from server.record.tables import appointments, cases, outbox, tickets, visit_events, visit_facts, visits
from server.record.visit_rows import BOOKED, FIXED

CLOCK: Final = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint"
"""PostgreSQL's own clock in ms: what waits in the outbox is measured by one clock only."""


def _value(table: Table, name: str, as_: str) -> str:
    if table is outbox and name == "at":
        return CLOCK
    param = f":{as_}_{name}"
    return f"CAST({param} AS jsonb)" if isinstance(table.c[name].type, JSONB) else param


def _insert(table: Table, as_: str, leave: Iterable[str] = ()) -> str:
    names = [column.name for column in table.columns if column.name not in set(leave)]
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(_value(table, name, as_) for name in names)
    return f"INSERT INTO {table.name} ({columns}) VALUES ({values})"


_NOTICE = (
    'INSERT INTO system_notices (system, "row", at, due) '
    "SELECT system, CAST(:e_row AS jsonb), :e_at, :e_at FROM systems "
    "WHERE office = :e_office AND target <> '' AND ended IS NULL"
)
"""What other systems are to be told, in the move's transaction: none is forgotten, and nobody is told what was not."""


def _together(*parts: str) -> TextClause:
    """One statement that does all of these, and gives the id of the outbox row."""
    ctes = ", ".join(f"part{at} AS ({part})" for at, part in enumerate((*parts, _NOTICE)))
    return text(f"WITH {ctes} {_insert(outbox, 'o', ['id'])} RETURNING id")


_VISIT = _insert(visits, "v")
_EVENT = _insert(visit_events, "e")
_CASE = _insert(cases, "c", ["closed", "erased"])
_TICKET = _insert(tickets, "t", ["replaced_at", "ended_at", "uses"])
_APPOINTMENT = _insert(appointments, "a")


def _rewrite(fixed: Iterable[str]) -> TextClause:
    names = [column.name for column in visits.columns if column.name not in set(fixed)]
    changes = ", ".join(f'"{name}" = {_value(visits, name, "v")}' for name in names)
    return _together(f"UPDATE visits SET {changes} WHERE visit = :v_visit", _EVENT)


REWRITE: Final = _rewrite(FIXED)
REWRITE_BOOKED: Final = _rewrite(name for name in FIXED if name not in BOOKED)
BOOK: Final = _together(_CASE, _VISIT, _APPOINTMENT, _EVENT)
OPEN_CASE: Final = _together(_CASE, _VISIT, _TICKET, _EVENT)
OPEN_CASE_WITHOUT_SLIP: Final = _together(_CASE, _VISIT, _EVENT)
OPEN_AGAIN: Final = _together(_VISIT, _EVENT)

KNOWN: Final = text("SELECT answer FROM visit_events WHERE request_id = :request")
SINCE: Final = text(
    'SELECT "row", move, request_id FROM visit_events WHERE visit = :visit AND version > :after ORDER BY version'
)
CATALOG_OF: Final = text('SELECT catalog FROM cases WHERE "case" = :case AND erased IS NULL')
GIVEN: Final = text("SELECT coalesce(sum(last), 0) FROM series WHERE office = :office AND day = :day")
BARRIER: Final = text(
    'SELECT number, nonce, EXISTS (SELECT 1 FROM journal WHERE "case" = :case AND rev = :rev) AS kept '
    "FROM epoch FOR SHARE OF epoch"
)
LOCK_WINDOW: Final = text('SELECT state FROM windows WHERE "window" = :window FOR NO KEY UPDATE')
LOCK_CASE: Final = text('SELECT "case" FROM cases WHERE "case" = :case FOR UPDATE')
HEIGHTS: Final = text(
    'SELECT coalesce(max(version), 0) AS version, coalesce(max(fence), 0) AS fence FROM visits WHERE "case" = :case'
)

_VISIT_COLUMNS = ", ".join(f'"{column.name}"' for column in visits.columns)
_VISITS = f"SELECT {_VISIT_COLUMNS} FROM visits"
VISIT: Final = text(f"{_VISITS} WHERE visit = :visit")
LOCK_VISIT: Final = text(f"{_VISITS} WHERE visit = :visit FOR UPDATE")
AT_WINDOW: Final = text(f'{_VISITS} WHERE "window" = :window AND ended IS NULL')
_LAST = 'WHERE "case" = :case ORDER BY ended IS NULL DESC, arrived DESC, version DESC LIMIT 1'
LAST_OF: Final = text(f"{_VISITS} {_LAST}")
SLEEPER: Final = text(
    f'SELECT {_VISIT_COLUMNS}, (SELECT catalog FROM cases WHERE "case" = :case AND erased IS NULL) AS catalog '
    f"FROM visits {_LAST}"
)
BY_NUMBER: Final = text(
    f"{_VISITS} WHERE day = :day AND number = :number AND (home = :office OR office = :office AND ended IS NULL) "
    "ORDER BY home = :office DESC LIMIT 1"
)

_CURRENT = 'WHERE "case" = :case AND replaced_at IS NULL AND ended_at IS NULL'
TICKET: Final = text('SELECT "case", visit, number, issued, replaced_at, ended_at FROM tickets WHERE sha = :sha')
NEW_TICKET: Final = text(_TICKET)
USE_TICKET: Final = text("UPDATE tickets SET uses = uses + 1 WHERE sha = :sha")
REPLACE_TICKET: Final = text(f"UPDATE tickets SET replaced_at = :now {_CURRENT}")
END_TICKET: Final = text(f"UPDATE tickets SET ended_at = :now {_CURRENT}")
LEAVE: Final = text(
    f"{_insert(visit_facts, 'f')} ON CONFLICT (visit) DO UPDATE SET "
    + ", ".join(f'"{column.name}" = excluded."{column.name}"' for column in visit_facts.columns)
)

_IN_LINE = (
    "WHERE office = :office AND line = ANY(:lines) AND day = :day "
    "AND stage IN ('waiting', 'passing', 'ready') AND (to_window IS NULL OR to_window = :window)"
)
_DUE = "(coalesce(due <= :now, false) AND stage = 'waiting')"
_RANK = f"coalesce(array_position(CAST(:ranked AS text[]), line), {LAST})"
_CALM = "urgency <> 'urgent'"
_CARELESS = "NOT (care AND line = ANY(:care_lines))"
_UNDUE = f"NOT ({_DUE} AND line = ANY(:due_lines))"
_SINCE = "CASE WHEN line = ANY(:since_lines) THEN line_since ELSE turn END"
_PLACE = f"{_CARELESS}, {_UNDUE}, {_SINCE}, number"
"""As `handoff.queue.place`: the lines of each rule are named, those that go first in their order."""
NEXT: Final = text(f"{_VISITS} {_IN_LINE} ORDER BY {_CALM}, {_RANK}, {_PLACE} LIMIT 1 FOR UPDATE SKIP LOCKED")
ANYBODY: Final = text(f"SELECT EXISTS (SELECT 1 FROM visits {_IN_LINE})")


@cache
def ahead(ranked: bool, care: bool, due: bool, since: bool) -> TextClause:
    """How many are called before a visit, in `handoff.queue.place`'s order. A term by which all of its lines are alike
    (nobody goes by that rule) is left out: thousands may stand in a line, and each is looked at."""
    mine = {_CALM: ":calm", _RANK: ":rank", _CARELESS: ":careless", _UNDUE: ":undue"}
    wanted = {_CALM: True, _RANK: ranked, _CARELESS: care, _UNDUE: due}
    terms = {term: mine[term] for term, is_used in wanted.items() if is_used}
    terms |= {_SINCE if since else "turn": ":since", "number": ":number"}
    return text(
        "SELECT count(*) FROM visits WHERE office = :office AND line = ANY(:lines) AND day = :day AND visit <> :visit "
        f"AND stage IN ('waiting', 'passing', 'ready') AND ({', '.join(terms)}) < ({', '.join(terms.values())})"
    )


def rules(orders: OrderSettings, lines: Iterable[str]) -> dict[str, list[str]]:
    """Which of these lines go by which rule."""
    found = {line: orders.rule(line) for line in lines}
    first = sorted((line for line in found if orders.rank(line) < LAST), key=orders.rank)
    return {
        "ranked": first,
        "care_lines": [line for line, order in found.items() if order.care],
        "due_lines": [line for line, order in found.items() if order.appointments],
        "since_lines": [line for line, order in found.items() if order.handoffs == "line"],
    }


def params(as_: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as the parameters of its part."""
    return {f"{as_}_{name}": value for name, value in row.items()}
