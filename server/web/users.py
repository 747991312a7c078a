"""The administrators' doors to the accounts (利用者): list, write, plan, groups, first passwords, log."""

from __future__ import annotations

from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from handoff.account import Account, Team
from handoff.characters import must_be_text
from handoff.messages import Me
from handoff.refusal import Reason, Refused
from server.web.definition import PDF
from server.web.errors import Reply
from server.web.gate import actor, body, cupboards, params, staff, upload
from server.web.session import session_of
from server.web.workbook import download
from server.work import first_papers, proving, turns, users, users_file, users_see

MOST_NAMED: Final = 512 * 1024


class Put(msgspec.Struct, forbid_unknown_fields=True):
    """An account, the revision that was on the screen (0: a new one), and from which day on (null: now)."""

    account: Account
    base: int = 0
    day: str | None = None


class PutTeam(msgspec.Struct, forbid_unknown_fields=True):
    """A group; `team` is empty for a new one."""

    team: Team


class Named(msgspec.Struct, forbid_unknown_fields=True):
    """Whose papers."""

    users: list[str]


async def listed(request: Request, who: Me) -> Response:
    """Everybody, the groups, what is planned."""
    return Reply(await users.listed(cupboards(request), actor(who)))


async def make(request: Request, who: Me) -> Response:
    """A new account."""
    said = await body(request, Put)
    clerk, rev = await users.write(cupboards(request), actor(who), None, said.account, 0)
    return Reply({"clerk": clerk, "rev": rev})


async def put(request: Request, who: Me) -> Response:
    """An account is changed, now or from a day on."""
    said, clerk, c = await body(request, Put), params(request)["clerk"], cupboards(request)
    if said.day is not None:
        await users.plan(c, actor(who), clerk, said.account, said.base, said.day)
        return Reply({"clerk": clerk, "rev": said.base})
    _, rev = await users.write(c, actor(who), clerk, said.account, said.base)
    return Reply({"clerk": clerk, "rev": rev})


async def withdraw(request: Request, who: Me) -> Response:
    """A planned change does not come."""
    await users.withdraw(cupboards(request), actor(who), request.path_params["plan"])
    return Reply({})


async def put_team(request: Request, who: Me) -> Response:
    """A group is so."""
    said = await body(request, PutTeam)
    new = not said.team.team
    return Reply({"team": await users.put_team(cupboards(request), actor(who), said.team, new)})


async def drop_team(request: Request, who: Me) -> Response:
    """A group is gone."""
    await users.drop_team(cupboards(request), actor(who), params(request)["team"])
    return Reply({})


async def papers(request: Request, who: Me) -> Response:
    """New first passwords, on paper and nowhere else."""
    said = await body(request, Named, MOST_NAMED)
    ink = await first_papers.print_papers(cupboards(request), actor(who), said.users)
    return download(ink.pdf, PDF, "ログインのご案内.pdf", how="inline")


async def unlock(request: Request, who: Me) -> Response:
    """Wrong tries count no more."""
    await first_papers.unlock(cupboards(request), actor(who), params(request)["clerk"])
    return Reply({})


async def forget_factor(request: Request, who: Me) -> Response:
    """The second factor is set up anew."""
    await first_papers.forget_factor(cupboards(request), actor(who), params(request)["clerk"])
    return Reply({})


async def csv_out(request: Request, who: Me) -> Response:
    """Everybody as a file, for whoever has just shown who it is."""
    c = cupboards(request)
    await proving.must_be_proved(c, session_of(request))
    return download(await users_file.out(c, actor(who)), "text/csv; charset=utf-8", "利用者.csv")


async def csv_in(request: Request, who: Me) -> Response:
    """The body is the file, `?day=` the day on which it begins. What it would do; nothing is changed yet."""
    file = await upload(request, users_file.MOST_BYTES)
    day = request.query_params.get("day")
    must_be_text(day or "")
    return Reply(await users_file.bring(cupboards(request), actor(who), file, day))


async def turn(request: Request, who: Me) -> Response:
    """What `?day=` brings, played beforehand: `turns.Turn`."""
    day = request.query_params.get("day", "")
    must_be_text(day)
    return Reply(await turns.rehearse(cupboards(request), actor(who), day))


async def turned(request: Request, who: Me) -> Response:
    """The same, really turned in a copy of the record: lines of JSON, as far as it is (`server/backup/turned.py`)."""
    day, c = request.query_params.get("day", ""), cupboards(request)
    must_be_text(day)
    await turns.note_copy(c, actor(who), day)
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(request.app.state.turned(day), media_type="application/x-ndjson", headers=headers)


async def csv_apply(request: Request, who: Me) -> Response:
    """What was looked at is done, whole."""
    return Reply({"users": await users_file.apply(cupboards(request), actor(who), params(request)["upload"])})


class See(msgspec.Struct, forbid_unknown_fields=True):
    """At which window, and of which case: its number of today, or none."""

    window: str
    number: str = ""


async def see(request: Request, who: Me) -> Response:
    """What a user would see, without anything of a case."""
    said = await body(request, See)
    clerk = params(request)["clerk"]
    return Reply(await users_see.see(cupboards(request), actor(who), clerk, said.window, said.number))


async def log(request: Request, who: Me) -> Response:
    """Who changed what: the newest lines, or those before a line; of one account when it is named."""
    before = request.query_params.get("before", "")
    if before and (not before.isascii() or not before.isdigit() or len(before) > 15):
        raise Refused(Reason.bad_message)
    clerk = params(request).get("clerk")
    lines = await users.log(cupboards(request), actor(who), clerk, int(before) if before else None)
    return Reply(lines)


ROUTES = [
    Route("/api/users", staff(listed, "admin")),
    Route("/api/users", staff(make, "admin"), methods=["POST"]),
    Route("/api/users/log", staff(log, "admin")),
    Route("/api/users/turn", staff(turn, "admin")),
    Route("/api/users/turn/copy", staff(turned, "admin"), methods=["POST"]),
    Route("/api/users/papers", staff(papers, "admin"), methods=["POST"]),
    Route("/api/users/users.csv", staff(csv_out, "admin")),
    Route("/api/users/csv", staff(csv_in, "admin"), methods=["POST"]),
    Route("/api/users/csv/{upload}", staff(csv_apply, "admin"), methods=["POST"]),
    Route("/api/users/teams", staff(put_team, "admin"), methods=["POST"]),
    Route("/api/users/teams/{team}", staff(drop_team, "admin"), methods=["DELETE"]),
    Route("/api/users/plans/{plan:int}", staff(withdraw, "admin"), methods=["DELETE"]),
    Route("/api/users/{clerk}", staff(put, "admin"), methods=["PUT"]),
    Route("/api/users/{clerk}/log", staff(log, "admin")),
    Route("/api/users/{clerk}/see", staff(see, "admin"), methods=["POST"]),
    Route("/api/users/{clerk}/unlock", staff(unlock, "admin"), methods=["POST"]),
    Route("/api/users/{clerk}/factor", staff(forget_factor, "admin"), methods=["DELETE"]),
]
