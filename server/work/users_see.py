"""権限をためす: what a user would see at a window, of a chosen case, without anything of the case itself.

It answers from the account, the catalog of the case and its office alone. Whether a protected person is in the case
changes nothing of the answer: items that would be hidden then are marked as such for every case.
"""

from __future__ import annotations

import msgspec

from handoff.account_file import SEES
from handoff.fields import ItemDef
from handoff.refusal import Reason, Refused
from handoff.rights import Limits, limits_of
from handoff.sections import sections
from handoff.visibility import RIGHTS, may_see, tells_address, view_of
from server.ports.clerks import Clerk
from server.work import accounts, editors
from server.work.cupboards import Actor, Cupboards
from server.work.find import as_number
from server.work.placed import must_sit, placed


class ItemSeen(msgspec.Struct, frozen=True):
    """An item by its name, and what may be done with it (`write` is no matter where nobody types). `why`: what is
    missing (a level's name, or `grant`); `address`: hidden besides when a protected person is met."""

    label: str
    read: bool
    write: bool
    print: bool
    why: str = ""
    address: bool = False


class SectionSeen(msgspec.Struct, frozen=True):
    """The items of a section."""

    title: str
    items: list[ItemSeen]


class Seen(msgspec.Struct, frozen=True):
    """What a user sees. `valid`: the account may be used today; `sits`: at this window; `opens`: the case (or any case
    of the office, when none was named); `forms`: those that may be printed, of how many."""

    name: str
    window: str
    number: str
    valid: bool
    sits: bool
    opens: bool
    sections: list[SectionSeen]
    forms: list[str]
    all_forms: int


async def see(c: Cupboards, who: Actor, user: str, window: str, number: str) -> Seen:
    """What this user would see at this window, of the case with this number of today there ("": of any case).

    Refused: `not_allowed`, `no_such_user`, `no_such_window`, `no_such_visit`.
    """
    editors.must_administer(who)
    clerk, at = await c.clerks.get(user), c.catalogs.house().window(window)
    if clerk is None:
        raise Refused(Reason.no_such_user)
    if at is None:
        raise Refused(Reason.no_such_window)
    catalog, office = c.catalogs.current().version, at.office
    if number:
        visit = await c.visits.by_number(office, c.business_day(), as_number(number))
        if visit is None:
            raise Refused(Reason.no_such_visit)
        sheet = await c.sheets.read(visit.case)
        catalog, office = sheet.catalog if sheet else catalog, visit.office
    await accounts.audit(c, who, "see", user)
    return _seen(c, clerk, window, as_number(number), catalog, office)


def _seen(c: Cupboards, clerk: Clerk, window: str, number: str, catalog: int, office: str) -> Seen:
    sees = placed(c, clerk, office, window).sees
    limits, book = limits_of(sees), c.catalogs.forms(catalog)
    reads = "clerk" in clerk.roles
    items = book.items
    shown = [
        SectionSeen(one.title, [_item(items[key], items, sees, limits, reads) for key in one.items if key in items])
        for one in sections(items.values())
    ]
    forms = [one.name for one in book.forms.values() if reads and book.may_print(one, sees)]
    return Seen(
        name=clerk.name,
        window=window,
        number=number,
        valid=clerk.valid(c.business_day()),
        sits=_sits(clerk, c, window),
        opens=reads and limits.may("read", "office", office),
        sections=[one for one in shown if one.items],
        forms=forms,
        all_forms=len(book.forms),
    )


def _item(item: ItemDef, items: dict[str, ItemDef], sees: list[str], limits: Limits, reads: bool) -> ItemSeen:
    view = view_of(sees, numbers=True)  # 個人番号 too, which this user opens with a reason
    seen = reads and may_see(item.key, view, items, False)
    why = ""
    if reads and not seen:
        lacks = item.sensitivity in RIGHTS and item.sensitivity not in view.sees
        why = SEES[item.sensitivity] if lacks else "grant"
    writes = seen and (item.input != "typed" or limits.may("write", "item", item.key))
    prints = reads and may_see(item.key, view.on_paper, items, False)
    return ItemSeen(item.label, seen, writes, prints, why, tells_address(item) and "S" not in view.sees)


def _sits(clerk: Clerk, c: Cupboards, window: str) -> bool:
    at = c.catalogs.house().window(window)
    try:
        must_sit(clerk, at.office if at else "", window)
    except Refused:
        return False
    return True
