"""The line of versions of the catalog, and how one comes into force: now, at a minute, or an earlier one again."""

from __future__ import annotations

import msgspec

from server.ports.drafts import DraftHead, VersionHead
from server.work.cupboards import Cupboards
from server.work.drafts import Standing


class DraftListed(msgspec.Struct, frozen=True):
    """A draft in the list, and how many rows it changes."""

    head: DraftHead
    changes: int


class Kept(msgspec.Struct, frozen=True):
    """All that is kept: the version in force, those that are or were, those to come, and drafts."""

    published: VersionHead
    versions: list[VersionHead]
    planned: list[VersionHead]
    drafts: list[DraftListed]


async def kept(c: Cupboards) -> Kept:
    """Versions newest first, planned ones in the order in which they come, drafts with the last change first."""
    heads = await c.drafts.versions()
    published = [head for head in heads if head.state == "published"]
    drafts = [Standing(c, draft) for draft in await c.drafts.all()]
    return Kept(
        published=max(published, key=lambda head: (head.since, head.version)),
        versions=published,
        planned=sorted(
            (head for head in heads if head.state == "planned"), key=lambda head: (head.since, head.version)
        ),
        drafts=[DraftListed(one.head, len(one.changes())) for one in drafts],
    )
