"""What other systems ask with, and what they are answered, beside the work's own words."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import msgspec

from handoff.account import is_day
from handoff.conversion import Encoding
from handoff.refusal import Reason, Refused
from handoff.worklist import Said, State
from server.ports.worklist import WorkSought
from server.work.work_record import WorkField, WorkRecord
from server.work.worklist import Deal

Day: TypeAlias = Annotated[str, msgspec.Meta(extra_json_schema={"format": "date"})]


class Days(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which applications: days of the visit (YYYY-MM-DD, both included), a state (none: all), a form ("" = all)."""

    since: Day
    until: Day
    state: State | None = None
    form: str = ""

    @property
    def sought(self) -> WorkSought:
        """As the list is asked. Refused: `no_such_date`."""
        for name, day in (("since", self.since), ("until", self.until)):
            if not is_day(day):
                raise Refused(Reason.no_such_date, at=name)
        return WorkSought(self.since, self.until, [self.state] if self.state else [], [self.form] if self.form else [])


class Files(Days, frozen=True, forbid_unknown_fields=True):
    """The same, as CSV in this encoding."""

    encoding: Encoding = "cp932"


class Take(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which version of the task is taken."""

    version: int


class Result(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What became of it. entered: it stands in the other system, under the number `result`; `seen` is the record's own
    print. held: it could not be entered, with a `reason` of the city's list and what the other system said (`note`).
    released: put back as it was."""

    version: int
    outcome: Literal["entered", "held", "released"]
    seen: str = ""
    reason: str = ""
    note: str = ""
    result: str = ""

    def deal(self, case: str, form: str) -> Deal:
        """The deed at the task."""
        deed: Literal["enter", "hold", "release"] = "release"
        if self.outcome != "released":
            deed = "enter" if self.outcome == "entered" else "hold"
        return Deal(case, form, self.version, deed, self.seen, self.reason, self.note, self.result)


class Work(msgspec.Struct, frozen=True):
    """An application as work."""

    case: str
    form: str
    day: str
    number: str
    event: str
    state: State
    version: int
    holder_name: str
    reason: str
    entered_at: int


class WorkPage(msgspec.Struct, frozen=True):
    """500 at most; `more` says whether there are others."""

    tasks: list[Work]
    more: bool


class Record(msgspec.Struct, frozen=True):
    """What is to be entered, value by value, as the receiving system takes it. `seen` stands for all of it; `changed`:
    it says something else than what was entered."""

    task: Work
    said: Said
    scenario: str
    nationality: str
    case: list[WorkField]
    people: list[list[WorkField]]
    seen: str
    changed: bool


class No(msgspec.Struct, frozen=True):
    """Why something is refused: a word of a closed list, what it is about, and facts."""

    reason: str
    at: str = ""
    more: dict[str, str | int] = {}


def work_of(task: object) -> Work:
    """A task of the list."""
    return msgspec.convert(task, Work)


def record_of(record: WorkRecord) -> Record:
    """The same with its task."""
    facts = msgspec.structs.asdict(record)
    return Record(**{**facts, "task": work_of(record.task)})
