"""The only place that knows all the rooms: it wires cupboards to the work and the work to the doors, for each process.

Two kinds of process: web (doors, tail, announcer) and keeper (journal, outbox, rounds). `prepare` runs once before
them.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import socketio
import structlog
from starlette.applications import Starlette

from server.exchange.city import read_city
from server.exchange.files import Files
from server.exchange.samples import read_households
from server.live.audit import LiveAudit
from server.live.cupboard import LiveCupboard, open_keeping
from server.live.documents import LiveDocuments
from server.paper.press import Press
from server.paper.shelf import load as load_fonts
from server.ports.audit import Witness
from server.ports.paper import Paper
from server.ports.river import Notice
from server.ports.unreachable import Unreachable
from server.realtime.announce import Announcer
from server.realtime.device import DeviceDoor
from server.realtime.display import DisplayDoor
from server.realtime.handshake import make_server
from server.realtime.replanning import Replanning
from server.realtime.rooms import Rooms
from server.realtime.staff import StaffDoor
from server.record.appointments import PgAppointments
from server.record.archive import PgArchive
from server.record.audit import PgLedger
from server.record.base_pages import PgBasePages
from server.record.catalogs import PgCatalogs
from server.record.clerks import PgClerks
from server.record.drafts import PgDrafts
from server.record.engine import open_engine
from server.record.journal import RecordJournal
from server.record.outbox import PgOutbox
from server.record.pairings import RecordPairings
from server.record.past import RecordPast
from server.record.postal import PgPostal
from server.record.users import PgUsers
from server.record.visits import PgVisits
from server.record.witness import PgWitness
from server.record.workbooks import PgWorkbooks
from server.schedule import HEADS_S, HEARD_S, LAMP_S, SESSIONS_S, WORKED_S, every, keepers_rounds
from server.settings import Settings
from server.vault.passwords import Argon2
from server.vault.sealing import Sealing
from server.vault.witness import FileWitness
from server.web.routes import make_app
from server.work import catalog, versions
from server.work.cupboards import Cupboards
from server.work.keeper import Keeper

log = structlog.get_logger()


class Cellar:
    """The cupboards of one process, and how they are opened and closed."""

    def __init__(self, settings: Settings, city: str, paper: Paper) -> None:
        self.settings = settings
        sealing = Sealing()
        self.live = LiveCupboard(settings.redis_url, city, sealing)
        self.engine = open_engine(settings.database_url)
        keys = self.live.gate.keys
        self.cupboards = Cupboards(
            sheets=self.live.sheets,
            board=self.live.board,
            presence=self.live.presence,
            tail=self.live.tail,
            sessions=self.live.sessions,
            visits=PgVisits(self.engine, city),
            appointments=PgAppointments(self.engine),
            clerks=PgClerks(self.engine),
            passwords=Argon2(),
            users=PgUsers(self.engine),
            catalogs=PgCatalogs(self.engine),
            drafts=PgDrafts(self.engine),
            archive=PgArchive(self.engine),
            audit=LiveAudit(self.live.redis, keys),
            ledger=PgLedger(self.engine),
            witness=open_witness(settings),
            past=RecordPast(self.engine, sealing),
            documents=LiveDocuments(self.live.redis, keys),
            pairings=RecordPairings(self.engine),
            arms=self.live.arms,
            postal=PgPostal(self.engine),
            workbooks=PgWorkbooks(self.engine),
            exchange=Files(),
            base_pages=PgBasePages(self.engine),
            households=read_households(settings.city),
            paper=paper,
            clock=self.live.clock.now,
            chance=secrets.token_bytes,
            city=city,
        )

    async def open(self) -> None:
        """Ask the engines whether they can be used, and read the city into memory."""
        for warning in await self.live.open():
            log.warning("redis", warning=warning)
        await self.cupboards.catalogs.refresh()

    async def close(self) -> None:
        """Let go of all connections."""
        await self.live.close()
        await self.engine.dispose()


class NoPaper:
    """The keeper prints nothing."""

    async def slip(self, *_: Any, **__: Any) -> Any:
        """Never asked."""
        raise AssertionError("the keeper prints nothing")

    number = definition = first_papers = forms = fit = picture = slip


def open_witness(settings: Settings) -> Witness:
    """The second place of the audit's heads: another database, or a file."""
    place = settings.audit_witness
    if place.startswith("postgres"):
        return PgWitness(place, read_city(settings.city).catalog.city)
    return FileWitness(Path(place) if place else settings.state / "audit-heads.log")


