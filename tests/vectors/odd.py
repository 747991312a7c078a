"""A small catalog in which much is odd: conditions that are none, that look ahead or at nothing, procedures that wait
for each other in a circle, rules with nothing to do. It must be guided all the same, in Python and on the screen."""

from __future__ import annotations

from functools import cache
from typing import Any

from msgspec.structs import replace

from handoff.catalog import Event, Procedure
from handoff.guidance import Book, book
from tests.households import demo

EVENTS = ("A", "B", "C")


@cache
def odd() -> Book:
    """The odd catalog, in the demo city's house."""
    catalog = demo().catalog
    tables = {"questions": QUESTIONS, "rules": RULES, "holidays": [{"date": "2026-12-07"}, {"date": "some day"}]}
    events = {event: Event(event, event, "G05") for event in EVENTS}
    return book(
        replace(catalog, tables=tables, procedures={one.procedure: one for one in PROCEDURES}, events=events),
        demo().house,
    )


def _asked(question: str, group: str, events: str = "*", **more: str) -> dict[str, str]:
    return {"q_id": question, "level": "1", "group": group, "events": events, "text_ja": f"{question}?"} | more


QUESTIONS: list[dict[str, str]] = [
    _asked("Q1", "one"),
    _asked("Q2", "two", show_when="Q1==True"),
    _asked("Q3", "one", show_when="Q2==True or ev=='B'", auto_answer="has_u18"),
    _asked("Q4", "two", "A|B", show_when="Q5==True"),
    _asked("Q5", "one", auto_answer="Q6", level="x"),
    _asked("Q6", "three", "B", auto_answer="ev in ('B','C') and Q1"),
    _asked("Q7", "three", show_when="Q7!=True"),
    _asked("Q8", "three", show_when="Q3 ==", staff_only="1"),
    _asked("Q9", "two", show_when="nobody!=True", auto_answer="days_since_move"),
    _asked("Q10", "one", "C", show_when="not Q1", auto_answer="days_since_move<15"),
    _asked("Q11", "two", show_when="Q3!=None and Q10!=False", auto_answer="True if Q9 else None", staff_only="1"),
]


def _rule(rule: str, effect: str, when: str, target: str = "", text: str = "", events: str = "*") -> dict[str, str]:
    return {"rule_id": rule, "events": events, "when": when, "effect": effect, "target": target, "text": text}


RULES: list[dict[str, str]] = [
    _rule("R1", "merge", "Q1!=False", "x|y", "z"),
    _rule("R2", "merge", "Q2==True", "z|w", "x"),
    _rule("R3", "bring", "True", "", "always", "A"),
    _rule("R4", "bring", "Q3==True", "w|nothing", "w"),
    _rule("R5", "skip", "Q5==True", "y|x"),
    _rule("R6", "block", "Q1==False", "P1|P3|P99", "stopped"),
    _rule("R7", "block", "Q2!=True and Q3==True", "P1|P2", "stopped too", "A|C"),
    _rule("R8", "block", "Q1 =", "P1|P2|P3|P4", "never"),
    _rule("R9", "alert", "Q9==None", "", "a hint"),
    _rule("R10", "alert", "", "", "no condition"),
    _rule("R11", "merge", "True", "x|y", ""),
    _rule("R12", "dance", "True", "x", "no such effect"),
]


def _procedure(procedure: str, group: str, trigger: str, bring: list[str], after: list[str], **more: Any) -> Procedure:
    plain = {"name": procedure, "events": ["*"], "kind": "届出", "deadline": "", "forms": [], "note": "", "proxy": ""}
    said = {"staff_only": False, **plain, **more}
    return Procedure(procedure=procedure, group=group, trigger=trigger, bring=bring, after=after, **said)


PROCEDURES: list[Procedure] = [
    _procedure("P1", "G05", "True", ["x", "y"], ["P2"], due_items=["ido_date"], due_days=7),
    _procedure("P2", "G20", "Q1", ["y", "（なし）"], ["P1"], due_items=["dec_date", "today"], due_days=3),
    _procedure(
        "P3",
        "G01",
        "Q2!=None",
        ["なし", "w"],
        [],
        kind="案内のみ",
        due_items=["today"],
        due_days=1,
        due_first_counts=True,
    ),
    _procedure("P4", "G21", "Q3==True and Q5!=False", ["z"], ["P3", "P99"], events=["A", "B"]),
    _procedure("P5", "G77", "ev.startswith('C') or Q9==None", ["w", "w"], ["P5"], events=["B", "C"], staff_only=True),
    _procedure("P6", "G05", "", ["x"], [], due_items=["ev_date"], due_days=0),
    _procedure("P7", "G30", "(Q1", [], []),
    _procedure("P8", "G34", "Q6 if Q5 else Q1", ["v"], ["P4"], due_items=["nothing"], due_days=5),
    _procedure("P9", "G34", "Q6==True", [], [], events=["B"]),
    _procedure("P10", "G35", "Q1==None", ["x"], [], events=["C"]),
]
