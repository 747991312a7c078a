"""Base pages of forms: whether all that a draft names are there."""

from __future__ import annotations

from handoff.catalog_faults import Fault
from handoff.catalog_rows import Tables
from server.work.cupboards import Cupboards


async def missing_pages(c: Cupboards, tables: Tables) -> list[Fault]:
    """Layouts on a page that nobody brought, as a row written by hand or in a spreadsheet may name one."""
    rows = tables.get("layouts", [])
    if not rows:
        return []
    there = await c.base_pages.known([row.get("base", "") for row in rows])
    text = "このページのPDFがありません。申請書の画面で、もう一度取り込んでください。"
    return [Fault("layouts", row["form_id"], "base", text) for row in rows if row.get("base", "") not in there]
