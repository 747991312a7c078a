"""What to bring: the belongings of the procedures, merged without repeats by the rules skip, merge and bring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

import msgspec

from handoff.catalog import Procedure
from handoff.questions import Rule
from handoff.worlds import World

NOTHING: Final = "なし"
Wanted: TypeAlias = "dict[str, dict[str, None]]"
"""Belonging -> the procedures that ask for it, each once, in order."""


class Belonging(msgspec.Struct, frozen=True):
    """One thing to bring: for which procedures, at which counters (in walking order; none when a rule asks for it by
    itself), and whether the visitor has it (None = not asked yet)."""

    text: str
    procedures: list[str]
    groups: list[str]
    have: bool | None


def wanted(procedure: Procedure) -> list[str]:
    """What a procedure asks for; （なし） is nothing."""
    return [thing for thing in procedure.bring if thing.strip("（）() ") != NOTHING]


def belongings(
    each: Iterable[tuple[World, list[Procedure]]], way: Mapping[str, int], have: Mapping[str, bool]
) -> list[Belonging]:
    """All belongings of a visit: each event's procedures after its rules, then together. `way`: the procedures' groups
    in walking order."""
    merged: Wanted = {}
    group_of: dict[str, str] = {}
    for world, procedures in each:
        group_of |= {one.procedure: one.group for one in procedures}
        for thing, who in _of_event(world, procedures).items():
            _add(merged, thing, who)
    return [_belonging(thing, who, group_of, way, have) for thing, who in merged.items()]


def _of_event(world: World, procedures: list[Procedure]) -> Wanted:
    found: Wanted = {}
    for one in procedures:
        for thing in wanted(one):
            _add(found, thing, {one.procedure: None})
    for firing in world.fires("skip", "merge", "bring") if procedures else ():
        _follow(firing.row, found)
    return found


def _follow(rule: Rule, found: Wanted) -> None:
    """One rule: skip drops its targets; merge and bring make one line of them; bring without a target adds its line."""
    targets = [thing for thing in rule.target if thing in found]
    who = {name: None for thing in targets for name in found.pop(thing)}
    if rule.effect != "skip" and rule.text and (targets or (rule.effect == "bring" and not rule.target)):
        _add(found, rule.text, who)


def _add(found: Wanted, thing: str, who: Mapping[str, None]) -> None:
    found.setdefault(thing, {}).update(who)


def _belonging(
    thing: str, who: Iterable[str], group_of: Mapping[str, str], way: Mapping[str, int], have: Mapping[str, bool]
) -> Belonging:
    groups = sorted({group_of[name] for name in who}, key=lambda group: (way.get(group, len(way)), group))
    return Belonging(thing, list(who), groups, have.get(thing))
