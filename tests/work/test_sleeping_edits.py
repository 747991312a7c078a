"""An edit of a case that sleeps wakes it, and is decided over what the journal holds."""

from __future__ import annotations

from handoff import ids
from handoff import messages as m
from handoff.messages import Answer, Change
from handoff.refusal import Reason
from server.work import sheets
from server.work.cupboards import Actor
from tests.work.town import Town, eventually, refused


async def asleep(town: Town, **values: str) -> tuple[Actor, str]:
    """A clerk, and a case with these values that PostgreSQL holds and Redis does not."""
    who = await town.at("W05")
    case = (await town.visitor(who)).case
    rev = await town.write(case, **values)
    await eventually(lambda: town.c.sheets.wait_kept(case, rev, 1.0))
    keys = town.live.gate.keys
    assert await town.live.redis.delete(keys.case(case), keys.ops(case)) == 2
    return who, case


async def edit(town: Town, who: Actor, case: str, key: str, value: str) -> Answer:
    op = ids.new_op(town.c.chance(ids.OP_BYTES))
    return await sheets.edit(town.c, who, Change(op, case, 0, m.Set({key: value}), {key: None}))


async def test_it_is_woken_and_takes_the_edit_behind_all_that_was_there(town: Town) -> None:
    who, case = await asleep(town, new_town="中央一丁目")
    answer = await edit(town, who, case, "new_banchi", "１番")
    assert (answer.result, answer.rev) == ("ok", 2)
    sheet = await town.c.sheets.read(case)
    assert sheet is not None
    assert (sheet.value("new_town"), sheet.value("new_banchi")) == ("中央一丁目", "１番")


async def test_what_stands_there_and_was_not_on_screen_comes_back_with_both(town: Town) -> None:
    who, case = await asleep(town, new_town="中央一丁目")
    answer = await edit(town, who, case, "new_town", "本町")
    assert answer.result == "overtaken"
    assert answer.entries is not None
    assert answer.entries["new_town"].value == "中央一丁目"


async def test_a_case_that_is_none_is_not_made_by_an_edit(town: Town) -> None:
    who = await town.at("W05")
    await refused(Reason.no_such_case, edit(town, who, "0" * 16, "new_town", "本町"))
