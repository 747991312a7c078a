"""「12番へ来てください」: asked by a window, answered by others."""

from __future__ import annotations

from handoff import messages as m
from handoff.messages import Bulletin, Row
from handoff.refusal import Reason
from server.work import bulletins, coming, timeline, visits
from server.work.cupboards import Actor
from tests.work.test_moving_lines import manager_of
from tests.work.town import Town, refused, request


async def served(town: Town, who: Actor, service: str = "S01") -> Row:
    """A visitor at this window."""
    row = await town.visitor(who, service)
    return await town.do(visits.claim, who, m.Claim(number=row.number))


async def asked(town: Town, who: Actor, row: Row, group: str | None = None, window: str | None = None) -> str:
    """The window asks; the bulletin's id."""
    done = await coming.ask_to_come(town.c, who, request(), None, m.AskToCome(row.visit, group, window))
    return str(done.more["bulletin"])


async def standing(town: Town) -> list[Bulletin]:
    """What is said in the office now."""
    return await town.c.bulletins.of_office("main", town.c.clock())


async def answers(town: Town, who: Actor, bulletin: str, *, coming_: bool) -> None:
    """行きます, or 行けません."""
    await coming.answer_come(town.c, who, request(), None, m.AnswerCome(bulletin, coming_))


async def test_of_a_counter_that_is_asked_one_window_comes(town: Town) -> None:
    """The others see it; who cannot may still come; nobody is named by their name in the audit."""
    asker, first, second = await town.at("W20", "U05"), await town.at("W05"), await town.at("W06", "U02")
    row = await served(town, asker, "S08")
    bulletin = await asked(town, asker, row, group="G05")
    [said] = await standing(town)
    assert said.come == m.Come("W20", row.visit, row.number, row.case) and (said.by, said.group) == ("佐藤", "G05")
    await answers(town, first, bulletin, coming_=False)
    await answers(town, second, bulletin, coming_=True)
    no = await refused(Reason.taken, answers(town, first, bulletin, coming_=True))
    assert no.more["window"] == "W06"
    assert (await standing(town))[0].answers == {"W05": "cannot", "W06": "coming"}
    looks = [look for _, _, look in await town.c.audit.waiting() if look.what in ("ask_to_come", "cannot", "coming")]
    assert [(look.what, look.window, look.case) for look in looks] == [
        ("ask_to_come", "W20", row.case),
        ("cannot", "W05", row.case),
        ("coming", "W06", row.case),
    ]
    boss = await manager_of(town, asker)
    [helper] = (await timeline.of_visit(town.c, boss, row.visit)).helpers
    assert (helper.window, helper.asked, helper.came) == ("W20", "G05", "W06")


async def test_the_window_that_asked_takes_it_back_and_nobody_else(town: Town) -> None:
    asker, other = await town.at("W05"), await town.at("W20", "U05")
    row = await served(town, asker)
    bulletin = await asked(town, asker, row, window="W20")
    await refused(Reason.not_allowed, bulletins.take_down(town.c, other, request(), None, m.TakeDown(bulletin)))
    await bulletins.take_down(town.c, asker, request(), None, m.TakeDown(bulletin))
    assert await standing(town) == []
    await refused(Reason.not_now, answers(town, other, bulletin, coming_=True))


async def test_only_who_serves_a_visit_asks_and_only_who_is_asked_answers(town: Town) -> None:
    asker, other = await town.at("W05"), await town.at("W20", "U05")
    row = await served(town, asker)
    for who, group, window, reason in (
        (other, "G05", None, Reason.not_holder),
        (asker, None, "W05", Reason.not_a_choice),
        (asker, None, None, Reason.not_a_choice),
        (asker, "G99", None, Reason.no_such_counter),
        (asker, None, "W99", Reason.no_such_window),
    ):
        await refused(reason, asked(town, who, row, group, window))
    bulletin = await asked(town, asker, row, window="W21")
    await refused(Reason.not_now, answers(town, other, bulletin, coming_=True))
    await refused(Reason.not_now, answers(town, asker, bulletin, coming_=True))
