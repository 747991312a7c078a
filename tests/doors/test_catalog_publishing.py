"""A draft comes into force: now, at its minute, and back. Cases that were opened before stay as they were."""

from __future__ import annotations

import asyncio
import dataclasses
import itertools
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
import sqlalchemy as sa

from handoff import messages as m
from handoff.calendar import local_time
from server.cellar import Cellar, NoPaper
from server.record.tables import clerks
from server.schedule import HEARD_S
from server.work import publishing
from server.work.cupboards import Actor
from server.work.visits import give_number
from tests.doors.keeping import Desk
from tests.engines import Databases, Keyspaces
from tests.house import KAN, NAKAMURA, RunningHouse, running_house

pytestmark = pytest.mark.asyncio(loop_scope="session")
ADMIN = Actor("U08", "管", "main", roles=("admin",))
NUMBERS = itertools.count(901)
TAKADA = "1000025"


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def town_hall(databases: Databases, keyspaces: Keyspaces) -> AsyncIterator[RunningHouse]:
    """A house whose catalog may be changed."""
    with databases.fresh() as database_url:
        async with running_house(database_url, keyspaces.fresh()) as made:
            yield made


@pytest_asyncio.fixture(loop_scope="session")
async def desk(town_hall: RunningHouse) -> AsyncIterator[Desk]:
    """The administrator with a new draft; nothing stays planned."""
    client, _ = await town_hall.clerk(KAN)
    made = Desk(town_hall, client)
    await made.begins("下書き")
    yield made
    for head in reversed((await made.done("GET", "kept"))["planned"]):
        await made.done("DELETE", f"planned/{head['version']}")
    await town_hall.send_home()


def question(number: int) -> dict[str, str]:
    return {
        "q_id": f"Q{number}",
        "level": "1",
        "group": "子育て",
        "events": "TENNYU",
        "text_ja": f"質問{number}に当てはまりますか？",
        "help_ja": "",
        "staff_hint": "",
        "show_when": "",
        "auto_answer": "",
        "staff_only": "0",
    }


async def add_question(desk: Desk) -> str:
    """A question that brings a procedure, in the draft."""
    number = next(NUMBERS)
    one = f"Q{number}"
    assert (await desk.puts("questions", one, question(number), 0))[0] == 200
    row = (await desk.row("procedures", "P055"))["row"]
    row |= {"proc_id": f"P{number}", "name": f"手続{number}", "trigger": f"{one}==True", "forms": "", "order_after": ""}
    assert (await desk.puts("procedures", f"P{number}", row, 0))[0] == 200
    return one


async def asked(desk: Desk, version: int | None = None) -> set[str]:
    """The questions of the published version, or of another one."""
    _, said = await desk.client.ask("/api/catalog" + (f"?version={version}" if version else ""))
    return {one["question"] for one in said["guidance"]["questions"]}


async def phrases_at_fault(desk: Desk) -> set[tuple[str, str]]:
    """The phrases of the draft with a fault, and how bad it is."""
    faults = await desk.done("GET", f"drafts/{desk.draft}/faults")
    return {(fault["id"], fault["level"]) for fault in faults if fault["table"] == "phrases"}


def minute(desk: Desk, ahead: int) -> str:
    """So many minutes from now, as an administrator writes it."""
    now = local_time(desk.house.web.cellar.cupboards.clock())
    return (now + timedelta(minutes=ahead)).strftime("%Y-%m-%dT%H:%M")


async def test_the_next_case_gets_the_new_version_and_an_open_one_stays(desk: Desk) -> None:
    c = desk.house.web.cellar.cupboards
    before = c.catalogs.current().version
    old = await give_number(c, ADMIN, "a" * 26, None, m.GiveNumber("S04"))
    one = await add_question(desk)
    status, said = await desk.publishes(note="四月の改正")
    assert status == 200 and said["version"] > before
    new = await give_number(c, ADMIN, "b" * 26, None, m.GiveNumber("S04"))
    assert old.row is not None and new.row is not None
    sheets = [await c.sheets.read(done.row.case) for done in (old, new) if done.row]
    assert [sheet.catalog for sheet in sheets if sheet] == [before, said["version"]]
    assert one in await asked(desk) and one not in await asked(desk, before)
    kept = await desk.done("GET", "kept")
    assert (kept["published"]["version"], kept["published"]["by"]) == (said["version"], "管")
    assert desk.draft not in {draft["draft"] for draft in kept["drafts"]}
    log = await desk.done("GET", "log")
    assert [line["what"] for line in log if line["version"] == said["version"]] == ["effect", "publish"]
    assert "四月の改正" in {line["note"] for line in log}


