"""The offices of a city: counters (a kind of counter, 窓口グループ), numbered windows, lines and services, as
values."""

from __future__ import annotations

import re

import msgspec

FLOOR = re.compile(r"(B?)([0-9]+)F", re.ASCII)


class Office(msgspec.Struct, frozen=True):
    """本庁 or a 支所. `opens`, `closes`: HH:MM."""

    office: str
    name: str
    opens: str
    closes: str


class Counter(msgspec.Struct, frozen=True):
    """A counter group at an office. `label` is what a slip prints until a window calls; small `walk_rank` goes
    first. `lines_first`: of several lines of a counter, those that its windows call before the others, in this
    order."""

    office: str
    group: str
    name: str
    department: str
    floor: str
    label: str
    walk_rank: int
    quiet: bool
    appointment: bool
    lines_first: list[str] = []


class Window(msgspec.Struct, frozen=True):
    """One numbered window of a counter group."""

    window: str
    office: str
    group: str
    name: str
    number: str
    floor: str
    kind: str


class Line(msgspec.Struct, frozen=True):
    """A line of an office. `letters`: its number letter and the ones that follow when 999 are given.

    Lines may share a letter: a number is unique because its letter's series is.
    """

    office: str
    line: str
    group: str
    name: str
    letters: str
    rule: str = "arrival"


class Service(msgspec.Struct, frozen=True):
    """What a visitor comes for, and the line that it begins in."""

    office: str
    service: str
    name: str
    line: str
    event: str = ""


class House(msgspec.Struct, frozen=True):
    """All offices of a city. `former`: windows that are used no more; what happened there still names them. `passed`:
    lines as they were founded that are at the heir of their counter now (`handoff/heirs.py`); `heirs`: ended counters
    (`main.G38`) -> who goes on."""

    offices: list[Office]
    counters: list[Counter]
    windows: list[Window]
    lines: list[Line]
    services: list[Service]
    former: list[Window] = []
    passed: list[Line] = []
    heirs: dict[str, str] = {}

    def office(self, office: str) -> Office | None:
        """An office by its id."""
        return next((one for one in self.offices if one.office == office), None)

    def counter(self, office: str, group: str) -> Counter | None:
        """A counter of an office."""
        return next((one for one in self.counters if (one.office, one.group) == (office, group)), None)

    def window(self, window: str) -> Window | None:
        """A window by its id, a former one too."""
        return next((one for one in [*self.windows, *self.former] if one.window == window), None)

    def in_use(self, window: str) -> Window | None:
        """A window by its id, if somebody may sit there."""
        return next((one for one in self.windows if one.window == window), None)

    def line(self, office: str, line: str) -> Line | None:
        """A line of an office."""
        return next((one for one in self.lines if (one.office, one.line) == (office, line)), None)

    def service(self, office: str, service: str) -> Service | None:
        """A service of an office."""
        return next((one for one in self.services if (one.office, one.service) == (office, service)), None)

    def event_of(self, office: str, service: str) -> str:
        """The life event of a service, "" where it has none. A case that was sent to another office keeps its service:
        there the first one of that id counts."""
        found = self.service(office, service) or next((one for one in self.services if one.service == service), None)
        return found.event if found else ""

    def office_name(self, office: str) -> str:
        """What an office is called; its id when nobody knows it."""
        found = self.office(office)
        return found.name if found else office

    def service_name(self, office: str, service: str) -> str:
        """What a service is called; its id when nobody knows it."""
        found = self.service(office, service)
        return found.name if found else service

    def lines_of(self, office: str, group: str) -> list[Line]:
        """The lines that the windows of a counter call from, its own first."""
        return [one for one in self.lines if (one.office, one.group) == (office, group)]

    def founded(self) -> list[Line]:
        """All lines with the counters that they were founded for."""
        moved = {(one.office, one.line) for one in self.passed}
        return [*(one for one in self.lines if (one.office, one.line) not in moved), *self.passed]

    def goes_on(self, office: str, group: str) -> str:
        """The counter that does now what this one did: its heir when it has ended, else itself."""
        return self.heirs.get(f"{office}.{group}", group)

    def heir_of(self, group: str) -> str:
        """The same, whatever the office: a kind of counter has ended when it has in every office that has it."""
        offices = [one.office for one in self.counters if one.group == group]
        ended = offices and all(f"{office}.{group}" in self.heirs for office in offices)
        return self.goes_on(offices[0], group) if ended else group


def storey(floor: str) -> int:
    """How high a floor is: B1F -1, 1F 1; another building last."""
    found = FLOOR.fullmatch(floor)
    if found is None:
        return 99
    return -int(found[2]) if found[1] else int(found[2])
