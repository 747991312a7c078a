"""The keeping of the catalog in PostgreSQL: `server.ports.drafts.Drafts`."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncEngine

from server.record.catalog_log import LogReads
from server.record.draft_writes import DraftWrites
from server.record.versions import VersionLine


class PgDrafts(DraftWrites, VersionLine, LogReads):
    """Versions, drafts, and who changed what."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
