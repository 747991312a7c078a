"""運用: what a city decides about running its house, and what its 状態 page says stands or is broken."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

Part = Literal["house", "live", "record", "keeper", "boards", "night", "backup", "drill"]
"""What may be broken: the house as a whole (nobody was there to look), the live store, the record, the keeper who
writes one into the other, the screens of the hall, what the night does by itself, the backup, the trial of the
backup."""
WATCHED: Final[tuple[Part, ...]] = ("live", "record", "keeper", "night", "backup", "drill")
"""Those that a web process looks at by itself, in the order in which they are told."""
STOPPING: Final[frozenset[Part]] = frozenset({"house", "live", "record", "keeper"})
"""Whose failure keeps clerks from serving: these count against the hours of the month."""
NAME: Final = 60


class OperationsSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whom to tell when something is broken (名前と電話), in the order of asking; how many generations of the backup
    are kept (one a day); after how many hours without one the 状態 page says so."""

    contacts: list[str] = []
    generations: int = 14
    backup_hours: int = 24
    drill_days: int = 7

    def __post_init__(self) -> None:
        if not 1 <= self.generations <= 400:
            raise ValueError("operations.generations: 1..400")
        if not 1 <= self.backup_hours <= 24:
            raise ValueError("operations.backup_hours: 1..24")
        if not 1 <= self.drill_days <= 92:
            raise ValueError("operations.drill_days: 1..92")
        if any(not 0 < len(one) <= NAME for one in self.contacts):
            raise ValueError(f"operations.contacts: 1..{NAME}")