async def test_two_drafts_that_come_into_force_at_once_are_both_in_it(desk: Desk) -> None:
    drafts = []
    for _ in range(2):
        await desk.begins("同時に")
        drafts.append((desk.draft, await add_question(desk)))
    paths = [f"drafts/{draft}/publish" for draft, _ in drafts]
    done = await asyncio.gather(*(desk.asks("POST", path, {"from": None, "note": ""}) for path in paths))
    assert [status for status, _ in done] == [200, 200]
    assert await asked(desk) >= {one for _, one in drafts}


async def test_a_draft_with_an_error_does_not_come_into_force(desk: Desk) -> None:
    version = (await desk.done("GET", "kept"))["published"]["version"]
    await desk.changes("procedures", "P013", trigger="Q999==True")
    status, said = await desk.publishes()
    assert (status, said["reason"]) == (409, "catalog_faults")
    assert [(fault["table"], fault["id"], fault["column"]) for fault in said["faults"]] == [
        ("procedures", "P013", "trigger")
    ]
    assert (await desk.done("GET", "kept"))["published"]["version"] == version


async def test_a_draft_that_changes_nothing_is_no_version(desk: Desk) -> None:
    assert await desk.publishes() == (400, {"reason": "nothing_changed"})


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        ("2020-01-01T00:00", "past_time"),
        ("2027-13-01T00:00", "no_such_date"),
        ("明日", "no_such_date"),
        ("", "no_such_date"),
    ],
)
async def test_a_moment_that_is_over_or_none_is_refused(desk: Desk, at: str, reason: str) -> None:
    await add_question(desk)
    assert (await desk.publishes(at=at))[1] == {"reason": reason, "at": "from"}


async def test_a_planned_version_waits_and_comes_back_as_a_draft_when_it_is_withdrawn(desk: Desk) -> None:
    one = await add_question(desk)
    _, said = await desk.publishes(at=minute(desk, 60), note="来月から")
    assert one not in await asked(desk)
    planned = (await desk.done("GET", "kept"))["planned"]
    assert [(head["version"], head["note"]) for head in planned] == [(said["version"], "来月から")]
    desk.draft = (await desk.done("DELETE", f"planned/{said['version']}"))["draft"]
    assert (await desk.row("questions", one))["id"] == one
    assert (await desk.done("GET", "kept"))["planned"] == []
    assert await desk.asks("DELETE", f"planned/{said['version']}") == (404, {"reason": "no_such_version"})


async def test_the_keeper_puts_a_planned_version_into_force_at_its_minute_and_the_doors_hear_of_it(desk: Desk) -> None:
    c = desk.house.web.cellar.cupboards
    one = await add_question(desk)
    earlier = dataclasses.replace(c, clock=lambda: c.clock() - 5 * 60_000)
    version, _ = await publishing.publish(earlier, ADMIN, desk.draft, minute(desk, -2), "")

    async with asyncio.timeout(20):
        for _ in itertools.count():
            if one in await asked(desk):
                break
            await asyncio.sleep(0.05)
    assert c.catalogs.current().version == version


async def test_what_another_process_puts_into_force_is_heard_here_at_once(desk: Desk) -> None:
    """Four times within half the time in which a process that is deaf looks by itself."""
    here = desk.house.web.cellar
    there = Cellar(here.settings, here.cupboards.city, NoPaper())
    await there.open()
    try:
        for _ in range(4):
            await desk.begins("よそで")
            await add_question(desk)
            version, _ = await publishing.publish(there.cupboards, ADMIN, desk.draft, None, "")
            async with asyncio.timeout(HEARD_S / 2):
                for _ in itertools.count():
                    if here.cupboards.catalogs.current().version == version:
                        break
                    await asyncio.sleep(0.02)
    finally:
        await there.close()


