"""Ten households with every form that comes out for them (tests/vectors/forms.json), over the demo city's forms."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from handoff.application import Application
from handoff.case import Entry, Value
from handoff.form_book import FormBook, form_book
from handoff.inherit import applications
from handoff.source import Source
from server.exchange.city import read_city
from tests.vectors.read import vectors

FOLDER = Path(__file__).parents[1] / "deploy" / "city" / "aobano"


class PaperHome(msgspec.Struct, forbid_unknown_fields=True):
    """A household, the procedures that it does, and the papers that must come out."""

    id: str
    event: str
    today: date
    procedures: list[str]
    entries: dict[str, Any]
    expected: dict[str, int]
    forms: list[dict[str, Any]]
    signatures: dict[str, Any]


@cache
def homes() -> dict[str, PaperHome]:
    """All ten by id."""
    return {one.id: one for one in msgspec.convert(vectors("forms"), list[PaperHome])}


@cache
def demo_forms() -> FormBook:
    """The demo city's forms."""
    return form_book(read_city(FOLDER).catalog)


def entries(values: dict[str, Value]) -> dict[str, Entry]:
    """These values as entries."""
    return {key: Entry(value, op="op") for key, value in values.items()}


def source(home: PaperHome, **more: Value) -> Source:
    """What a household's case holds, and more entries over it (`__` stands for a dot)."""
    values = {**home.entries, **{key.replace("__", "."): value for key, value in more.items()}}
    return Source(entries(values), demo_forms(), home.today)


def papers(home: PaperHome, **more: Value) -> list[Application]:
    """The applications of a household."""
    return applications(source(home, **more), home.procedures, [home.event])
