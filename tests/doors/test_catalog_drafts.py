"""Drafts of the catalog at the doors: rows are written by many hands, and nobody overwrites anybody."""

from __future__ import annotations

import asyncio

import pytest
import pytest_asyncio

from tests.doors.keeping import Desk
from tests.house import KAN, NAKAMURA, RunningHouse

pytestmark = pytest.mark.asyncio(loop_scope="session")
QUESTION = {
    "q_id": "Q900",
    "level": "1",
    "group": "子育て",
    "events": "TENNYU",
    "text_ja": "ベビーカーを借りたいですか？",
    "help_ja": "",
    "staff_hint": "",
    "show_when": "",
    "auto_answer": "",
    "staff_only": "0",
}


@pytest_asyncio.fixture(loop_scope="session")
async def desk(city_hall: RunningHouse) -> Desk:
    """The administrator with a new draft."""
    client, _ = await city_hall.clerk(KAN)
    made = Desk(city_hall, client)
    await made.begins("下書き")
    return made


@pytest_asyncio.fixture(loop_scope="session")
async def other(city_hall: RunningHouse, desk: Desk) -> Desk:
    """Another browser of an administrator, with the same draft."""
    client, _ = await city_hall.clerk(KAN)
    made = Desk(city_hall, client)
    await made.opens(desk.draft)
    return made


async def test_a_written_row_stands_in_the_draft_and_its_difference_is_told(desk: Desk) -> None:
    rev = await desk.changes("procedures", "P001", name="転入届（新）")
    stands = await desk.row("procedures", "P001")
    assert (stands["rev"], stands["row"]["name"]) == (rev, "転入届（新）")
    columns = [{"column": "name", "before": "転入届", "after": "転入届（新）"}]
    assert await desk.done("GET", f"drafts/{desk.draft}/changes") == [
        {"table": "procedures", "id": "P001", "what": "changed", "columns": columns}
    ]


async def test_of_two_who_save_the_same_row_one_is_told_what_the_other_wrote(desk: Desk, other: Desk) -> None:
    seen = await desk.row("procedures", "P003")
    await other.changes("procedures", "P003", note="あと")
    status, said = await desk.puts("procedures", "P003", {**seen["row"], "note": "さき"}, seen["rev"])
    assert (status, said["reason"], said["row"]["note"], said["by"]) == (409, "overtaken", "あと", "管")
    assert (await desk.row("procedures", "P003"))["row"]["note"] == "あと"
    status, _ = await desk.puts("procedures", "P003", {**seen["row"], "note": "さき"}, said["rev"])
    assert status == 200 and (await desk.row("procedures", "P003"))["row"]["note"] == "さき"


async def test_of_twenty_who_save_at_once_one_wins_and_all_others_are_told(desk: Desk) -> None:
    seen = await desk.row("phrases", "T001")
    tries = [desk.puts("phrases", "T001", {**seen["row"], "text_ja": f"文{n}"}, seen["rev"]) for n in range(20)]
    statuses = sorted(status for status, _ in await asyncio.gather(*tries))
    assert statuses == [200, *[409] * 19]


async def test_two_new_rows_of_one_number_do_not_become_one(desk: Desk, other: Desk) -> None:
    assert (await desk.puts("questions", "Q900", QUESTION, 0))[0] == 200
    status, said = await other.puts("questions", "Q900", {**QUESTION, "text_ja": "別の質問ですか？"}, 0)
    assert (status, said["reason"], said["row"]["text_ja"]) == (409, "overtaken", QUESTION["text_ja"])


async def test_what_somebody_took_away_is_not_written_again_unseen(desk: Desk, other: Desk) -> None:
    seen = await desk.row("phrases", "T002")
    assert (await other.removes("phrases", "T002", seen["rev"]))[0] == 200
    status, said = await desk.puts("phrases", "T002", {**seen["row"], "text_ja": "直した文"}, seen["rev"])
    assert (status, said["row"], said["rev"], said["by"]) == (409, None, 0, "管")
    assert (await desk.removes("phrases", "T002", seen["rev"]))[0] == 409
    assert (await desk.puts("phrases", "T002", seen["row"], 0))[0] == 200


async def test_rows_are_put_into_another_order_by_one_hand_at_a_time(desk: Desk, other: Desk) -> None:
    read = await desk.reads()
    ids, base = [row["id"] for row in read["tables"]["questions"]], read["orders"]["questions"]
    turned = [ids[1], ids[0], *ids[2:]]
    path = f"drafts/{desk.draft}/questions/order"
    assert (await desk.asks("POST", path, {"ids": turned, "base": base}))[0] == 200
    assert [row["id"] for row in (await desk.reads())["tables"]["questions"]] == turned
    status, said = await other.asks("POST", path, {"ids": ids, "base": base})
    assert (status, said["reason"], said["by"]) == (409, "overtaken", "管")
    assert (await desk.asks("POST", path, {"ids": ids[1:], "base": said["rev"]}))[1]["reason"] == "not_a_choice"
    kinds = {change["what"] for change in await desk.done("GET", f"drafts/{desk.draft}/changes")}
    assert kinds == {"moved"}


