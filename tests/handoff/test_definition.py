"""The book of procedures: what it says of a catalog."""

from __future__ import annotations

from handoff.catalog_rows import Tables
from handoff.definition import STAFF, Entry, definition
from handoff.spelled import Said
from tests.exchange.books import TABLES

BOOK = definition("あおばの市", "第1版", "2027年4月1日 9:00", TABLES)
EVENTS, PROCEDURES, RULES = (chapter.entries for chapter in BOOK.chapters)


def entry(entries: list[Entry], mark: str) -> dict[str, list[Said]]:
    found = next(one for one in entries if one.mark == mark)
    return {field.label: field.lines for field in found.fields}


def texts(lines: list[Said]) -> list[str]:
    return [line.text for line in lines]


def test_every_event_procedure_and_rule_stands_in_it() -> None:
    assert [one.mark for one in EVENTS] == [row["event"] for row in TABLES["events"]]
    assert [one.mark for one in PROCEDURES] == [row["proc_id"] for row in TABLES["procedures"]]
    assert [one.mark for one in RULES] == [row["rule_id"] for row in TABLES["rules"]]


def test_an_event_has_its_counter_its_questions_with_conditions_and_its_procedures() -> None:
    found = entry(EVENTS, "TENNYU")
    assert texts(found["受付の窓口"]) == ["住民異動（5〜10番・1F）"]
    asked = found["質問: 受付"]
    assert asked[:3] == [
        Said(0, "Q001 窓口に来られたのは、手続きをするご本人または同じ世帯の方ですか？", strong=True),
        Said(1, "Q002 委任状（または代理権を示す書類）をお持ちですか？", strong=True),
        Said(2, "〔聞くとき〕Q001「窓口に来られたのは、手続きをするご本人または同…」が「いいえ」"),
    ]
    assert "P001 転入届（住民異動（5〜10番・1F））" in texts(found["手続"])


def test_a_procedure_has_its_trigger_in_words_counter_deadline_belongings_and_papers() -> None:
    found = entry(PROCEDURES, "P007")
    assert found["必要になる条件"] == [
        Said(0, "次のどれかに当てはまるとき"),
        Said(1, "Q094「転出する方の中に世帯主がいますか？」が「はい」"),
        Said(1, "Q101「残る世帯に15歳以上の方が2人以上いますか？」が「はい」"),
    ]
    assert texts(found["期限"])[1].endswith("14日以内（初日は数えない。閉庁日にあたるときは次の開庁日）")
    assert texts(found["持ち物"]) == ["・本人確認書類"]
    assert texts(found["様式"]) == ["F001 住民異動届"]
    assert texts(found["先に済ませる"]) == ["P004 転出届"]


def test_what_is_for_staff_only_is_marked() -> None:
    assert {one.mark for one in PROCEDURES if one.tag == STAFF} == {
        row["proc_id"] for row in TABLES["procedures"] if row["staff_only"] == "1"
    }
    assert any("【職員だけ】" in line.text for field in EVENTS[0].fields for line in field.lines)


def test_a_block_says_which_procedures_it_stops_and_what_can_be_done() -> None:
    found = entry(RULES, "R06")
    assert all(line.text.startswith("・P") for line in found["対象"])
    assert found["できること"]


def test_rows_that_name_nothing_are_printed_all_the_same() -> None:
    tables: Tables = {"procedures": [{"proc_id": "P1", "group_id": "G99", "trigger": "Q001 ==", "events": "NONE"}]}
    found = definition("市", "", "", tables).chapters[1].entries[0]
    lines = [line.text for field in found.fields for line in field.lines]
    assert {"G99", "NONE", "Q001 =="} <= set(lines)