# ---- before the first process


async def load_city(settings: Settings) -> None:
    """Put the city's folder into the record; a city that is there already is left as its people have made it."""
    city = read_city(settings.city)
    cellar = Cellar(settings, city.catalog.city, NoPaper())
    try:
        await catalog.load(cellar.cupboards, city)
    finally:
        await cellar.close()


def demo_accounts(settings: Settings) -> list[tuple[str, str, str]]:
    """(login, password, who) of the city's demo users; none when the city has no demo password."""
    city = read_city(settings.city)
    if not settings.demo or not city.password:
        return []
    return [(user.login, city.password, f"{user.name}（{user.note or user.department}）") for user in city.users]


# ---- a web process


class Web:
    """Doors over one set of cupboards, and the rounds that keep them true."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.cellar = Cellar(settings, read_city(settings.city).catalog.city, Press(load_fonts()))
        c = self.cellar.cupboards
        self.rooms = Rooms()
        self.announcer = Announcer(c, self.rooms)
        self.sockets = make_server(list(settings.public_origins) or None)
        self.plans = Replanning(c)
        self.staff = StaffDoor(c, self.rooms, self.announcer, self.plans)
        self.display = DisplayDoor(c, self.rooms, self.announcer, self.plans)
        self.device = DeviceDoor(c, self.rooms, self.announcer, self.plans)
        for door in (self.staff, self.display, self.device):
            self.sockets.register_namespace(door)
        self.tasks: list[asyncio.Task[None]] = []

    def app(self) -> Any:
        """Sockets at /socket.io, HTTP everywhere else."""
        http = make_app(self.cellar.cupboards, secure=self.settings.secure_cookies, lifespan=self._lifespan)
        return socketio.ASGIApp(self.sockets, http, socketio_path="socket.io")

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        await self.cellar.open()
        self.tasks = [
            asyncio.create_task(self._hear(), name="tail"),
            asyncio.create_task(self.plans.run(), name="plans"),
            asyncio.create_task(every(HEADS_S, self.announcer.heads), name="heads"),
            asyncio.create_task(every(LAMP_S, self._look), name="lamp"),
            asyncio.create_task(every(HEARD_S, self._catalog), name="catalog"),
            asyncio.create_task(every(SESSIONS_S, self._sessions), name="sessions"),
            asyncio.create_task(every(WORKED_S, self.staff.note_work), name="worked"),
        ]
        yield
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await self.cellar.close()

    async def _hear(self) -> None:
        """The tail. A bug in announcing one thing must not make the house deaf."""
        async for heard in self.cellar.cupboards.tail.listen():
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

    async def _catalog(self) -> None:
        """What is in force may be another version."""
        await versions.look(self.cellar.cupboards)

    async def _look(self) -> None:
        """What of the house stands, for the lamp of every screen."""
        live = True
        try:
            live = bool(await self.cellar.cupboards.sheets.epoch())
        except Unreachable:
            live = False
        self.announcer.shine(live, await record_answers(self.cellar))

    async def _sessions(self) -> None:
        for door in (self.staff, self.display, self.device):
            await door.round()


async def record_answers(cellar: Cellar) -> bool:
    """Whether PostgreSQL answers within a second."""
    try:
        async with asyncio.timeout(1.0):
            return await cellar.cupboards.catalogs.loaded()
    except Exception:  # noqa: BLE001 (whatever it is: it does not answer)
        return False


def web_app(settings: Settings) -> Any:
    """The ASGI app of one web process."""
    return Web(settings).app()


# ---- the keeper's process


async def keep(settings: Settings) -> None:
    """Keep until cancelled: the river into the journal, looks into the record, midnight when it comes."""
    cellar = Cellar(settings, read_city(settings.city).catalog.city, NoPaper())
    c = cellar.cupboards
    await cellar.open()
    keeper = Keeper(
        c.city,
        RecordJournal(settings.database_url, c.city),
        open_keeping(settings.redis_url, c.city),
        PgOutbox(cellar.engine),
        c.board,
        secrets.token_bytes,
        keepers_rounds(c),
    )
    try:
        await keeper.run()
    finally:
        with contextlib.suppress(Exception):
            await cellar.close()
