"""権限をためす: what a user would see at a window is what the one door shows, and nothing of the case is in it."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from handoff.account import Account
from handoff.refusal import Reason
from handoff.visibility import may_see, view_of
from server.work import opening, users, users_see
from server.work.cupboards import Actor
from tests.work.town import Town, refused

KAN = Actor("U08", "管", "main", roles=("admin",))


async def changed(town: Town, clerk: str, **fields: object) -> Account:
    kept = next(one for one in (await users.listed(town.c, KAN)).users if one.clerk == clerk)
    account = replace(kept.account, **fields)
    await users.write(town.c, KAN, clerk, account, kept.rev)
    return account


async def test_the_answer_is_what_the_one_door_would_show(town: Town) -> None:
    await changed(town, "U01", sees=["L3"], rights=["item:MEM:rwp", "item:m_nat:r", "window:W09:rw", "form:F001:rp"])
    seen = await users_see.see(town.c, KAN, "U01", "W09", "")
    assert seen.valid and seen.sits and seen.opens and len(seen.forms) == 1 < seen.all_forms
    clerk = await town.c.clerks.get("U01")
    assert clerk is not None
    items = town.c.catalogs.forms(1).items
    labels = {one.label: one for section in seen.sections for one in section.items}
    view = view_of(
        ["L3", *(f"item:{key}:r" for key in ("m_name", "m_kana", "m_birth", "m_sex", "m_zokugara", "m_nat"))]
    )
    for key, item in items.items():
        assert (
            labels[item.label].read is may_see(key, view, items, False)
            or [one.label for one in items.values()].count(item.label) > 1
        ), key
    assert labels["国籍・地域"].read and not labels["国籍・地域"].write and not labels["国籍・地域"].print
    assert labels["個人番号"].why in {"個人番号", "grant"}
    assert not (await users_see.see(town.c, KAN, "U01", "W05", "")).sits


async def test_a_case_is_chosen_by_its_number_and_nothing_of_it_is_told(town: Town) -> None:
    """Neither a value nor that a protected person is in it."""
    nakamura = await town.at("W05")
    row, other = await town.visitor(nakamura), await town.visitor(nakamura)
    await town.write(row.case, m_name="渡邉　葛子", new_town="中央一丁目")
    before = await users_see.see(town.c, KAN, "U03", "W01", row.number)
    blank = await users_see.see(town.c, KAN, "U03", "W01", other.number)
    assert replace(before, number="") == replace(blank, number="")
    said = msgspec.json.encode(before).decode()
    assert "葛子" not in said and "中央一丁目" not in said and row.case not in said


async def test_who_is_asked_for_must_be_there_and_who_asks_an_administrator(town: Town) -> None:
    await refused(Reason.no_such_user, users_see.see(town.c, KAN, "U77", "W05", ""))
    await refused(Reason.no_such_window, users_see.see(town.c, KAN, "U01", "W77", ""))
    await refused(Reason.no_such_visit, users_see.see(town.c, KAN, "U01", "W05", "Z999"))
    clerk = Actor("U01", "中村", "main", roles=("clerk",))
    await refused(Reason.not_allowed, users_see.see(town.c, clerk, "U01", "W05", ""))


async def test_an_administrator_sees_nothing_and_a_grant_on_an_office_shuts_the_others(town: Town) -> None:
    seen = await users_see.see(town.c, KAN, "U08", "W05", "")
    assert not seen.opens and not seen.sits and seen.forms == []
    assert not any(one.read or one.write or one.print for section in seen.sections for one in section.items)
    nakamura = await town.at("W05")
    row = await town.visitor(nakamura)
    narrowed = replace(nakamura, sees=frozenset({"office:east:rw"}))
    await refused(Reason.not_allowed, opening.look_at(town.c, narrowed, row.case))
    await refused(Reason.not_allowed, opening.look_at(town.c, KAN, row.case))
    await opening.look_at(town.c, replace(nakamura, sees=frozenset({"office:main:r"})), row.case)
