"""Which procedures a visit has, what stops them, and in which order its counters are walked."""

from __future__ import annotations

import msgspec

from handoff.book import Book, Bringing
from handoff.catalog import Procedure
from handoff.known import ByHand, Known
from handoff.questions import EVERY
from handoff.walk import walk
from handoff.worlds import World, worlds


class Block(msgspec.Struct, frozen=True):
    """A block: the procedures of this visit that it stops and nothing else, why, and what can be done. `overruled`: it
    stops nothing now, because somebody who may has said so."""

    rule: str
    procedures: list[str]
    text: str
    way_out: str
    overruled: bool
    staff_only: bool


class Plan:
    """A visit's procedures. `brought`: those that events bring, with what brings them; `named`: those and what a hand
    added, in the order of the catalog; `stopped`: procedure -> the rule that blocks it; `counting`: what is done today;
    `way`: its counters in walking order."""

    def __init__(self, book: Book, known: Known) -> None:
        self.book = book
        self.known = known
        self.worlds = worlds(book, known)
        self.by_hand: dict[str, ByHand] = {key: said for key, said in known.by_hand.items() if key in book.procedures}
        self.brought: dict[str, list[tuple[World, Bringing]]] = {}
        for world in self.worlds:
            for one in world.brings():
                self.brought.setdefault(one.row.procedure, []).append((world, one))
        added = {key for key, said in self.by_hand.items() if said.on}
        self.named = sorted(self.brought.keys() | added, key=book.order.__getitem__)
        self.blocks = self._blocks()
        self.stopped = {key: one.rule for one in reversed(self.blocks) if not one.overruled for key in one.procedures}
        self.counting = [key for key in self.named if not self._out(key) and key not in self.stopped]
        self.way = self._way(self.counting)

    def ordered(self) -> list[str]:
        """All named procedures in walking order, and after them those that do not count."""
        counting = set(self.counting)
        idle = [key for key in self.named if key not in counting]
        return [*self._walked(self.counting, self.way), *self._walked(idle, self._way(idle))]

    def by_event(self) -> list[tuple[World, list[Procedure]]]:
        """The counting procedures of each event, in the order of the catalog. What a hand added belongs to the first
        event that has it, or else to the first."""
        return [
            (world, [self.book.procedures[key] for key in self.counting if self._belongs(key, world)])
            for world in self.worlds
        ]

    def _out(self, key: str) -> bool:
        said = self.by_hand.get(key)
        return said is not None and not said.on

    def _blocks(self) -> list[Block]:
        """The blocks that hold and stop something, in the order of the catalog."""
        held = {one.row.rule for world in self.worlds for one in world.fires("block")}
        there = [key for key in self.named if not self._out(key)]
        stopping = [(rule, set(rule.target)) for rule in self.book.rules if rule.rule in held]
        return [
            Block(rule.rule, stops, rule.text, rule.way_out, rule.rule in self.known.over, rule.staff_only)
            for rule, target in stopping
            if (stops := [key for key in there if key in target])
        ]

    def _way(self, procedures: list[str]) -> list[str]:
        ranks = self.book.ranks.get(self.known.office) or self.book.ranks[""]
        return walk([self.book.procedures[key] for key in procedures], ranks)

    def _walked(self, procedures: list[str], groups: list[str]) -> list[str]:
        at = {group: place for place, group in enumerate(groups)}
        return sorted(procedures, key=lambda key: (at[self.book.procedures[key].group], self.book.order[key]))

    def _belongs(self, key: str, world: World) -> bool:
        if key in self.brought:
            return any(other is world for other, _ in self.brought[key])
        events = self.book.procedures[key].events
        home = next((one for one in self.worlds if EVERY in events or one.event in events), self.worlds[0])
        return home is world
