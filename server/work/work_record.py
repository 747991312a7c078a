"""A record of 作業一覧: what is to be entered into the other system, value by value, as that system takes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from handoff import worklist as rules
from handoff.export_cell import restored
from handoff.export_layout import HEAD, Layout
from handoff.export_rows import Written
from handoff.form_book import FormBook
from handoff.worklist import Said
from server.work import opening, work_case, work_right
from server.work.cupboards import Actor, Cupboards


class WorkField(msgspec.Struct, frozen=True):
    """A value to be entered. `text` as the receiving system takes it; `letters`: what of it stood there otherwise;
    `masked`: there is something that this one may not have."""

    heading: str
    text: str
    letters: list[dict[str, str]] = []
    masked: bool = False


class WorkRecord(msgspec.Struct, frozen=True):
    """An application: what is of the case, and of each person. `seen` stands for all of it; `changed`: it says
    something else than what was entered."""

    task: dict[str, Any]
    said: Said
    scenario: str
    nationality: str
    case: list[WorkField]
    people: list[list[WorkField]]
    seen: str
    changed: bool


async def record(c: Cupboards, who: Actor, case: str, form: str) -> WorkRecord:
    """What is to be entered. The look is written down before. Refused: `not_allowed`, `no_such_case`, `no_such_item`
    (the case has no such application any more)."""
    task = await work_right.task_of(c, who, case, form)
    out = await work_case.out_case(c, case)
    await opening.note(c, who, "work", case)
    layout = await work_right.layout_of(c, form)
    rows = work_case.written(c, who, out, form, layout, await work_case.target_of(c))
    of_person = {one.heading for one in layout.columns if _is_of_person(out.source.book, one.item)}
    head = dict(zip(HEAD, rows[0].cells, strict=False))
    people = [_fields(layout, row, of_person.__contains__) for row in rows]
    seen = work_case.seen_of(c, out, form, layout)
    return WorkRecord(
        task=work_right.shown(task),
        said=await c.worklist.said(case, form),
        scenario=head["scenario"],
        nationality=head["nationality"],
        case=_fields(layout, rows[0], lambda heading: heading not in of_person),
        people=[one for one in people if one],
        seen=seen.hex(),
        changed=task.state in rules.DONE and seen != task.seen,
    )


def _is_of_person(book: FormBook, item: str) -> bool:
    return item in book.items and book.items[item].scope == "person"


def _fields(layout: Layout, row: Written, such: Callable[[str], bool]) -> list[WorkField]:
    """What there is to enter, of these headings."""
    texts = zip(layout.headings, row.cells, strict=True)
    letters: dict[str, list[dict[str, str]]] = {}
    for heading, one in row.misfits:
        said = {"letter": one.letter, "codes": one.codes, "written": one.written, "how": one.how}
        letters.setdefault(heading, []).append(said)
    return [
        WorkField(heading, restored(cell), letters.get(heading, []), heading in row.masked)
        for heading, cell in list(texts)[len(HEAD) :]
        if such(heading) and (cell or heading in row.masked)
    ]
