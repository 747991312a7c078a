"""What other systems may ask: each operation once, from which both the addresses and their description are made."""

from __future__ import annotations

from typing import Any, Final

from handoff import ids
from handoff.refusal import Reason, Refused
from server.web.definition import PDF
from server.web.systems.guard import Asked, File, Operation
from server.web.systems.words import Days, Files, Record, Result, Take, Work, WorkPage, record_of, work_of
from server.web.work import ZIP
from server.work import exports, forms, system_cases, work_record, worklist
from server.work.forms_plan import Plan
from server.work.system_cases import CaseState, PreVisit
from server.work.worklist import Deal

V1: Final = "/systems/v1"
CASE: Final = V1 + "/cases/{case}"
TASK: Final = V1 + "/work/{case}/{form}"


async def _create(asked: Asked) -> CaseState:
    return await system_cases.create(asked.c, asked.who, asked.request, asked.body)


async def _state(asked: Asked) -> CaseState:
    return await system_cases.state(asked.c, asked.who, asked.params["case"])


async def _csv(asked: Asked) -> File:
    made = await exports.out(asked.c, asked.who, asked.query.sought, asked.query.encoding)
    return File(asked.c.exchange.pack(made.files), ZIP)


async def _pdf(asked: Asked) -> File:
    c, who = asked.c, asked.who
    plan = Plan(forms=[asked.params["form"]])
    made = await forms.print_forms(c, who, _case(asked), ids.new_op(c.chance(ids.OP_BYTES)), plan)
    pdf = await c.documents.get(who.clerk, made.jobs[0].document)
    if pdf is None:
        raise Refused(Reason.not_now)
    return File(pdf, PDF)


async def _work(asked: Asked) -> WorkPage:
    found = await worklist.listed(asked.c, asked.who, asked.query.sought)
    return WorkPage([work_of(one) for one in found.tasks], found.more)


async def _record(asked: Asked) -> Record:
    return record_of(await work_record.record(asked.c, asked.who, _case(asked), asked.params["form"]))


async def _take(asked: Asked) -> Work:
    deal = Deal(_case(asked), asked.params["form"], asked.body.version, "take")
    return work_of(await worklist.do(asked.c, asked.who, deal))


async def _result(asked: Asked) -> Work:
    return work_of(await worklist.do(asked.c, asked.who, asked.body.deal(_case(asked), asked.params["form"])))


def _case(asked: Asked) -> str:
    return ids.check_case(asked.params["case"])


def _of(name: str, where: str, right: Any, summary: str, answer: type | str, do: Any, **takes: Any) -> Operation:
    method, path = where.split(" ")
    return Operation(name, method, path, right, summary, answer, do, **takes)


OPERATIONS: Final = (
    _of("create", f"POST {V1}/cases", "create", "事前の入力から案件を作る", CaseState, _create, body=PreVisit),
    _of("state", f"GET {CASE}", "read", "案件がどこまで進んだか", CaseState, _state),
    _of("pdf", f"GET {CASE}/forms/{{form}}.pdf", "pdf", "申請書のPDF", PDF, _pdf),
    _of("csv", f"GET {V1}/csv", "csv", "CSVと文字の報告（zip）", ZIP, _csv, query=Files),
    _of("work", f"GET {V1}/work", "work", "作業一覧", WorkPage, _work, query=Days),
    _of("record", f"GET {TASK}", "work", "入力する値", Record, _record),
    _of("take", f"POST {TASK}/take", "work", "作業を始める", Work, _take, body=Take),
    _of("result", f"POST {TASK}/result", "work", "入力の結果を戻す", Work, _result, body=Result),
)
