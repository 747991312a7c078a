"""Whose rows a form has (domain §3, Rows): by the form's scope and condition, or as a clerk has chosen
(`rows.<form>`: a list of persons)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from handoff.form import Form, Rows
from handoff.source import Source

ADULT: Final = 15
ROWS: Final = "rows"
_GRADES: Final[dict[str, Callable[[str], bool]]] = {
    "preschool": lambda said: said.startswith("就"),
    "elem": lambda said: said.startswith("小"),
    "sj": lambda said: said[:1] in ("小", "中"),
}


def rows_of(form: Form, source: Source, event: str) -> list[str]:
    """The persons on the form's rows, in the order of the case."""
    rows = form.rows
    if rows is None:
        return []
    chosen = source.values.get(f"{ROWS}.{form.form}")
    if isinstance(chosen, list):
        return [one for one in chosen if one in source.people]
    wanted = [one for one in _in_scope(rows, source, event) if _passes(one, rows, source, event)]
    return wanted[:1] if rows.scope == "one" else wanted


def sheets_of(rows: Rows | None, people: list[str]) -> tuple[list[list[str]], list[str]]:
    """The rows of each sheet, and who is left out because the form does not copy itself. A form has at least one
    sheet."""
    if rows is None or not people:
        return [[]], []
    size = rows.per_sheet
    parts = [people[at : at + size] for at in range(0, len(people), size)]
    return (parts, []) if rows.copies else (parts[:1], people[size:])


def _in_scope(rows: Rows, source: Source, event: str) -> list[str]:
    scope = rows.scope
    if scope.startswith("role:"):
        person = source.cast.of(scope.removeprefix("role:"), event)
        return [person] if person else []
    if scope == "target" and event in ("SHIBO", "SHUSSEI"):
        person = source.cast.of("dec" if event == "SHIBO" else "shussei", event)
        return [person] if person else []
    members = source.members
    if scope == "one":  # nobody has chosen yet: who files, else the first who may
        files = source.cast.of("todokede", event)
        return sorted(members, key=lambda one: one != files)
    if scope == "adult":
        return [one for one in members if (source.facts(one).age or 0) >= ADULT]
    if scope == "child":
        return [one for one in members if source.facts(one).child]
    if scope in _GRADES:
        return [one for one in members if source.facts(one).grade and _GRADES[scope](source.facts(one).grade)]
    return members


def _passes(person: str, rows: Rows, source: Source, event: str) -> bool:
    newborn = source.cast.of("shussei", event) == person
    head = source.cast.of("setainushi", event) == person
    return rows.wanted.value(source.facts(person).env(event, newborn, head)) is True
