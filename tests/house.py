"""A whole city hall in the test's own loop: a web process on a free port, a keeper, real engines; people who come."""

from __future__ import annotations

import asyncio
import itertools
import secrets
import shutil
import socket
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
import socketio
import uvicorn

from handoff import messages as m
from handoff.ids import OP_BYTES, new_op
from handoff.refusal import Reason
from server import founding, house, keeping
from server.listening import KEEP_ALIVE_S
from server.schedule import stop
from server.settings import Settings
from server.work.visits.closing import interrupt

PASSWORD = "aobano-demo-2027"
PATIENCE_S = 20.0
GOODBYE_S = 5.0
NAKAMURA, ISHII, SATO, TANAKA, OONO, KAN = "1000005", "1000006", "1000020", "1000001", "2000001", "9000001"


class Voice:
    """A socket at one of the doors: says messages, and remembers what it hears."""

    def __init__(self, house: RunningHouse, namespace: str) -> None:
        self.house = house
        self.namespace = namespace
        self.heard: list[m.ToClient] = []
        self.closed = asyncio.Event()
        self._news = asyncio.Event()
        self.socket = socketio.AsyncClient(reconnection=False, handle_sigint=False)
        self.socket.on("hear", self._hear, namespace=namespace)
        self.socket.on("disconnect", lambda *_: self.closed.set(), namespace=namespace)
        self.socket.on("connect_error", self._refused, namespace=namespace)
        self.refused = ""
        """What the door said when it stayed shut."""

    def _hear(self, said: Any) -> None:
        self.heard.append(msgspec.convert(said, m.ToClient, strict=True))
        self._news.set()

    def _refused(self, said: Any) -> None:
        self.refused = str(said.get("message", said) if isinstance(said, dict) else said)

    async def connect(self, headers: dict[str, str]) -> None:
        """As a screen does it: again while the stores cannot be asked. Raises socketio's ConnectionError when the door
        stays shut."""
        address, door = self.house.address, [self.namespace]
        async with asyncio.timeout(PATIENCE_S):
            while True:
                try:
                    self.closed.clear()
                    return await self.socket.connect(
                        address, {**headers}, transports=["websocket"], namespaces=door, wait_timeout=5
                    )
                except socketio.exceptions.ConnectionError:
                    if self.refused != Reason.not_now.value:
                        raise
                    await asyncio.sleep(0.2)

    async def say(self, message: Any) -> None:
        """Say it (a message, or anything at all)."""
        await self.socket.emit("say", msgspec.to_builtins(message), namespace=self.namespace)

    async def hears(self, kind: type[Any], such: Callable[[Any], bool] = lambda _: True, after: int = 0) -> Any:
        """The first message of this kind that is so, heard already (from place `after` on) or to come."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                for heard in self.heard[after:]:
                    if isinstance(heard, kind) and such(heard):
                        return heard
                self._news.clear()
                await self._news.wait()

    async def greets(self) -> Any:
        """Hello; the welcome."""
        place = len(self.heard)
        await self.say(m.Hello(wire=m.WIRE))
        return await self.hears(m.Welcome, after=place)

    async def moves(self, deed: m.MoveDeed, version: int | None = None, request: str = "") -> m.Answer:
        """A move, and its answer; `request` given = asked again."""
        request, place = request or new_op(secrets.token_bytes(OP_BYTES)), len(self.heard)
        await self.say(m.MoveIt(request=request, do=deed, version=version))
        answer: m.Answer = await self.hears(m.Answer, lambda heard: heard.re == request, place)
        return answer

    async def done(self, deed: m.MoveDeed, version: int | None = None) -> m.Answer:
        """A move that must succeed."""
        answer = await self.moves(deed, version)
        assert answer.result == "done", answer
        return answer

    async def leave(self) -> None:
        """Hang up."""
        await self.socket.disconnect()


class Client:
    """A browser without a page: cookies and requests."""

    def __init__(self, house: RunningHouse) -> None:
        self.house = house
        patience, jar = aiohttp.ClientTimeout(total=3 * PATIENCE_S), aiohttp.CookieJar(unsafe=True)
        self.http = aiohttp.ClientSession(house.address, cookie_jar=jar, timeout=patience)

    async def ask(self, path: str, body: Any = None, headers: dict[str, str] | None = None) -> tuple[int, Any]:
        """POST with a body, GET without: (status, what came back)."""
        if body is None:
            async with self.http.get(path, headers=headers) as answer:
                return answer.status, await _content(answer)
        origin = {"origin": self.house.address, **(headers or {})}
        async with self.http.post(path, json=body, headers=origin) as answer:
            return answer.status, await _content(answer)

    async def posts(self, path: str, body: Any, headers: dict[str, str] | None = None) -> Any:
        """A POST that must succeed."""
        status, content = await self.ask(path, body, headers)
        assert status == 200, (path, status, content)
        return content

    async def leave(self) -> None:
        """Log out, if there is anything to log out of, and close."""
        if self.cookie("session"):
            async with self.http.delete("/api/session", json={}, headers={"origin": self.house.address}) as answer:
                await answer.read()
        await self.http.close()

    def cookie(self, name: str) -> str:
        """The value of a cookie, "" when there is none."""
        found = self.http.cookie_jar.filter_cookies(aiohttp.client.URL(self.house.address)).get(name)
        return found.value if found else ""

    async def stands_at(self, door: str) -> Voice:
        """A socket with this browser's cookies."""
        voice = Voice(self.house, door)
        jar = self.http.cookie_jar.filter_cookies(aiohttp.client.URL(self.house.address))
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in jar.items())
        self.house.voices.append(voice)
        await voice.connect({"Cookie": cookies})
        return voice


