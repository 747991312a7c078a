"""The postal file of Japan Post comes in: looked at first, then put into use as a whole; and a code is looked up."""

from __future__ import annotations

from typing import Final

import msgspec

from handoff import checks
from handoff.filefault import BadFile, FileFault
from handoff.postal import Choice, choices
from handoff.refusal import Reason, Refused
from server.ports.postal import PostalDifference, PostalFile
from server.work.cupboards import Actor, Cupboards

ID_BYTES: Final = 16
FEWER: Final = 0.8
"""A file with less than this part of the codes in use is more likely the wrong file than a new one."""
MOST_BYTES: Final = 32 << 20


class PostalPreview(msgspec.Struct, frozen=True):
    """What a file would do. Without `upload` it goes nowhere: the faults say why."""

    upload: str | None
    faults: list[FileFault]
    file: PostalFile | None = None
    difference: PostalDifference | None = None
    prefectures: dict[str, int] = {}


class OwnTown(msgspec.Struct, frozen=True):
    """A town of the city itself, with what the city knows of it."""

    machiaza_id: str
    town: str
    kana: str
    gyoseiku: str
    banchi_from: str
    banchi_to: str


class Found(msgspec.Struct, frozen=True):
    """What a code may mean: in the postal file, and among the city's own towns."""

    code: str
    choices: list[Choice]
    towns: list[OwnTown]


async def bring(c: Cupboards, who: Actor, file: bytes) -> PostalPreview:
    """Read a file and keep it beside the one in use. What is wrong with it stands in `faults`, with row and column."""
    upload = c.chance(ID_BYTES).hex()
    try:
        brought = await c.postal.bring(upload, who.name, c.clock(), c.exchange.areas(file))
    except BadFile as no:
        return PostalPreview(None, no.faults)
    difference = await c.postal.difference(upload)
    return PostalPreview(upload, _doubts(difference), brought, difference, await c.postal.prefectures(upload))


async def use(c: Cupboards, who: Actor, upload: str) -> PostalFile:
    """Put it into use. Refused: `upload_gone` when it is not there any more or another file is in use by now."""
    used = await c.postal.use(upload, who.name, c.clock())
    if used is None:
        raise Refused(Reason.upload_gone)
    return used


async def find(c: Cupboards, code: str) -> Found:
    """What a code (`9990001`, `999-0001`, `〒９９９…`) may mean. Refused: what is no postal code."""
    plain = checks.postal(code)
    towns = [row for row in c.catalogs.current().tables.get("towns", []) if row.get("postal") == plain]
    own = [OwnTown(**{name: row.get(name, "") for name in OwnTown.__struct_fields__}) for row in towns]
    return Found(plain, choices(await c.postal.find(plain)), own)


def _doubts(difference: PostalDifference) -> list[FileFault]:
    before = difference.same + difference.changed + difference.removed
    after = difference.same + difference.changed + difference.added
    if after >= before * FEWER:
        return []
    said = (
        f"いま使っているデータの {before:,} 件に対して {after:,} 件しかありません。全国のファイルか、確かめてください。"
    )
    return [FileFault(said, level="warning")]
