"""What in the audit deserves a second look: the standard's analyses (10.2), as rules over its rows.

night and holiday: somebody looked while the office was closed. failed: log-ins that failed again and again. mass: more
searches or openings in an hour than a counter can need. number, code: who saw 個人番号, 住民票コード, and how often.
The limits are the city's (`AuditSettings`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final

import msgspec

from handoff.calendar import is_open, local_time
from handoff.opening import OpenDays

SIGNING: Final = frozenset({"login", "login_failed", "logout", "session_end"})
SEARCHES: Final = frozenset({"search", "resident_search"})
HOUR_MS: Final = 3_600_000


class AuditSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From and to which hour (Tokyo) is night; how many failed log-ins of a user in a day, searches of a user in an
    hour and openings of cases in an hour are too many."""

    night_from: int = 20
    night_to: int = 7
    failed: int = 5
    searches: int = 40
    opened: int = 60


class Trace(msgspec.Struct, frozen=True):
    """What the analyses need of a row."""

    at: int
    clerk: str
    what: str
    number: bool = False


class Finding(msgspec.Struct, frozen=True):
    """Who, on which day (`YYYY-MM-DD`), what kind, how often, first and last (ms)."""

    kind: str
    clerk: str
    day: str
    times: int
    first: int
    last: int


def findings(
    rows: Iterable[Trace],
    limits: AuditSettings,
    holidays: frozenset[date],
    opening: OpenDays = OpenDays(),  # noqa: B008 (frozen)
) -> list[Finding]:
    """All that the analyses find, newest day first. Rows in any order. `opening`: days on which the city worked
    although it is closed on such days."""
    found: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    hours: Counter[tuple[str, str, str, int]] = Counter()
    for row in rows:
        when = local_time(row.at)
        day = when.date()
        for kind in _kinds(row, when.hour, is_open(day, holidays) or opening.opened(day), limits):
            found[kind, row.clerk, day.isoformat()].append(row.at)
        if row.what in {*SEARCHES, "open", "open_by_search"}:
            kind = "mass_search" if row.what in SEARCHES else "mass_open"
            hours[kind, row.clerk, day.isoformat(), row.at // HOUR_MS] += 1
            found[kind, row.clerk, day.isoformat()].append(row.at)
    most = {"mass_search": limits.searches, "mass_open": limits.opened}
    busy = {(kind, clerk, day) for (kind, clerk, day, _), times in hours.items() if times > most[kind]}
    told = [
        Finding(kind, clerk, day, len(times), min(times), max(times))
        for (kind, clerk, day), times in found.items()
        if (kind not in most or (kind, clerk, day) in busy) and (kind != "failed" or len(times) >= limits.failed)
    ]
    return sorted(told, key=lambda one: (one.day, one.last, one.clerk, one.kind), reverse=True)


def _kinds(row: Trace, hour: int, opened: bool, limits: AuditSettings) -> list[str]:
    kinds = []
    if row.what == "login_failed":
        kinds.append("failed")
    elif row.what not in SIGNING or row.what == "login":
        if not opened:
            kinds.append("holiday")
        elif hour >= limits.night_from or hour < limits.night_to:
            kinds.append("night")
    if row.number:
        kinds.append("number")
    if row.what == "code":
        kinds.append("code")
    return kinds
