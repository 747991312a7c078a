"""The door of what people look at: hall screens, number screens, tablets. They see numbers, never a case."""

from __future__ import annotations

from typing import Any

import msgspec

from handoff import messages as m
from handoff.refusal import Reason, Refused
from handoff.visibility import hall_row, hall_seat
from server.realtime.announce import Announcer
from server.realtime.deeds import perform
from server.realtime.paired import PairedDoor
from server.realtime.rooms import Rooms, Screen
from server.work import pairing
from server.work.cupboards import Cupboards

SCREENS = pairing.KINDS["display"]
TOLD = frozenset({"ahead", "missing"})
"""What a number screen hears besides the number: how many are before it, characters that could not be printed."""


class DisplayDoor(PairedDoor):
    """`/display`."""

    kinds = m.ToServer
    cookie = "display"

    def __init__(self, cupboards: Cupboards, rooms: Rooms, announcer: Announcer) -> None:
        super().__init__("/display", cupboards, rooms, announcer)

    def welcomes(self, roles: list[str]) -> bool:
        """Paired screens, and nobody who is somebody."""
        return bool(roles) and set(roles) <= SCREENS

    def is_edit(self, message: Any) -> bool:
        """All but moves."""
        return not isinstance(message, m.MoveIt)

    async def edit(self, screen: Screen, message: Any) -> None:
        """A greeting, or a sign of life."""
        match message:
            case m.Hello(wire=wire):
                await self._hello(screen, wire)
            case m.Beat():
                pass
            case _:
                raise Refused(Reason.not_allowed)

    async def ask(self, screen: Screen, message: m.MoveIt) -> None:
        """A number of this office, at a number screen; said to the one who took it, also where boards keep quiet."""
        me, deed = screen.me, message.do
        if "number" not in me.roles or not isinstance(deed, m.GiveNumber) or deed.case is not None:
            raise Refused(Reason.not_allowed)
        here = m.GiveNumber(service=deed.service, office=me.office, channel="kiosk")
        done = await perform(self.c, screen.actor, msgspec.structs.replace(message, do=here))
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
        rows, seats = await self.announcer.board(me.office)
        welcome = m.Welcome(
            wire=m.WIRE,
            epoch=await self.c.sheets.epoch(),
            me=me,
            now=self.c.clock(),
            rows=[shown for row in rows if self._sees(me, row.window) and (shown := hall_row(row)) is not None],
            seats=[hall_seat(seat) for seat in seats if self._sees(me, seat.window)],
        )
        screen.tell(self.shown(welcome, screen, False))
        screen.tell(self.shown(self.announcer.lamp, screen, False))

    def _sees(self, me: m.Me, window: str | None) -> bool:
        """A tablet knows its own window and no other."""
        return me.window is None or me.window == window
