"""The order in which a visitor walks from counter to counter.

What others wait for goes first (`Procedure.after`), then `walk_rank`, floor and window: 戸籍 and 異動 first, 証明
last. A counter that another one waits for goes at that one's `walk_rank`: 証明 come before 年金 when 年金 needs a paper
of theirs. A contradiction in the catalog is never a dead end: what is left goes by rank.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from typing import Final, Protocol, TypeAlias

from handoff.offices import House, storey

Rank: TypeAlias = "tuple[int, int, int]"
"""`walk_rank`, floor, first window: small goes first."""
NOWHERE: Final[Rank] = (999, 99, 999)
"""A counter that the house does not have."""


class Step(Protocol):
    """A procedure, as far as walking goes."""

    @property
    def procedure(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def after(self) -> list[str]: ...


def walk(steps: Iterable[Step], rank: Mapping[str, Rank]) -> list[str]:
    """The counters (groups) of these procedures, each once, in walking order."""
    chosen = {one.procedure: one for one in steps}
    waits: dict[str, set[str]] = {one.group: set() for one in chosen.values()}
    for one in chosen.values():
        waits[one.group].update(chosen[other].group for other in one.after if other in chosen)
    for group, others in waits.items():
        others.discard(group)
    return _order(waits, _inherited(waits, {group: rank.get(group, NOWHERE) for group in waits}))


def ranks(house: House, office: str) -> dict[str, Rank]:
    """The rank of every counter as it stands for visitors of an office: its own, or the other office's where it has
    none."""
    counters = {one.group: one for one in reversed(house.counters)}
    counters |= {one.group: one for one in house.counters if one.office == office}
    return {
        group: (one.walk_rank, storey(one.floor), _first_window(house, one.office, group))
        for group, one in counters.items()
    }


def _first_window(house: House, office: str, group: str) -> int:
    numbers = [one.number for one in house.windows if (one.office, one.group) == (office, group)]
    return min((int(number) if number.isascii() and number.isdigit() else 0 for number in numbers), default=999)


def _inherited(waits: Mapping[str, set[str]], rank: Mapping[str, Rank]) -> dict[str, Rank]:
    """Each counter's rank, its `walk_rank` the smallest of its own and of all that wait for it."""
    first = {group: one[0] for group, one in rank.items()}
    earlier = True
    while earlier:
        earlier = False
        for group, others in waits.items():
            for other in others:
                if first[group] < first[other]:
                    first[other] = first[group]
                    earlier = True
    return {group: (first[group], one[1], one[2]) for group, one in rank.items()}


def _order(waits: Mapping[str, set[str]], rank: Mapping[str, Rank]) -> list[str]:
    found: list[str] = []
    free = [(rank[group], group) for group, others in waits.items() if not others]
    heapq.heapify(free)
    left = {group: set(others) for group, others in waits.items() if others}
    while free or left:
        if not free:
            stuck = min(left, key=lambda group: (rank[group], group))
            left.pop(stuck)
            heapq.heappush(free, (rank[stuck], stuck))
        _, group = heapq.heappop(free)
        found.append(group)
        for other in [other for other, others in left.items() if group in others]:
            left[other].discard(group)
            if not left[other]:
                del left[other]
                heapq.heappush(free, (rank[other], other))
    return found
