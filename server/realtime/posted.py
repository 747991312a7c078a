"""Bulletins on the screens of this process: read when an office's are others, told to its windows and its halls."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from handoff.messages import Bulletin, Bulletins, ToClient
from handoff.visibility import NOBODY, Shown, View, hall_bulletin, show
from server.realtime.rooms import Rooms, Screen
from server.work.cupboards import Cupboards


class AskPosted(msgspec.Struct, frozen=True):
    """A screen has come in: tell it what is said in its office. Said by a door to itself, as it may wait for the
    record."""


class Posted:
    """What this process knows is said, by office."""

    def __init__(self, cupboards: Cupboards, rooms: Rooms) -> None:
        self.c, self.rooms = cupboards, rooms
        self.known: dict[str, list[Bulletin]] = {}

    async def changed(self, office: str) -> None:
        """Read anew and said to everybody there. Offices that no screen here has asked for are left aside."""
        if office in self.known:
            self.known[office] = await self._read(office)
            self.rooms.tell(f"line:{office}", self._shown(office, staff=True))
            self.rooms.tell(f"hall:{office}", self._shown(office, staff=False))

    async def greet(self, screen: Screen) -> None:
        """To a screen that has just come in."""
        office = screen.me.office
        if office not in self.known:
            found = await self._read(office)
            self.known.setdefault(office, found)
        screen.tell(self._shown(office, staff=screen.view.staff))

    async def _read(self, office: str) -> list[Bulletin]:
        return await self.c.bulletins.of_office(office, self.c.clock())

    def _shown(self, office: str, *, staff: bool) -> Shown[ToClient]:
        said: Sequence[Bulletin] = self.known[office]
        if staff:
            return show(Bulletins(office=office, bulletins=list(said)), View(frozenset()), {}, False)
        halls = [shown for one in said if (shown := hall_bulletin(one)) is not None]
        return show(Bulletins(office=office, bulletins=halls), NOBODY, {}, False)
