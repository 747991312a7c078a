"""Two people wrote the same entry: the clerk chooses. Not a refusal of a rule but a question back."""

from __future__ import annotations

from handoff.case import Entry


class Overtaken(Exception):
    """The base of an edit is not what stands there now; `entries` = what stands there (key -> entry, null value =
    nothing)."""

    def __init__(self, entries: dict[str, Entry]) -> None:
        super().__init__("overtaken")
        self.entries = entries