async def test_many_hands_at_once_leave_a_log_without_a_gap(desk: Desk) -> None:
    """Five browsers write one row ten times each, over what the others wrote whenever they were overtaken: each line of
    the log begins with what the line before left, and nothing that was saved is missing in it."""
    hands = []
    for _ in range(5):
        hand = Desk(desk.house, (await desk.house.clerk(KAN))[0])
        await hand.opens(desk.draft)
        hands.append(hand)

    async def write(hand: Desk, who: int) -> None:
        seen = await hand.row("phrases", "T009")
        for n in range(10):
            status = 0
            while status != 200:
                row = {**seen["row"], "text_ja": f"{who}の{n}"}
                status, said = await hand.puts("phrases", "T009", row, seen["rev"])
                seen = {"row": row, "rev": said["rev"]} if status == 200 else said

    await asyncio.gather(*(write(hand, who) for who, hand in enumerate(hands)))
    log = await desk.done("GET", f"log?draft={desk.draft}&table=phrases&id=T009")
    lines = [(line["before"]["text_ja"], line["after"]["text_ja"]) for line in reversed(log)]
    assert all(one[1] == two[0] for one, two in itertools.pairwise(lines))
    assert sorted(after for _, after in lines) == sorted(f"{who}の{n}" for who in range(5) for n in range(10))
    assert (await desk.row("phrases", "T009"))["row"]["text_ja"] == lines[-1][1]


async def test_an_earlier_version_comes_into_force_again_as_a_new_one(desk: Desk) -> None:
    before = (await desk.done("GET", "kept"))["published"]["version"]
    one = await add_question(desk)
    _, published = await desk.publishes()
    back = await desk.done("POST", "back", {"version": before, "note": "戻す"})
    assert back["version"] > published["version"]
    assert await asked(desk) == await asked(desk, before) and one in await asked(desk, published["version"])
    assert await desk.asks("POST", "back", {"version": 99_999, "note": ""}) == (404, {"reason": "no_such_version"})


async def test_what_is_put_in_before_a_planned_version_is_not_lost_in_it(desk: Desk) -> None:
    later = await add_question(desk)
    _, planned = await desk.publishes(at=minute(desk, 60), note="あと")
    await desk.begins("いま")
    now = await add_question(desk)
    assert (await desk.publishes())[0] == 200
    heads = (await desk.done("GET", "kept"))["planned"]
    assert [head["note"] for head in heads] == ["あと"] and heads[0]["version"] > planned["version"]
    assert await asked(desk, heads[0]["version"]) >= {later, now}
    assert now in await asked(desk) and later not in await asked(desk)


async def test_a_row_that_a_planned_version_changes_too_stops_a_publishing(desk: Desk) -> None:
    await desk.changes("phrases", "T003", text_ja="来月からの文")
    await desk.publishes(at=minute(desk, 60))
    await desk.begins("いま")
    await desk.changes("phrases", "T003", text_ja="いまの文")
    status, said = await desk.publishes()
    assert (status, said["reason"], said["at"], said["more"]["id"]) == (409, "catalog_clash", "phrases", "T003")


async def test_taking_out_the_first_of_two_planned_versions_leaves_the_second(desk: Desk) -> None:
    first = await add_question(desk)
    _, one = await desk.publishes(at=minute(desk, 60))
    await desk.begins("二つ目")
    second = await add_question(desk)
    _, two = await desk.publishes(at=minute(desk, 120))
    assert await asked(desk, two["version"]) >= {first, second}
    await desk.done("DELETE", f"planned/{one['version']}")
    (left,) = (await desk.done("GET", "kept"))["planned"]
    assert second in await asked(desk, left["version"]) and first not in await asked(desk, left["version"])


