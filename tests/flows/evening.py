"""閉庁処理 after each test: no visitor waits, no window holds a case; by the city's own doors."""

from __future__ import annotations

from handoff import messages as m
from tests.house import OONO, PASSWORD, Client, Voice

REASON = "withdraw-1"


class Evening:
    """The floor manager who settles what a test left. `address` and `voices` are what a client and its socket ask of a
    house."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.voices: list[Voice] = []

    async def settle(self) -> None:
        """Everything that is unfinished today is taken back, wherever it stands."""
        client = Client(self)
        try:
            await client.posts("/api/session", {"login": OONO, "password": PASSWORD})
            left = (await client.posts("/api/closing", {}))["rows"]
            if left:
                voice = await client.stands_at("/staff")
                await voice.greets()
                for row in left:
                    await voice.done(m.Finish(row["visit"], "withdrawn", REASON))
                await voice.leave()
        finally:
            await client.leave()
