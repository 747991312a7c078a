"""What a city decides about the order of its lines (`[order]` of settings.toml), for all of them or for one."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

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
