"""A box that leaves files in a folder: each a read or a sentence, erased either way, and never half a read."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices import words
from devices.drop import form as forms
from devices.drop import reader
from devices.drop.folder import MARK, OLD_S, Came, Folder
from devices.drop.form import Form
from devices.drop.said import KINDS, MOST_BYTES, NotWhole, Unusable, card
from devices.settings import WrongSettings
from devices.standing import Standing
from handoff.card import TAKES

COLUMNS = {"name": "氏名", "birth": "生年月日", "sex": "性別", "address": "住所", "expires": "有効期限"}
PERSON = "氏名,生年月日,性別,住所,有効期限,写真\r\n髙橋　𠮷男,昭和22年2月17日,1,あおばの市１番,20300101,x\r\n"
PNG = b"\x89PNG\r\n\x1a\n....IEND\xaeB`\x82"
NOW = 1_800_000_000.0
TURN = "turn-1"


@pytest.fixture
def box(tmp_path: Path) -> Box:
    return Box(tmp_path)


class Box:
    """A folder with a clock of its own, and the box that writes there."""

    def __init__(self, path: Path, **more: str) -> None:
        self.path = path
        self.folder = Folder(Form(str(path), COLUMNS, {"sex": {"1": "男"}}, **more))  # type: ignore[arg-type]
        self.folder.open()
        self.now = NOW
        self.turn: str | None = TURN
        self.looks()

    def writes(self, name: str, data: bytes, age: float = 0.0) -> Path:
        file = self.path / name
        file.write_bytes(data)
        os.utime(file, (self.now - age, self.now - age))
        return file

    def looks(self) -> list[Came | str]:
        return self.folder.look(self.now, self.turn)

    def files(self) -> set[str]:
        return {one.name for one in self.path.iterdir()} - {MARK}


def test_a_csv_is_a_read_and_gone(box: Box) -> None:
    box.writes("0001.CSV", PERSON.encode())
    assert box.looks() == []  # it may still be written
    (came,) = box.looks()
    assert isinstance(came, Came)
    assert came.card.values == {
        "name": "髙橋　𠮷男",
        "birth": "1947-02-17",
        "sex": "男",
        "address": "あおばの市１番",
    }
    assert (came.turn, came.card.expires) == (TURN, "2030-01-01")
    assert set(came.card.confirm) == {"name", "birth", "sex", "address"}
    assert box.files() == set()


def test_a_json_and_a_picture_are_reads_too(tmp_path: Path) -> None:
    box = Box(tmp_path)
    nested = Form(str(tmp_path), {"name": "person.name", "birth": "person.born"})
    box.folder.form = nested
    box.writes("a.json", '\ufeff{"person": {"name": "山田　太郎", "born": 19840412, "photo": "x"}}'.encode())
    box.writes("b.png", PNG)
    box.looks()
    one, two = (came.card for came in box.looks() if isinstance(came, Came))
    assert one.values == {"name": "山田　太郎", "birth": "1984-04-12"}
    assert (two.values, two.images) == ({}, {"front": PNG})


def test_a_value_that_no_field_takes_is_left_to_the_clerks_eye(box: Box) -> None:
    box.writes("a.csv", "氏名,生年月日\n山田　太郎,昭和99年13月\n".encode())
    box.looks()
    (came,) = box.looks()
    assert isinstance(came, Came)
    assert (came.card.values, came.card.confirm) == ({"name": "山田　太郎"}, ("birth", "name"))


@pytest.mark.parametrize("kind", ["csv", "json", "png"])
def test_half_written_it_is_never_read(box: Box, kind: str) -> None:
    whole = {"csv": PERSON.encode(), "json": '{"氏名": "山田"}'.encode(), "png": PNG}[kind]
    for length in range(len(whole)):
        if kind == "csv" and whole[:length].endswith((b"\r", b"\n")) and length > len(PERSON.encode()) - 2:
            continue  # the last line has its end
        box.writes(f"a.{kind}", whole[:length])
        assert [came for _ in range(3) for came in box.looks()] == []
        assert box.files() == {f"a.{kind}"}
    box.now += OLD_S + 1
    assert box.looks() == [words.DROP_OLD]
    assert box.files() == set()


def test_a_file_that_still_grows_waits(box: Box) -> None:
    one = "氏名\r\n山田　太郎\r\n".encode()
    box.writes("a.csv", one[:-2] + b"\n")
    assert box.looks() == []
    box.writes("a.csv", one)
    assert box.looks() == []
    assert len(box.looks()) == 1


@pytest.mark.parametrize("age", [OLD_S + 1, -OLD_S - 1])
def test_what_is_older_than_a_minute_is_erased_unread(box: Box, age: float) -> None:
    box.writes("a.csv", PERSON.encode(), age)
    assert box.looks() == [words.DROP_OLD]
    assert box.files() == set()


def test_a_pc_that_slept_reads_nothing_of_before(box: Box) -> None:
    box.writes("a.csv", PERSON.encode())
    box.looks()
    box.now += 8 * 3600
    assert box.looks() == [words.DROP_OLD]


def test_too_large_is_erased_unread(box: Box) -> None:
    box.writes("a.jpg", b"\xff\xd8\xff" + b"x" * MOST_BYTES + b"\xff\xd9")
    assert box.looks() == [words.DROP_LARGE]
    assert box.files() == set()


def test_a_read_belongs_to_the_case_that_was_served_when_the_file_came(box: Box) -> None:
    box.writes("a.csv", PERSON.encode())
    box.looks()
    box.turn = "turn-2"
    assert [came.turn for came in box.looks() if isinstance(came, Came)] == [TURN]
    box.turn = None
    box.writes("b.csv", PERSON.encode())
    box.looks()
    box.turn = "turn-3"
    assert box.looks() == [words.NOT_ARMED]


def test_what_lay_there_before_the_agent_came_is_nobodys(tmp_path: Path) -> None:
    Box(tmp_path).writes("a.csv", PERSON.encode())
    again = Folder(Form(str(tmp_path), COLUMNS))
    again.open()
    assert again.look(NOW, TURN) == []
    assert again.look(NOW, TURN) == [words.NOT_ARMED]


def test_files_of_other_kinds_folders_and_links_are_let_alone(
    box: Box, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "private.csv"
    elsewhere.write_text(PERSON)
    (box.path / "a.csv").symlink_to(elsewhere)
    (box.path / "b.csv").mkdir()
    box.writes("c.tmp", PERSON.encode())
    assert [came for _ in range(3) for came in box.looks()] == []
    assert box.files() == {"a.csv", "b.csv", "c.tmp"} and elsewhere.exists()


def test_a_folder_with_other_files_in_it_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_text("")
    with pytest.raises(WrongSettings, match="空のフォルダー"):
        Folder(Form(str(tmp_path))).open()
    with pytest.raises(WrongSettings):
        Folder(Form(str(tmp_path / "nowhere"))).open()
    assert {one.name for one in tmp_path.iterdir()} == {"letter.docx"}


@pytest.mark.parametrize("said", ["folder = 1", "", 'folder = "x"\nmore = 1', 'folder = "x"\nencoding = "sjisx"'])
def test_a_form_that_cannot_be_used_is_refused_in_one_line(tmp_path: Path, said: str) -> None:
    file = tmp_path / "drop.toml"
    file.write_text(said)
    with pytest.raises(WrongSettings) as no:
        forms.read(file)
    assert "\n" not in str(no.value)


def test_a_form_says_which_column_is_which_item_and_never_the_number(tmp_path: Path) -> None:
    file = tmp_path / "drop.toml"
    file.write_text('folder = \'C:\\OCR\'\nencoding = "cp932"\n[items]\nname = "氏名"\n[values.sex]\n1 = "男"\n')
    form = forms.read(file)
    assert form == Form("C:\\OCR", {"name": "氏名"}, {"sex": {"1": "男"}}, "cp932", "box")
    assert card(".csv", "氏名\r\n山田　太郎\r\n".encode("cp932"), form).values == {"name": "山田　太郎"}
    file.write_text('folder = "x"\n[items]\nmynumber = "番号"\n')
    with pytest.raises(WrongSettings, match="mynumber"):
        forms.read(file)


@given(st.sampled_from(sorted(KINDS)), st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_no_bytes_of_a_file_crash_or_misfill(kind: str, data: bytes) -> None:
    _is_a_read_or_none(kind, data)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=300),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*COLUMNS.values(), "x"]), inner),
        max_leaves=12,
    )
)
def test_no_json_crashes_or_misfills(said: object) -> None:
    try:
        data = msgspec.json.encode(said)
    except (UnicodeEncodeError, OverflowError):
        return
    _is_a_read_or_none(".json", data)


def test_a_number_of_forty_thousand_figures_is_no_value() -> None:
    _is_a_read_or_none(".json", b'{"\xe6\xb0\x8f\xe5\x90\x8d": ' + b"9" * 40_000 + b"}")


def _is_a_read_or_none(kind: str, data: bytes) -> None:
    try:
        read = card(kind, data, Form("", COLUMNS))
    except (NotWhole, Unusable):
        return
    assert read.values.keys() <= TAKES.keys()
    assert all(isinstance(value, str) and value and len(value) <= 400 for value in read.values.values())
    assert repr(read) == "Card(box)"


async def test_reads_and_refusals_come_as_from_any_reader(tmp_path: Path) -> None:
    """With the clock of this machine, as the agent runs it."""
    folder = Folder(Form(str(tmp_path), COLUMNS))
    folder.open()
    told: asyncio.Queue[str] = asyncio.Queue()
    standing = Standing()
    dropped = reader.Dropped(folder, lambda: TURN, told.put_nowait, standing)
    reads = dropped.reads()
    first = asyncio.ensure_future(anext(reads))
    (tmp_path / "large.csv").write_bytes(b"x" * (MOST_BYTES + 1))
    async with asyncio.timeout(30):
        assert await told.get() == words.DROP_LARGE
        (tmp_path / "a.csv").write_text("氏名\n山田　太郎\n", encoding="utf-8")
        read = await first
    assert (read.card, read.turn, read.values) == ("box", TURN, {"name": "山田　太郎"})
    assert standing.last is not None and not standing.last.went
    assert repr(read) == "Read(box)"
    await reads.aclose()  # type: ignore[attr-defined]
