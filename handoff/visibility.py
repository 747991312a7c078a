"""Who may see what: the one function that every output passes, sockets, HTTP, paper, boards and search hits alike.

Only `show()` makes a `Shown`, and the doors' encoders accept nothing else. A missing answer means masked. Levels
(domain): L1 no personal data · L2 personal data, the staff of the case · L3 needs care, by right · L4 個人番号, by
right · S protected persons (支援措置), staff with the right. A live case never carries L4 to a screen: who has the
right opens a number for a reason (`server/work/protecting.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any, Final, Generic, TypeVar, cast

import msgspec

from handoff.case import BESIDE, Entry, split_key
from handoff.fields import ItemDef
from handoff.messages import Answer, Bulletin, CaseView, Changed, Here, Presence, Row, Seat
from handoff.rights import Deed, limits_of
from handoff.stage import Stage

T = TypeVar("T")
RIGHTS: Final = ("L3", "L4", "S")
NUMBERS: Final = "L4"
"""個人番号 and 住民票コード: closed on every screen, also for who has the right, until they are opened."""
PLAIN: Final = ("role.", *BESIDE)
"""Keys that are not items: pointers, choices, answers, memos, confirmations. All staff of the case may see them, and
nobody else: what a visitor may have of them is made for visitors (`handoff.visitor`), so that no staff-only answer
leaves with them."""
NEVER: Final = ("agree.", "sign.", "ink.")
"""What was signed: no screen needs it, and its digests could be tried out. Doors tell what has become of it."""
ONLY: Final = "only."
"""`only.<form>.<key>` is seen by whoever sees `<key>`."""
ADDRESS: Final = frozenset({"address", "postal", "tel"})
ADDRESS_SCOPES: Final = ("new_", "next_", "old_", "kaitei_")
NOBODY_THERE: Final = frozenset({"branch", "post", "phone"})
"""Channels of a case whose person does not stand in this hall: calling a number there would call nobody."""
_MADE_HERE: Final = object()


class Shown(Generic[T]):
    """Something that may leave the house. Made by `show` alone."""

    __slots__ = ("value",)

    def __init__(self, value: T, made_here: object) -> None:
        assert made_here is _MADE_HERE, "only visibility.show() makes Shown"
        self.value = value


class View(msgspec.Struct, frozen=True):
    """A class of rights: all who have it get the same bytes. `name` names its room. `staff` False = a screen that
    anybody looks at. `grants`: what items a user is narrowed to (`handoff.rights`); `deed`: what it is shown for."""

    sees: frozenset[str]
    staff: bool = True
    grants: frozenset[str] = frozenset()
    deed: Deed = "read"

    @property
    def name(self) -> str:
        """`nobody`, `0`, `L3`, `L3.L4`, `L3~5f0c…` with grants, …"""
        if not self.staff:
            return "nobody"
        levels = ".".join(right for right in RIGHTS if right in self.sees) or "0"
        if not self.grants:
            return levels
        return f"{levels}~{blake2b(' '.join(sorted(self.grants)).encode(), digest_size=16).hexdigest()}"

    @property
    def on_paper(self) -> View:
        """The same for what is printed: an item may be seen and not printed."""
        return msgspec.structs.replace(self, deed="print")


def view_of(sees: Iterable[str], numbers: bool = False) -> View:
    """The view of one of the staff with these rights; what is neither a level nor a grant on items counts for
    nothing. `numbers`: 個人番号 too, for who has the right: only where it was asked for (a reveal, a print, an export)
    or where the visitor looks at the own paper."""
    said = frozenset(sees)
    grants = frozenset(one for one in said if one.startswith("item:"))
    levels = said & frozenset(RIGHTS)
    return View(levels if numbers else levels - {NUMBERS}, grants=grants)


NOBODY: Final = View(frozenset(), staff=False)
"""Halls, slips, tablets: no right at all."""


def show(message: T, view: View, items: Mapping[str, ItemDef], protected: bool | None = None) -> Shown[T]:
    """A message as this view may have it. `protected`: whether a protected person is in its case; None (not known)
    = yes."""
    return Shown(cast("T", _redacted(message, view, items, protected is not False)), _MADE_HERE)


def _redacted(message: object, view: View, items: Mapping[str, ItemDef], hidden: bool) -> object:
    match message:
        case CaseView(entries=entries, here=here):
            return msgspec.structs.replace(
                message,
                entries=redact(entries, view, items, hidden),
                here=[_without_draft(who, view, items, hidden) for who in here],
                protected=hidden,
            )
        case Changed(facts=facts):
            return msgspec.structs.replace(message, facts=redact(facts, view, items, hidden))
        case Answer(entries=dict(entries)):
            return msgspec.structs.replace(message, entries=redact(entries, view, items, hidden))
        case Presence(here=here):
            return msgspec.structs.replace(message, here=[_without_draft(who, view, items, hidden) for who in here])
        case _:
            return message


def redact(entries: Mapping[str, Entry], view: View, items: Mapping[str, ItemDef], protected: bool) -> dict[str, Entry]:
    """Entries with what this view may not see masked: the value gone, version, author and time still there."""
    return {
        key: entry if entry.value is None or may_see(key, view, items, protected) else _mask(entry)
        for key, entry in entries.items()
    }


def _mask(entry: Entry) -> Entry:
    return msgspec.structs.replace(entry, value=None, masked=True)


def may_see(key: str, view: View, items: Mapping[str, ItemDef], protected: bool) -> bool:
    """Whether a view may see the value at a key. An item that nobody knows is not shown."""
    if key.startswith(NEVER):
        return False
    if key.startswith(ONLY):
        everywhere = key.split(".", 2)[-1]
        return not everywhere.startswith(ONLY) and may_see(everywhere, view, items, protected)
    if key.startswith(PLAIN) or (key.startswith("p.") and key.count(".") == 1):
        return view.staff
    _, name = split_key(key)
    item = items.get(name)
    if item is None or not limits_of(view.grants).may(view.deed, "item", name):
        return False
    if item.sensitivity in RIGHTS and item.sensitivity not in view.sees:
        return False
    return not (protected and tells_address(item)) or "S" in view.sees


def tells_address(item: ItemDef) -> bool:
    """Items that tell where somebody lives or can be reached (行政区 and 通学区 too)."""
    return item.kind in ADDRESS or item.key.startswith(ADDRESS_SCOPES) or item.key.endswith(("_addr", "school_new"))


def is_protected(entries: Mapping[str, Entry]) -> bool:
    """Whether a protected person is in the case."""
    return any(key.endswith(".shien_flag") and entry.value is True for key, entry in entries.items())


def _without_draft(who: Here, view: View, items: Mapping[str, ItemDef], protected: bool) -> Here:
    if who.draft is None or (who.field and may_see(who.field, view, items, protected)):
        return who
    return msgspec.structs.replace(who, draft=None)


def show_history(
    key: str, entries: Iterable[Entry], view: View, items: Mapping[str, ItemDef], protected: bool | None
) -> Shown[list[Entry]]:
    """All that ever stood at a key, as this view may see it."""
    seen = may_see(key, view, items, protected is not False)
    return Shown([entry if seen or entry.value is None else _mask(entry) for entry in entries], _MADE_HERE)


def show_values(
    values: dict[str, Any],
    keys: Mapping[str, str],
    view: View,
    items: Mapping[str, ItemDef],
    protected: bool | None,
) -> Shown[dict[str, Any]]:
    """A flat record (a search hit, a line of a slip): `keys` tells which item each field is; others are L1 by
    their maker's word."""
    hidden = protected is not False
    shown = {
        name: value if name not in keys or may_see(keys[name], view, items, hidden) else None
        for name, value in values.items()
    }
    return Shown(shown, _MADE_HERE)


