"""A page on which pretend cards are put down and taken away: the agent behind it is the one of a real reader.

For trying and training. Only this machine reaches it. While the reader is not paired the page shows its code.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from importlib import resources
from typing import Any

from aiohttp import web

from devices import key, pairing
from devices.agent import Agent
from devices.desk import Desk
from devices.pretend.people import PEOPLE
from devices.pretend.reader import PretendReader
from devices.settings import Settings

HOST = "127.0.0.1"
SAID = 6
"""So many of the agent's sentences are shown."""


class Stage:
    """The reader, the agent, and what the page shows of both."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.reader = PretendReader()
        self.lying: str | None = None
        self.place = ""
        self.said: list[str] = []
        self.agent: Agent | None = None
        self.ready = asyncio.Event()
        """Whether the agent is there."""

    def tell(self, sentence: str) -> None:
        """A sentence of the agent's."""
        self.said = [*self.said[1 - SAID :], sentence]

    async def run(self) -> None:
        """Pair where that was not done yet, then read for ever."""
        if not await asyncio.to_thread(self._is_paired):
            await self._pair()
        agent = Agent(self.settings.server, key.load(self.settings.key_file), self._desk(), self.tell)
        self.agent = agent
        self.ready.set()
        await agent.run()

    def _desk(self) -> Desk:
        def agent() -> Agent:
            assert self.agent is not None
            return self.agent

        return Desk(
            self.reader,
            lambda: agent().turn(),
            lambda wanted: agent().tablet.ask(wanted),
            self.tell,
            lambda lies: agent().lies(lies),
        )

    async def _pair(self) -> None:
        loop = asyncio.get_running_loop()

        def tell(sentence: str) -> None:
            loop.call_soon_threadsafe(self.tell, sentence)

        while True:
            try:
                mine = await asyncio.to_thread(pairing.pair, self.settings, tell)
            except pairing.NotPaired as no:
                self.said = [str(no)]  # a code that nobody typed in time opens nothing any more
                await asyncio.sleep(pairing.LOOK_S)
            else:
                self.place = mine.name
                return

    def _is_paired(self) -> bool:
        try:
            mine = pairing.mine(self.settings, key.load(self.settings.key_file))
        except (key.NoKey, pairing.NotPaired):
            return False
        self.place = mine.name
        return mine.paired

    def put(self, card: str | None) -> None:
        """A card down, or away."""
        if card is None:
            self.reader.take()
        else:
            self.reader.lay(PEOPLE[card].made())
        self.lying = card

    def shown(self) -> dict[str, Any]:
        """What the page shows."""
        cards = [
            {"id": one, "name": who.name, "card": who.card, "opens": who.opens, "about": who.about}
            for one, who in PEOPLE.items()
        ]
        place = (self.agent.standing.place if self.agent else "") or self.place
        return {"place": place, "lying": self.lying, "said": self.said, "cards": cards}


async def serve(settings: Settings, port: int, tell: Callable[[str], None]) -> None:
    """Until somebody ends it; the address is told."""
    stage = Stage(settings)
    runner = web.AppRunner(app_of(stage), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, HOST, port)
    await site.start()
    tell(f"カードを置くまねをするページ: http://localhost:{runner.addresses[0][1]}/")
    try:
        await stage.run()
    finally:
        await runner.cleanup()


def app_of(stage: Stage) -> web.Application:
    """The page and its two deeds."""

    async def page(_: web.Request) -> web.Response:
        text = resources.files("devices.pretend").joinpath("page.html").read_text(encoding="utf-8")
        return web.Response(text=text, content_type="text/html")

    async def state(_: web.Request) -> web.Response:
        return web.json_response(stage.shown())

    async def put(request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        said = await request.json()
        card = said.get("card") if isinstance(said, dict) else ""
        if card is not None and card not in PEOPLE:
            raise web.HTTPBadRequest
        stage.put(card)
        return web.json_response(stage.shown())

    app = web.Application()
    app.add_routes([web.get("/", page), web.get("/state", state), web.post("/put", put)])
    return app
