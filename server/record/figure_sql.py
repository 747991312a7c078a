"""How a day is counted, in SQL: from visits, from their moves, and from what they left when they ended.

A day that is over stands counted in `day_figures`; whatever does not stand there is counted in the same words when
somebody asks. So both say the same, and a year is as quick as its days are few.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import TextClause, text

from handoff.figures import BETWEEN, By
from server.record.tables.figures import COUNTS

OF_TIME: Final = ("all", "hour", "line", "service")
OF_CASES: Final = ("read", "town", "procedure")
"""Groups that only a visit that ended has."""
WRITTEN: Final = "procedure"
"""The group that says who was the last to write."""
STORED: Final = (*OF_TIME, *OF_CASES)
"""What stands in `day_figures.by`; every other group is made from one of these."""

_COLUMNS: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("visitors", "done", "suspended", "withdrawn", "gone", "open", "calls", "services", "service_ms"), "0"
    ),
    "waits": "NULL::int[]",
    **dict.fromkeys(("cases", *COUNTS), "0"),
    "clerk": "''",
    "clerk_at": "0",
}
"""What is counted of a group, and what it is where nothing was."""
COLUMNS: Final = ", ".join(f'"{name}"' for name in _COLUMNS)
_NEWEST: Final = "(array_agg(clerk ORDER BY clerk_at DESC))[1]"
_HOUR: Final = "to_char(to_timestamp({} / 1000.0) AT TIME ZONE 'Asia/Tokyo', 'HH24')"
_OF_VISIT: Final[Mapping[str, str]] = {
    "all": "''",
    "hour": _HOUR.format("v.arrived"),
    "line": "v.line",
    "service": "v.service",
}
_OF_MOVE: Final[Mapping[str, str]] = {
    "all": "''",
    "hour": _HOUR.format("e.at"),
    "line": "e.line",
    "service": "e.row->>'service'",
}
_OF_CASE: Final[Mapping[str, str]] = {
    "read": "unnest(f.reads)",
    "town": "f.town",
    "procedure": "unnest(f.procedures)",
}
_IN_DAYS: Final = "v.home = :office AND v.day = ANY(CAST(:days AS text[])) AND left(v.number, 1) <> :sign"
_WAIT: Final = "e.move IN ('call', 'claim') AND e.stage IN ('waiting', 'passing')"
_SERVICE: Final = "e.stage = 'serving' AND e.next <> 'serving'"
_CALL: Final = "e.move IN ('call', 'call_again')"


def _part(key: str, source: str, counted: Mapping[str, str]) -> str:
    """Groups of one source, with nothing in the columns that it does not count."""
    values = ", ".join(f'{counted.get(name, nothing)} AS "{name}"' for name, nothing in _COLUMNS.items())
    return f"SELECT day, {key} AS key, {values} FROM {source} GROUP BY 1, 2"


def _visits(by: str) -> str:
    stages = {stage: f"count(*) FILTER (WHERE stage = '{stage}')" for stage in ("done", "suspended", "withdrawn")}
    gone = {"gone": "count(*) FILTER (WHERE stage = 'gone')", "open": "count(*) FILTER (WHERE ended IS NULL)"}
    source = f"(SELECT v.day, v.stage, v.ended, {_OF_VISIT[by]} AS key FROM visits AS v WHERE {_IN_DAYS}) AS one"
    return _part("key", source, {"visitors": "count(*)", **stages, **gone})


def _moves(by: str) -> str:
    """The days come with their first and last instants, so that each is one range of the index (OFFSET keeps the days
    apart: of all of them together the planner would read every move that there is)."""
    source = (
        f"(SELECT d.day, {_OF_MOVE[by]} AS key, e.took, ({_WAIT}) AS wait, ({_SERVICE}) AS service, "
        f"({_CALL}) AS called FROM unnest(CAST(:days AS text[]), CAST(:begins AS bigint[]), CAST(:ends AS bigint[])) "
        "AS d(day, begins, ends), LATERAL (SELECT * FROM visit_events AS e WHERE e.at >= d.begins AND e.at < d.ends "
        f"AND e.office = :office AND (({_WAIT}) OR ({_SERVICE}) OR {_CALL}) OFFSET 0) AS e) AS one"
    )
    counted = {
        "calls": "count(*) FILTER (WHERE called)",
        "services": "count(*) FILTER (WHERE service)",
        "service_ms": "coalesce(sum(took) FILTER (WHERE service), 0)",
        "waits": "array_agg(took::int) FILTER (WHERE wait)",
    }
    return _part("key", source, counted)


def _cases(by: str) -> str:
    """Of visits that ended with their applications. By read, town or procedure a visit is counted with all the time
    that it was served."""
    served = (
        f"SELECT coalesce(sum(e.took), 0) FROM visit_events AS e WHERE e.visit = v.visit AND {_SERVICE}"
        if by in OF_CASES
        else "0"
    )
    key = _OF_CASE.get(by) or _OF_VISIT[by]
    source = (
        f"(SELECT v.day, {key} AS key, ({served}) AS served, f.* FROM visit_facts AS f "
        f"JOIN visits AS v ON v.visit = f.visit WHERE {_IN_DAYS} AND v.stage = 'done') AS one"
    )
    counted = {"cases": "count(*)", **{name: f"sum({name})" for name in COUNTS}}
    if by == WRITTEN:
        counted |= {"clerk": _NEWEST, "clerk_at": "max(clerk_at)"}
    if by in OF_CASES:
        counted |= {"visitors": "count(*)", "services": "count(*)", "service_ms": "sum(served)"}
    return _part("key", source, counted)


def counted(by: str) -> str:
    """The rows of some days (`day`, `key`, the columns) as they are counted now. Parameters: `office`, `days`,
    `begins`, `ends`, `sign`."""
    if by in OF_CASES:
        return _cases(by)
    parts = " UNION ALL ".join((_visits(by), _moves(by), _cases(by)))
    special = {"waits": "max(waits)", "clerk": "''", "clerk_at": "0"}
    values = ", ".join(f'{special.get(name, f"""sum("{name}")""")} AS "{name}"' for name in _COLUMNS)
    return f"SELECT day, key, {values} FROM ({parts}) AS parts GROUP BY 1, 2"


BY_DEPARTMENT: Final = ("department", "kind")
"""Groups that want to know whose what is stored is."""
_OWNERS: Final = (
    " LEFT JOIN unnest(CAST(:of AS text[]), CAST(:departments AS text[])) AS owner(owned, department) ON owned = key"
)
_DEPARTMENT: Final = "coalesce(department, '')"
SHOWN: Final[Mapping[By, tuple[str, str]]] = {
    **{by: (by, "key") for by in ("all", "hour", "line", "service", "read", "town", "procedure")},
    "day": ("all", "day"),
    "month": ("all", "left(day, 7)"),
    "department": ("line", _DEPARTMENT),
    "kind": ("service", f"{_DEPARTMENT} || '{BETWEEN}' || key"),
}
"""How a group is made of what is stored: from which, and by what."""


_SECONDS: Final = (
    "took / 1000 AS second, count(*) AS n, sum(took) AS ms, max(took) AS longest FROM every, unnest(waits) AS took"
)
_OF_ONE_ROW: Final = (
    "SELECT 0 AS whole, grouped, one.* FROM every, LATERAL (SELECT count(*) AS waits, sum(took) / count(*) AS "
    "wait_average, max(took) AS wait_longest, percentile_disc(0.9) WITHIN GROUP (ORDER BY took / 1000) AS wait_p90 "
    "FROM unnest(waits) AS took) AS one UNION ALL "
)
"""A group that is one row has few waits, and sorting them costs less than counting them by seconds."""


def _waited(by: By) -> str:
    """Waits second by second, of each group and of all: a year has hundreds of thousands, and sorting them all would
    take longer than counting. Nine of ten ended within `wait_p90`."""
    whole = "SELECT 1 AS whole, NULL::text AS grouped, second, sum(n) AS n, sum(ms) AS ms, max(longest) AS longest"
    if by == "day":
        bins = f"binned AS (SELECT {_SECONDS} GROUP BY 1), bins AS ({whole} FROM binned GROUP BY second)"
    else:
        each = f"binned AS (SELECT grouped, {_SECONDS} GROUP BY 1, 2)"
        bins = f"{each}, bins AS (SELECT 0 AS whole, * FROM binned UNION ALL {whole} FROM binned GROUP BY second)"
    return (
        f"{bins}, ranked AS (SELECT *, sum(n) OVER (PARTITION BY whole, grouped ORDER BY second) AS within, "
        "sum(n) OVER (PARTITION BY whole, grouped) AS every_one FROM bins), "
        f"waited AS ({_OF_ONE_ROW if by == 'day' else ''}"
        "SELECT whole, grouped, sum(n) AS waits, sum(ms) / sum(n) AS wait_average, max(longest) AS wait_longest, "
        "min(second) FILTER (WHERE within >= 0.9 * every_one) AS wait_p90 FROM ranked GROUP BY 1, 2)"
    )


def figures(by: By) -> TextClause:
    """The figures of a span: days that stand counted (`standing`), and those that are counted now (`days`); of each
    group, and (`whole` 1) of all groups together where each visit is in one of them alone."""
    stored, key = SHOWN[by]
    newest = (_NEWEST, "max(clerk_at)") if stored == WRITTEN else ("''", "0")
    summed = [name for name in _COLUMNS if name not in ("waits", "clerk", "clerk_at")]
    sums = ", ".join(f'sum("{name}") AS "{name}"' for name in summed)
    owners = _OWNERS if by in BY_DEPARTMENT else ""
    every = (
        f"every AS (SELECT coalesce({key}, '') AS grouped, * FROM (SELECT day, key, {COLUMNS} FROM day_figures "
        f"WHERE office = :office AND by = '{stored}' AND day = ANY(CAST(:standing AS text[])) "
        f"UNION ALL SELECT day, key, {COLUMNS} FROM ({counted(stored)}) AS now) AS either{owners})"
    )
    added = f"{sums}, {newest[0]} AS clerk, {newest[1]} AS clerk_at FROM every GROUP BY"
    if stored in OF_CASES:
        return text(f"WITH {every} SELECT 0 AS whole, grouped, {added} grouped")
    waits = "w.waits, w.wait_average, w.wait_p90, w.wait_longest"
    same = "w.whole = added.whole AND coalesce(w.grouped, '') = coalesce(added.grouped, '')"
    added = f"added AS (SELECT grouping(grouped) AS whole, grouped, {added} GROUPING SETS ((grouped), ()))"
    return text(
        f"WITH {every}, {_waited(by)}, {added} SELECT added.*, {waits} FROM added LEFT JOIN waited AS w ON {same}"
    )


def keep(by: str) -> TextClause:
    """Write a day that is over (`days`: that one alone)."""
    names = COLUMNS.replace('"waits"', "coalesce(\"waits\", '{}')")
    return text(
        f"INSERT INTO day_figures (office, by, day, key, {COLUMNS}) "
        f"SELECT :office, '{by}', day, coalesce(key, ''), {names} FROM ({counted(by)}) AS counted"
    )


FOUNDED: Final = text("SELECT min(day) FROM visits WHERE home = :office")
"""The first day of which anything can be counted."""
LAST: Final = text("SELECT max(at) FROM figured_days WHERE office = :office")
_TOUCHED: Final = (
    "SELECT unnest(ARRAY[v.day, to_char(to_timestamp(e.at / 1000.0) AT TIME ZONE 'Asia/Tokyo', 'YYYY-MM-DD')]) "
    "FROM visit_events AS e JOIN visits AS v ON v.visit = e.visit "
    "WHERE e.at >= :since"
)
"""Days of which something happened since then. (The instant is a parameter: a plan for an unknown one reads all.)"""
STANDING: Final = text(
    f"SELECT day FROM figured_days WHERE office = :office AND day BETWEEN :first AND :last AND day NOT IN ({_TOUCHED})"
)
"""The days that stand counted as they still are."""
TOUCHED: Final = text(
    f"SELECT day FROM figured_days WHERE office = :office AND day < :today AND day IN ({_TOUCHED}) ORDER BY day"
)
MISSING: Final = text(
    "SELECT to_char(one, 'YYYY-MM-DD') AS day FROM generate_series("
    "(SELECT min(day)::date FROM visits WHERE home = :office), CAST(:today AS text)::date - 1, interval '1 day') "
    "AS one WHERE to_char(one, 'YYYY-MM-DD') NOT IN (SELECT day FROM figured_days WHERE office = :office) "
    "ORDER BY 1 DESC LIMIT :most"
)
"""Days before today that are not counted yet, the newest first."""
MARK: Final = text(
    "INSERT INTO figured_days (office, day, at) VALUES (:office, :day, :at) "
    "ON CONFLICT (office, day) DO UPDATE SET at = excluded.at"
)
FORGET: Final = text("DELETE FROM day_figures WHERE office = :office AND day = :day")
