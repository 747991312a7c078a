"""A form (申請書): which items stand on it, whose rows it has, how large its paper is, and who signs it where.

Made from the rows of a catalog (forms, item_groups, signatures). What its page looks like stands in `blank.py`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from typing import Final, Literal, TypeAlias

import msgspec

from handoff.catalog import Catalog, Row
from handoff.catalog_rows import split
from handoff.expression import BadExpression, Expression, parse
from handoff.logic import Const

Medium: TypeAlias = Literal["tablet", "paper"]

ALWAYS: Final = "always"
IF_ROLE: Final = "if_role"
SIZES: Final[Mapping[str, tuple[float, float]]] = {
    "A3": (297, 420),
    "A4": (210, 297),
    "A5": (148, 210),
    "B5": (182, 257),
}
"""Paper sizes upright, in mm (B5 as JIS P 0138 has it)."""
_ANY: Final = Expression("True", Const(True), {})
_NONE: Final = Expression("None", Const(None), {})


class Paper(msgspec.Struct, frozen=True):
    """A paper's name (A4縦) and its size in mm as it is read."""

    name: str
    width: float
    height: float


class Rows(msgspec.Struct, frozen=True):
    """Whose rows a form has. `scope`: member, adult, child, preschool, elem, sj, target, one, `role:X`; `wanted`: a
    condition of one person; `per_sheet`: how many fit; `copies`: whether the form copies itself for those who do not
    fit."""

    scope: str
    wanted: Expression
    per_sheet: int
    copies: bool


class SignPlace(msgspec.Struct, frozen=True):
    """A place for a signature: whose (a role; `honnin` = the person of the row), whether a tablet may serve, and when
    it is needed (`always`, `if_role`, or a condition over the case's items)."""

    place: int
    role: str
    medium: Medium
    need: str
    wanted: Expression
    label: str
    note: str = ""


class Form(msgspec.Struct, frozen=True):
    """A form. `items` in their order, groups written out, each once; a place for a signature is no item of it.
    `restricted`: only who has the right sees it; `counters`: only these counters make it (empty = all)."""

    form: str
    name: str
    group: str
    items: tuple[str, ...]
    rows: Rows | None
    paper: Paper
    signs: tuple[SignPlace, ...]
    csv: bool = False
    restricted: bool = False
    counters: tuple[str, ...] = ()

    def made_at(self, group: str | None) -> bool:
        """Whether a counter makes it."""
        return not self.counters or group in self.counters


SIGNATURE: Final = "sign_image"
"""The item that stands for a signature in a list of items; the places themselves are the form's `signs`."""


def forms_of(catalog: Catalog) -> dict[str, Form]:
    """All forms of a catalog by their id. Items that the dictionary lacks are left out; a condition that cannot be read
    counts as not known, so that nobody's row is printed by mistake."""
    groups = {row["group"]: row["items"] for row in catalog.tables.get("item_groups", [])}
    signs: dict[str, list[SignPlace]] = {}
    for row in catalog.tables.get("signatures", []):
        signs.setdefault(row["form_id"], []).append(_sign(row))
    return {
        row["form_id"]: _form(row, items_of(row["items"], groups, catalog.items), signs.get(row["form_id"], []))
        for row in catalog.tables.get("forms", [])
    }


def paper(name: str) -> Paper:
    """`A4縦`, `A3横`; what is none of these is A4縦."""
    found = re.fullmatch(r"([AB][0-9])(縦|横)?", name.strip())
    width, height = SIZES.get(found[1] if found else "", SIZES["A4"])
    return Paper(name, height, width) if found and found[2] == "横" else Paper(name, width, height)


def _form(row: Row, items: tuple[str, ...], signs: list[SignPlace]) -> Form:
    return Form(
        form=row["form_id"],
        name=row["name"],
        group=row["group_id"],
        items=items,
        rows=_rows(row) if row.get("row_scope") else None,
        paper=paper(row.get("paper", "")),
        signs=tuple(sorted(signs, key=lambda one: one.place)),
        csv=row.get("csv_export", "") == "1",
        restricted=row.get("visibility", "") == "restricted",
        counters=tuple(split(row.get("counters", ""))),
    )


def items_of(text: str, groups: Mapping[str, str], known: Container[str]) -> tuple[str, ...]:
    """The items that a form's column names, groups written out, each once."""
    found: dict[str, None] = {}
    for part in text.split(","):
        name = part.strip()
        for key in groups.get(name[1:], "").split(",") if name.startswith("@") else (name,):
            if key.strip() in known and key.strip() != SIGNATURE:
                found[key.strip()] = None
    return tuple(found)


def _rows(row: Row) -> Rows:
    least = row.get("rows_per_sheet", "")
    return Rows(
        scope=row["row_scope"],
        wanted=_condition(row.get("row_filter", ""), _ANY),
        per_sheet=max(1, int(least)) if least.isascii() and least.isdigit() else 1,
        copies=row.get("auto_copy_on_overflow", "") == "1",
    )


def _sign(row: Row) -> SignPlace:
    need = row.get("need", "") or ALWAYS
    return SignPlace(
        place=int(row["place"]),
        role=row["signer_role"],
        medium="tablet" if row.get("medium") == "tablet" else "paper",
        need=need,
        wanted=_ANY if need in (ALWAYS, IF_ROLE) else _condition(need, _ANY),
        label=row.get("label_ja", ""),
        note=row.get("note", ""),
    )


def _condition(text: str, empty: Expression) -> Expression:
    if not text:
        return empty
    try:
        return parse(text)
    except BadExpression:
        return _NONE
