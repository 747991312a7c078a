"""Questions and rules of the guidance, typed from the rows of a catalog (questions.csv, rules.csv). Conditions stay
text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

EFFECTS: Final = ("block", "alert", "bring", "skip", "merge")
"""What a rule does: stop procedures, hint to staff, add a belonging, drop belongings, make one of several."""
EVERY: Final = "*"
"""An event that stands for all of them."""


class Question(msgspec.Struct, frozen=True):
    """A yes/no question. `show_when`: the condition under which it is asked (empty = always in its events); `auto`: the
    condition that answers it by itself (empty = never). `text` and `help` may be read by the visitor, `hint` never."""

    question: str
    level: int
    group: str
    events: list[str]
    text: str
    help: str
    hint: str
    show_when: str
    auto: str
    staff_only: bool


class Rule(msgspec.Struct, frozen=True):
    """What follows when `when` holds: see `EFFECTS`. `target` are procedures (block) or belongings; `text` and
    `way_out` of a block may be read by the visitor."""

    rule: str
    events: list[str]
    when: str
    effect: str
    target: list[str]
    text: str
    way_out: str
    staff_only: bool


def questions(rows: Iterable[Mapping[str, str]]) -> list[Question]:
    """The questions of these rows. A row without an id is none; a level that is no number is 1."""
    return [_question(row) for row in rows if row.get("q_id")]


def rules(rows: Iterable[Mapping[str, str]]) -> list[Rule]:
    """The rules of these rows, in their order: they are followed one after the other."""
    return [_rule(row) for row in rows if row.get("rule_id")]


def _question(row: Mapping[str, str]) -> Question:
    level = row.get("level", "")
    return Question(
        question=row["q_id"],
        level=int(level) if level.isascii() and level.isdigit() else 1,
        group=row.get("group", ""),
        events=_parts(row.get("events", "")),
        text=row.get("text_ja", ""),
        help=row.get("help_ja", ""),
        hint=row.get("staff_hint", ""),
        show_when=row.get("show_when", ""),
        auto=row.get("auto_answer", ""),
        staff_only=row.get("staff_only", "") == "1",
    )


def _rule(row: Mapping[str, str]) -> Rule:
    return Rule(
        rule=row["rule_id"],
        events=_parts(row.get("events", "")),
        when=row.get("when", ""),
        effect=row.get("effect", ""),
        target=_parts(row.get("target", "")),
        text=row.get("text", ""),
        way_out=row.get("way_out", ""),
        staff_only=row.get("staff_only", "") == "1",
    )


def _parts(text: str) -> list[str]:
    return [part for part in text.split("|") if part]
