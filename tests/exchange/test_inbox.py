"""The folder that other systems put files into: a file counts when whoever wrote it says that it is whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from handoff.filefault import BadFile, FileFault
from server.exchange.inbox import FolderInbox
from server.ports.inbox import Dropped

ONE = Dropped("standard", "a.csv")
MOST = 1_000


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The folder of a profile."""
    made = tmp_path / "standard"
    made.mkdir()
    return made


def put(place: Path, name: str, content: bytes, done: str | None = "") -> None:
    (place / name).write_bytes(content)
    if done is not None:
        (place / (name + ".done")).write_text(done)


def left(place: Path) -> list[str]:
    return sorted(one.name for one in place.iterdir())


async def names(place: Path) -> tuple[list[str], list[str], list[str]]:
    seen = await FolderInbox(place.parent).look()
    waiting, unfinished, refused = (
        [one.name for one in each] for each in (seen.waiting, seen.unfinished, seen.refused)
    )
    return waiting, unfinished, refused


async def test_a_file_waits_for_its_mark_and_for_all_the_bytes_that_the_mark_names(place: Path) -> None:
    inbox = FolderInbox(place.parent)
    put(place, "a.csv", b"half", done=None)
    assert await names(place) == ([], ["a.csv"], [])
    assert await inbox.read(ONE, MOST) is None
    put(place, "a.csv", b"half", done="8")
    assert await names(place) == ([], ["a.csv"], [])
    assert await inbox.read(ONE, MOST) is None, "half of what the mark says"
    (place / "a.csv").write_bytes(b"half+all")
    assert await names(place) == (["a.csv"], [], [])
    assert await inbox.read(ONE, MOST) == b"half+all"
    put(place, "b.csv", b"x", done="OK")
    assert (await names(place))[0] == ["a.csv", "b.csv"], "the oldest first; a mark may say anything else"


async def test_what_is_done_leaves_nothing_and_what_is_refused_lies_aside_with_its_rows(place: Path) -> None:
    inbox = FolderInbox(place.parent)
    put(place, "a.csv", b"1")
    await inbox.done(ONE)
    assert left(place) == []
    put(place, "a.csv", b"2")
    await inbox.refuse(ONE, [FileFault("空です。", row=7, column="氏名"), FileFault("だめです。")])
    assert await names(place) == ([], [], ["a.csv"])
    told = (place / "refused" / "a.csv.faults.csv").read_text(encoding="utf-8-sig")
    assert told == "行,列,内容\n7,氏名,空です。\n,,だめです。\n"


async def test_nothing_but_plain_files_in_folders_of_profiles_is_read(place: Path) -> None:
    secret = place.parent / "secret.csv"
    secret.write_bytes(b"not yours")
    (place / "link.csv").symlink_to(secret)
    (place / "link.csv.done").touch()
    os.mkfifo(place / "pipe.csv")
    (place / "pipe.csv.done").touch()
    put(place, "note.exe", b"x")
    put(place.parent, "loose.csv", b"x")
    (place.parent / "Ｘ").mkdir()
    put(place.parent / "Ｘ", "c.csv", b"x")
    (place.parent / "other").symlink_to(place)
    assert await names(place) == ([], [], [])
    inbox = FolderInbox(place.parent)
    for name in ("link.csv", "pipe.csv", "gone.csv"):
        assert await inbox.read(Dropped("standard", name), MOST) is None, name


async def test_too_large_a_file_is_refused_unread_and_no_folder_is_an_empty_one(place: Path) -> None:
    put(place, "a.csv", b"x" * (MOST + 1))
    with pytest.raises(BadFile):
        await FolderInbox(place.parent).read(ONE, MOST)
    assert (await FolderInbox(place / "nowhere").look()).waiting == []
