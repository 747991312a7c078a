"""From the river to the rooms: the only place that emits what happened. One tail a process, in the river's order.

It also keeps what a screen gets at its welcome (today's rows and the windows), so that fifty log-ins at half past
eight read nothing twice, and it knows which open cases hold a protected person, so that a change is masked before it
is encoded.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from contextlib import suppress

from handoff.case import Entry, Sheet
from handoff.messages import (
    Changed,
    EpochIs,
    Heads,
    Kept,
    Lamp,
    LineMoved,
    Moved,
    Presence,
    Row,
    Seat,
    Seats,
    ToClient,
    Waits,
)
from handoff.protection import touches
from handoff.stage import Stage
from handoff.visibility import NOBODY, Shown, View, hall_seat, show
from server.ports.river import (
    Heard,
    NewEpoch,
    Notice,
    NowKept,
    PresenceChanged,
    SeatsChanged,
    SheetChanged,
    VisitMoved,
)
from server.ports.sheets import Asleep
from server.realtime.halls import Halls
from server.realtime.posted import Posted
from server.realtime.rooms import Rooms
from server.work import bulletins, moves
from server.work.boards import shown_on_boards
from server.work.cupboards import Cupboards
from server.work.met import is_protected
from server.work.visits import moving_lines


class Announcer:
    """Hears everything; tells each room what it may have."""

    def __init__(self, cupboards: Cupboards, rooms: Rooms) -> None:
        self.c = cupboards
        self.rooms = rooms
        self.rows: defaultdict[str, dict[str, Row]] = defaultdict(dict)
        self.seats: defaultdict[str, dict[str, Seat]] = defaultdict(dict)
        self.read: set[str] = set()
        self.moves: Counter[str] = Counter()
        """office -> how often something has moved on its floor, or was read anew."""
        self.waits: dict[str, Waits] = {}
        """office -> the wait times that its visitors were told last."""
        self.persons: dict[str, dict[str, Entry]] = {}
        """Of each open case the entries that tell who is in it, and where they live."""
        self.hidden: dict[str, bool] = {}
        """Whether a protected person is in an open case, as its screens were told."""
        self.flags: object = None
        """The flags by which all open cases were looked at: a reading of them that brought nothing new is the same."""
        self.halls = Halls()
        self.posted = Posted(cupboards, rooms)
        self.lamp = Lamp(live=True, record=True)
        self.followers: list[Callable[[Heard], Awaitable[None]]] = []
        """Doors that do more than tell: they hear everything after it was announced."""

    async def run(self) -> None:
        """For ever."""
        async for heard in self.c.tail.listen():
            await self.announce(heard)

    async def announce(self, heard: Heard) -> None:
        """One thing that happened, to the rooms and then to the followers."""
        await self._announce(heard)
        for follow in self.followers:
            await follow(heard)

    async def _announce(self, heard: Heard) -> None:
        match heard:
            case SheetChanged():
                await self._changed(heard)
            case VisitMoved(row=row, what=what):
                self._moved(row, what)
            case SeatsChanged(seats=seats):
                self._seats(seats)
            case NowKept(cases=cases):
                self._kept(cases)
            case PresenceChanged(case=case, here=here):
                self._tell_case(case, Presence(case=case, here=here))
            case NewEpoch(id=epoch):
                self._forget_boards()
                self.rooms.tell("all", show(EpochIs(id=epoch), View(frozenset()), {}, False))
            case Notice():
                await self._noticed(heard)

    async def _noticed(self, notice: Notice) -> None:
        about = notice.about
        match notice.what:
            case "lamp":
                self.shine(about.get("live", "on" if self.lamp.live else "off") == "on", self.lamp.record)
            case moving_lines.NOTICE:
                self._line_moved(about)
            case bulletins.NOTICE:
                await self.posted.changed(about["office"])
            case _:
                pass  # the doors hear of it through the house

    # ---- cases

    def opened(self, sheet: Sheet) -> bool:
        """A case is open on a screen here: remember who is in it. True when a protected person is, or may be."""
        self.persons[sheet.case] = {key: entry for key, entry in sheet.entries.items() if touches(key)}
        return self._look(sheet.case)

    def forget(self, case: str) -> None:
        """Nobody here has it open any more."""
        self.persons.pop(case, None)
        self.hidden.pop(case, None)

    def protected(self, case: str) -> bool | None:
        """Whether a protected person is in an open case; None = not known, which doors take for yes."""
        return self.hidden.get(case)

    def _look(self, case: str) -> bool:
        self.hidden[case] = is_protected(self.c, self.persons[case])
        return self.hidden[case]

    def flagged(self) -> None:
        """The flags may be others now: screens with a case that is protected now, or no longer, read it again."""
        flags = self.c.protection.index()
        if flags is self.flags:
            return
        self.flags = flags
        for case, before in list(self.hidden.items()):
            if self._look(case) != before:
                self._tell_case(case, EpochIs(id=f"case:{case}"))

    async def _changed(self, heard: SheetChanged) -> None:
        if heard.case not in self.rooms.views:
            return
        before = self.protected(heard.case)
        persons = self.persons.get(heard.case)
        if persons is not None and (told := {key: one for key, one in heard.facts.items() if touches(key)}):
            persons.update(told)
            self._look(heard.case)
        message = Changed(case=heard.case, n=heard.n, op=heard.op, at=heard.at, facts=heard.facts, kind=heard.kind)
        self._tell_case(heard.case, message)
        if before != self.protected(heard.case):
            self._tell_case(heard.case, EpochIs(id=f"case:{heard.case}"))

    def _tell_case(self, case: str, message: ToClient) -> None:
        items = self.c.catalogs.items()
        for room, view in self.rooms.views.get(case, {}).items():
            self.rooms.tell(room, show(message, view, items, self.protected(case)))

    def _kept(self, cases: dict[str, int]) -> None:
        for case in cases.keys() & self.rooms.views.keys():
            self._tell_case(case, Kept(cases={case: cases[case]}))

    async def heads(self) -> None:
        """Where each open case stands, so that a screen that missed something knows it. Days gone by are let go."""
        self.end_day(self.c.business_day())
        for case in self.rooms.cases():
            with suppress(Asleep):  # it fell asleep on a screen that gives no sign of life
                head = await self.c.sheets.head(case)
                self._tell_case(case, Heads(cases={case: (head.rev, head.version)}))

    # ---- boards

    async def board(self, office: str) -> tuple[list[Row], list[Seat]]:
        """Today's rows, the appointments of the next days and the windows of an office, read once and kept current by
        the tail."""
        while office not in self.read:
            read, day = self.read, self.c.business_day()
            rows = [*await self.c.board.rows(office, day), *await self.c.board.booked(office)]
            seats = await self.c.board.seats(office)
            if read is not self.read:
                continue  # a new epoch began meanwhile: nothing of this need be true any more
            for row in rows:
                self._keep_row(row)
            for seat in seats:
                self._keep_seat(seat)
            read.add(office)
        now, ahead = self.c.clock(), self.c.catalogs.settings().appointments.shown_days
        rows = [row for row in self.rows[office].values() if shown_on_boards(row, now, ahead)]
        return rows, list(self.seats[office].values())

    def _forget_boards(self) -> None:
        """A new epoch: what stood there may never have been (a record that went back to a moment before it), and a
        higher version of it would stand for ever."""
        self.read = set()
        self.rows.clear()
        self.seats.clear()

    def _keep_row(self, row: Row) -> bool:
        for office, rows in self.rows.items():
            if office != row.office and row.visit in rows and rows[row.visit].version < row.version:
                del rows[row.visit]
                self.moves[office] += 1
        known = self.rows[row.office].get(row.visit)
        if known is not None and known.version >= row.version:
            return False
        self.moves[row.office] += 1
        self.rows[row.office][row.visit] = row
        return True

    def _keep_seat(self, seat: Seat) -> bool:
        known = self.seats[seat.office].get(seat.window)
        if known is not None and known.version >= seat.version:
            return False
        self.moves[seat.office] += 1
        self.seats[seat.office][seat.window] = seat
        return True

    def _moved(self, row: Row, what: str) -> None:
        offices = {row.office} | {office for office, rows in self.rows.items() if row.visit in rows}
        known = next((rows[row.visit] for rows in self.rows.values() if row.visit in rows), None)
        if not self._keep_row(row):
            return
        self._show(row, known, what)
        told: Shown[ToClient] = show(Moved(row=row, what=what), View(frozenset()), {}, False)
        for office in offices:
            self.rooms.tell(f"line:{office}", told)
        for room in self.rooms.views.get(row.case, ()):
            self.rooms.tell(room, told)

    def _show(self, row: Row, known: Row | None, what: str) -> None:
        """Halls, number screens and tablets get what they may show. A visit that went to a quiet counter or to another
        office leaves the boards that it stood on."""
        seen = row.stage != Stage.booked and (not row.quiet or (known is not None and not known.quiet))
        news = self.halls.news(row) if seen else None
        if news is not None:
            here: Shown[ToClient] = show(Moved(row=news, what=what), NOBODY, {}, False)
            self.rooms.tell(f"hall:{row.office}", here)
            for window in {row.window, known.window if known is not None else None} - {None}:
                self.rooms.tell(f"tablet:{window}", here)
        if known is not None and known.office != row.office:
            self.rooms.tell(
                f"hall:{known.office}", show(Moved(row=self.halls.elsewhere(row), what=what), NOBODY, {}, False)
            )

    def _seats(self, seats: list[Seat]) -> None:
        for seat in seats:
            if self._keep_seat(seat):
                shown: Shown[ToClient] = show(Seats(seats=[hall_seat(seat)]), NOBODY, {}, False)
                self.rooms.tell(f"hall:{seat.office}", shown)
                self.rooms.tell(f"tablet:{seat.window}", shown)
                self.rooms.tell(f"line:{seat.office}", show(Seats(seats=[seat]), View(frozenset()), {}, False))

    def _line_moved(self, about: dict[str, str]) -> None:
        """Once to all. Halls hear of lines that stand on boards."""
        office, line, to = about["office"], about["line"], about["to"]
        message = LineMoved(office=office, line=line, to=to, at=int(about["at"]))
        self.rooms.tell(f"line:{office}", show(message, View(frozenset()), {}, False))
        if not moves.is_quiet(self.c, office, line) and not moves.is_quiet(self.c, office, to):
            shown: Shown[ToClient] = show(message, NOBODY, {}, False)
            self.rooms.tell(f"hall:{office}", shown)

    def shine(self, live: bool, record: bool) -> None:
        """Say to all what of the house stands, when it changed."""
        lamp = Lamp(live=live, record=record)
        if lamp != self.lamp:
            self.lamp = lamp
            self.rooms.tell("all", show(lamp, View(frozenset()), {}, False))

    def end_day(self, today: str) -> None:
        """Rows of days gone by leave the memory."""
        self.halls.forget(today)
        for rows in self.rows.values():
            for visit in [visit for visit, row in rows.items() if row.day != today and row.stage != Stage.booked]:
                del rows[visit]
