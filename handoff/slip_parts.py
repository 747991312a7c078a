"""What of a visit's guidance stands on its slip: counters with their procedures, what to bring and what lacks, what is
stopped and the way out, and the sentences that clerks wrote. Made from the visitor's guidance alone, so that nothing
that is for staff only can come onto paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from msgspec.structs import replace

from handoff.application import Application
from handoff.case import Facts
from handoff.item import ItemDef
from handoff.messages import HandingWait, LineWait, Row
from handoff.offices import House
from handoff.slip import About, Blocked, Form, Missing, Said, Saved, Stop, StopState, Task, Thing
from handoff.stage import Stage
from handoff.tally import tally
from handoff.visitor import VisitorGuidance, VisitorProcedure

COMING: Final = frozenset({Stage.passing.value, Stage.waiting.value})
"""Stages in which the visitor is on the way to the row's line."""


def about(said: LineWait | HandingWait | None) -> About | None:
    """What a paper says of a wait: what visitors are told of it."""
    return About(said.low, said.to) if said is not None and said.state == "known" else None


def stops(
    guidance: VisitorGuidance, house: House, row: Row, told: Mapping[str, LineWait] = MappingProxyType({})
) -> tuple[Stop, ...]:
    """The counters in walking order, each with its procedures, how far the visitor has come, and about how long it
    takes (`told`: by line, what visitors are told now): until the next one calls, and until it or the present one hands
    over what was asked for."""
    tasks = _tasks(guidance)
    line = house.line(row.office, row.line)
    here = line.group if line is not None else row.line
    ahead = [one.group for one in guidance.way if one.group in row.way and one.group != here]
    found = []
    for station in guidance.way:
        counter = house.counter(row.office, station.group)
        state = _state(station.group, here, row, ahead)
        said = next((told[one.line] for one in house.lines_of(row.office, station.group) if one.line in told), None)
        found.append(
            Stop(
                counter=counter.name if counter else station.group,
                floor=counter.floor if counter else "",
                windows=counter.label if counter else "",
                tasks=tuple(tasks[one] for one in station.procedures),
                state=state,
                wait=about(said) if state == "next" else None,
                group=station.group,
                handing=about(said.handing) if said is not None and state in ("now", "next") else None,
            )
        )
    return tuple(found)


def _state(group: str, here: str, row: Row, ahead: list[str]) -> StopState:
    if group == here:
        return "next" if row.stage in COMING else "now"
    if group not in row.way:
        return "done"
    return "next" if row.stage not in COMING and group == ahead[0] else "later"


def _tasks(guidance: VisitorGuidance) -> dict[str, Task]:
    return {one.procedure: _task(one) for one in guidance.procedures}


def _task(one: VisitorProcedure) -> Task:
    return Task(
        name=one.name,
        procedure=one.procedure,
        until=one.due.isoformat() if one.due else "",
        past=one.past,
        deadline=one.deadline,
        notice_only=one.notice_only,
    )


def bring(guidance: VisitorGuidance, house: House, office: str) -> tuple[Thing, ...]:
    """What to bring and is not known to lack, with the windows that ask for it."""
    return tuple(
        Thing(one.text, _windows(house, office, one.groups)) for one in guidance.bring if one.have is not False
    )


def missing(guidance: VisitorGuidance, house: House, office: str) -> tuple[Missing, ...]:
    """What the visitor does not have today (なし), for which windows and procedures."""
    tasks = _tasks(guidance)
    return tuple(
        Missing(one.text, _windows(house, office, one.groups), tuple(tasks[each] for each in one.procedures))
        for one in guidance.bring
        if one.have is False
    )


def _windows(house: House, office: str, groups: list[str]) -> str:
    labels = (counter.label for group in groups if (counter := house.counter(office, group)) is not None)
    return "・".join(dict.fromkeys(label for label in labels if label))


def blocked(guidance: VisitorGuidance) -> tuple[Blocked, ...]:
    """What a rule stops today, why, and the way out."""
    return tuple(Blocked(tuple(map(Task, one.names, one.procedures)), one.text, one.way_out) for one in guidance.blocks)


def forms(found: Iterable[Application], guidance: VisitorGuidance, house: House, office: str) -> tuple[Form, ...]:
    """The papers that the house makes, with the windows of the procedures that they are for."""
    group_of = {one.procedure: one.group for one in guidance.procedures}
    return tuple(
        Form(
            name=one.form.name,
            form=one.form.form,
            sheets=len(one.sheets),
            windows=_windows(house, office, [group_of[each] for each in one.procedures if each in group_of]),
        )
        for one in found
    )


def saved(found: Iterable[Application], items: Mapping[str, ItemDef]) -> Saved | None:
    """What the visitor did not have to write: the names and addresses that stand on those papers, and the signatures
    beyond each person's one. None when there is nothing."""
    filled = [_filled(one) for one in found]
    figures = tally(filled, items)
    signatures = figures.signatures.tablet - len(figures.signatures.left_absent) - figures.signatures.strokes
    told = Saved(figures.name_boxes, figures.address_blocks, signatures)
    return told if told.names or told.addresses or told.signatures else None


def _filled(one: Application) -> Application:
    """The same with the boxes alone that hold something."""
    sheets = [
        replace(sheet, boxes=[box for box in sheet.boxes if box.drawn.value not in (None, "", [])])
        for sheet in one.sheets
    ]
    return replace(one, sheets=sheets)


def said(entries: Facts, phrases: Mapping[str, str]) -> tuple[Said, ...]:
    """The sentences for the visitor, in the order in which they were written. `phrases`: the city's ready ones by id;
    one that was changed is a free one, for which there is no translation."""
    found = sorted((one.rev, key) for key, one in entries.items() if key.startswith("say.") and one.value is not None)
    return tuple(_said(entries[key].value, phrases) for _, key in found)


def _said(value: object, phrases: Mapping[str, str]) -> Said:
    said = value if isinstance(value, dict) else {}
    text, phrase = str(said.get("text", "")), str(said.get("phrase") or "")
    return Said(text, phrase if phrases.get(phrase) == text else "")