async def test_a_fault_is_told_with_the_save_and_with_its_place(desk: Desk) -> None:
    stands = await desk.row("procedures", "P013")
    _, said = await desk.puts("procedures", "P013", {**stands["row"], "trigger": "Q180==True and"}, stands["rev"])
    fault = next(fault for fault in said["faults"] if fault["id"] == "P013")
    assert (fault["table"], fault["column"], fault["place"], fault["level"]) == ("procedures", "trigger", 14, "error")
    assert await desk.done("GET", f"drafts/{desk.draft}/faults") == said["faults"]


@pytest.mark.parametrize(
    ("table", "one", "columns", "column"),
    [
        ("questions", "Q001", {"nowhere": "x"}, "nowhere"),
        ("questions", "Q001", {"staff_only": "はい"}, "staff_only"),
        ("questions", "Q001", {"level": "9"}, "level"),
        ("questions", "Q001", {"text_ja": "あ" * 2001}, "text_ja"),
        ("questions", "Q001", {"text_ja": "見え\u202eない"}, "text_ja"),
        ("questions", "Q001", {"group": "二\n行"}, "group"),
        ("questions", "Q001", {"q_id": "Q999"}, "q_id"),
        ("procedures", "P001", {"due_days": "十四"}, "due_days"),
        ("holidays", "2026-01-01", {"date": "2026-02-30"}, "date"),
    ],
)
async def test_a_row_that_is_none_is_refused_with_its_column(
    desk: Desk, table: str, one: str, columns: dict[str, str], column: str
) -> None:
    stands = await desk.row(table, one)
    status, said = await desk.puts(table, one, {**stands["row"], **columns}, stands["rev"])
    assert (status, said["reason"]) == (400, "bad_row")
    assert column in {fault["column"] for fault in said["faults"]} and all(fault["text"] for fault in said["faults"])
    assert await desk.row(table, one) == stands


async def test_what_uses_a_row_is_told_with_its_name(desk: Desk) -> None:
    used = await desk.done("GET", f"drafts/{desk.draft}/uses/forms/F001")
    assert {"table": "procedures", "id": "P001", "column": "forms", "label": "転入届"} in used
    used = await desk.done("GET", f"drafts/{desk.draft}/uses/questions/Q180")
    assert {use["column"] for use in used} >= {"trigger"}
    things = await desk.done("GET", f"drafts/{desk.draft}/uses/belongings/本人確認書類")
    assert {use["table"] for use in things} == {"procedures", "rules", "words"}
    assert (await desk.asks("GET", f"drafts/{desk.draft}/uses/nothing/x"))[1] == {
        "reason": "no_such_table",
        "at": "nothing",
    }


async def test_nobody_but_an_administrator_writes(city_hall: RunningHouse, desk: Desk) -> None:
    client, _ = await city_hall.clerk(NAKAMURA)
    clerk = Desk(city_hall, client)
    assert await clerk.asks("POST", "drafts", {"name": "x"}) == (403, {"reason": "not_allowed"})
    await clerk.opens(desk.draft)
    stands = await clerk.row("questions", "Q001")
    assert (await clerk.puts("questions", "Q001", stands["row"], stands["rev"]))[1] == {"reason": "not_allowed"}
    assert (await clerk.publishes())[1] == {"reason": "not_allowed"}
    assert await clerk.asks("DELETE", f"drafts/{desk.draft}") == (403, {"reason": "not_allowed"})


async def test_a_write_from_another_origin_is_refused(desk: Desk) -> None:
    path, headers = f"/api/catalog/drafts/{desk.draft}/questions/Q001", {"origin": "https://evil.example"}
    async with desk.client.http.put(path, json={"row": {}, "base": 1}, headers=headers) as answer:
        assert (answer.status, await answer.json()) == (403, {"reason": "bad_origin"})


async def test_a_discarded_draft_is_gone_for_everybody(desk: Desk, other: Desk) -> None:
    await desk.done("DELETE", f"drafts/{desk.draft}")
    assert (await other.asks("GET", f"drafts/{desk.draft}"))[1] == {"reason": "no_such_draft"}
    assert (await other.puts("questions", "Q900", QUESTION, 0))[1] == {"reason": "no_such_draft"}


async def test_who_changed_what_from_what_to_what_is_kept(desk: Desk) -> None:
    before = (await desk.row("reasons", "pause-1"))["row"]
    await desk.changes("reasons", "pause-1", text_ja="昼休み")
    log = await desk.done("GET", f"log?draft={desk.draft}")
    assert [line["what"] for line in log] == ["row", "draft"]
    line = log[0]
    assert (line["by"], line["clerk"], line["table"], line["id"]) == ("管", "U08", "reasons", "pause-1")
    assert line["before"] == before and line["after"] == {**before, "text_ja": "昼休み"}
