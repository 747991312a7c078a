"""Faults that only following the conditions shows: questions that nobody is ever asked, conditions that contradict
themselves, procedures that no answers bring, rules that never hold, blocks that stop nothing.

What cannot be gone through to the end is a warning. Conditions that are no expressions are passed over: what is wrong
with them is said by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from handoff.catalog import Row
from handoff.catalog_faults import Fault
from handoff.catalog_rows import Tables, id_of, split
from handoff.expression import Expression
from handoff.household import FACTS
from handoff.reach import Asking, Found, Reach, contradicts_itself
from handoff.references import EVERY, belongings, parsed

COLUMN: Final[Mapping[str, str]] = {"questions": "show_when", "procedures": "trigger", "rules": "when"}
NEVER: Final[Mapping[str, str]] = {
    "questions": "この質問は、どう答えても聞かれることがありません。",
    "procedures": "この手続は、どう答えても必要になりません。",
    "rules": "この決まりは、どう答えても働きません。",
}
SOMEWHERE: Final[Mapping[str, str]] = {
    "questions": "ライフイベント「{}」では、この質問は聞かれません。",
    "procedures": "ライフイベント「{}」では、この手続は必要になりません。",
    "rules": "ライフイベント「{}」では、この決まりは働きません。",
}
CONTRADICTS: Final = "条件どうしが食い違っていて、成り立つことがありません。"
UNSURE: Final = "（組み合わせが多く、一部だけを試しました。条件を確かめてください。）"


def reach_faults(tables: Tables) -> Iterator[Fault]:
    """Everything that is never reached."""
    look = _Look(tables)
    for table in COLUMN:
        for row in tables.get(table, []):
            yield from look.row(table, row)
    for row in tables.get("rules", []):
        if row.get("effect") == "block":
            yield from look.block(row)
        elif row.get("effect") in ("skip", "merge"):
            yield from look.things(row)


class _Look:
    """`procedures`: their events and conditions; `asked`: belonging -> the events in which a procedure asks for it;
    `made`: belongings that rules name themselves."""

    def __init__(self, tables: Tables) -> None:
        self.events = [row["event"] for row in tables.get("events", [])]
        self.names = {row["event"]: row.get("label", "") for row in tables.get("events", [])}
        questions = tables.get("questions", [])
        self.at = {row["q_id"]: at for at, row in enumerate(questions)}
        shows = [(row, self.condition(row, "show_when", at)) for at, row in enumerate(questions)]
        self.reach = {event: Reach(event, list(self.askings(event, shows)), self.at) for event in self.events}
        rows = {row["proc_id"]: row for row in tables.get("procedures", [])}
        self.procedures = {one: (self.of(row), self.condition(row, "trigger")) for one, row in rows.items()}
        self.asked = {
            thing: {event for one in who if one in rows for event in self.procedures[one][0]}
            for thing, who in belongings(rows.values()).items()
        }
        made = (row for row in tables.get("rules", []) if row.get("effect") in ("bring", "merge"))
        self.made = {row.get("text", "") for row in made}

    def askings(self, event: str, shows: Iterable[tuple[Row, Expression | None]]) -> Iterator[Asking]:
        """The questions of an event; a condition that is none counts as none here."""
        for row, show in shows:
            if event in self.of(row):
                yield Asking(row["q_id"], show)

    def of(self, row: Row) -> list[str]:
        """The events of a row."""
        said = split(row.get("events", ""))
        return self.events if EVERY in said else [event for event in said if event in self.names]

    def condition(self, row: Row, column: str, before: int | None = None) -> Expression | None:
        """A condition that can be followed; None when there is none, or when something is wrong with it."""
        found = parsed(row.get(column, ""))
        if not isinstance(found, Expression):
            return None
        limit = len(self.at) if before is None else before
        good = all(name == "ev" or name in FACTS or self.at.get(name, limit) < limit for name in found.places)
        return found if good else None

    def row(self, table: str, row: Row) -> Iterator[Fault]:
        """Whether a row is ever reached, and in which of its events it is not."""
        column = COLUMN[table]
        at = self.at[row["q_id"]] if table == "questions" else None
        condition, events = self.condition(row, column, at), self.of(row)
        if condition is None or not events:
            return
        one = id_of(table, row)
        every = EVERY in split(row.get("events", ""))
        found: dict[str, Found] = {}
        for event in events:
            found[event] = self.reach[event].holds(condition)
            if every and found[event] == "yes":
                return
        if "yes" not in found.values():
            yield self.never(table, one, column, condition, found)
        else:
            lost = [event for event in events if found[event] == "no"]
            if lost:
                names = "」「".join(self.names[event] for event in lost)
                yield Fault(table, one, column, SOMEWHERE[table].format(names), "warning")

    def never(self, table: str, one: str, column: str, condition: Expression, found: Mapping[str, Found]) -> Fault:
        """It is reached in none of its events, as far as can be seen."""
        if "unsure" in found.values():
            return Fault(table, one, column, NEVER[table] + UNSURE, "warning")
        text = CONTRADICTS if contradicts_itself(condition, self.events) else NEVER[table]
        return Fault(table, one, column, text)

    def block(self, row: Row) -> Iterator[Fault]:
        """Whether a block stops each of the procedures that it names."""
        when, events = self.condition(row, "when"), self.of(row)
        if when is None:
            return
        for name in split(row.get("target", "")):
            bringing = self.procedures.get(name)
            if bringing is not None and not self.meet(events, when, bringing):
                text = f"この決まりが手続「{name}」を止めることはありません（ライフイベントか条件が合いません）。"
                yield Fault("rules", row["rule_id"], "target", text, "warning")

    def meet(self, events: Sequence[str], when: Expression, bringing: tuple[list[str], Expression | None]) -> bool:
        """Whether a rule's and a procedure's conditions can hold at once in an event of both."""
        others, trigger = bringing
        if trigger is None:
            return True
        return any(self.reach[event].holds(when, trigger) != "no" for event in events if event in others)

    def things(self, row: Row) -> Iterator[Fault]:
        """Whether any procedure of the rule's events asks for the belongings that it drops or puts together."""
        events = set(self.of(row))
        for thing in split(row.get("target", "")):
            if thing in self.asked and thing not in self.made and not events & self.asked[thing]:
                text = f"このライフイベントの手続に、持ち物「{thing}」を求めるものがありません。"
                yield Fault("rules", row["rule_id"], "target", text, "warning")
