"""A file of residents is read as its profile says; what is wrong with it is said by row, and then none of it counts."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.characters import compose_kana
from handoff.filefault import MOST, BadFile, FileFault
from handoff.import_profile import STANDARD, STANDARDS, Encoding, Profile, faults
from handoff.import_row import Resident
from server.exchange.files import Files
from server.exchange.residents import read
from tests.residents import CITY, PLAIN, TAKAHASHI, YAMADA, file_of

MOVING = next(one for one in STANDARDS if one.kind == "moving")


def residents(file: bytes, profile: Profile = STANDARD) -> list[Resident]:
    return [one for part in read(profile, file) if isinstance(part, list) for one in part]


def refused(file: bytes, profile: Profile = STANDARD) -> list[FileFault]:
    with pytest.raises(BadFile) as no:
        residents(file, profile)
    return no.value.faults


def test_rows_become_residents_in_their_stored_forms() -> None:
    taro, hanako, ichiro, yoshio, _ = residents(file_of(CITY))
    assert (taro.number, taro.household) == ("0" * 14 + "1", "0" * 14 + "1")
    assert (taro.values["m_sex"], hanako.values["m_birth"], ichiro.values["m_birth"]) == (
        "男",
        "1986-11-03",
        "2017-04-01",
    )
    assert yoshio.values["m_name"] == "髙橋　𠮷男", "letters of names stay as they are"
    assert "at_katagaki" not in yoshio.values


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_each_encoding_says_the_same(encoding: Encoding) -> None:
    profile = msgspec.structs.replace(STANDARD, encoding=encoding)
    assert residents(file_of(YAMADA, encoding=encoding), profile) == residents(file_of(YAMADA))


@pytest.mark.parametrize(
    ("written", "said"), [("utf-8", "cp932"), ("cp932", "utf-8"), ("utf-16", "utf-8"), ("utf-8", "utf-16")]
)
def test_another_encoding_than_the_profiles_is_said_and_never_read_as_something_else(
    written: str, said: Encoding
) -> None:
    profile = msgspec.structs.replace(STANDARD, encoding=said)
    assert refused(file_of(YAMADA, encoding=written), profile)


def test_headings_codes_and_delimiter_are_the_profiles() -> None:
    columns = {item: f"列{place}" for place, item in enumerate(PLAIN)}
    profile = msgspec.structs.replace(
        STANDARD, columns=columns, delimiter="\t", codes={"m_sex": {"M": "男", "F": "女"}}, latest_column=""
    )
    body = "\t".join(columns.values()) + "\n" + "\t".join([*TAKAHASHI[:5], "M", *TAKAHASHI[6:]])
    (one,) = residents(body.encode(), profile)
    assert (one.values["m_name"], one.values["m_sex"]) == ("髙橋　𠮷男", "男")


def test_a_file_without_headings_is_read_by_column_numbers() -> None:
    columns = {item: str(place) for place, item in enumerate(PLAIN, start=1)}
    profile = msgspec.structs.replace(STANDARD, columns=columns, header=False, latest_column="")
    assert not faults(profile)
    assert len(residents(file_of(YAMADA).split(b"\n", 1)[1], profile)) == 3


def test_only_the_newest_rows_count_where_a_flag_says_so() -> None:
    rows = [YAMADA[0], ("1", "1", "山田　タロ", *YAMADA[0][3:])]
    (one,) = residents(file_of(rows, more={"最新フラグ": ["1", "0"]}))
    assert one.values["m_name"] == "山田　太郎"


def test_a_wrong_column_map_shows_what_was_not_found() -> None:
    profile = msgspec.structs.replace(STANDARD, columns={**STANDARD.columns, "m_name": "お名前"})
    (fault,) = refused(file_of(CITY), profile)
    assert (fault.row, fault.column) == (1, "氏名")
    assert "お名前" in fault.text


@pytest.mark.parametrize(
    ("item", "cell", "words"),
    [
        ("m_birth", "2023-02-30x", "形"),
        ("m_birth", "S99.1.1", "暦"),
        ("m_kana", "yamada", "カタカナ"),
        ("m_sex", "3", "読み替え"),
        ("m_atena_no", "A1", "数字"),
        ("m_atena_no", "1" * 16, "桁数"),
        ("m_name", "山\u202e田", "使えない"),
        ("m_name", "", "空"),
        ("m_zokugara", "孫", "決められた"),
        ("at_town", "あ" * 121, "長すぎ"),
    ],
)
def test_what_is_wrong_is_said_by_row_and_column_and_never_repeated(item: str, cell: str, words: str) -> None:
    row = list(YAMADA[1])
    row[PLAIN.index(item)] = cell
    (fault,) = refused(file_of([YAMADA[0], row]))
    assert fault.row == 3
    assert words in fault.text
    assert not cell or cell not in fault.text


def test_the_same_number_twice_names_both_rows() -> None:
    (fault,) = refused(file_of([YAMADA[0], YAMADA[1], YAMADA[0]]))
    assert (fault.row, fault.column) == (4, "宛名番号")
    assert "2行目" in fault.text


@pytest.mark.parametrize(
    "file",
    [
        b"",
        file_of([]),
        b"PK\x03\x04rest",
        file_of(CITY) + b'"unclosed',
        file_of(CITY).replace("山田　太郎".encode(), b"x" * 20_000),
        file_of(CITY) + b"1,2,3\r\n",
    ],
    ids=["empty", "no rows", "zip", "unclosed", "long cell", "columns"],
)
def test_a_file_that_is_none_goes_nowhere(file: bytes) -> None:
    assert refused(file)


def test_of_many_faults_the_first_two_hundred_are_told() -> None:
    rows = [(str(number), "1", "", *YAMADA[0][3:]) for number in range(1, 1_000)]
    assert len(refused(file_of(rows))) == MOST


def test_more_rows_than_its_kind_may_have_are_refused() -> None:
    most = MOVING.of.most_rows
    person = ("三浦　誠", "ミウラ　マコト", "1985-02-11")
    items = ("notice", "place", "m_name", "m_kana", "m_birth")
    rows = [(str(number), "1", *person) for number in range(most + 1)]
    (fault,) = refused(file_of(rows, items, headings=MOVING.of.headings), MOVING)
    assert fault.text == "20,000人までです。分けて取り込んでください。"


async def test_the_file_is_read_in_a_process_of_its_own() -> None:
    parts = [part async for part in Files().residents(STANDARD, file_of(CITY))]
    assert parts[0] == {**{heading: heading for heading in STANDARD.columns.values() if heading in parts[0]}}
    assert [one for part in parts[1:] for one in part] == residents(file_of(CITY))


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=40))
def test_whatever_stands_in_a_name_is_kept_or_refused_by_row(name: str) -> None:
    row = (YAMADA[0][0], YAMADA[0][1], name, *YAMADA[0][3:])
    try:
        (one,) = residents(file_of([row]))
    except BadFile as no:
        assert [fault.row for fault in no.faults] == [2]
        return
    assert one.values["m_name"] == compose_kana(name.strip())


@pytest.mark.parametrize(
    "changed",
    [
        {"profile": "Ä"},
        {"name": " "},
        {"columns": {**STANDARD.columns, "shien_flag": "支援"}},
        {"columns": {"m_name": "氏名"}},
        {"header": False},
    ],
)
def test_a_profile_that_cannot_be_is_told_why(changed: dict[str, object]) -> None:
    assert faults(STANDARD) == []
    assert faults(msgspec.structs.replace(STANDARD, **changed))