# ---- boards that people look at


def hall_row(row: Row) -> Row | None:
    """A visit as a hall may show it: number, stage, line, window, calls, times of the stage; not what it is for, whose
    case it is, who serves it, or where it goes next. None: a quiet counter's visit, which stands on no board, and a
    case that came by post or telephone.
    """
    if row.quiet or row.channel in NOBODY_THERE:
        return None
    return Row(
        visit=row.visit,
        case="",
        version=row.version,
        office=row.office,
        day=row.day,
        number=row.number,
        stage=row.stage,
        line=row.line,
        service="",
        arrived=0,
        since=row.since,
        line_since=0,
        window=row.window,
        calls=row.calls,
        called_at=row.called_at,
    )


def hall_gone(row: Row) -> Row:
    """A visit that leaves the boards: nothing but its id and version, so that what stood there is taken away."""
    return Row(
        visit=row.visit,
        case="",
        version=row.version,
        office=row.office,
        day=row.day,
        number="",
        stage=Stage.done.value,
        line="",
        service="",
        arrived=0,
        since=0,
        line_since=0,
    )


def hall_seat(seat: Seat) -> Seat:
    """A window as people may see it: its state and whom it serves, and not who sits there or why it is closed."""
    return Seat(
        window=seat.window,
        office=seat.office,
        version=seat.version,
        state=seat.state,
        since=seat.since,
        serves=seat.serves,
    )


def hall_bulletin(bulletin: Bulletin) -> Bulletin | None:
    """What is said to the hall, without who says it; None: it is said to windows."""
    if bulletin.to != "halls":
        return None
    return Bulletin(bulletin.bulletin, "halls", bulletin.text, bulletin.since, bulletin.until, bulletin.easy)
