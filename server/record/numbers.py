"""受付番号: one series for each (office, business day, letter), counted under a row lock in the visit's own
transaction.

Never from Redis: a counter that comes back empty gives a number twice.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.refusal import Reason, Refused
from server.record.swift import Swift

LAST: Final = 999
LAST_APPOINTMENT: Final = 99_999_999
_NEXT: Final = text(
    "INSERT INTO series (office, day, letter, last) VALUES (:office, :day, :letter, 1) "
    "ON CONFLICT (office, day, letter) DO UPDATE SET last = series.last + 1 WHERE series.last < :most RETURNING last"
)

_SPARE: Final = text(
    "INSERT INTO series (office, day, letter, last) VALUES (:office, :day, :letter, :last) "
    "ON CONFLICT (office, day, letter) DO UPDATE SET last = GREATEST(series.last, excluded.last)"
)


async def take(connection: Swift, office: str, day: str, letters: str) -> str:
    """The next number, such as A012: 001 to 999 of the line's letter, then of the next one. Refused:
    `numbers_used_up`."""
    for letter in letters:
        given = {"office": office, "day": day, "letter": letter, "most": LAST}
        number = await connection.scalar(_NEXT, given)
        if number is not None:
            return f"{letter}{number:03d}"
    raise Refused(Reason.numbers_used_up)


async def spare(connection: AsyncConnection, given: list[tuple[str, str, str]]) -> None:
    """These (office, day, number) were given, whatever the series know of it: the next one is above them. A visit that
    went to another office kept its number, and a letter belongs to one office, so every office's series is raised."""
    highest: dict[tuple[str, str], int] = {}
    for _, day, number in given:
        letter, place = number[:1], number[1:]
        if place.isdecimal():
            highest[day, letter] = max(highest.get((day, letter), 0), int(place))
    offices = {office for office, _, _ in given}
    rows = [
        {"office": office, "day": day, "letter": letter, "last": last}
        for office in sorted(offices)
        for (day, letter), last in sorted(highest.items())
    ]
    if rows:
        await connection.execute(_SPARE, rows)


async def next_appointment(connection: Swift) -> int:
    """The next serial of the city's appointments; it counts for ever. Until the commit nobody else takes one: whoever
    holds it alone may look which places are free."""
    given = {"office": "", "day": "", "letter": "予", "most": LAST_APPOINTMENT}
    serial = await connection.scalar(_NEXT, given)
    if serial is None:
        raise Refused(Reason.numbers_used_up)
    return int(serial)
