"""The catalog as a workbook: out and in again, from our library and from another one, and every fault by its cell."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from handoff.catalog_columns import COLUMNS, NAMES
from handoff.catalog_rows import KEYS, Tables, id_of
from handoff.cells import settled
from handoff.differences import differences
from handoff.filefault import BadFile, FileFault
from server.exchange.workbook import write
from server.exchange.workbook_read import read
from server.ports.exchange import Brought, Cover
from tests.exchange.books import COVER, SMALL, TABLES, cell, foreign, part_of, repacked

OURS = write(Cover(*COVER), TABLES)
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Cn", "Co", "Zl", "Zp")), max_size=40)


def faults(file: bytes) -> list[FileFault]:
    with pytest.raises(BadFile) as refused:
        read(file)
    return refused.value.faults


def one_fault(file: bytes) -> FileFault:
    (fault,) = faults(file)
    return fault


def with_row(table: str, **values: str) -> Tables:
    first = {**SMALL[table][0], **values}
    return {**SMALL, table: [first, *SMALL[table][1:]]}


# ---- out and in


def test_what_nobody_edited_comes_back_as_it_was() -> None:
    found = read(OURS)
    assert differences(TABLES, found.tables) == []
    assert found.warnings == []
    assert found.base is not None
    assert {table: list(rows) for table, rows in found.base.items()} == {
        table: [id_of(table, row) for row in TABLES[table]] for table in KEYS
    }


def test_a_workbook_of_another_library_goes_in() -> None:
    found = read(foreign(TABLES))
    assert differences(TABLES, found.tables) == []
    assert found.base is None


def test_a_workbook_without_the_grey_row_goes_in_by_its_headings() -> None:
    assert differences(SMALL, read(foreign(SMALL, names=False)).tables) == []


@pytest.mark.parametrize(
    "text", ["001", "=1+1", "#N/A", "+81", "-1", "1e5", " 空 白 ", "1行目\n2行目", "髙﨑𠮷辻󠄀", "'x", "TRUE"]
)
def test_a_text_stays_the_text_that_it_is(text: str) -> None:
    tables = with_row("procedures", note=text)
    assert read(write(Cover(*COVER), tables)).tables["procedures"][0]["note"] == text.strip()
    assert read(foreign(tables)).tables["procedures"][0]["note"] == text.strip()


@settings(max_examples=8, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=60))
def test_any_text_comes_back(texts: list[str]) -> None:
    said = [f"文{text}" for text in texts]
    rows = [{"reason_id": f"r{at}", "kind": text, "text_ja": text} for at, text in enumerate(said)]
    found = read(write(Cover(*COVER), {**SMALL, "reasons": rows})).tables["reasons"]
    assert found == [settled("reasons", row) for row in rows]


def test_no_cell_is_a_formula_and_new_rows_are_texts_too() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write(Cover(*COVER), with_row("procedures", note="=cmd|' /C calc'!A0"))))
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(one.value is None or one.data_type == "s" for one in row)
    assert book["町字"].column_dimensions["A"].number_format == "@"


def test_the_headings_are_japanese_frozen_and_explained() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(OURS))["手続"]
    assert [one.value for one in sheet[1]][:3] == ["番号＊", "手続の名前＊", "窓口＊"]
    assert [one.value for one in sheet[2]] == [column.name for column in COLUMNS["procedures"]]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B3", f"A2:Q{2 + len(TABLES['procedures'])}")
    checks = {str(one.sqref): one for one in sheet.data_validations.dataValidation}
    assert checks["C3:C50000"].formula1 == "'窓口グループ'!$B$3:$B$50000"
    assert checks["O3:O50000"].formula1 == '"はい,いいえ"'
    assert "いつも必要なら True" in checks["E3:E50000"].prompt


def test_yes_and_choices_are_words_and_may_be_typed_as_values() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(OURS))["決まり"]
    assert sheet["D3"].value == "merge 持ち物を1つにまとめる"
    cells = {
        cell("rules", "effect", 3): "skip",
        cell("rules", "staff_only", 3): True,
        cell("rules", "staff_only", 4): 1,
        cell("questions", "level", 3): 2,
        cell("holidays", "date", 3): datetime(2026, 1, 2),
        cell("counters", "walk_rank", 3): 7,
    }
    found = read(foreign({**SMALL, "holidays": SMALL["holidays"][:1]}, cells)).tables
    assert [found["rules"][0][name] for name in ("effect", "staff_only")] == ["skip", "1"]
    assert found["rules"][1]["staff_only"] == "1"
    assert found["questions"][0]["level"] == "2"
    assert found["holidays"][0]["date"] == "2026-01-02"
    assert found["counters"][0]["walk_rank"] == "7"


@pytest.mark.parametrize("epoch", [CALENDAR_WINDOWS_1900, CALENDAR_MAC_1904])
def test_a_day_is_the_same_in_both_of_excels_calendars(epoch: datetime) -> None:
    """A workbook of a Mac counts its days from 1904 on."""
    book = openpyxl.load_workbook(io.BytesIO(foreign({**SMALL, "holidays": SMALL["holidays"][:1]})))
    book.epoch = epoch
    book["休日"]["A3"].value = datetime(2026, 1, 2)
    made = io.BytesIO()
    book.save(made)
    assert (b"date1904" in part_of(made.getvalue(), "xl/workbook.xml")) == (epoch is CALENDAR_MAC_1904)
    assert read(made.getvalue()).tables["holidays"][0]["date"] == "2026-01-02"


def test_furigana_of_a_cell_is_not_read_as_its_text() -> None:
    book = openpyxl.load_workbook(io.BytesIO(foreign(SMALL)))
    assert book["ライフイベント"]["B3"].value == SMALL["events"][0]["label"]
    made = foreign(SMALL)
    strings = part_of(made, "xl/sharedStrings.xml").decode()
    name = f"<t>{SMALL['events'][0]['label']}</t>"
    assert name in strings
    spoken = strings.replace(name, f'{name}<rPh sb="0" eb="2"><t>テンニュウ</t></rPh><phoneticPr fontId="1"/>', 1)
    found = read(repacked(made, {"xl/sharedStrings.xml": spoken.encode()}))
    assert found.tables["events"][0]["label"] == SMALL["events"][0]["label"]


# ---- faults, by their cell


@pytest.mark.parametrize(
    ("at", "value", "where", "words"),
    [
        (("procedures", "trigger", 5), "Q001==", "必要になる条件（E5）", "7文字目: 条件が途中で終わっています。"),
        (("procedures", "trigger", 5), "Q001 ＝ True", "必要になる条件（E5）", "6文字目"),
        (("procedures", "trigger", 5), "__import__('os')", "必要になる条件（E5）", "文字目"),
        (("procedures", "kind", 6), "とどけで", "種類（F6）", "次のどれか"),
        (("procedures", "name", 6), "", "手続の名前（B6）", "空にできません"),
        (("procedures", "staff_only", 6), "たぶん", "職員だけ（O6）", "「はい」か「いいえ」"),
        (("procedures", "due_days", 6), "十四", "期限の日数（I6）", "整数"),
        (("procedures", "note", 6), "あ" * 2_001, "備考（M6）", "2000文字まで"),
        (("procedures", "note", 6), "あ\u202eい", "備考（M6）", "使えない文字"),
        (("procedures", "note", 6), "{=1+1}", "備考（M6）", "数式は使えません"),
        (("procedures", "note", 6), "{=HYPERLINK(\"http://example.invalid\")}", "備考（M6）", "数式は使えません"),
        (("procedures", "note", 6), 1, "備考（M6）", "文字列"),
        (("procedures", "note", 6), datetime(2027, 4, 1), "備考（M6）", "日付になっています"),
        (("procedures", "note", 6), True, "備考（M6）", "文字列"),
        (("procedures", "due_days", 6), 1.5, "期限の日数（I6）", "文字列"),
        (("holidays", "date", 4), "2027-02-30", "日付（A4）", "2027-04-01 の形"),
        (("procedures", "proc_id", 6), "P001", "番号（A6）", "3 行目と同じ"),
        (("procedures", "proc_id", 6), "p 1", "番号（A6）", "半角の英数字"),
        (("procedures", "group_id", 6), "", "窓口（C6）", "空にできません"),
        (("towns", "postal", 3), 9990001, "郵便番号（E3）", "文字列"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named(at: tuple[str, str, int], value: Any, where: str, words: str) -> None:
    fault = one_fault(foreign(SMALL, {cell(*at): value}))
    assert (fault.sheet, fault.row, fault.column, fault.level) == (NAMES[at[0]], at[2], where, "error")
    assert words in fault.text


def test_what_was_wrong_before_and_nobody_touched_stops_nobody() -> None:
    bad = with_row("procedures", trigger="Q001 ==", name="")
    found = read(write(Cover(*COVER), bad))
    assert (found.tables["procedures"][0]["trigger"], found.tables["procedures"][0]["name"]) == ("Q001 ==", "")
    book = openpyxl.load_workbook(io.BytesIO(write(Cover(*COVER), bad)))
    book["手続"]["M3"].value = "この行を直した"
    made = io.BytesIO()
    book.save(made)
    assert {one.column for one in faults(made.getvalue())} == {"手続の名前（B3）", "必要になる条件（E3）"}


def test_a_missing_sheet_is_named() -> None:
    fault = one_fault(foreign(SMALL, without=("rules",)))
    assert (fault.sheet, fault.row) == ("決まり", 0)
    assert "シートがありません" in fault.text


def test_a_missing_column_and_a_doubled_one_are_named() -> None:
    lost = one_fault(foreign(SMALL, {("procedures", "G2"): "", ("procedures", "G1"): ""} | _empty("G")))
    assert (lost.sheet, lost.column) == ("手続", "期限の説明（deadline）")
    doubled = faults(foreign(SMALL, {("procedures", "G2"): "name"}))
    assert {one.column for one in doubled} == {"手続の名前（G2）", "期限の説明（deadline）"}


def _empty(letter: str) -> dict[tuple[str, str], str]:
    return {("procedures", f"{letter}{row}"): "" for row in range(3, 3 + len(SMALL["procedures"]))}


def test_a_sheet_without_headings_is_named() -> None:
    cells = {("events", f"{letter}{row}"): "x" for letter in "ABCD" for row in (1, 2)}
    assert "見出しがありません" in one_fault(foreign(SMALL, cells)).text


def test_a_value_without_a_heading_is_not_lost_in_silence() -> None:
    fault = one_fault(foreign(SMALL, {("events", "Z9"): "メモ"}))
    assert (fault.sheet, fault.row, fault.column) == ("ライフイベント", 9, "Z9")


def test_a_memo_column_and_a_sheet_of_ones_own_are_left_aside_with_a_word() -> None:
    made = foreign(SMALL, {("events", "E2"): "メモ", ("events", "E3"): "{=1+1}"})
    book = openpyxl.load_workbook(io.BytesIO(made))
    book.create_sheet("下書きメモ")
    again = io.BytesIO()
    book.save(again)
    found = read(again.getvalue())
    assert differences(SMALL, found.tables) == []
    assert [(one.sheet, one.column, one.level) for one in found.warnings] == [
        ("ライフイベント", "メモ（E2）", "warning"),
        ("下書きメモ", "", "warning"),
    ]


def test_all_faults_are_told_at_once() -> None:
    cells = {cell("procedures", "name", row): "" for row in range(3, 13)} | {cell("rules", "effect", 3): "x"}
    assert len(faults(foreign(SMALL, cells))) == 11


def test_empty_rows_are_no_rows() -> None:
    found = read(foreign(SMALL, {cell("events", "label", 30): "", cell("events", "event", 40): ""}))
    assert len(found.tables["events"]) == len(SMALL["events"])


def test_where_a_row_stands_is_told() -> None:
    found: Brought = read(foreign(SMALL))
    assert found.places["procedures"]["P001"] == 3
    assert found.places["counters"]["main.G05"] == 3 + [row["group_id"] for row in SMALL["counters"]].index("G05")
