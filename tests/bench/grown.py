"""The demo city's catalog, grown: its questions, procedures and rules again and again under other ids, until there are
so many questions. Each copy looks at its own questions, so that everything grows alike."""

from __future__ import annotations

import re

from msgspec.structs import replace

from handoff.catalog import Catalog, Procedure, Row

ID = re.compile(r"\b([QPR][0-9]{2,3})\b")


def grown(catalog: Catalog, questions: int) -> Catalog:
    """The catalog with so many questions; at its own size it is itself."""
    asked, ruled = catalog.tables["questions"], catalog.tables["rules"]
    copies = -(-questions // len(asked))
    tables = {
        **catalog.tables,
        "questions": [_row(row, copy) for copy in range(copies) for row in asked][:questions],
        "rules": [_row(row, copy) for copy in range(copies) for row in ruled],
    }
    made = [_procedure(one, copy) for copy in range(copies) for one in catalog.procedures.values()]
    return replace(catalog, tables=tables, procedures={one.procedure: one for one in made})


def renamed(text: str, copy: int) -> str:
    """A text with the ids of this copy; the first one keeps its own."""
    return ID.sub(rf"\1X{copy}", text) if copy else text


def _row(row: Row, copy: int) -> Row:
    named = ("q_id", "rule_id", "show_when", "auto_answer", "when", "target")
    return {column: renamed(text, copy) if column in named else text for column, text in row.items()}


def _procedure(one: Procedure, copy: int) -> Procedure:
    return replace(
        one,
        procedure=renamed(one.procedure, copy),
        trigger=renamed(one.trigger, copy),
        after=[renamed(other, copy) for other in one.after],
    )
