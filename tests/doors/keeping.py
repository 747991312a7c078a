"""An administrator's hands at the doors of the catalog."""

from __future__ import annotations

from typing import Any

from tests.house import Client, RunningHouse


class Desk:
    """Somebody signed in, with a draft."""

    def __init__(self, house: RunningHouse, client: Client) -> None:
        self.house = house
        self.client = client
        self.draft = ""

    async def asks(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """A request below /api/catalog, and what came back."""
        address = f"/api/catalog/{path}"
        if method == "GET":
            return await self.client.ask(address)
        headers = {"origin": self.house.address}
        async with self.client.http.request(method, address, json=body or {}, headers=headers) as answer:
            return answer.status, await answer.json()

    async def done(self, method: str, path: str, body: Any = None) -> Any:
        """The same, when it must succeed."""
        status, said = await self.asks(method, path, body)
        assert status == 200, (path, status, said)
        return said

    async def begins(self, name: str) -> str:
        """A new draft."""
        self.draft = (await self.done("POST", "drafts", {"name": name}))["draft"]
        return self.draft

    async def opens(self, draft: str) -> None:
        """A draft that somebody else began."""
        self.draft = draft

    async def reads(self) -> Any:
        """The draft."""
        return await self.done("GET", f"drafts/{self.draft}")

    async def row(self, table: str, one: str) -> dict[str, Any]:
        """A row of the draft, with its revision."""
        found: dict[str, Any] = next(row for row in (await self.reads())["tables"][table] if row["id"] == one)
        return found

    async def puts(self, table: str, one: str, row: dict[str, str], base: int) -> tuple[int, Any]:
        """A row is written."""
        return await self.asks("PUT", f"drafts/{self.draft}/{table}/{one}", {"row": row, "base": base})

    async def changes(self, table: str, one: str, **columns: str) -> int:
        """Some columns of a row as it stands are written; its new revision."""
        stands = await self.row(table, one)
        status, said = await self.puts(table, one, {**stands["row"], **columns}, stands["rev"])
        assert status == 200, said
        return int(said["rev"])

    async def removes(self, table: str, one: str, base: int) -> tuple[int, Any]:
        """A row is taken away."""
        return await self.asks("DELETE", f"drafts/{self.draft}/{table}/{one}", {"base": base})

    async def publishes(self, at: str | None = None, note: str = "") -> tuple[int, Any]:
        """The draft comes into force."""
        return await self.asks("POST", f"drafts/{self.draft}/publish", {"from": at, "note": note})
