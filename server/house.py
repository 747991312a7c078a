"""The only place that knows all the rooms: it wires the work to the doors of a web process.

Beside it, of the same cupboards (`cellar.py`): the keeper's process (`keeping.py`: journal, outbox, rounds), and
`founding.py`, which runs once before both.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any, Final

import socketio
import structlog
from prometheus_client import CollectorRegistry
from starlette.applications import Starlette

from server.backup.turned import turned
from server.cellar import Cellar
from server.city import city_of
from server.metrics import HouseFigures, registry
from server.paper.press import Press
from server.paper.shelf import load as load_fonts
from server.ports.river import Heard, Notice
from server.ports.unreachable import Unreachable
from server.realtime.announce import Announcer
from server.realtime.device import DeviceDoor
from server.realtime.display import DisplayDoor
from server.realtime.handshake import make_server
from server.realtime.replanning import Replanning
from server.realtime.rooms import Rooms
from server.realtime.staff import StaffDoor
from server.realtime.waits import WaitRound
from server.record.outages import PgOutages
from server.schedule import BOARDS_S, FLAGS_S, FORECAST_S, HEADS_S, HEARD_S, LAMP_S, SESSIONS_S, WORKED_S, every, stop
from server.settings import Settings
from server.web.routes import make_app
from server.work import versions
from server.work.outlooks import Outlooks
from server.work.status import VOICE, called
from server.work.watching import Watch

log = structlog.get_logger()
HEARD_AGAIN_S: Final = 0.2
"""Before the tail goes on after a bug in hearing."""


def make_press(settings: Settings) -> Press:
    """The press with this machine's fonts and the city's own letters (外字: the TTF files in its folder's `fonts`)."""
    own = sorted((settings.city / "fonts").glob("*.ttf"))
    return Press(load_fonts(own), own, training=settings.training)


class Web:
    """Doors over one set of cupboards, and the rounds that keep them true."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.cellar = Cellar(settings, city_of(settings).catalog.city, make_press(settings))
        c = self.cellar.cupboards
        self.rooms = Rooms()
        self.announcer = Announcer(c, self.rooms)
        self.sockets = make_server(list(settings.public_origins) or None)
        self.plans = Replanning(c)
        self.waits = WaitRound(c, self.rooms, self.announcer)
        self.watch = Watch(c, PgOutages(self.cellar.engine), self.cellar.live.pulse)
        self.staff = StaffDoor(c, self.rooms, self.announcer, self.plans)
        self.display = DisplayDoor(c, self.rooms, self.announcer, self.plans)
        self.device = DeviceDoor(c, self.rooms, self.announcer, self.plans)
        for door in (self.staff, self.display, self.device):
            door.secure, door.training = settings.secure_cookies, settings.training
            self.sockets.register_namespace(door)
        self.tasks: list[asyncio.Task[None]] = []

    def app(self) -> Any:
        """Sockets at /socket.io, HTTP everywhere else."""
        http = make_app(self.cellar.cupboards, secure=self.settings.secure_cookies, lifespan=self._lifespan)
        http.state.other_city = self.settings.other_city
        http.state.watch = self.watch
        http.state.turned = partial(turned, self.settings)
        http.state.outlooks = Outlooks(self.cellar.cupboards, self.waits)
        return socketio.ASGIApp(self.sockets, http, socketio_path="socket.io")

    def figures(self) -> CollectorRegistry:
        """What Prometheus may read of this process."""
        return registry(HouseFigures(self.watch, self._screens, self.cellar.cupboards.clock))

    def _screens(self) -> dict[str, int]:
        open_lines = Counter(screen.namespace for screen in list(self.rooms.screens.values()))
        return {
            door.namespace.strip("/"): open_lines[door.namespace] for door in (self.staff, self.display, self.device)
        }

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        await self.cellar.open()
        self.tasks = [
            asyncio.create_task(self._hear(), name="tail"),
            asyncio.create_task(self.plans.run(), name="plans"),
            asyncio.create_task(every(HEADS_S, self.announcer.heads), name="heads"),
            asyncio.create_task(every(LAMP_S, self._look), name="lamp"),
            asyncio.create_task(every(LAMP_S, self._watch), name="watch"),
            asyncio.create_task(every(HEARD_S, self._catalog), name="catalog"),
            asyncio.create_task(every(FLAGS_S, self._protection), name="protection"),
            asyncio.create_task(every(SESSIONS_S, self._sessions), name="sessions"),
            asyncio.create_task(every(FORECAST_S, self.waits.walk), name="waits"),
            asyncio.create_task(every(WORKED_S, self.staff.note_work), name="worked"),
            asyncio.create_task(every(BOARDS_S, self._boards), name="boards"),
        ]
        yield
        await stop(self.tasks)
        await self.cellar.close()

    async def _hear(self) -> None:
        """The tail. Neither a bug in announcing one thing nor one in hearing it makes the house deaf: the tail goes on
        from where it was."""
        while True:
            try:
                async for heard in self.cellar.cupboards.tail.listen():
                    await self._announce(heard)
            except Exception as bug:  # noqa: BLE001 (logged by its kind)
                log.error("tail", error=type(bug).__name__)
            await asyncio.sleep(HEARD_AGAIN_S)

    async def _announce(self, heard: Heard) -> None:
        try:
            await self.announcer.announce(heard)
            if isinstance(heard, Notice):
                await self._noticed(heard)
        except Unreachable as away:
            log.warning("announce", why=away.why)
        except Exception as bug:  # noqa: BLE001 (logged by its kind)
            log.error("announce", kind=type(heard).__name__, error=type(bug).__name__)

    async def _noticed(self, notice: Notice) -> None:
        if notice.what == "revoked":
            await self._sessions()
        if notice.what == "catalog":
            await self._catalog()
        if notice.what == "protection":
            await self._protection()

    async def _catalog(self) -> None:
        """What is in force may be another version."""
        await versions.look(self.cellar.cupboards)

    async def _protection(self) -> None:
        """Flags of protected persons may have been set or lifted, here or by another process."""
        await self.cellar.cupboards.protection.refresh()
        self.announcer.flagged()

    async def _look(self) -> None:
        """What of the house stands, for the lamp of every screen."""
        live, record = await asyncio.gather(live_answers(self.cellar), record_answers(self.cellar))
        self.announcer.shine(live, record)

    async def _watch(self) -> None:
        """The same for 状態: a walk of its own, so that no lamp waits for what is written down."""
        await self.watch.look(self.announcer.lamp.live, self.announcer.lamp.record)

    async def _boards(self) -> None:
        """Which paired screens and readers hold their lines here."""
        screens = [screen.me for door in (self.display, self.device) for screen in door.mine]
        here = {called(kind, me.window or me.office, me.name) for me in screens for kind in me.roles}
        here |= {called(VOICE, one.me.office, one.me.name) for one in self.display.mine if self.display.is_audible(one)}
        await self.watch.pulse.seen(here, self.cellar.cupboards.clock())

    async def ready(self, listening: bool) -> bool:
        """Whether this process can serve: as `/health/ready` says it."""
        with suppress(Unreachable):
            return listening and bool(await self.cellar.cupboards.sheets.epoch()) and await record_answers(self.cellar)
        return False

    async def _sessions(self) -> None:
        for door in (self.staff, self.display, self.device):
            await door.round()


async def live_answers(cellar: Cellar) -> bool:
    """Whether the live store says within a second that entries are taken. A line that hangs is told of before its own
    patience ends; the question goes on until then, for that is when such a line is given up."""
    asked = asyncio.create_task(_takes_entries(cellar), name="lamp")
    try:
        async with asyncio.timeout(1.0):
            return await asyncio.shield(asked)
    except TimeoutError:
        return False


async def _takes_entries(cellar: Cellar) -> bool:
    try:
        return bool(await cellar.cupboards.sheets.epoch())
    except Unreachable:
        return False


async def record_answers(cellar: Cellar) -> bool:
    """Whether PostgreSQL answers within a second."""
    try:
        async with asyncio.timeout(1.0):
            return await cellar.cupboards.catalogs.loaded()
    except Exception:  # noqa: BLE001 (whatever it is: it does not answer)
        return False
