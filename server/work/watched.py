"""取込フォルダー: files that other systems put into a folder come into use by themselves, the oldest first: whole or
not at all, and never one that would take most residents away; that one somebody must look at."""

from __future__ import annotations

import structlog

from handoff.filefault import BadFile, FileFault
from handoff.import_profile import Profile
from handoff.refusal import Refused
from server.ports.archive import Look
from server.ports.imports import NotYourTurn
from server.ports.inbox import Dropped, Inbox
from server.work import imports
from server.work.cupboards import Cupboards

log = structlog.get_logger()
FOLDER = "取込フォルダー"
PATIENCE_S = 5.0
NO_PROFILE = "この名前の取込定義がありません。フォルダーの名前を、取込定義の識別名にしてください。"
MOVED = "読んでいる間に、ほかのファイルが使われはじめました。もう一度置いてください。"


async def walk(c: Cupboards) -> int:
    """A round: how many files came into use. While somebody else's file is read, the files here wait."""
    inbox = c.inbox
    if inbox is None:
        return 0
    used = 0
    for one in (await inbox.look()).waiting:
        try:
            async with c.imports.turn(FOLDER, c.clock(), PATIENCE_S):
                used += await _take(c, inbox, one)
        except NotYourTurn:
            log.info("import waits", why="another file is read")
            return used
    return used


async def _take(c: Cupboards, inbox: Inbox, one: Dropped) -> bool:
    try:
        profile = await _profile(c, one)
        file = await inbox.read(one, profile.of.most_bytes)
        if file is None:
            return False
        await _note(c, "import", {"bytes": len(file), "kind": profile.kind})
        await _into_use(c, profile, file)
    except BadFile as no:
        await inbox.refuse(one, no.faults)
        return False
    await inbox.done(one)
    return True


async def _profile(c: Cupboards, one: Dropped) -> Profile:
    for kept in await imports.known_profiles(c):
        if kept.profile.profile == one.profile:
            return kept.profile
    raise BadFile(FileFault(NO_PROFILE))


async def _into_use(c: Cupboards, profile: Profile, file: bytes) -> None:
    brought, _ = await imports.read(c, profile, file, FOLDER)
    if doubts := imports.doubts(brought, await c.imports.difference(brought.file)):
        await imports.forget_old(c, c.clock() + 1)
        raise BadFile(*doubts)
    await _note(c, "import_use", {"kind": profile.kind})
    try:
        await imports.begin(c, brought.file, FOLDER)
    except Refused:
        raise BadFile(FileFault(MOVED)) from None


async def _note(c: Cupboards, what: str, about: dict[str, str | int]) -> None:
    await c.audit.note(Look(c.clock(), "", "", "", what, about=about))