async def test_a_draft_follows_the_version_in_force_and_says_which_row_changed_in_both(desk: Desk) -> None:
    older = desk.draft
    await desk.changes("phrases", "T004", text_ja="下書きの文")
    seen = await desk.row("phrases", "T005")
    await desk.begins("先の下書き")
    await desk.changes("phrases", "T004", text_ja="先に適用した文")
    await desk.changes("phrases", "T006", text_ja="先に適用した別の文")
    assert (await desk.publishes())[0] == 200
    await desk.opens(older)
    assert (await desk.row("phrases", "T006"))["row"]["text_ja"] == "先に適用した別の文"
    assert await phrases_at_fault(desk) == {("T004", "error")}
    assert (await desk.publishes())[1]["reason"] == "catalog_faults"
    status, _ = await desk.puts("phrases", "T005", {**seen["row"], "text_ja": "前の版で見た行"}, seen["rev"])
    assert status == 200, "the row is the same in both versions"
    await desk.changes("phrases", "T004", text_ja="二人で決めた文")
    assert (await desk.publishes())[0] == 200
    _, sent = await desk.client.ask("/api/catalog")
    texts = {one["phrase"]: one["text"] for one in sent["phrases"]}
    assert (texts["T004"], texts["T006"]) == ("二人で決めた文", "先に適用した別の文")


async def test_saving_a_row_again_as_it_is_settles_what_both_changed(desk: Desk) -> None:
    older = desk.draft
    rev = await desk.changes("phrases", "T007", text_ja="下書きの文")
    taken = await desk.row("phrases", "T008")
    await desk.removes("phrases", "T008", taken["rev"])
    await desk.begins("先の下書き")
    for one in ("T007", "T008"):
        await desk.changes("phrases", one, text_ja="先に適用した文")
    assert (await desk.publishes())[0] == 200
    await desk.opens(older)
    assert await phrases_at_fault(desk) == {("T007", "error"), ("T008", "warning")}
    mine = await desk.row("phrases", "T007")
    assert mine["rev"] == rev
    assert (await desk.puts("phrases", "T007", mine["row"], rev))[0] == 200
    assert await phrases_at_fault(desk) == {("T008", "warning")}
    assert (await desk.publishes())[0] == 200


async def test_a_counter_that_moved_is_shown_where_it_is_and_one_with_windows_stays(desk: Desk) -> None:
    await desk.changes("counters", "main.G30", floor="2F")
    assert (await desk.publishes())[0] == 200
    counter = desk.house.web.cellar.cupboards.catalogs.house().counter("main", "G30")
    assert counter is not None and counter.floor == "2F"
    await desk.begins("消す")
    stands = await desk.row("counters", "main.G38")
    await desk.removes("counters", "main.G38", stands["rev"])
    faults = await desk.done("GET", f"drafts/{desk.draft}/faults")
    assert ("counters", "main.G38") in {(fault["table"], fault["id"]) for fault in faults}


async def test_a_new_window_takes_its_first_clerk_and_visitor(desk: Desk) -> None:
    row = (await desk.row("windows", "W10"))["row"]
    row |= {"window_id": "W41", "name": "41番窓口（住民異動）", "window_no": "41", "floor": "2F"}
    assert (await desk.puts("windows", "W41", row, 0))[0] == 200
    early, clerk = await desk.house.clerk(NAKAMURA)
    assert (await clerk.moves(m.Sit("W41"))).reason == "no_such_window"
    assert (await desk.publishes())[0] == 200
    _, said = await early.ask("/api/catalog")
    assert {"window": "W41", "number": "41", "floor": "2F"}.items() <= said["house"]["windows"][-1].items()
    await clerk.done(m.Sit("W41"))
    await clerk.done(m.OpenWindow())
    given = await clerk.done(m.GiveNumber("S01"))
    called = await clerk.done(m.Call(given.row.visit))
    assert called.row.window == "W41"


