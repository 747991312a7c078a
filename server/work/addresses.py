"""Addresses, looked up while a clerk types: the city's own towns first, then those of all Japan; level by level; the
apartments at an address."""

from __future__ import annotations

from typing import Final

import msgspec

from handoff.place import LONGEST, Building, Place, buildings, own_towns, wanted
from handoff.refusal import Reason, Refused
from server.ports.postal import Level
from server.work.cupboards import Cupboards

MOST: Final = 40
"""So many proposals are still read."""


class Levels(msgspec.Struct, frozen=True):
    """The next level under what was chosen: 都道府県, then 市区町村, then 町域."""

    parts: list[Level]


async def find(c: Cupboards, text: str) -> list[Place]:
    """Places for a few letters, the city's own first; none for nothing."""
    want = wanted(text)
    if want is None:
        return []
    catalog = c.catalogs.current()
    own = own_towns(catalog.tables.get("towns", []), catalog.name, want)
    areas = await c.postal.search(want, catalog.city, MOST)
    others = [Place(one.code, one.pref, one.city, one.town, one.town_kana, one.note) for one in areas]
    known = {(place.city, place.town) for place in own}
    return [*own, *(place for place in others if (place.city, place.town) not in known)][:MOST]


async def levels(c: Cupboards, pref: str, city: str) -> Levels:
    """The prefectures; the cities of one; the towns of one of those. The city's own towns are its catalog's."""
    if len(pref) > LONGEST or len(city) > LONGEST:
        raise Refused(Reason.bad_message)
    catalog = c.catalogs.current()
    if city == catalog.name:
        own = {row["town"]: row for row in catalog.tables.get("towns", [])}
        return Levels([Level(town, row.get("kana", ""), row.get("postal", "")) for town, row in own.items()])
    return Levels(await c.postal.levels(pref, city))


def apartments(c: Cupboards, machiaza: str, town: str, banchi: str, text: str) -> list[Building]:
    """The apartments at an address of the city."""
    rows = c.catalogs.current().tables.get("katagaki", [])
    return buildings(rows, machiaza, town, banchi, text)[:MOST]
