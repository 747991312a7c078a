"""The auditors' doors: the chain checked, read, analysed, exported. What is looked for never stands in an address."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.messages import Me
from server.ports.audit import Sought
from server.web.errors import Reply
from server.web.gate import actor, body, cupboards, staff
from server.work import auditing, data_ledger


class Days(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From day to day, both included."""

    since: str
    until: str


async def verify(request: Request, who: Me) -> Response:
    """Whether the chain holds, and where it does not."""
    verdict = await auditing.verify(cupboards(request), actor(who, request))
    return Reply({"verdict": verdict, "whole": verdict.whole})


async def find(request: Request, who: Me) -> Response:
    """Rows, newest first."""
    sought = await body(request, Sought)
    return Reply({"rows": await auditing.find(cupboards(request), actor(who, request), sought)})


async def findings(request: Request, who: Me) -> Response:
    """What deserves a second look."""
    days = await body(request, Days)
    found = await auditing.analyse(cupboards(request), actor(who, request), days.since, days.until)
    return Reply({"findings": found})


async def export(request: Request, who: Me) -> Response:
    """The rows as a CSV file."""
    sought = await body(request, Sought)
    text = await auditing.export(cupboards(request), actor(who, request), sought)
    return Reply({"csv": text, "file": f"audit-{sought.since}-{sought.until}.csv"})


async def ledger(request: Request, who: Me) -> Response:
    """個人情報の管理台帳 of these days: its lines, and the same as a CSV file."""
    days, c = await body(request, Days), cupboards(request)
    lines = await data_ledger.ledger(c, request.app.state.watch.outages, actor(who, request), days.since, days.until)
    file = f"ledger-{days.since}-{days.until}.csv"
    return Reply({"lines": lines, "csv": data_ledger.as_csv(lines), "file": file})


ROUTES = [
    Route("/api/audit/verify", staff(verify, "admin", "auditor"), methods=["POST"]),
    Route("/api/audit/find", staff(find, "admin", "auditor"), methods=["POST"]),
    Route("/api/audit/findings", staff(findings, "admin", "auditor"), methods=["POST"]),
    Route("/api/audit/ledger", staff(ledger, "admin", "auditor"), methods=["POST"]),
    Route("/api/audit/export", staff(export, "admin", "auditor"), methods=["POST"]),
]
