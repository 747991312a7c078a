"""What stands on the papers that a visitor takes along: the guidance slip and the number paper. Values only, no ink.

Nothing here is read back: a paper is made from the case each time it is printed. It carries personal data in one place
only, `Slip.name`, which stays None unless the city's setting asks for it. What is said around the values stands in
`speech.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final, Literal

from msgspec import Struct

from handoff.ticket import LENGTH
from handoff.words import Language

StopState = Literal["done", "next", "now", "later"]
NO_TERM: Final = frozenset({"—", "－", "-", "なし", "随時", "即時"})
"""What cities write where there is no last day: any time will do, so the slip says nothing."""

_CODE: Final = re.compile(rf"[0-9]{{{LENGTH}}}", re.ASCII)
_TIME: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)


class About(Struct, frozen=True, forbid_unknown_fields=True):
    """A time that is foretold: so many minutes at least, and at most (None: and more)."""

    low: int
    to: int | None = None


class Task(Struct, frozen=True, forbid_unknown_fields=True):
    """One procedure. `procedure` is its id, by which its name in another language is found. `until` is the last day
    (ISO date) where one can be reckoned, `past` whether that day is over; `deadline` says it in words where it cannot
    (`NO_TERM`: there is none).
    `notice_only`: the visitor is told about it, there is nothing to apply for (案内のみ)."""

    name: str
    procedure: str = ""
    until: str = ""
    past: bool = False
    deadline: str = ""
    notice_only: bool = False


class Stop(Struct, frozen=True, forbid_unknown_fields=True):
    """One counter on the visitor's way. `floor` is the counter list's "1F", "B1F" or any text (別館); `windows` is its
    label (5〜10番); `wait`: until it calls; `handing`: from the reception there until it calls for what is handed over;
    None where nothing is said; `group` is the counter's id."""

    counter: str
    floor: str
    windows: str
    tasks: tuple[Task, ...] = ()
    state: StopState = "later"
    wait: About | None = None
    group: str = ""
    handing: About | None = None


class Thing(Struct, frozen=True, forbid_unknown_fields=True):
    """One line of a list: what, and a small note at its right (for which window). `key` is its id among the words; a
    thing to bring has none, its own text is the key."""

    what: str
    note: str = ""
    key: str = ""


class Missing(Struct, frozen=True, forbid_unknown_fields=True):
    """A thing that the visitor does not have today (なし), for which windows (20番・25番) and procedures. What can be
    done today without it are the procedures that go on (`going_on`)."""

    what: str
    windows: str = ""
    tasks: tuple[Task, ...] = ()


class Blocked(Struct, frozen=True, forbid_unknown_fields=True):
    """Procedures that a rule stops today, why, and the way out. Both sentences are fit for the visitor's eyes."""

    tasks: tuple[Task, ...]
    why: str
    way_out: str = ""


class Form(Struct, frozen=True, forbid_unknown_fields=True):
    """A paper that the house will make (住民異動届): how many sheets, at which windows; `form` is its id."""

    name: str
    form: str = ""
    sheets: int = 1
    windows: str = ""


class Said(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence for the visitor. `phrase` is the id of the ready sentence that it is, word for word; a free one has
    none and no translation."""

    text: str
    phrase: str = ""


class Saved(Struct, frozen=True, forbid_unknown_fields=True):
    """How many names, addresses and signatures the visitor did not have to write."""

    names: int
    addresses: int
    signatures: int


class Slip(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The guidance slip (手続きのご案内). `issued` is an ISO date and `time` HH:MM of the city's clock; `code` is the
    ticket's 16 digits; `days` is how long the code opens the case. `bring` is what to bring and not known to lack;
    what lacks stands in `missing`. `language` is spoken beside the Japanese, `words` are that language's words by key
    (`Catalog.words.of(language)`); `sentences` are the city's own Japanese ones. ValueError otherwise: a slip is made
    by the house itself, so a wrong one is a defect and never somebody's input."""

    number: str
    code: str
    city: str
    office: str
    issued: str
    stops: tuple[Stop, ...]
    time: str = ""
    bring: tuple[Thing, ...] = ()
    missing: tuple[Missing, ...] = ()
    blocked: tuple[Blocked, ...] = ()
    forms: tuple[Form, ...] = ()
    notes: tuple[Said, ...] = ()
    memos: tuple[str, ...] = ()
    saved: Saved | None = None
    name: str | None = None
    reprint: bool = False
    days: int | None = None
    contact: str = ""
    sentences: dict[str, str] = {}
    language: Language = "ja"
    words: dict[str, str] = {}

    def __post_init__(self) -> None:
        check_head(self.number, self.code, self.issued, self.time)
        if sum(stop.state == "next" for stop in self.stops) > 1:
            raise ValueError("a slip has one next counter at most")


class NumberPaper(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The small paper with a number (番号札): `line` is the service waited for, `ahead` how many people are before this
    one, `wait` and `handing` as at a `Stop`; `service` is its key among the words. It never carries a name."""

    number: str
    code: str
    city: str
    office: str
    line: str
    issued: str
    time: str
    ahead: int | None = None
    wait: About | None = None
    handing: About | None = None
    service: str = ""
    sentences: dict[str, str] = {}
    language: Language = "ja"
    words: dict[str, str] = {}

    def __post_init__(self) -> None:
        check_head(self.number, self.code, self.issued, self.time)


def check_head(number: str, code: str, issued: str, time: str) -> None:
    """What both papers must have right, because a machine or a caller reads it: number, code, day and time."""
    if not number.strip():
        raise ValueError("a paper needs its number")
    if not _CODE.fullmatch(code):
        raise ValueError("a code is the 16 digits of a ticket")
    date.fromisoformat(issued)
    if time and not _TIME.fullmatch(time):
        raise ValueError("a time is HH:MM")


def merge_bring(stops: Iterable[tuple[str, Iterable[str]]]) -> tuple[Thing, ...]:
    """One list of what to bring from (windows label, things) of each counter: a thing stands once, in the order of the
    way, with every window that asks for it. A procedure that needs nothing (なし) adds nothing."""
    asked: dict[str, list[str]] = {}
    for windows, things in stops:
        for thing in things:
            if thing and thing.strip("（）() ") != "なし":
                labels = asked.setdefault(thing, [])
                if windows and windows not in labels:
                    labels.append(windows)
    return tuple(Thing(what, "・".join(labels)) for what, labels in asked.items())


def going_on(slip: Slip) -> tuple[Task, ...]:
    """The procedures of counters still to come that nothing stops and that ask for nothing that is missing: what can be
    done today."""
    waiting = {task.name for thing in slip.missing for task in thing.tasks}
    waiting |= {task.name for block in slip.blocked for task in block.tasks}
    open_ = (stop for stop in slip.stops if stop.state != "done")
    return tuple(task for stop in open_ for task in stop.tasks if task.name not in waiting)
