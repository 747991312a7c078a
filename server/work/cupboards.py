"""What every deed of the work is given: the cupboards of one city, the clock, chance, and who asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from handoff.calendar import business_day
from handoff.letters import Letters
from handoff.messages import Me, Row, Seat
from handoff.sample import Household
from server.ports.appointments import Appointments
from server.ports.archive import Archive
from server.ports.arms import Arms
from server.ports.audit import Audit, Ledger, Witness
from server.ports.base_pages import BasePages
from server.ports.board import Board
from server.ports.bulletins import Bulletins
from server.ports.catalogs import Catalogs
from server.ports.clerks import Clerks, Passwords
from server.ports.confirmations import Confirmations
from server.ports.documents import Documents
from server.ports.drafts import Drafts
from server.ports.exchange import Exchange
from server.ports.exports import Exports
from server.ports.floors import Floors
from server.ports.imports import Imports
from server.ports.inbox import Inbox
from server.ports.journal import Past
from server.ports.limits import Limits
from server.ports.outward import Outward
from server.ports.pairings import Pairings
from server.ports.paper import Paper
from server.ports.plans import Plans
from server.ports.postal import Postal
from server.ports.presence import PresenceOf
from server.ports.protection import Protection
from server.ports.reports import Reports
from server.ports.reserves import Reserves
from server.ports.retention import Retention
from server.ports.river import Tail
from server.ports.sealing import Sealing
from server.ports.sessions import Sessions
from server.ports.sheets import Sheets
from server.ports.sso import Provider
from server.ports.systems import Systems
from server.ports.training import Training
from server.ports.users import Users
from server.ports.visits import Visits
from server.ports.waits import Waits
from server.ports.workbooks import Workbooks
from server.ports.worklist import Worklist


@dataclass(frozen=True)
class Cupboards:
    """The ports of one city. `clock` gives ms since 1970, `chance` so many random bytes: both are arguments, so that
    tests choose."""

    sheets: Sheets
    board: Board
    presence: PresenceOf
    tail: Tail
    sessions: Sessions
    visits: Visits
    waits: Waits
    plans: Plans
    floors: Floors
    bulletins: Bulletins
    reports: Reports
    reserves: Reserves
    appointments: Appointments
    clerks: Clerks
    passwords: Passwords
    users: Users
    catalogs: Catalogs
    drafts: Drafts
    archive: Archive
    sealing: Sealing
    audit: Audit
    ledger: Ledger
    protection: Protection
    witness: Witness
    past: Past
    documents: Documents
    confirmations: Confirmations
    paper: Paper
    pairings: Pairings
    arms: Arms
    postal: Postal
    imports: Imports
    workbooks: Workbooks
    worklist: Worklist
    exports: Exports
    exchange: Exchange
    retention: Retention
    systems: Systems
    limits: Limits
    outward: Outward
    base_pages: BasePages
    letters: Letters
    households: tuple[Household, ...]
    clock: Callable[[], int]
    chance: Callable[[int], bytes]
    city: str
    ahead: int = 0
    """So many ms the clock is set ahead, to rehearse a day to come."""
    inbox: Inbox | None = None
    """The folder from which files come into use by themselves, when there is one."""
    guesses: tuple[str, ...] = ()
    """Words that no password may be made of, as the city lists them."""
    sso: Provider | None = None
    """The city's single sign-on, when it has one."""
    training: Training | None = None
    """Only in a training city (研修)."""

    @property
    def session_hours(self) -> int:
        """How long a session lives at most."""
        return self.catalogs.settings().sessions.absolute_hours

    def business_day(self) -> str:
        """Today in Tokyo, `YYYY-MM-DD`."""
        return business_day(self.clock()).isoformat()


class Actor(msgspec.Struct, frozen=True):
    """Who asks, from the session and from nothing else. `screen` is one open socket; `session` the SHA-256 of the
    cookie."""

    clerk: str
    name: str
    office: str
    window: str | None = None
    group: str | None = None
    roles: tuple[str, ...] = ()
    sees: frozenset[str] = frozenset()
    screen: str = ""
    session: bytes = b""

    @property
    def terminal(self) -> str:
        """The browser, as the audit names it."""
        return self.session[:8].hex()


class Done(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a deed did: the visit's row, a new ticket's code (said once, never kept), a window's seat, who I am now.

    `more` are facts that a screen may show, never entries.
    """

    row: Row | None = None
    code: str | None = None
    seat: Seat | None = None
    me: Me | None = None
    url: str | None = None
    more: dict[str, str | int] = {}
