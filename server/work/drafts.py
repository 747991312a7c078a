"""Drafts of the catalog: made, discarded, and the rows that people write into them.

Two who write at once never overwrite each other: an edit names the revision that was on the screen.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

import msgspec

from handoff.catalog import Row
from handoff.catalog_faults import BadRows, Fault
from handoff.catalog_rows import KEYS
from handoff.characters import admit
from handoff.differences import same
from handoff.refusal import Reason, Refused
from handoff.row_form import admit_row
from server.ports.drafts import FIRST_REV, DraftMoved, Edit, Hand, Ordering
from server.work import editors
from server.work.cupboards import Actor, Cupboards
from server.work.standing import Look, Standing, stand

TRIES: Final = 5
MOST_NAME: Final = 80
MOST_DRAFTS: Final = 100
"""A city with more of them has forgotten most."""


# ---- making and discarding


async def make(c: Cupboards, who: Actor, name: str) -> str:
    """A new draft, in which nothing is changed yet. Refused: `not_allowed`, `reason_needed` (no name), `too_long`,
    `too_big` when there are too many."""
    editors.must_edit(who)
    name = admit(name.strip(), MOST_NAME, at="name")
    if not name:
        raise Refused(Reason.reason_needed, at="name")
    if len(await c.drafts.all()) >= MOST_DRAFTS:
        raise Refused(Reason.too_big, at="name", limit=MOST_DRAFTS)
    draft = new_id(c)
    await c.drafts.make(draft, name, c.catalogs.current().version, hand(c, who))
    return draft


async def discard(c: Cupboards, who: Actor, draft: str) -> None:
    """It is gone. Whoever is no administrator may discard the own ones only."""
    editors.must_edit(who)
    head = (await stand(c, draft)).head
    if head.maker != who.clerk:
        editors.must_administer(who)
    await c.drafts.discard(draft, hand(c, who))


def new_id(c: Cupboards) -> str:
    """A name for a draft that no other has."""
    return base64.b32encode(c.chance(5)).decode().lower()


def hand(c: Cupboards, who: Actor) -> Hand:
    """Who does it, now."""
    return Hand(who.clerk, who.name, c.clock())


# ---- rows


class Wanted(msgspec.Struct, frozen=True):
    """A row as it shall be (None: taken away), and the revision that this stands on (0: there is none yet)."""

    table: str
    id: str
    row: Row | None
    base: int


async def write(
    c: Cupboards,
    who: Actor,
    draft: str,
    wanted: Sequence[Wanted],
    what: str = "row",
    orderings: Sequence[Ordering] = (),
) -> list[int]:
    """All of these rows (and orders, which only an administrator writes) or none of them; the rows' new revisions.

    Refused: `no_such_draft`, `no_such_table`, `not_allowed`, `other_department`. Raises `BadRows` with what is wrong in
    them, and `RowsOvertaken`.
    """
    if orderings:
        editors.must_administer(who)
    for _ in range(TRIES):
        stands = await stand(c, draft)
        may = await editors.may_write(c, who, stands.tables)
        edits = _edits(c, stands, wanted)
        for edit in edits:
            may(edit.table, edit.before, edit.row)
        with suppress(DraftMoved):
            return await c.drafts.write(draft, stands.head.based_on, edits, hand(c, who), what, orderings)
    raise Refused(Reason.not_now)


def _edits(c: Cupboards, stands: Standing, wanted: Sequence[Wanted]) -> list[Edit]:
    look = Look(c)
    faults: list[Fault] = []
    edits = []
    for one in wanted:
        if one.table not in KEYS:
            raise Refused(Reason.no_such_table, at=one.table[:40])
        before = stands.row(one.table, one.id)
        row = None
        if one.row is not None:
            try:
                row = admit_row(one.table, one.id, one.row, before)
            except BadRows as bad:
                faults += bad.faults
        under = stands.head.based_on if look.row(stands.head.based_on, one.table, one.id) is not None else 0
        edits.append(Edit(one.table, one.id, row, _base(look, one, under, before), before, under))
    if faults:
        raise BadRows("bad_row", faults)
    return edits


def _base(look: Look, one: Wanted, under: int, before: Row | None) -> int:
    """What an edit stands on. The row of an older version counts as the row under the draft when it is the same."""
    older = 0 < one.base < FIRST_REV and one.base != under
    return under if older and same(look.row(one.base, one.table, one.id), before) else one.base


async def order(c: Cupboards, who: Actor, draft: str, table: str, ids: Sequence[str], base: int) -> int:
    """The rows of a table in another order; the order's revision. `base`: the revision of the order on the screen.

    Refused: `not_allowed` (editors write rows only), `no_such_table`, `not_a_choice` when these are not the ids of the
    table. Raises `RowsOvertaken`.
    """
    editors.must_administer(who)
    for _ in range(TRIES):
        stands = await stand(c, draft)
        if table not in KEYS:
            raise Refused(Reason.no_such_table, at=table[:40])
        before = [one.id for one in stands.rows(table)]
        if sorted(before) != sorted(ids):
            raise Refused(Reason.not_a_choice, at="ids")
        ordering = Ordering(table, list(ids), base, before)
        with suppress(DraftMoved):
            return await c.drafts.order(draft, stands.head.based_on, ordering, hand(c, who))
    raise Refused(Reason.not_now)
