"""Figures of days, counted by the record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from handoff.figures import By, Figures


class Reports(Protocol):
    """One city's. `departments`: of each line."""

    async def figures(
        self, office: str, first: date, last: date, by: By, departments: Mapping[str, str]
    ) -> list[Figures]:
        """An office's days (both included) in groups, in the order of their keys."""
        ...
