"""手続定義書: a catalog as a book for people, from its rows: life events with their questions, procedures, rules.

What it says of a condition stands in `spelled.py`; how it looks, in the paper's room.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from handoff.catalog import Row
from handoff.catalog_rows import Tables, is_set, split
from handoff.questions import EVERY
from handoff.spelled import Names, Said, answered, spelled

STAFF: Final = "職員だけ"
SHORT: Final = 24
EFFECTS: Final[Mapping[str, str]] = {
    "block": "手続を止める",
    "alert": "職員へ注意を出す",
    "bring": "持ち物を足す",
    "skip": "持ち物を消す",
    "merge": "持ち物を1つにまとめる",
}


class Field(msgspec.Struct, frozen=True):
    """One fact of an entry: its label, and lines that stand in so far."""

    label: str
    lines: list[Said]


class Entry(msgspec.Struct, frozen=True):
    """One thing of the book. `mark` is its id; `tag` what must be seen at once (職員だけ)."""

    mark: str
    title: str
    tag: str
    fields: list[Field]


class Chapter(msgspec.Struct, frozen=True):
    """One part of the book."""

    title: str
    lead: str
    entries: list[Entry]


class Definition(msgspec.Struct, frozen=True):
    """A book. `about`: which draft or version it is; `printed`: when it was printed."""

    city: str
    about: str
    printed: str
    chapters: list[Chapter]
    title: str = "手続定義書"


def definition(city: str, about: str, printed: str, tables: Tables) -> Definition:
    """The book of these rows."""
    made = _Maker(tables)
    return Definition(
        city=city,
        about=about,
        printed=printed,
        chapters=[
            Chapter(
                "ライフイベント", "来庁の目的ごとに、お聞きする質問と、必要になることのある手続です。", made.events()
            ),
            Chapter("手続", "手続ごとに、必要になる条件、窓口、期限、持ち物、様式です。", made.procedures()),
            Chapter("決まり", "手続を止める、注意を出す、持ち物を変える決まりです。上から順に働きます。", made.rules()),
        ],
    )


class _Maker:
    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.counters = {row["group_id"]: _counter(row) for row in reversed(self.rows("counters"))}
        self.forms = {row["form_id"]: row.get("name", "") for row in self.rows("forms")}
        self.items = {row["key"]: row.get("label_ja", "") for row in self.rows("data_dictionary")}
        self.procedure_names = {row["proc_id"]: row.get("name", "") for row in self.rows("procedures")}
        self.names = Names(
            {row["event"]: row.get("label", "") for row in self.rows("events")},
            {row["q_id"]: row.get("text_ja", "") for row in self.rows("questions")},
        )
        self.short = Names(self.names.events, {one: _short(text) for one, text in self.names.questions.items()})
        """Where the questions themselves stand near by."""

    def rows(self, table: str) -> list[Row]:
        """The rows of a table, none when it is not there."""
        return self.tables.get(table, [])

    # ---- the chapters

    def events(self) -> list[Entry]:
        """Each life event with its counter, its questions and the procedures that it may bring."""
        return [self._event(row["event"], row) for row in self.rows("events")]

    def procedures(self) -> list[Entry]:
        """Each procedure."""
        return [
            Entry(row["proc_id"], row.get("name", ""), _tag(row), _filled(self._procedure(row)))
            for row in self.rows("procedures")
        ]

    def rules(self) -> list[Entry]:
        """Each rule."""
        return [
            Entry(row["rule_id"], EFFECTS.get(row.get("effect", ""), ""), _tag(row), _filled(self._rule(row)))
            for row in self.rows("rules")
        ]

    # ---- their fields

    def _event(self, event: str, row: Row) -> Entry:
        of = [one for one in self.rows("questions") if _belongs(one, event)]
        groups = dict.fromkeys(one.get("group", "") for one in of)
        asked = [
            Field(
                f"質問: {group}", [line for one in of if one.get("group", "") == group for line in self._question(one)]
            )
            for group in groups
        ]
        brought = [
            Said(0, f"{one['proc_id']} {one.get('name', '')}{_noted(one)}（{self._at(one)}）")
            for one in self.rows("procedures")
            if _belongs(one, event)
        ]
        head = [
            Field("受付の窓口", _said(self.counters.get(row.get("reception_group", ""), ""))),
            Field("予約", _said(row.get("appointment", ""))),
        ]
        return Entry(event, row.get("label", ""), "", _filled([*head, *asked, Field("手続", brought)]))

    def _question(self, row: Row) -> list[Said]:
        depth = row.get("level", "1")
        indent = int(depth) - 1 if depth in ("1", "2", "3") else 0
        lines = [Said(indent, f"{row['q_id']} {row.get('text_ja', '')}{_noted(row)}", strong=True)]
        for what, text, say in (
            ("聞くとき", row.get("show_when", ""), spelled),
            ("自動", row.get("auto_answer", ""), answered),
        ):
            if text:
                first, *others = say(text, self.short)
                lines.append(Said(indent + 1, f"〔{what}〕{first.text}"))
                lines += (Said(indent + 1 + line.indent, line.text) for line in others)
        return lines

    def _procedure(self, row: Row) -> list[Field]:
        return [
            Field("窓口", _said(self._at(row))),
            Field("種類", _said(row.get("kind", ""))),
            Field("ライフイベント", _said(self._events(row))),
            Field("必要になる条件", spelled(row.get("trigger", ""), self.names)),
            Field("期限", [*_said(row.get("deadline", "")), *_said(self._term(row))]),
            Field("持ち物", [Said(0, f"・{thing}") for thing in split(row.get("bring", ""))]),
            Field("様式", [Said(0, f"{form} {self.forms.get(form, '')}") for form in split(row.get("forms", ""))]),
            Field("先に済ませる", [Said(0, self._target(one)) for one in split(row.get("order_after", ""))]),
            Field("代理人", _said(row.get("proxy", ""))),
            Field("備考", _said(row.get("note", ""))),
            Field("出典", _said(row.get("source", ""))),
        ]  # fmt: skip

    def _rule(self, row: Row) -> list[Field]:
        named = [self._target(one) for one in split(row.get("target", ""))]
        return [
            Field("ライフイベント", _said(self._events(row))),
            Field("条件", spelled(row.get("when", ""), self.names)),
            Field("対象", [Said(0, f"・{one}") for one in named]),
            Field("文", _said(row.get("text", ""))),
            Field("できること", _said(row.get("way_out", ""))),
        ]

    def _at(self, row: Row) -> str:
        group = row.get("group_id", "")
        return self.counters.get(group, group)

    def _events(self, row: Row) -> str:
        of = split(row.get("events", ""))
        return "すべて" if EVERY in of else "、".join(self.names.events.get(one, one) for one in of)

    def _target(self, one: str) -> str:
        return f"{one} {self.procedure_names[one]}" if one in self.procedure_names else one

    def _term(self, row: Row) -> str:
        days, items = row.get("due_days", ""), split(row.get("due_item", ""))
        if not days or not items:
            return ""
        named = "、なければ".join("来庁の日" if one == "today" else self.items.get(one, one) for one in items)
        first = "初日を数える" if is_set(row, "due_first_counts") else "初日は数えない"
        return f"{named}から{days}日以内（{first}。閉庁日にあたるときは次の開庁日）"


def _counter(row: Row) -> str:
    where = "・".join(part for part in (row.get("slip_label", ""), row.get("floor", "")) if part)
    return row.get("group_name", "") + (f"（{where}）" if where else "")


def _short(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"


def _belongs(row: Row, event: str) -> bool:
    of = split(row.get("events", ""))
    return event in of or EVERY in of


def _tag(row: Row) -> str:
    return STAFF if is_set(row, "staff_only") else ""


def _noted(row: Row) -> str:
    return f"【{STAFF}】" if is_set(row, "staff_only") else ""


def _said(text: str) -> list[Said]:
    return [Said(0, line) for line in text.splitlines()] if text.strip() else []


def _filled(fields: Iterable[Field]) -> list[Field]:
    return [field for field in fields if field.lines]
