"""Another system at its door, for tests: a key from the administrator, and requests with it."""

from __future__ import annotations

import secrets
from typing import Any

from tests.house import PASSWORD, Client, RunningHouse

V1 = "/systems/v1"


class Other:
    """Another system with its key; `secret` signs what it is told."""

    def __init__(self, house: RunningHouse, name: str, key: str, secret: str) -> None:
        self.house, self.name, self.key, self.secret = house, name, key, secret
        self.browser = house.browser()

    @property
    def head(self) -> dict[str, str]:
        """Its key."""
        return {"authorization": f"Bearer {self.key}"}

    async def gets(self, path: str) -> tuple[int, Any]:
        """GET."""
        return await self.browser.ask(V1 + path, headers=self.head)

    async def posts(self, path: str, body: Any, name: str = "") -> tuple[int, Any]:
        """POST under a name; the same name given = asked again."""
        named = {**self.head, "idempotency-key": name or secrets.token_hex(16)}
        async with self.browser.http.post(V1 + path, json=body, headers=named) as answer:
            return answer.status, await answer.json()

    async def ends(self) -> None:
        """The administrator takes the key away."""
        await (await self.house.admin()).posts("/api/systems/end", {"name": self.name})


async def administrator(house: RunningHouse) -> Client:
    """The administrator, who has just shown the password: a log-in of five minutes ago does not do for keys."""
    admin = await house.admin()
    await admin.posts("/api/session/proof", {"password": PASSWORD})
    return admin


async def other(house: RunningHouse, *rights: str, **more: Any) -> Other:
    """A system that may do this; its name is its own."""
    name = f"給付システム{secrets.token_hex(4)}"
    system = {"name": name, "office": "main", "rights": list(rights), **more}
    made = await (await administrator(house)).posts("/api/systems", system)
    return Other(house, name, made["key"], made["secret"])


async def kept(house: RunningHouse, name: str) -> dict[str, Any]:
    """What the administrators' page says of it."""
    _, said = await (await house.admin()).ask("/api/systems")
    found: dict[str, Any] = next(one for one in said["systems"] if one["system"]["name"] == name)
    return found
