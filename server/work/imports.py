"""The city's own data comes in: a file is read as its profile says, looked at, then put into use as a whole; and it is
erased when the city says."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any, Final

import msgspec

from handoff.case import Entry
from handoff.filefault import BadFile, FileFault
from handoff.import_kind import KINDS, KindId
from handoff.import_profile import STANDARDS, Profile, faults
from handoff.import_row import Resident
from handoff.refusal import Reason, Refused
from handoff.resident import words
from server.ports.archive import Look
from server.ports.imports import (
    MOVING,
    CityDifference,
    CityFile,
    CityRow,
    Found,
    NotYourTurn,
    ProfileKept,
    ProfileMoved,
)
from server.work import eligibility, resident_rows, resident_view
from server.work.cupboards import Actor, Cupboards
from server.work.editors import must_administer

ID_BYTES: Final = 10
PATIENCE_S: Final = 60.0
SAMPLES: Final = 5
WAITS_MS: Final = 3_600_000
"""So long a file that was looked at waits for somebody who puts it into use."""
FOUNDER: Final = "初期データ"
FEWER: Final = 0.8
"""A whole file with less than this part of the residents in use is more likely the wrong one."""


class ImportPreview(msgspec.Struct, frozen=True):
    """What a file would do. Without `upload` it goes nowhere: the faults say why. `columns`: the file's heading -> the
    item that it is taken for ("" = not taken); `samples`: the first residents, as the reader of it may see them."""

    upload: str | None
    faults: list[FileFault]
    file: CityFile | None = None
    difference: CityDifference | None = None
    columns: dict[str, str] = {}
    samples: list[dict[str, Any]] = []


class ProfileShown(msgspec.Struct, frozen=True):
    """A profile, and its revision (0: as it comes with the product)."""

    profile: Profile
    rev: int


class _Reading:
    """A file on its way in: sealed row by row; which columns it had."""

    def __init__(self, c: Cupboards, profile: Profile, box: str, file: bytes) -> None:
        self.c, self.profile, self.box, self.file = c, profile, box, file
        self.columns: dict[str, str] = {}

    async def batches(self) -> AsyncIterator[list[CityRow]]:
        """The rows as they are kept."""
        async for part in self.c.exchange.residents(self.profile, self.file):
            if isinstance(part, dict):
                self.columns = part
            elif part:
                yield [sealed(self.c, self.box, one, self.profile.kind) for one in part]


async def profiles(c: Cupboards, who: Actor) -> list[ProfileShown]:
    """How files are read; ours stand as long as the city has not changed them. Refused: `not_allowed`."""
    must_administer(who)
    return await known_profiles(c)


async def known_profiles(c: Cupboards) -> list[ProfileShown]:
    """The same, for whoever reads a file."""
    kept = [ProfileShown(msgspec.json.decode(one.body, type=Profile), one.rev) for one in await c.imports.profiles()]
    named = {one.profile.profile for one in kept}
    fresh = [ProfileShown(one, 0) for one in STANDARDS if one.profile not in named]
    return sorted([*fresh, *kept], key=lambda one: list(KINDS).index(one.profile.kind))


async def put_profile(c: Cupboards, who: Actor, profile: Profile, base: int) -> list[FileFault]:
    """A profile is so from now on; what is wrong with it, and then nothing was changed. Refused: `not_allowed`,
    `overtaken`."""
    must_administer(who)
    if wrong := faults(profile):
        return wrong
    kept = ProfileKept(profile.profile, base + 1, msgspec.json.encode(profile).decode())
    await _note(c, who, "import_profile", {"rev": base + 1})
    try:
        await c.imports.put_profile(kept, who.name, c.clock())
    except ProfileMoved:
        raise Refused(Reason.overtaken) from None
    return []


async def in_use(c: Cupboards, who: Actor) -> dict[KindId, CityFile | None]:
    """The file of each kind that is in use. Refused: `not_allowed`."""
    must_administer(who)
    return {kind: await c.imports.in_use(kind) for kind in KINDS}


async def profile_named(c: Cupboards, who: Actor, name: str) -> Profile:
    """A profile. Refused: `not_allowed`, `no_such_row`."""
    must_administer(who)
    profile = next((one.profile for one in await known_profiles(c) if one.profile.profile == name), None)
    if profile is None:
        raise Refused(Reason.no_such_row, at="profile")
    return profile


async def bring(c: Cupboards, who: Actor, name: str, file: bytes) -> ImportPreview:
    """Read a file as the profile `name` says, and keep it beside the one in use. Files are read one after the other.
    Refused: `not_allowed`, `no_such_row` (no such profile), `import_running` (others took longer than a minute)."""
    profile = await profile_named(c, who, name)
    await _note(c, who, "import", {"bytes": len(file), "kind": profile.kind})
    try:
        async with c.imports.turn(who.name, c.clock(), PATIENCE_S):
            return await _looked_at(c, who, profile, file)
    except NotYourTurn:
        raise Refused(Reason.import_running) from None


async def _looked_at(c: Cupboards, who: Actor, profile: Profile, file: bytes) -> ImportPreview:
    await forget_old(c, c.clock() - WAITS_MS)
    try:
        brought, reading = await read(c, profile, file, who.name)
    except BadFile as no:
        return ImportPreview(None, no.faults)
    difference = await c.imports.difference(brought.file)
    samples = [_sample(c, who, profile.kind, one) for one in await c.imports.first(brought.file, SAMPLES)]
    return ImportPreview(
        brought.file,
        doubts(brought, difference),
        brought,
        difference,
        reading.columns,
        [one for one in samples if one],
    )


async def read(c: Cupboards, profile: Profile, file: bytes, by: str) -> tuple[CityFile, _Reading]:
    """Keep a file beside the one in use. `BadFile` when it goes nowhere; then nothing of it is kept."""
    used = await c.imports.in_use(profile.kind)
    upload = c.chance(ID_BYTES).hex()
    if profile.extent == "differences" and used is None:
        raise BadFile(FileFault("はじめの取込は、全件のファイルで行ってください。"))
    box = used.box if used is not None and profile.extent == "differences" else f"import-{upload}"
    reading = _Reading(c, profile, box, file)
    head = CityFile(upload, profile.kind, profile.profile, profile.extent, box, c.clock(), by)
    try:
        return await c.imports.bring(head, reading.batches()), reading
    except BaseException:
        if box == f"import-{upload}":
            c.sealing.destroy(box)
        raise


async def found(c: Cupboards, files: Mapping[KindId, bytes]) -> None:
    """The files that come with a demo city, when it is new; what has been brought since stays as it is."""
    for profile in STANDARDS:
        file = files.get(profile.kind)
        if file and await c.imports.in_use(profile.kind) is None:
            brought, _ = await read(c, profile, file, FOUNDER)
            await begin(c, brought.file, FOUNDER)


async def use(c: Cupboards, who: Actor, upload: str) -> CityFile:
    """Put it into use. Refused: `not_allowed`, `upload_gone` when it is not there any more or another file came into
    use in between."""
    must_administer(who)
    await _note(c, who, "import_use", {})
    return await begin(c, upload, who.name)


async def begin(c: Cupboards, upload: str, by: str) -> CityFile:
    """The file is in use; what it replaces is gone for good."""
    done = await c.imports.use(upload, by, c.clock())
    if done is None:
        raise Refused(Reason.upload_gone)
    await forget_old(c, 1)
    return done[0]


async def erase(c: Cupboards, who: Actor, kind: KindId) -> None:
    """All of a kind that came in is erased: its key first, which erases every copy. Refused: `not_allowed`."""
    must_administer(who)
    await _note(c, who, "import_erase", {"kind": kind})
    await erase_all(c, kind)


async def erase_all(c: Cupboards, kind: KindId) -> int:
    """The same, by the city's rules; how many rows that were."""
    used = await c.imports.erase(kind)
    if used is not None:
        c.sealing.destroy(used.box)
    await forget_old(c, c.clock() + 1)
    return used.rows if used else 0


