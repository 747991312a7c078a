"""要配慮: whether a visitor needs consideration (筆談, 手話, 通訳, 車いす …), so that staff see it before they call.

A row says that it is so, to staff alone; which it is stands in the case, for whoever may see it (L3).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from handoff.case import Entry

ITEM: Final = "accommodation"


def needs_care(entries: Mapping[str, Entry], questions: Iterable[str]) -> bool:
    """Whether a case says so: by the item, or by yes to one of the city's `questions`."""
    said = entries.get(ITEM)
    if said is not None and said.value not in (None, "", [], False):
        return True
    answers = (entries.get(f"q.{question}") for question in questions)
    return any(answer is not None and answer.value is True for answer in answers)
