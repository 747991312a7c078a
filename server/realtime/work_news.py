"""作業一覧 as its open pages hear of it: that it moved on. Who may have what of it is decided when they ask."""

from __future__ import annotations

from collections.abc import Iterable

from handoff.messages import ToClient, WorkMoved
from handoff.visibility import Shown, View, show
from handoff.worklist import MAKES
from server.ports.river import Heard, Notice, VisitMoved
from server.realtime.rooms import Rooms, Screen
from server.work.worklist import NOTICE


class WorkNews:
    """Which screens look at the list of which office."""

    def __init__(self, rooms: Rooms) -> None:
        self.rooms = rooms

    def watch(self, screen: Screen, offices: Iterable[str], on: bool) -> None:
        """The screen hears of these offices from now on, or no longer. Told at once, so that a page that read the list
        before it stood here misses nothing."""
        for office in offices:
            if not on:
                self.rooms.leave(screen, _room(office))
                continue
            self.rooms.enter(screen, _room(office))
            screen.tell(_news(office))

    async def follow(self, heard: Heard) -> None:
        """A deed at an application, or a move after which there may be new ones."""
        match heard:
            case Notice(what=what, about=about) if what == NOTICE:
                self.rooms.tell(_room(about["office"]), _news(about["office"]))
            case VisitMoved(row=row, what=what) if what in MAKES:
                self.rooms.tell(_room(row.office), _news(row.office))


def _room(office: str) -> str:
    return f"work:{office}"


def _news(office: str) -> Shown[ToClient]:
    return show(WorkMoved(office=office), View(frozenset()), {}, False)
