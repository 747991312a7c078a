"""Writes the vectors of the guidance again: `python -m tests.vectors.guided`. A test holds them current.

expression.json: what conditions mean (by hand, `conditions.py`). household.json: facts of the ten households and of
random ones. guidance.json: two catalogs, and what is derived for the ten households and for random visits; texts that a
catalog holds anyway are left out.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from msgspec import to_builtins

from handoff.case import Value
from handoff.catalog import guidance
from handoff.guidance import Book, Guidance, Known, guide, procedures_of
from handoff.household import facts
from tests.households import demo, entries, given, households
from tests.vectors import conditions
from tests.vectors.make import line
from tests.vectors.odd import odd
from tests.visits import visit

HERE = Path(__file__).parent
DAY: Final = date(2026, 12, 1)
EVENTS: Final = ("TENNYU", "TENSHUTSU", "SHIBO", "SHUSSEI", "SHOMEI", "")
PERSON: Final[dict[str, list[Value]]] = {
    "m_birth": [],
    "m_in_setai": [True, True, True, False, None],
    "m_head": [True, False, None],
    "m_zokugara": ["世帯主", "妻", "子", None],
    "m_mnc": ["あり", "なし", "申請中", None],
    "m_kokuho": [True, False, None],
    "m_kokuho_no": ["12345", None],
    "m_kouki": [True, False, None],
    "m_kouki_no": ["12345678", None],
    "m_kaigo_lv": ["なし", "要介護2", "申請中", None],
    "m_nat_cd": ["JPN", "JPN", "VNM", None],
    "m_nat": ["日本", "ベトナム", None],
    "m_status": ["D31", None],
    "m_inkan_no": ["10001", None, None],
    "m_kotei": [True, False, None],
    "m_zei": [True, False, None],
    "shien_flag": [True, False, None, None],
}
"""What a random person may say; None is left out."""
ROWS: Final = ("questions", "rules", "procedures")


def made() -> dict[str, str]:
    """Each file's name and text."""
    return {
        "expression": listed(conditions.cases()),
        "household": named({"town": line(to_builtins(demo().town)), "cases": listed(told())}),
        "guidance": named({"books": named(books()), "cases": listed(visits())}),
    }


# ---- facts


def told() -> list[Any]:
    """The ten households, and as many random ones as show each fact in all its ways."""
    chance = Random(1)
    known = [({**one.entries, **one.linked}, one.event, one.today) for one in households().values()]
    known += [(*household(chance), DAY) for _ in range(80)]
    return [
        {"values": values, "event": event, "today": str(today), "facts": _said(values, event, today)}
        for values, event, today in known
    ]


def _said(values: dict[str, Value], event: str, today: date) -> dict[str, Any]:
    """The facts that are known; the others are null."""
    found = facts(entries(values), demo().town, today, event)
    return {fact: value for fact, value in found.items() if value is not None}


def household(chance: Random) -> tuple[dict[str, Value], str]:
    """The entries of a household at random, with gaps, and its event."""
    values: dict[str, Value] = {}
    for item in ("ido_date", "dec_date", "ev_date"):
        values[item] = chance.choice(
            [None, str(DAY - timedelta(days=chance.randint(-5, 40))), "?:令和8年春", "2026-02-30"]
        )
    values["ido_scope"] = chance.choice([None, "全部", "一部"])
    values["koseki_lgcode"] = chance.choice([None, "999989", "131016"])
    values["koseki_city"] = chance.choice([None, "あおばの市", "となり市"])
    names = [f"p{at}" for at in range(chance.choice([0, 1, 1, 2, 3, 4, 6]))]
    for at, name in enumerate(names):
        values[f"p.{name}"] = {"order": at} | ({"removed": True} if chance.random() < 0.1 else {})
        full = chance.random() < 0.7
        for item, choices in PERSON.items():
            if full or chance.random() < 0.5:
                values[f"p.{name}.{item}"] = _birth(chance) if item == "m_birth" else chance.choice(choices)
    for role in ("dec", "dairi", "shussei", "todokede"):
        if names and chance.random() < 0.25:
            values[f"role.{role}"] = chance.choice(names)
    return {key: value for key, value in values.items() if value is not None}, chance.choice(EVENTS)


def _birth(chance: Random) -> Value:
    words: list[Value] = ["?:昭和12年月日不詳", "1950-02-29", "1926-12-25T", None]
    if chance.random() < 0.1:
        return chance.choice(words)
    year = DAY.year - chance.choice([0, 1, 4, 6, 7, 12, 15, 18, 19, 20, 39, 40, 59, 60, 64, 65, 74, 75, 90])
    return chance.choice([f"{year}-04-01", f"{year}-04-02", f"{year}-12-01", f"{year}-12-02", f"{year}-07-20"])


# ---- whole visits


def books() -> dict[str, str]:
    """The catalogs, as a staff screen gets them."""
    return {name: _book(one) for name, one in (("demo", demo()), ("odd", odd()))}


def visits() -> list[Any]:
    """The ten households, and random visits of both catalogs."""
    chance = Random(2)
    known = [("demo", f"{one.id} {one.title}", given(one)) for one in households().values()]
    known += [("demo", f"random {at}", visit(chance)) for at in range(30)]
    known += [("odd", f"odd {at}", visit(chance, odd(), 2)) for at in range(24)]
    return [{"book": name, "title": title, **_visit(case, name)} for name, title, case in known]


def _visit(case: Known, name: str) -> dict[str, Any]:
    one = demo() if name == "demo" else odd()
    return {"known": _lean(to_builtins(case)), "out": _out(guide(one, case)), "plan": procedures_of(one, case)}


def _out(found: Guidance) -> dict[str, Any]:
    """What is derived; the texts that stand in the catalog are left out."""
    whole = to_builtins(found)
    return {
        "questions": [
            [one[key] for key in ("question", "answer", "by", "auto", "overruled")] for one in whole["questions"]
        ],
        "procedures": [
            {key: one[key] for key in ("procedure", "why", "due", "past", "bring", "by_hand", "blocked", "notice_only")}
            for one in whole["procedures"]
        ],
        "way": [[one["group"], one["procedures"]] for one in whole["way"]],
        "bring": [[one["text"], one["procedures"], one["groups"], one["have"]] for one in whole["bring"]],
        "alerts": [one["rule"] for one in whole["alerts"]],
        "blocks": [[one["rule"], one["procedures"], one["overruled"]] for one in whole["blocks"]],
        "progress": whole["progress"],
    }


def _lean(known: dict[str, Any]) -> dict[str, Any]:
    """What is known, without facts that are not."""
    return {**known, "facts": {fact: value for fact, value in known["facts"].items() if value is not None}}


def _book(one: Book) -> str:
    """A catalog: one line for each row."""
    parts = guidance(one.catalog, one.house)
    return named(
        {key: listed(rows) if isinstance(rows, list) and key in ROWS else line(rows) for key, rows in parts.items()}
    )


# ---- how the files are spelled


def listed(cases: list[Any]) -> str:
    """A list, one line for each case, so that a change can be read."""
    return "[\n" + ",\n".join(f"  {line(case)}" for case in cases) + "\n]\n"


def named(parts: dict[str, str]) -> str:
    """Several of them by name."""
    return "{\n" + ",\n".join(f"{line(name)}: {text.rstrip()}" for name, text in parts.items()) + "\n}\n"


if __name__ == "__main__":
    for name, text in made().items():
        json.loads(text)
        (HERE / f"{name}.json").write_text(text, encoding="utf-8")