async def forget_old(c: Cupboards, before: int) -> None:
    """Files that nobody uses, with their keys."""
    for one in await c.imports.old(before):
        used = await c.imports.in_use(one.kind)
        if used is None or used.box != one.box:
            c.sealing.destroy(one.box)
        await c.imports.drop(one.file)


def sealed(c: Cupboards, box: str, one: Resident, kind: KindId) -> CityRow:
    """A row as it is kept. Those of which nobody looks for anything have no words."""
    blind, row = c.sealing.blind, resident_rows.row_of(c, one.number)
    said = blind(f"resident|said|{msgspec.json.encode(one.values, order='sorted').decode()}")
    if one.gone:
        return CityRow(row, b"", [], said, True, b"")
    body = c.sealing.seal(box, row.hex(), Entry(one.values, op=""))
    household = blind(f"resident|household|{one.household}")
    found = sorted(blind(word) for word in words(one)) if KINDS[kind].together else []
    return CityRow(row, household, found, said, False, body)


def _sample(c: Cupboards, who: Actor, kind: KindId, found: Found) -> dict[str, Any] | None:
    one = resident_rows.opened(c, found)
    if one is None:
        return None
    if not KINDS[kind].together:
        return eligibility.sample(c, who, one)
    return resident_view.shown(c, who, one, resident_view.is_protected(c, [one], resident_view.flags_of(c))).value


def doubts(file: CityFile, difference: CityDifference) -> list[FileFault]:
    """What makes a whole file look like the wrong one. Of those who move there are many on some days and few on
    others."""
    before = difference.same + difference.changed + difference.removed
    now = difference.same + difference.changed + difference.added
    if file.kind == MOVING or file.extent == "differences" or now >= before * FEWER:
        return []
    said = f"いま使っている {before:,} 人に対して {file.rows:,} 人しかありません。全件のファイルか、確かめてください。"
    return [FileFault(said, level="warning")]


async def _note(c: Cupboards, who: Actor, what: str, about: dict[str, str | int]) -> None:
    look = Look(c.clock(), who.clerk, who.window or "", who.office, what, about=about, terminal=who.terminal)
    await c.audit.note(look)
