"""The door of card readers' agents: they say what a card says, for the case that their window serves; they hear yes or
no."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from handoff import ids
from handoff import messages as m
from handoff.card import ARMED_MS
from handoff.refusal import Reason
from server.ports.river import Heard, NewEpoch, Notice, SeatsChanged, VisitMoved
from server.realtime.announce import Announcer
from server.realtime.paired import PairedDoor
from server.realtime.replanning import Replanning
from server.realtime.rooms import Rooms, Screen
from server.work import card_take, cards, pairing, pins, scans, standings
from server.work.cupboards import Cupboards

READERS = pairing.KINDS["device"]
RENEW_MS = ARMED_MS // 2
"""A nonce with less time left than this is followed by a fresh one."""


class DeviceDoor(PairedDoor):
    """`/device`. The key comes in the Authorization header, never in a URL."""

    kinds = m.FromDevice
    rate = 2.0
    burst = 10.0

    def __init__(self, cupboards: Cupboards, rooms: Rooms, announcer: Announcer, plans: Replanning) -> None:
        super().__init__("/device", cupboards, rooms, announcer)
        self.plans = plans
        self.armed: dict[str, tuple[str, int, m.Armed]] = {}
        """sid -> (case, fence, what it was told)."""
        self.turns: dict[str, tuple[str, int] | None] = {}
        """sid -> (case, fence) that its window served when last looked at."""
        self.lying: set[str] = set()
        self.forgotten: set[str] = set()
        """Readers on which a card lies; and of these, those whose card is of a visitor who is not served any more."""
        self.asking: dict[str, str] = {}
        """sid -> what its card waits for, at the tablet."""
        announcer.followers.append(self.follow)

    def secret_of(self, environ: dict[str, Any]) -> bytes | None:
        """`Authorization: Bearer <key>`."""
        kind, _, key = str(environ.get("HTTP_AUTHORIZATION", "")).partition(" ")
        return hashlib.sha256(key.encode()).digest() if kind == "Bearer" and key else None

    def welcomes(self, roles: list[str]) -> bool:
        """Paired readers."""
        return bool(roles) and set(roles) <= READERS

    def is_edit(self, message: Any) -> bool:
        """Everything, in its order: a read is an edit."""
        return True

    async def edit(self, screen: Screen, message: Any) -> None:
        """A greeting, a sign of life, or a read."""
        match message:
            case m.Hello(wire=wire) if wire != m.WIRE:
                await self.bye(screen, Reason.wire_version)
            case m.Hello():
                screen.greeted = True
                screen.tell(self.shown(scans.placed(self.c, screen.actor), screen, False))
                await self._arm(screen, tell=True)
            case m.Beat():
                await self._arm(screen)
            case m.CardRead():
                await self._read(screen, message)
            case m.CardLies(lies=lies):
                await self._lies(screen, lies)
            case m.AskPin(ask=ask):
                self.asking[screen.sid] = ask
                await pins.ask(self.c, screen.actor, message, await self._target(screen))
            case m.PinOver():
                await self._asks_no_more(screen)
            case m.Stands():
                await standings.said(self.c, screen.actor, message)
            case m.Scan():
                _, seats = await self.announcer.board(screen.me.office)
                self.answer(screen, await scans.passed_on(self.c, screen.actor, message, seats))

    async def ask(self, screen: Screen, message: Any) -> None:
        """Nothing goes this way."""
        raise AssertionError("a device only edits")

    async def left(self, screen: Screen) -> None:
        """The agent is gone."""
        self.armed.pop(screen.sid, None)
        self.turns.pop(screen.sid, None)
        if not any(one.me == screen.me and one is not screen for one in self.mine):
            await standings.gone(self.c, screen.actor)
        await self._lies(screen, False)
        await self._asks_no_more(screen)

    # ---- reads

    async def _read(self, screen: Screen, message: m.CardRead) -> None:
        """A nonce is for one read: after the answer, whichever it was, the agent hears how it is armed now."""
        try:
            serving = await self._target(screen)
            answer = await cards.read(self.c, screen.actor, message, serving)
            self.answer(screen, answer)
            if answer.result == "ok" and serving is not None:
                self.plans.owe(serving.case, screen.actor, ids.new_op(self.c.chance(ids.OP_BYTES)))
        finally:
            await self._arm(screen, tell=True)

    async def _target(self, screen: Screen) -> m.Row | None:
        rows, seats = await self.announcer.board(screen.me.office)
        return await cards.target(self.c, screen.me.window, rows, seats)

    async def _arm(self, screen: Screen, tell: bool = False) -> None:
        """Arm the reader for the case that its window serves now, or disarm it. `tell`: also when nothing changed."""
        row = await self._target(screen)
        told = self.armed.get(screen.sid)
        await self._turned(screen, None if row is None else (row.case, row.fence))
        if row is None:
            self.armed.pop(screen.sid, None)
            if told is not None or tell:
                screen.tell(self.shown(m.Armed(nonce=None), screen, False))
            return
        stale = told is None or told[:2] != (row.case, row.fence) or told[2].until - self.c.clock() < RENEW_MS
        if stale or tell:
            armed = await cards.arm(self.c, row, screen.actor.session)
            self.armed[screen.sid] = (row.case, row.fence, armed)
            screen.tell(self.shown(armed, screen, False))

    # ---- cards that nobody took

    async def _turned(self, screen: Screen, turn: tuple[str, int] | None) -> None:
        """A card that lies there while a case opens, is handed on or closed is somebody's who may go without it."""
        before = self.turns.get(screen.sid)
        self.turns[screen.sid] = turn
        if turn != before:
            await self._asks_no_more(screen)
        if turn != before and screen.sid in self.lying and screen.me.window is not None:
            self.forgotten.add(screen.sid)
            await cards.lies(self.c, screen.me.window, True)

    async def _lies(self, screen: Screen, lies: bool) -> None:
        if lies:
            self.lying.add(screen.sid)
            return
        self.lying.discard(screen.sid)
        if screen.sid in self.forgotten and screen.me.window is not None:
            self.forgotten.discard(screen.sid)
            await cards.lies(self.c, screen.me.window, False)

    # ---- what opens a card

    async def _asks_no_more(self, screen: Screen) -> None:
        asked = self.asking.pop(screen.sid, None)
        if asked is not None and screen.me.window is not None:
            await pins.over(self.c, screen.me.window, asked)

    async def _pin(self, window: str, typed: str | None) -> None:
        """The window's screens hear what is asked for now; who asked, what was typed."""
        asked = await pins.asked(self.c, window)
        for screen in self.rooms.screens.values():
            if screen.me.window == window and screen.namespace != self.namespace:
                screen.tell(self.shown(asked, screen, False))
        for screen in self.mine:
            if typed is not None and self.asking.get(screen.sid) == typed:
                del self.asking[screen.sid]
                if (given := await self.c.arms.take_pin(typed)) is not None:
                    screen.tell(self.shown(given, screen, False))

    # ---- what happens elsewhere

    async def round(self) -> None:
        """Besides: nonces that run out are renewed."""
        await super().round()
        for screen in self.mine:
            self._look(screen)

    async def follow(self, heard: Heard) -> None:
        """A claim, a hand-off, a window closed: look again. A read that has something to say: tell its window."""
        if isinstance(heard, NewEpoch):
            self.armed.clear()  # the live store may have lost the nonces
        if isinstance(heard, VisitMoved):
            await card_take.moved(self.c, heard.row, heard.what)
        match heard:
            case VisitMoved() | SeatsChanged() | NewEpoch() | Notice(what="aimed"):
                for screen in self.mine:
                    self._look(screen)
            case Notice(what=what, about=about) if "window" in about:
                await self._tell(what, about, about["window"])

    async def _tell(self, what: str, about: Mapping[str, str], window: str) -> None:
        """A device has something to say to the screens of its window."""
        match what:
            case "card":
                await self._say(about["said"], window)
            case "pin":
                await self._pin(window, about.get("typed"))
            case "scan":
                await self._scanned(about["said"], window)
            case "lies":
                for screen in self.rooms.screens.values():
                    if screen.me.window == window and screen.namespace != self.namespace:
                        screen.tell(self.shown(m.CardLies(bool(about["lies"])), screen, False))

    async def _scanned(self, word: str, window: str) -> None:
        """One screen opens the case: of several at the window the one that was used last."""
        staff = [one for one in self.rooms.screens.values() if one.me.window == window and one.me.clerk and one.greeted]
        if staff and (scanned := await self.c.arms.take_scan(word)) is not None:
            screen = max(staff, key=lambda one: one.spoke)
            screen.tell(self.shown(scanned, screen, False))

    def _look(self, screen: Screen) -> None:
        """Look again whether it is armed, in the order of what the agent itself says."""
        if screen.greeted and screen.sid in self.lanes:
            self.remind(screen, m.Beat(), edits=True)

    async def _say(self, word: str, window: str) -> None:
        screens = [screen for screen in self.rooms.screens.values() if screen.me.window == window and screen.cases]
        if not screens or (said := await cards.said_by(self.c, word)) is None:
            return
        spoken, answer = said
        for screen in screens:
            if spoken.case in screen.cases:
                screen.tell(self.shown(answer, screen, self.announcer.protected(spoken.case)))
