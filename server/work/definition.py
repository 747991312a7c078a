"""The catalog prints its own book of procedures (手続定義書): of a draft, or of a version."""

from __future__ import annotations

import asyncio

from handoff.calendar import local_time
from handoff.catalog_rows import Tables
from handoff.definition import definition
from handoff.refusal import Reason, Refused
from server.ports.paper import Ink
from server.work import versions
from server.work.cupboards import Cupboards
from server.work.standing import stand


async def of_draft(c: Cupboards, draft: str) -> tuple[str, Ink]:
    """The name of the draft, and its book. Refused: `no_such_draft`."""
    stands = await stand(c, draft)
    about = f"下書き「{stands.head.name}」（第{stands.head.based_on}版から）"
    return stands.head.name, await _printed(c, about, stands.tables)


async def of_version(c: Cupboards, version: int) -> tuple[str, Ink]:
    """What the version is called, and its book. Refused: `no_such_version`."""
    if not c.catalogs.holds(version):
        await c.catalogs.refresh()
    if not c.catalogs.holds(version):
        raise Refused(Reason.no_such_version)
    return f"第{version}版", await _printed(c, f"第{version}版", versions.rows_of(c, version))


async def _printed(c: Cupboards, about: str, tables: Tables) -> Ink:
    now = local_time(c.clock())
    printed = f"{now.year}年{now.month}月{now.day}日 {now:%H:%M}"
    book = await asyncio.to_thread(definition, c.catalogs.current().name, about, printed, tables)
    return await c.paper.definition(book)
