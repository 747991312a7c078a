"""The door of what people look at: hall screens, number screens, tablets. They see numbers, never a case; a tablet asks
the visitor's questions, or shows the applications to be agreed to and signed, while a clerk lets it."""

from __future__ import annotations

from typing import Any

import msgspec

from handoff import messages as m
from handoff.refusal import Reason, Refused
from handoff.visibility import hall_row, hall_seat
from server.ports.river import Heard, NewEpoch, SeatsChanged, SheetChanged, VisitMoved
from server.realtime.announce import Announcer
from server.realtime.deeds import perform
from server.realtime.paired import PairedDoor
from server.realtime.posted import AskPosted
from server.realtime.replanning import Replanning
from server.realtime.rooms import Rooms, Screen
from server.work import forms_signing, forms_tablet, number_hours, pairing, pins, tablet
from server.work.cupboards import Cupboards

SCREENS = pairing.KINDS["display"]
TOLD = frozenset({"ahead", "missing"})
"""What a number screen hears besides the number: how many are before it, characters that could not be printed."""


class Look(msgspec.Struct, frozen=True):
    """What a tablet asks may have changed. Said by the door to itself."""


class DisplayDoor(PairedDoor):
    """`/display`."""

    kinds = m.FromDisplay
    cookie = "display"

    def __init__(self, cupboards: Cupboards, rooms: Rooms, announcer: Announcer, plans: Replanning) -> None:
        super().__init__("/display", cupboards, rooms, announcer)
        self.plans = plans
        self.told: dict[str, tuple[str, m.Questions, m.Papers]] = {}
        """sid -> (case, what its tablet asks, what it shows)."""
        self.looking: set[str] = set()
        self.sounds: dict[str, m.Sounding] = {}
        """sid -> what a hall screen says of its chime and voice."""
        announcer.followers.append(self.follow)

    def welcomes(self, roles: list[str]) -> bool:
        """Paired screens, and nobody who is somebody."""
        return bool(roles) and set(roles) <= SCREENS

    def is_edit(self, message: Any) -> bool:
        """What needs Redis alone."""
        return not isinstance(message, m.MoveIt | m.Agree | m.Sign)

    async def edit(self, screen: Screen, message: Any) -> None:
        """A greeting, a sign of life, or an answer pressed on a tablet."""
        match message:
            case m.Hello(wire=wire):
                await self._hello(screen, wire)
            case m.Beat():
                pass
            case m.Sounding() if "hall" in screen.me.roles:
                self.sounds[screen.sid] = message
            case m.Press() if "tablet" in screen.me.roles:
                await self._press(screen, message)
            case m.PinTyped() if "tablet" in screen.me.roles:
                self.answer(screen, await pins.typed(self.c, screen.actor, message))
            case Look():
                await self._ask_visitor(screen)
            case _:
                raise Refused(Reason.not_allowed)

    async def ask(self, screen: Screen, message: Any) -> None:
        """A number, at a number screen; agreeing and signing, at a tablet."""
        match message:
            case m.MoveIt():
                await self._number(screen, message)
            case AskPosted():
                await self.announcer.posted.greet(screen)
            case m.Agree() if "tablet" in screen.me.roles:
                self.answer(screen, await forms_signing.agree_to(self.c, message, await self._turn(screen)))
            case m.Sign() if "tablet" in screen.me.roles:
                self.answer(screen, await forms_signing.signed(self.c, message, await self._turn(screen)))
            case _:
                raise Refused(Reason.not_allowed)

    async def _number(self, screen: Screen, message: m.MoveIt) -> None:
        """A number of this office; said to the one who took it, also where boards keep quiet."""
        me, deed = screen.me, message.do
        if "number" not in me.roles or not isinstance(deed, m.GiveNumber) or deed.case is not None:
            raise Refused(Reason.not_allowed)
        number_hours.must_be_open(self.c, me.office)
        here = m.GiveNumber(service=deed.service, office=me.office, channel="kiosk", language=deed.language)
        done = await perform(self.c, screen.actor, msgspec.structs.replace(message, do=here), self.announcer.waits)
        row = hall_row(msgspec.structs.replace(done.row, quiet=False)) if done.row is not None else None
        more: dict[str, Any] = {name: fact for name, fact in done.more.items() if name in TOLD}
        url = done.url.replace("/api/", "/api/displays/", 1) if done.url else None
        self.answer(screen, m.Answer(re=message.request, result="done", row=row, url=url, more=more or None))

    async def _hello(self, screen: Screen, wire: int) -> None:
        if wire != m.WIRE:
            await self.bye(screen, Reason.wire_version)
            return
        me = screen.me
        screen.greeted = True
        self.rooms.enter(screen, "all")
        self.rooms.enter(screen, f"tablet:{me.window}" if me.window is not None else f"hall:{me.office}")
        epoch = await self.c.sheets.epoch()
        rows, seats = await self.announcer.board(me.office)  # from here on nothing waits: no news come between
        welcome = m.Welcome(
            wire=m.WIRE,
            epoch=epoch,
            me=me,
            now=self.c.clock(),
            ahead=self.c.ahead,
            rows=[
                shown
                for row in rows
                if self._sees(me, row.window) and (shown := self.announcer.halls.row(row)) is not None
            ],
            seats=[hall_seat(seat) for seat in seats if self._sees(me, seat.window)],
        )
        screen.tell(self.shown(welcome, screen, False))
        screen.tell(self.shown(self.announcer.lamp, screen, False))
        if "tablet" in me.roles:
            screen.tell(self.shown(await pins.asked(self.c, me.window), screen, False))
        if "hall" in me.roles:
            self.remind(screen, AskPosted())
        self.told.pop(screen.sid, None)
        self._look(screen)

    async def left(self, screen: Screen) -> None:
        """The screen is gone."""
        self.told.pop(screen.sid, None)
        self.sounds.pop(screen.sid, None)
        self.looking.discard(screen.sid)

    def is_audible(self, screen: Screen) -> bool:
        """Whether what this hall screen announces is heard, as the city wants it."""
        sound = self.sounds.get(screen.sid)
        return sound is not None and sound.chime and set(self.c.catalogs.settings().hall.voice) <= set(sound.voices)

    # ---- the visitor's questions

    async def _press(self, screen: Screen, message: m.Press) -> None:
        turn = await self._turn(screen)
        answer = await tablet.press(self.c, screen.actor, message, turn)
        self.answer(screen, answer)
        if answer.result == "ok" and turn is not None:
            self.plans.owe(turn.row.case, screen.actor, message.op)

    async def _ask_visitor(self, screen: Screen) -> None:
        """Tell the tablet what it asks now, if that is something else than what it was told."""
        self.looking.discard(screen.sid)
        turn = await self._turn(screen)
        if turn is not None and not self._still(turn):  # it left while the sheet was read; another look is on its way
            turn = None
        case = turn.row.case if turn is not None else ""
        self._tell(screen, case, tablet.questions(self.c, turn), forms_tablet.papers(self.c, turn))

    def _still(self, turn: tablet.Turn) -> bool:
        row = self.announcer.rows[turn.row.office].get(turn.row.visit)
        return row is not None and (row.window, row.stage, row.fence) == (turn.window, "serving", turn.row.fence)

    def _tell(self, screen: Screen, case: str, asked: m.Questions, papers: m.Papers) -> None:
        _, was_asked, were_papers = self.told.get(screen.sid, ("", tablet.NOTHING, forms_tablet.NOTHING))
        self.told[screen.sid] = (case, asked, papers)
        if asked != was_asked:
            screen.tell(self.shown(asked, screen, False))
        if papers != were_papers:
            screen.tell(self.shown(papers, screen, False))

    async def _turn(self, screen: Screen) -> tablet.Turn | None:
        rows, seats = await self.announcer.board(screen.me.office)
        return await tablet.turn_at(self.c, screen.me.window, rows, seats)

    async def round(self) -> None:
        """Besides: look again, in case the live store was away when something changed."""
        await super().round()
        for screen in self.mine:
            self._look(screen)

    async def follow(self, heard: Heard) -> None:
        """A case leaves its window: its tablet is empty at once. Whatever else may change the questions: look."""
        match heard:
            case VisitMoved(row=row):
                for screen in self.mine:
                    if self._shows(screen, row.case) and (row.window, row.stage) != (screen.me.window, "serving"):
                        self._tell(screen, "", tablet.NOTHING, forms_tablet.NOTHING)
                    self._look(screen)
            case SheetChanged(case=case):
                for screen in self.mine:
                    if self._shows(screen, case) or f"tablet.{screen.me.window}" in heard.facts:
                        self._look(screen)
            case SeatsChanged() | NewEpoch():
                for screen in self.mine:
                    self._look(screen)

    def _shows(self, screen: Screen, case: str) -> bool:
        return screen.sid in self.told and self.told[screen.sid][0] == case

    def _look(self, screen: Screen) -> None:
        """In the order of what the tablet itself says; once for all that changed until then."""
        if "tablet" not in screen.me.roles or not screen.greeted or screen.sid not in self.lanes:
            return
        if screen.sid not in self.looking and self.remind(screen, Look(), edits=True):
            self.looking.add(screen.sid)

    # ---- boards

    def _sees(self, me: m.Me, window: str | None) -> bool:
        """A tablet knows its own window and no other."""
        return me.window is None or me.window == window
