"""作業一覧 as the record keeps it: applications as work, one transaction for each deed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias

import msgspec

from handoff.visit import Visit
from handoff.worklist import Said, State, Task

Rule: TypeAlias = "Callable[[Task], Task]"
"""Pure: sees the task as it stands, decides, or raises `Refused`."""


class WorkSought(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which of them: days of the visit (`YYYY-MM-DD`, both included), and states, forms and life events ([]: all)."""

    since: str
    until: str
    states: list[State] = []
    forms: list[str] = []
    events: list[str] = []


class Worklist(Protocol):
    """Over PostgreSQL. Raises `RecordAway` when it cannot be asked."""

    async def unread(self, since: str, most: int) -> list[Visit]:
        """Visits from this day on that moved since they were looked at for work, and are done or were served and
        handed on; the oldest first."""
        ...

    async def read(self, visit: Visit, found: Sequence[Task]) -> None:
        """The visit was looked at as it stands: tasks that are not there yet come in, others stay as they are."""
        ...

    async def find(self, sought: WorkSought, offices: Sequence[str], most: int) -> list[Task]:
        """Tasks of these offices, the oldest visit first."""
        ...

    async def counts(self, sought: WorkSought, offices: Sequence[str]) -> dict[State, int]:
        """How many there are in each state, whatever states are sought."""
        ...

    async def get(self, case: str, form: str) -> Task | None:
        """One of them."""
        ...

    async def said(self, case: str, form: str) -> Said:
        """What was written about it."""
        ...

    async def do(self, case: str, form: str, rule: Rule, said: Said | None, now: int) -> Task | None:
        """Lock it, decide, write; with `said` what was written about it becomes this. None when there is no such
        task."""
        ...

    async def next(self, sought: WorkSought, offices: Sequence[str], clerk: str, rule: Rule, now: int) -> Task | None:
        """The same for the one that comes next for a clerk: what this clerk has in hand, else what came back, else the
        oldest that nobody has and nobody else is taking in this moment."""
        ...
