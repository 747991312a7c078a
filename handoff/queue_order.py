"""What a city decides about the order of its lines: for all of them or for one (`[order]` of settings.toml), and which
lines of one counter go first (its row in the catalog)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, TypeAlias

import msgspec

from handoff.offices import Counter

LAST: Final = 1_000
"""The rank of a line that goes before no other: more than any counter has."""
Since: TypeAlias = Literal["arrival", "line"]


class Order(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rule of one line. `appointments`: from their time on they go before the walk-ins; `care`: 要配慮 goes before
    both; `handoffs`: whoever was handed off or transferred stands by the arrival at the house, or by the arrival in
    this line."""

    appointments: bool = True
    care: bool = False
    handoffs: Since = "arrival"


class LineOrder(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is other in one line; null = as in all."""

    appointments: bool | None = None
    care: bool | None = None
    handoffs: Since | None = None


class OrderSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rule of all lines, and what is other in some (`of`, by line)."""

    appointments: bool = True
    care: bool = False
    handoffs: Since = "arrival"
    of: dict[str, LineOrder] = {}

    def rule(self, line: str) -> Order:
        """The rule of a line."""
        own = self.of.get(line, LineOrder())
        return Order(
            self.appointments if own.appointments is None else own.appointments,
            self.care if own.care is None else own.care,
            self.handoffs if own.handoffs is None else own.handoffs,
        )

    def rank(self, line: str) -> int:
        """Lines of a smaller rank are called first at the window that calls from several; all are alike here."""
        return LAST


class Ranked(OrderSettings, frozen=True, forbid_unknown_fields=True):
    """The city's rule, and the lines of its counters that go before the others there: 1 for the first; a line that is
    not named comes after those of its counter."""

    ranks: dict[str, int] = {}

    def rank(self, line: str) -> int:
        """As `OrderSettings.rank`."""
        return self.ranks.get(line, LAST)


def ranked(settings: OrderSettings, counters: Iterable[Counter]) -> Ranked:
    """The rule with what the counters of one office say of their lines."""
    ranks = {line: rank for one in counters for rank, line in enumerate(one.lines_first, start=1)}
    return Ranked(settings.appointments, settings.care, settings.handoffs, settings.of, ranks)