async def _content(answer: aiohttp.ClientResponse) -> Any:
    if answer.content_type == "application/json":
        return await answer.json()
    return await answer.read()


class RunningHouse:
    """The address, and who came."""

    def __init__(self, web: house.Web, address: str) -> None:
        self.web = web
        self.address = address
        self.clients: list[Client] = []
        self.voices: list[Voice] = []
        self._admin: Client | None = None

    def browser(self) -> Client:
        """A new browser."""
        client = Client(self)
        self.clients.append(client)
        return client

    async def clerk(self, login: str, window: str | None = None) -> tuple[Client, Voice]:
        """A clerk who is logged in, and sits at an open window when one is named."""
        client = self.browser()
        await client.posts("/api/session", {"login": login, "password": PASSWORD})
        voice = await client.stands_at("/staff")
        await voice.greets()
        if window is not None:
            await voice.done(m.Sit(window))
            await voice.done(m.OpenWindow())
        return client, voice

    async def admin(self) -> Client:
        """The administrator's browser: one for all that is paired, logged in once."""
        if self._admin is None:
            self._admin = Client(self)
            await self._admin.posts("/api/session", {"login": KAN, "password": PASSWORD})
        return self._admin

    async def screen(self, kind: str, window: str | None = None, name: str = "画面") -> Client:
        """A paired screen of the main office, or of a window."""
        screen = self.browser()
        begun = await screen.posts("/api/displays/begin", {"kind": kind})
        place = {"office": "main", "window": window, "name": name}
        await (await self.admin()).posts("/api/displays/adopt", {"code": begun["code"], **place})
        return screen

    async def reader(self, window: str, name: str = "カードリーダー") -> str:
        """The key of a paired reader at a window."""
        begun = await self.browser().posts("/api/devices/begin", {})
        adopt = {"code": begun["code"], "window": window, "name": name}
        await (await self.admin()).posts("/api/devices/adopt", adopt)
        return str(begun["key"])

    async def agent(self, key: str) -> Voice:
        """A socket at the readers' door that has greeted."""
        voice = Voice(self, "/device")
        self.voices.append(voice)
        await voice.connect({"Authorization": f"Bearer {key}"})
        await voice.say(m.Hello(wire=m.WIRE))
        await voice.hears(m.Armed)
        return voice

    async def close(self) -> None:
        """Everybody goes home, the administrator last."""
        await self.send_home()
        if self._admin is not None:
            await self._admin.leave()
            self._admin = None

    async def send_home(self) -> None:
        """Everybody else goes home: seats are free again."""
        await asyncio.gather(*(self._goes(one) for one in (*self.voices, *self.clients)))
        self.voices, self.clients = [], []
        await self._free_the_windows()

    async def _goes(self, one: Voice | Client) -> None:
        """A line that does not end is nobody's any more."""
        with suppress(Exception):
            async with asyncio.timeout(GOODBYE_S):
                await one.leave()

    async def _free_the_windows(self) -> None:
        """No window holds a case any more: the next one to sit there finds it empty."""
        c = self.web.cellar.cupboards
        for office in c.catalogs.house().offices:
            for visit in await c.visits.unfinished(office.office, c.business_day()):
                if visit.window is not None:
                    await interrupt(c, visit)


@asynccontextmanager
async def running_house(
    database_url: str, redis_url: str, *, secure: bool = False, imports: Path | None = None
) -> AsyncIterator[RunningHouse]:
    """A house with the demo city, its epoch open; closed at the end. `secure`: its cookies are for HTTPS only;
    `imports`: the folder that other systems put files into."""
    state = Path(tempfile.mkdtemp(prefix="md-house-"))
    settings = Settings(port=0, database_url=database_url, redis_url=redis_url, state=state, password_passes=1)
    settings = msgspec.structs.replace(settings, secure_cookies=secure, imports=imports)
    await founding.load_city(settings)
    keeper = asyncio.create_task(keeping.keep(settings))
    try:
        async with _serving(settings, keeper) as made:
            yield made
    finally:
        await stop([keeper], PATIENCE_S)
        shutil.rmtree(state)


@asynccontextmanager
async def one_more(first: RunningHouse) -> AsyncIterator[RunningHouse]:
    """Another web process of the same city, at an address of its own."""
    async with _serving(first.web.settings) as made:
        yield made


@asynccontextmanager
async def _serving(settings: Settings, *alive: asyncio.Task[None]) -> AsyncIterator[RunningHouse]:
    """A web process; `alive`: what it cannot do without."""
    web = house.Web(settings)
    listening = socket.create_server(("127.0.0.1", 0))
    quietly: dict[str, Any] = {"log_config": None, "access_log": False, "timeout_graceful_shutdown": 1}
    server = uvicorn.Server(uvicorn.Config(web.app(), timeout_keep_alive=KEEP_ALIVE_S, **quietly))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    made = RunningHouse(web, f"http://127.0.0.1:{listening.getsockname()[1]}")
    try:
        await _ready(made, serving, *alive)
        yield made
    finally:
        await made.close()
        server.should_exit = True
        await asyncio.gather(serving, return_exceptions=True)


async def _ready(made: RunningHouse, *alive: asyncio.Task[None]) -> None:
    client = made.browser()
    async with asyncio.timeout(20):
        for _ in itertools.count():
            for task in alive:
                if task.done():
                    task.result()
            with suppress(aiohttp.ClientError):
                status, _body = await client.ask("/health/ready")
                if status == 200:
                    return
            await asyncio.sleep(0.02)
