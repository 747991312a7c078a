"""Who may change the catalog: an administrator everything, an editor (編集担当) the rows of the own counters.

A row belongs to a department when its column `group_id` names a counter of it, before and after the change.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

import msgspec

from handoff.catalog import Row
from handoff.catalog_rows import Tables
from handoff.refusal import Reason, Refused
from server.work.cupboards import Actor, Cupboards

ADMIN: Final = "admin"
EDITOR: Final = "editor"
OWN: Final = frozenset({"procedures", "phrases", "forms", "counters", "windows"})
"""Tables whose rows belong to a department."""
OF_FORM: Final = frozenset({"signatures", "layouts", "layout_fields"})
"""Tables whose rows belong to a form, and so to its department."""
SHARED: Final = frozenset({"layout_parts"})
"""Tables that all editors fill together."""


class Writes(msgspec.Struct, frozen=True):
    """What somebody may write. `of_departments`: the tables whose rows belong to a department; `groups`: the counters
    whose rows these may be (None: every row of every table)."""

    of_departments: list[str]
    groups: list[str] | None


May: TypeAlias = Callable[[str, "Row | None", "Row | None"], None]


def must_administer(who: Actor) -> None:
    """Refused with `not_allowed`: whoever is no administrator."""
    if ADMIN not in who.roles:
        raise Refused(Reason.not_allowed)


def must_edit(who: Actor) -> None:
    """Refused with `not_allowed`: whoever is neither administrator nor editor."""
    if not {ADMIN, EDITOR} & set(who.roles):
        raise Refused(Reason.not_allowed)


async def writes(c: Cupboards, who: Actor, tables: Tables) -> Writes:
    """What this one may write: an administrator everything, whoever is no editor nothing."""
    if ADMIN in who.roles:
        return Writes(sorted(OWN), None)
    groups = _groups(tables, await _department(c, who)) if EDITOR in who.roles else set()
    return Writes(sorted(OWN), sorted(groups))


async def _department(c: Cupboards, who: Actor) -> str:
    clerk = await c.clerks.get(who.clerk)
    return clerk.department if clerk else ""


def _groups(tables: Tables, department: str) -> set[str]:
    """The counters of a department; nobody's department has none."""
    return {row["group_id"] for row in tables["counters"] if department and row.get("department") == department}


async def may_write(c: Cupboards, who: Actor, tables: Tables) -> May:
    """Asks of a row (table, before, after) whether this one may write it; refused with `other_department` if not."""
    must_edit(who)
    if ADMIN in who.roles:
        return lambda *_: None
    department = await _department(c, who)
    groups = _groups(tables, department)
    forms = {row["form_id"]: row.get("group_id", "") for row in tables["forms"]}

    def group_of(table: str, row: Row) -> str:
        return forms.get(row.get("form_id", ""), "") if table in OF_FORM else row.get("group_id", "")

    def may(table: str, before: Row | None, after: Row | None) -> None:
        if table == "forms" and after is not None:
            forms.setdefault(after["form_id"], after.get("group_id", ""))  # a new one, with its places, in one go
        for row in (before, after):
            own = row is None or table in SHARED or (table in OWN | OF_FORM and group_of(table, row) in groups)
            if table == "counters" and row is not None:
                own = own and row.get("department") == department
            if not own:
                raise Refused(Reason.other_department, at=table)

    return may
