"""The city comes into the house: its folder into the record, once."""

from __future__ import annotations

from server.ports.catalogs import City
from server.work.cupboards import Cupboards


async def load(c: Cupboards, city: City) -> bool:
    """Load a city's folder; whether anything was new. What people have changed since stays as they made it.

    Demo accounts are made only where the folder gives their password.
    """
    users = city.users if city.password else []
    missing = [user for user in users if await c.clerks.get(user.clerk) is None]
    hashed = {user.clerk: await c.passwords.hash(city.password) for user in missing}
    return await c.catalogs.load(city, hashed, c.clock())
