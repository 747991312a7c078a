"""The cupboards of one process, and how they are opened and closed: the record, the live store, the paper, the keys."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog

from handoff.sso import SsoSettings
from server.anew import StateAnew
from server.city import city_of
from server.exchange.files import Files
from server.exchange.guesses import read_guesses
from server.exchange.inbox import FolderInbox
from server.exchange.kanji import read_letters
from server.exchange.outward import Posting
from server.exchange.samples import read_households
from server.exchange.sso import Oidc
from server.live.audit import LiveAudit
from server.live.cupboard import LiveCupboard
from server.live.documents import LiveDocuments
from server.ports.audit import Witness
from server.ports.inbox import Inbox
from server.ports.paper import FontFile, Paper
from server.ports.sso import Provider
from server.ports.training import Training
from server.record.appointments import PgAppointments
from server.record.archive import PgArchive
from server.record.audit import PgLedger
from server.record.base_pages import PgBasePages
from server.record.bulletins import PgBulletins
from server.record.catalogs import PgCatalogs
from server.record.clerks import PgClerks
from server.record.confirmations import PgConfirmations
from server.record.drafts import PgDrafts
from server.record.engine import Engine, open_engine
from server.record.exports import PgExports
from server.record.floors import PgFloors
from server.record.imports import PgImports
from server.record.pairings import RecordPairings
from server.record.past import RecordPast
from server.record.plans import PgPlans
from server.record.postal import PgPostal
from server.record.protection import PgProtection
from server.record.reports import PgReports
from server.record.reserves import PgReserves
from server.record.retention import PgRetention
from server.record.systems import PgSystems
from server.record.users import PgUsers
from server.record.visits import PgVisits
from server.record.waits import PgWaits
from server.record.witness import PgWitness
from server.record.workbooks import PgWorkbooks
from server.record.worklist import PgWorklist
from server.schedule import HEARD_S, every, stop
from server.settings import Settings
from server.vault.keyring import Keyring
from server.vault.passwords import Argon2
from server.vault.sealing import Sealing
from server.vault.tokens import Jws
from server.vault.witness import FileWitness
from server.work.cupboards import Cupboards

log = structlog.get_logger()


class Cellar:
    """The cupboards of one process, and how they are opened and closed."""

    def __init__(self, settings: Settings, city: str, paper: Paper) -> None:
        self.settings = settings
        self._older: asyncio.Task[None] | None = None
        keys = open_keys(settings)
        sealing = Sealing(keys)
        self.live = LiveCupboard(settings.redis_url, city, sealing)
        self.engine = open_engine(settings.database_url)
        ahead = settings.ahead_minutes * 60_000
        self.cupboards = furnished(
            self.live,
            self.engine,
            sealing,
            city,
            folder=settings.city,
            paper=paper,
            witness=open_witness(settings),
            passwords=Argon2(passes=settings.password_passes),
            clock=lambda: self.live.clock.now() + ahead,
            ahead=ahead,
            inbox=FolderInbox(settings.imports) if settings.imports else None,
            sso=open_sso(city_of(settings).sso, keys),
            training=StateAnew(settings) if settings.training else None,
        )

    async def open(self) -> None:
        """Ask the engines whether they can be used, and read the city into memory."""
        for warning in await self.live.open():
            log.warning("redis", warning=warning)
        await self.cupboards.catalogs.refresh()
        await self.cupboards.protection.refresh()
        self._older = asyncio.create_task(every(HEARD_S, self.cupboards.catalogs.read_older), name="older versions")

    async def close(self) -> None:
        """Let go of all connections."""
        if self._older is not None:
            await stop([self._older])
        await self.live.close()
        await self.engine.dispose()


def furnished(
    live: LiveCupboard,
    engine: Engine,
    sealing: Sealing,
    city: str,
    *,
    folder: Path,
    paper: Paper,
    witness: Witness,
    passwords: Argon2,
    clock: Callable[[], int],
    ahead: int = 0,
    inbox: Inbox | None = None,
    sso: Provider | None = None,
    training: Training | None = None,
) -> Cupboards:
    """All cupboards over these engines. `folder`: the city's, for its sample households; `clock`: ms, `ahead` of the
    engines' by so many."""
    return Cupboards(
        sheets=live.sheets,
        board=live.board,
        presence=live.presence,
        tail=live.tail,
        sessions=live.sessions,
        visits=PgVisits(engine, city),
        waits=PgWaits(engine),
        plans=PgPlans(engine),
        floors=PgFloors(engine),
        bulletins=PgBulletins(engine),
        reports=PgReports(engine),
        reserves=PgReserves(engine),
        appointments=PgAppointments(engine),
        clerks=PgClerks(engine),
        passwords=passwords,
        users=PgUsers(engine),
        catalogs=PgCatalogs(engine),
        drafts=PgDrafts(engine),
        archive=PgArchive(engine),
        sealing=sealing,
        audit=LiveAudit(live.gate),
        ledger=PgLedger(engine),
        protection=PgProtection(engine),
        witness=witness,
        past=RecordPast(engine, sealing),
        documents=LiveDocuments(live.redis, live.gate.keys, sealing),
        confirmations=PgConfirmations(engine, sealing),
        pairings=RecordPairings(engine),
        arms=live.arms,
        postal=PgPostal(engine),
        imports=PgImports(engine),
        workbooks=PgWorkbooks(engine),
        worklist=PgWorklist(engine, sealing),
        exports=PgExports(engine),
        exchange=Files(),
        retention=PgRetention(engine),
        systems=PgSystems(engine),
        limits=live.limits,
        outward=Posting(),
        base_pages=PgBasePages(engine),
        letters=read_letters(),
        households=read_households(folder),
        guesses=read_guesses(folder),
        paper=paper,
        clock=clock,
        ahead=ahead,
        inbox=inbox,
        sso=sso,
        training=training,
        chance=secrets.token_bytes,
        city=city,
    )


def open_sso(said: SsoSettings, keys: Keyring) -> Provider | None:
    """The city's single sign-on; None where its folder names no provider."""
    return Oidc(said, keys.sso_secret, Jws()) if said.issuer else None


class NoPaper:
    """The keeper prints nothing."""

    async def slip(self, *_: Any, **__: Any) -> Any:
        """Never asked."""
        raise AssertionError("the keeper prints nothing")

    number = definition = first_papers = erasure = day_report = reserve_kit = qr = forms = fit = join = picture = slip

    def faces(self) -> tuple[FontFile, ...]:
        """None."""
        return ()

    def forms_of(self, *_: Any, **__: Any) -> tuple[str, ...]:
        """None: it has no faces."""
        return ()

    drawn = own_letters = forms_of


def open_keys(settings: Settings) -> Keyring:
    """The city's keys: a folder outside the databases."""
    folder = settings.keys or settings.state / "keys"
    return Keyring(folder, city_of(settings).catalog.city)


def open_witness(settings: Settings) -> Witness:
    """The second place of the audit's heads: another database, or a file."""
    place = settings.audit_witness
    if place.startswith("postgres"):
        return PgWitness(place, city_of(settings).catalog.city)
    return FileWitness(Path(place) if place else settings.state / "audit-heads.log")
