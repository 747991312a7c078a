"""The administrators' doors to the city's own data: how files are read; a file brought, looked at, put into use;
erased."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff.import_kind import KINDS
from handoff.import_profile import Profile
from handoff.messages import Me
from handoff.refusal import Reason, Refused
from server.web.errors import Reply
from server.web.gate import actor, body, cupboards, params, staff, upload
from server.work import imports


class Put(msgspec.Struct, forbid_unknown_fields=True):
    """A profile, and the revision that was on the screen (0: it is new, or as it came)."""

    profile: Profile
    base: int = 0


async def state(request: Request, who: Me) -> Response:
    """What is in use, and how files are read."""
    c, by = cupboards(request), actor(who, request)
    kept = await imports.profiles(c, by)
    used, running = await imports.in_use(c, by), await c.imports.running()
    items = {kind: one.headings for kind, one in KINDS.items()}
    limits = {kind: {"rows": one.most_rows, "bytes": one.most_bytes} for kind, one in KINDS.items()}
    folder = await c.inbox.look() if c.inbox else None
    told = {"in_use": used, "running": running, "folder": folder}
    return Reply({**told, "profiles": kept, "items": items, "limits": limits})


async def put_profile(request: Request, who: Me) -> Response:
    """A profile is so; or what is wrong with it."""
    said = await body(request, Put)
    wrong = await imports.put_profile(cupboards(request), actor(who, request), said.profile, said.base)
    return Reply({"faults": wrong})


async def bring(request: Request, who: Me) -> Response:
    """The body is the file. What it would do; nothing is changed yet."""
    c, by, name = cupboards(request), actor(who, request), params(request)["profile"]
    profile = await imports.profile_named(c, by, name)
    file = await upload(request, profile.of.most_bytes)
    return Reply(await imports.bring(c, by, name, file))


async def use(request: Request, who: Me) -> Response:
    """What was looked at comes into use, whole."""
    done = await imports.use(cupboards(request), actor(who, request), params(request)["upload"])
    return Reply({"in_use": done})


async def erase(request: Request, who: Me) -> Response:
    """All of a kind is erased."""
    named = params(request)["kind"]
    kind = next((kind for kind in KINDS if kind == named), None)
    if kind is None:
        raise Refused(Reason.bad_message, at="kind")
    await imports.erase(cupboards(request), actor(who, request), kind)
    return Reply({})


ROUTES = [
    Route("/api/imports", staff(state, "admin")),
    Route("/api/imports/{kind}", staff(erase, "admin"), methods=["DELETE"]),
    Route("/api/imports/profiles", staff(put_profile, "admin"), methods=["POST"]),
    Route("/api/imports/read/{profile}", staff(bring, "admin"), methods=["POST"]),
    Route("/api/imports/use/{upload}", staff(use, "admin"), methods=["POST"]),
]