async def test_a_window_is_given_up_once_nobody_sits_there_and_keeps_its_name(desk: Desk) -> None:
    _, clerk = await desk.house.clerk(NAKAMURA, "W10")
    await desk.changes("windows", "W10", retired="1")
    status, said = await desk.publishes()
    assert (status, said["reason"]) == (409, "catalog_faults")
    assert [(fault["table"], fault["id"], fault["column"]) for fault in said["faults"]] == [
        ("windows", "W10", "retired")
    ]
    await clerk.done(m.Leave())
    assert (await desk.publishes())[0] == 200
    assert (await clerk.moves(m.Sit("W10"))).reason == "no_such_window"
    _, said = await desk.client.ask("/api/catalog")
    assert "W10" not in {one["window"] for one in said["house"]["windows"]}
    assert {one["window"]: one["number"] for one in said["house"]["former"]}["W10"] == "10"
    await desk.begins("もう一度使う")
    await desk.changes("windows", "W10", retired="0")
    assert (await desk.publishes())[0] == 200
    await clerk.done(m.Sit("W10"))


async def test_a_window_serves_another_counter_only_when_nobody_sits_there(desk: Desk) -> None:
    _, clerk = await desk.house.clerk(NAKAMURA, "W09")
    await desk.changes("windows", "W09", group_id="G01", name="9番窓口（証明）")
    assert (await desk.publishes())[1]["faults"][0]["column"] == "group_id"
    assert (await desk.publishes(minute(desk, 60)))[0] == 200, "by then they have got up"
    await clerk.done(m.Leave())


async def test_an_editor_writes_rows_of_the_own_department_only(desk: Desk) -> None:
    engine = desk.house.web.cellar.engine
    async with engine.begin() as line:
        await line.execute(sa.update(clerks).where(clerks.c.login == TAKADA).values(roles=["clerk", "editor"]))
    client, _ = await desk.house.clerk(TAKADA)
    editor = Desk(desk.house, client)
    await editor.opens(desk.draft)
    await editor.changes("procedures", "P055", note="子育て給付課が直しました")
    await editor.changes("windows", "W25", kind="児童手当")
    told = (await editor.reads())["writes"]
    assert "questions" not in told["of_departments"] and {"procedures", "windows"} <= set(told["of_departments"])
    assert "G25" in told["groups"] and "G05" not in told["groups"]
    assert (await desk.reads())["writes"]["groups"] is None
    for table, one, column in (
        ("procedures", "P001", "note"),
        ("questions", "Q001", "help_ja"),
        ("counters", "main.G05", "slip_label"),
        ("windows", "W05", "name"),
    ):
        stands = await editor.row(table, one)
        status, said = await editor.puts(table, one, {**stands["row"], column: "x"}, stands["rev"])
        assert (status, said) == (403, {"reason": "other_department", "at": table}), table
    mine = await editor.row("procedures", "P055")
    status, said = await editor.puts("procedures", "P055", {**mine["row"], "group_id": "G05"}, mine["rev"])
    assert (status, said["reason"]) == (403, "other_department")
    assert (await editor.publishes())[1] == {"reason": "not_allowed"}


async def test_a_draft_is_walked_as_a_visitor_as_staff_and_as_a_department(desk: Desk) -> None:
    one = await add_question(desk)
    walk: dict[str, Any] = {"events": ["TENNYU"], "answers": {one: True, "Q006": True}, "as": "staff"}
    staff = await desk.done("POST", f"drafts/{desk.draft}/walk", walk)
    names = {due["procedure"] for due in staff["procedures"]}
    assert names >= {"P001", "P012", "P" + one[1:]} and one in {q["question"] for q in staff["questions"]}
    visitor = await desk.done("POST", f"drafts/{desk.draft}/walk", {**walk, "as": "visitor"})
    assert "P012" not in str(visitor) and "Q006" not in str(visitor)
    part = await desk.done("POST", f"drafts/{desk.draft}/walk", {**walk, "as": "子育て給付課"})
    assert {due["group"] for due in part["procedures"]} == {"G25"}
    for wrong, reason in (
        ({"events": ["NOWHERE"]}, "no_such_event"),
        ({"answers": {"Q998": True}}, "no_such_question"),
        ({"facts": {"is_rich": True}}, "not_a_choice"),
        ({"as": "宇宙課"}, "not_a_choice"),
    ):
        assert (await desk.asks("POST", f"drafts/{desk.draft}/walk", {**walk, **wrong}))[1]["reason"] == reason
