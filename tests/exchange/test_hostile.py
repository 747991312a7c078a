"""Files that mean no good, or that somebody took for a workbook: refused with a sentence, soon, and never followed."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handoff.filefault import BadFile, FileFault
from server.exchange.archive import BOMB, BROKEN, LOCKED, MOST_BYTES
from server.exchange.files import Files
from server.exchange.limited import PROCESSOR_S, TOO_MUCH, Limited
from server.exchange.workbook import write
from server.exchange.workbook_read import NOT_A_BOOK, read
from server.ports.exchange import Cover
from tests.exchange.books import COVER, SMALL, foreign, part_of, repacked

BOOK = foreign(SMALL)
SHEET = "xl/worksheets/sheet1.xml"
TYPES = part_of(BOOK, "[Content_Types].xml")
HEAD = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<dimension ref="{size}"/><sheetData>'
)


def no(file: bytes) -> FileFault:
    with pytest.raises(BadFile) as refused:
        read(file)
    return refused.value.faults[0]


async def no_within_bounds(file: bytes) -> str:
    """Why a file is refused in the process of its own, within a tenth of its processor time: what was unpacked or
    expanded all the same would end there with TOO_MUCH."""
    with pytest.raises(BadFile) as refused:
        await Files(Limited(processor_s=PROCESSOR_S // 10)).read_workbook(file)
    return refused.value.faults[0].text


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"", NOT_A_BOOK),
        (b"id,name\nP001,x\n", NOT_A_BOOK),
        (b"%PDF-1.7", NOT_A_BOOK),
        (b"PK\x03\x04", BROKEN),
        (BOOK[: len(BOOK) // 2], BROKEN),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "パスワード付き"),
        (repacked(BOOK, {"[Content_Types].xml": None}), NOT_A_BOOK),
        (repacked(BOOK, {"xl/workbook.xml": None}), NOT_A_BOOK),
        (repacked(BOOK, {SHEET: None}), "シートがありません"),
        (repacked(BOOK, {SHEET: b"<worksheet"}), NOT_A_BOOK),
        (repacked(BOOK, {SHEET: b"\x00" * 100}), NOT_A_BOOK),
        (repacked(BOOK, {"xl/sharedStrings.xml": b"<sst/>"}), NOT_A_BOOK),
        (repacked(BOOK, {"xl/vbaProject.bin": b"x"}), "マクロ"),
        (repacked(BOOK, {"xl/macrosheets/sheet1.xml": b"x"}), "マクロ"),
        (repacked(BOOK, {"[Content_Types].xml": TYPES.replace(b"sheet.main", b"sheet.macroEnabled.main")}), "マクロ"),
        (repacked(BOOK, {"xl/externalLinks/externalLink1.xml": b"x"}), "ほかのブックへのリンク"),
        (repacked(BOOK, {"xl/connections.xml": b"x"}), "外部データ"),
        (repacked(BOOK, {"xl/embeddings/oleObject1.bin": b"x"}), "埋め込まれて"),
        (repacked(BOOK, {"xl/workbook.bin": b"x"}), "バイナリ形式"),
    ],
)  # fmt: skip
def test_what_is_no_plain_workbook_is_refused_with_its_sentence(file: bytes, words: str) -> None:
    assert words in no(file).text


async def test_a_zip_bomb_is_not_unpacked() -> None:
    assert await no_within_bounds(repacked(BOOK, {"xl/media/image1.png": bytes(MOST_BYTES + 1)})) == BOMB
    many = {f"xl/media/image{at}.png": b"" for at in range(2_001)}
    assert await no_within_bounds(repacked(BOOK, many)) == BOMB


async def test_a_zip_that_lies_about_its_sizes_unpacks_no_more_than_it_said() -> None:
    large = bytearray(repacked(BOOK, {"xl/theme/theme1.xml": bytes(40 << 20)}))
    size = (40 << 20).to_bytes(4, "little")
    for place in range(len(large) - 4):
        if large[place : place + 4] == size:
            large[place : place + 4] = (10).to_bytes(4, "little")
    assert await no_within_bounds(bytes(large)) in (BROKEN, NOT_A_BOOK)


def test_a_locked_zip_and_an_unusual_one_are_refused() -> None:
    locked = bytearray(BOOK)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = locked.find(mark)
        while place >= 0:
            locked[place + offset] |= 1
            place = locked.find(mark, place + 4)
    assert no(bytes(locked)).text == LOCKED
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
    assert no(made.getvalue()).text == BROKEN


def sheet(size: str, *rows: str) -> bytes:
    return (HEAD.format(size=size) + "".join(rows) + "</sheetData></worksheet>").encode()


def text(at: str, said: str) -> str:
    return f'<c r="{at}" t="inlineStr"><is><t>{said}</t></is></c>'


NAMES = '<row r="2">' + "".join(
    text(f"{letter}2", name)
    for letter, name in zip("ABCD", ("event", "label", "reception_group", "appointment"), strict=True)
) + "</row>"  # fmt: skip
ROW = '<row r="3">' + text("A3", "TENNYU") + text("B3", "転入") + text("C3", "G05") + "</row>"


def test_dimensions_that_a_sheet_says_of_itself_count_for_nothing() -> None:
    found = read(repacked(BOOK, {SHEET: sheet("A1:XFD1048576", NAMES, ROW)}))
    assert [row["event"] for row in found.tables["events"]] == ["TENNYU"]
    assert len(read(repacked(BOOK, {SHEET: sheet("A1", NAMES, ROW)})).tables["events"]) == 1


def test_a_cell_far_away_is_told_and_costs_little() -> None:
    far = f'<row r="1048576">{text("XFD1048576", "x")}</row>'
    with pytest.raises(BadFile) as refused:
        read(repacked(BOOK, {SHEET: sheet("A1:D3", NAMES, ROW, far)}))
    assert refused.value.faults[-1].column == "XFD1048576"
    beyond = f'<row r="999999999999">{text("A1", "x")}</row>'
    assert len(read(repacked(BOOK, {SHEET: sheet("A1:D3", NAMES, ROW, beyond)})).tables["events"]) == 1


async def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9)
    ) + "]>"  # fmt: skip
    made = sheet("A1:D3", NAMES, ROW.replace("転入", "&j;")).replace(b"<worksheet", bomb.encode() + b"<worksheet", 1)
    assert await no_within_bounds(repacked(BOOK, {SHEET: made})) == NOT_A_BOOK
    outside = '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>'
    made = sheet("A1:D3", NAMES, ROW.replace("転入", "&j;")).replace(b"<worksheet", outside.encode() + b"<worksheet", 1)
    assert await no_within_bounds(repacked(BOOK, {SHEET: made})) == NOT_A_BOOK


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_a_file_with_broken_bytes_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    file = bytearray(BOOK)
    for _ in range(chance.randint(1, 20)):
        file[chance.randrange(len(file))] = chance.randrange(256)
    try:
        read(bytes(file))
    except BadFile as refused:
        assert refused.faults


# ---- in the process of its own


async def test_the_process_gives_what_was_read_and_the_faults() -> None:
    files = Files()
    made = await files.write_workbook(Cover(*COVER), SMALL)
    assert (await files.read_workbook(made)).tables["events"] == SMALL["events"]
    with pytest.raises(BadFile) as refused:
        await files.read_workbook(b"no")
    assert refused.value.faults == [FileFault(NOT_A_BOOK)]


async def test_a_file_that_wants_too_much_ends_its_own_process_alone() -> None:
    """Too much memory, then too much time; the next file is read as ever."""
    strings = b"<si><t>" + b"x" * 40 + b"</t></si>"
    many = part_of(BOOK, "xl/sharedStrings.xml").replace(b"</sst>", strings * 200_000 + b"</sst>")
    large = repacked(BOOK, {"xl/sharedStrings.xml": many})
    for bounds in (Limited(memory=64 << 20), Limited(processor_s=1)):
        with pytest.raises(BadFile) as refused:
            await Files(bounds).read_workbook(large)
        assert refused.value.faults == [FileFault(TOO_MUCH)]
    assert (await Files().read_workbook(BOOK)).tables["events"] == SMALL["events"]


async def test_a_bug_stays_loud_and_tells_nothing_of_the_file() -> None:
    with pytest.raises(RuntimeError, match="child raised"):
        await _all(Files(), "write_workbook", b"no msgpack")


async def _all(files: Files, job: str, question: bytes) -> None:
    async for _ in files._limited.ask(job, question):
        pass


def test_our_own_workbook_is_as_plain_as_it_must_be() -> None:
    with zipfile.ZipFile(io.BytesIO(write(Cover(*COVER), SMALL))) as archive:
        assert all(part.filename.endswith((".xml", ".rels")) for part in archive.infolist())
