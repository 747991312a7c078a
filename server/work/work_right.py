"""Who may work on what of 作業一覧, and take it out: asked by the list, by its records and by the files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from handoff.export_layout import Layout
from handoff.form import Form
from handoff.refusal import Reason, Refused
from handoff.rights import limits_of
from handoff.worklist import Task
from server.ports.worklist import WorkSought
from server.work import export_layouts, opening
from server.work.cupboards import Actor, Cupboards


def forms(c: Cupboards, who: Actor) -> list[Form]:
    """The forms that this one may take out. Refused: `not_allowed`."""
    export_layouts.must_export(who)
    book = export_layouts.book_now(c)
    return [one for one in book.forms.values() if one.csv and book.may_export(one, who.sees)]


def narrowed(c: Cupboards, who: Actor, sought: WorkSought) -> WorkSought:
    """What is sought, as far as this one may. Refused: `not_allowed`."""
    mine = [one.form for one in forms(c, who)]
    wanted = [one for one in mine if one in sought.forms] if sought.forms else mine
    return msgspec.structs.replace(sought, forms=wanted or [""])


def offices(c: Cupboards, who: Actor) -> Sequence[str]:
    """The offices whose cases this one may read."""
    limits = limits_of(who.sees)
    return [one.office for one in c.catalogs.house().offices if limits.may("read", "office", one.office)]


def offices_to_watch(c: Cupboards, who: Actor) -> Sequence[str]:
    """The offices of whose list this one may hear that it moved on. Refused: `not_allowed`."""
    export_layouts.must_export(who)
    return offices(c, who)


async def task_of(c: Cupboards, who: Actor, case: str, form: str) -> Task:
    """The task, for who may work on it. Refused: `not_allowed`, `no_such_item`."""
    if form not in {one.form for one in forms(c, who)}:
        raise Refused(Reason.not_allowed, at="form")
    await opening.must_read(c, who, case)
    task = await c.worklist.get(case, form)
    if task is None:
        raise Refused(Reason.no_such_item, at="form")
    return task


async def layout_of(c: Cupboards, form: str) -> Layout:
    """How a form goes out. Refused: `no_such_item`."""
    layout = (await export_layouts.standing(c)).get(form)
    if layout is None:
        raise Refused(Reason.no_such_item, at="form")
    return layout


def shown(task: Task) -> dict[str, Any]:
    """A task as its page has it."""
    said: dict[str, Any] = msgspec.to_builtins(task)
    return {name: value for name, value in said.items() if name != "seen"}
