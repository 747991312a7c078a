"""The staff door: clerks, floor managers, administrators. Decode, call the work, answer."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import msgspec

from handoff import ids
from handoff import messages as m
from handoff.refusal import Reason, Refused
from handoff.steering import changes_the_way
from handoff.visibility import show
from server.ports.unreachable import Unreachable
from server.realtime.announce import Announcer
from server.realtime.deeds import perform
from server.realtime.handshake import Door
from server.realtime.posted import AskPosted
from server.realtime.replanning import Replanning
from server.realtime.rooms import Rooms, Screen
from server.realtime.work_news import WorkNews
from server.work import clerks, find, sheets, visits, work_right
from server.work.cupboards import Cupboards
from server.work.met import view_in
from server.work.opening import look_at, standing

STAFF = frozenset({"clerk", "manager", "admin"})
RESTORING = (m.TakeBack, m.GiveBack, m.Back, m.Reopen, m.Slip, m.Book)
"""Moves after which the way is one that was planned earlier; what was entered since may have changed it."""
EDITS = (m.Hello, m.Change, m.Weather, m.Beat, m.LeaveCase)


class Reindex(msgspec.Struct, frozen=True):
    """Somebody's name or birth was entered: the search must find the case by it. Said by the door to itself."""

    case: str


class StaffDoor(Door):
    """`/staff`."""

    kinds = m.ToServer

    def __init__(self, cupboards: Cupboards, rooms: Rooms, announcer: Announcer, plans: Replanning) -> None:
        super().__init__("/staff", cupboards, rooms)
        self.announcer = announcer
        self.plans = plans
        self.work = WorkNews(rooms)
        announcer.followers.append(self.work.follow)
        self.drafts: dict[tuple[str, str], m.Here] = {}
        self.worked: set[bytes] = set()
        self.indexing: set[str] = set()

    def welcomes(self, roles: list[str]) -> bool:
        """Signed-in staff; a paired screen has its own door."""
        return bool(STAFF & set(roles))

    def is_edit(self, message: Any) -> bool:
        """What needs Redis alone. 代筆 keeps its paper in the record first."""
        return isinstance(message, EDITS) and not (isinstance(message, m.Change) and isinstance(message.do, m.SignFor))

    async def edit(self, screen: Screen, message: Any) -> None:
        """Edits, presence, greetings."""
        match message:
            case m.Hello(wire=wire):
                await self._hello(screen, wire)
            case m.Change():
                await self._change(screen, message)
            case m.Weather():
                await self._weather(screen, message)
            case m.Beat():
                await self._beat(screen)
            case m.LeaveCase(case=case):
                await self._leave(screen, case)

    async def ask(self, screen: Screen, message: Any) -> None:
        """What may wait for PostgreSQL."""
        match message:
            case m.Join(case=case):
                await self._join(screen, case)
            case m.AskKept():
                kept, seen = await visits.kept_of(self.c, message.case, message.ops)
                self.answer(screen, m.Answer(re=message.ask, result="kept", kept=kept, seen=seen))
            case m.MoveIt():
                await self._move(screen, message)
            case m.Change():
                await self._change(screen, message)
            case m.WatchWork(on=on):
                self.work.watch(screen, work_right.offices_to_watch(self.c, screen.actor), on)
            case AskPosted():
                await self.announcer.posted.greet(screen)
            case Reindex(case=case):
                self.indexing.discard(case)
                await find.refresh(self.c, case)

    # ---- greeting

    async def _hello(self, screen: Screen, wire: int) -> None:
        if wire != m.WIRE:
            await self.bye(screen, Reason.wire_version)
            return
        screen.greeted = True
        self.rooms.enter(screen, "all")
        self.rooms.enter(screen, f"line:{screen.me.office}")
        epoch = await self.c.sheets.epoch()
        rows, seats = await self.announcer.board(screen.me.office)  # from here on nothing waits: no news come between
        welcome = m.Welcome(
            wire=m.WIRE,
            epoch=epoch,
            me=screen.me,
            now=self.c.clock(),
            ahead=self.c.ahead,
            rows=rows,
            seats=seats,
        )
        screen.tell(self.shown(welcome, screen, False))
        screen.tell(self.shown(self.announcer.lamp, screen, False))
        self.remind(screen, AskPosted())

    # ---- a case

    async def _join(self, screen: Screen, case: str) -> None:
        self.c.sheets.hold(case)  # at hand from the first look on, so that the second asks for its revision alone
        try:
            await self._open(screen, case)
        finally:
            self.c.sheets.release(case)

    async def _open(self, screen: Screen, case: str) -> None:
        looked = await look_at(self.c, screen.actor, case)
        row = await visits.row_of_case(self.c, case)
        rights = view_in(self.c, screen.actor, looked, row.service if row else "")
        if case in screen.cases and screen.view_of(case) != rights:
            await self._leave(screen, case)
        if case not in screen.cases:
            self.rooms.open_case(screen, case, rights)
            self.c.sheets.hold(case)
        here = await self.c.presence.here(case, self._here(screen, case))  # from here on it does not fall asleep
        epoch, sheet = await standing(self.c, looked)
        protected = self.announcer.opened(sheet)
        view = m.CaseView(
            case=case,
            epoch=epoch,
            rev=sheet.rev,
            kept=sheet.kept,
            fence=sheet.fence,
            stage=sheet.stage,
            catalog=sheet.catalog,
            row=row,
            entries=dict(sheet.entries),
            here=here,
        )
        screen.tell(show(view, rights, self.c.catalogs.items(), protected))

    async def _leave(self, screen: Screen, case: str) -> None:
        if case not in screen.cases:
            return
        self.drafts.pop((screen.sid, case), None)
        self.c.sheets.release(case)
        if self.rooms.close_case(screen, case):
            self.announcer.forget(case)
        await self.c.presence.gone(case, screen.sid)

    async def left(self, screen: Screen) -> None:
        """The socket is gone: its cases are left; claims stay with the window."""
        self.indexing -= screen.cases
        for case in list(screen.cases):
            with suppress(Unreachable):  # its lease runs out by itself
                await self._leave(screen, case)

    async def _change(self, screen: Screen, message: m.Change) -> None:
        if message.case not in screen.cases:
            raise Refused(Reason.not_joined)
        answer = await sheets.change(self.c, screen.actor, message)
        self.answer(screen, answer, self.announcer.protected(message.case))
        if answer.result == "ok" and changes_the_way(message.do, self.c.catalogs.items()):
            self.plans.owe(message.case, screen.actor, message.op)
        if answer.result == "ok" and sheets.changes_who_it_is(message):
            self._index(screen, message.case)

    def _index(self, screen: Screen, case: str) -> None:
        """Once for all that was typed until the record is asked."""
        if case not in self.indexing and self.remind(screen, Reindex(case)):
            self.indexing.add(case)

    # ---- presence

    def _here(self, screen: Screen, case: str, field: str | None = None, draft: str | None = None) -> m.Here:
        me = screen.me
        here = m.Here(who=screen.sid, clerk=me.clerk, by=me.name, window=me.window or "", field=field, draft=draft)
        self.drafts[screen.sid, case] = here
        return here

    async def _weather(self, screen: Screen, message: m.Weather) -> None:
        if message.case in screen.cases:
            draft = message.draft[:200] if message.draft else None
            await self.c.presence.here(message.case, self._here(screen, message.case, message.field, draft))

    async def _beat(self, screen: Screen) -> None:
        for case in list(screen.cases):  # cases are opened and left meanwhile, in the other lane
            if case in screen.cases:
                here = self.drafts.get((screen.sid, case)) or self._here(screen, case)
                await self.c.presence.here(case, here)

    # ---- moves

    async def _move(self, screen: Screen, message: m.MoveIt) -> None:
        done = await perform(self.c, screen.actor, message, self.announcer.waits)
        if isinstance(message.do, RESTORING) and done.row is not None:
            self.plans.owe(done.row.case, screen.actor, ids.again(message.request, 0))
        if done.me is not None:
            self._changed_seat(screen, done.me)
        answer = m.Answer(
            re=message.request, result="done", row=done.row, code=done.code, url=done.url, more=done.more or None
        )
        self.answer(screen, answer)

    def _changed_seat(self, screen: Screen, me: m.Me) -> None:
        """All screens of this session sit at the new window."""
        for other in self.rooms.screens.values():
            if other.sha == screen.sha and other.namespace == self.namespace:
                if other.me.office != me.office:
                    self.rooms.leave(other, f"line:{other.me.office}")
                    self.rooms.enter(other, f"line:{me.office}")
                other.me = me

    # ---- the house's own round

    async def who(self, sha: bytes) -> m.Me | None:
        """Survives an emptied live store: the record knows the session."""
        return await clerks.who(self.c, sha)

    async def round(self) -> None:
        """Close the sockets of sessions that ended, idled out, were revoked, or lost a right; who works is not idle."""
        mine = self.mine
        working = {screen.sha for screen in mine if screen.active}
        for screen in mine:
            screen.active = False
        self.worked |= working
        alive = await self.c.sessions.those({screen.sha: screen.sha in working for screen in mine})
        for screen in [screen for screen in mine if not self._stays(screen, alive.get(screen.sha))]:
            known = alive.get(screen.sha) or await clerks.resume(self.c, screen.sha)
            if not self._stays(screen, known):
                await self.bye(screen, Reason.signed_out)

    def _stays(self, screen: Screen, me: m.Me | None) -> bool:
        """Whether whoever this is now may stay here; they sit where the session sits."""
        if me is None or not self.welcomes(me.roles) or set(me.sees) != set(screen.me.sees):
            return False
        if me != screen.me:
            self._changed_seat(screen, me)
        return True

    async def note_work(self) -> None:
        """Tell the record which sessions worked in the last minute, so that it knows them when Redis was emptied."""
        worked, self.worked = self.worked, set()
        if worked:
            await self.c.clerks.seen(list(worked), self.c.clock())
