"""Files of the city's own data come in by a folder, one at a time, whole or not at all."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from server.exchange.inbox import FolderInbox
from server.ports.imports import NotYourTurn
from server.work import imports, residents, watched
from server.work.cupboards import Cupboards
from tests.residents import CITY, YAMADA, eligibility_of, file_of
from tests.work.test_residents import ADMIN, CLERK, looked
from tests.work.town import Town, eventually


@pytest.fixture
def at(town: Town, tmp_path: Path) -> Cupboards:
    """The city with a folder."""
    return replace(town.c, inbox=FolderInbox(tmp_path))


def put(folder: Path, profile: str, name: str, content: bytes, done: bool = True) -> None:
    (folder / profile).mkdir(exist_ok=True)
    (folder / profile / name).write_bytes(content)
    if done:
        (folder / profile / f"{name}.done").touch()


def files(folder: Path) -> dict[str, str]:
    """All files of the folder and what they say."""
    return {one.name: one.read_text(encoding="utf-8-sig") for one in folder.rglob("*.*")}


async def test_whole_files_come_into_use_and_leave_nothing_behind(at: Cupboards, tmp_path: Path) -> None:
    put(tmp_path, "standard", "r.csv", file_of(CITY), done=False)
    put(tmp_path, "eligibility", "e.csv", eligibility_of())
    assert await watched.walk(at) == 1, "a file that is still being written is not read"
    assert not (await residents.search(at, CLERK, "やまだ"))["loaded"]
    put(tmp_path, "standard", "r.csv", file_of(CITY))
    assert await watched.walk(at) == 1
    used = await imports.in_use(at, ADMIN)
    assert [one.by for one in used.values() if one] == [watched.FOLDER] * 2
    assert len((await residents.search(at, CLERK, "やまだ"))["hits"]) == 3
    assert files(tmp_path) == {}
    looks = [look.what for *_, look in await at.audit.waiting() if look.what.startswith("import")]
    assert looks == ["import", "import_use"] * 2


async def test_what_is_wrong_or_doubtful_lies_aside_and_what_is_in_use_stays(at: Cupboards, tmp_path: Path) -> None:
    put(tmp_path, "standard", "good.csv", file_of(CITY))
    await watched.walk(at)
    put(tmp_path, "standard", "bad.csv", file_of([*CITY, ("9", "9", "", *CITY[0][3:])]))
    put(tmp_path, "standard", "few.csv", file_of(YAMADA))
    put(tmp_path, "nobody", "x.csv", b"x")
    assert await watched.walk(at) == 0
    told = files(tmp_path)
    assert "7,氏名,空です。" in told["bad.csv.faults.csv"]
    assert "5 人に対して 3 人しかありません" in told["few.csv.faults.csv"]
    assert "取込定義がありません" in told["x.csv.faults.csv"]
    assert len((await residents.search(at, CLERK, "たかはし"))["hits"]) == 1
    assert await at.imports.old(2**60) == [], "what was looked at is gone"


async def test_files_are_read_one_at_a_time_and_who_waits_is_told(town: Town, at: Cupboards, tmp_path: Path) -> None:
    put(tmp_path, "standard", "r.csv", file_of(CITY))
    begun, over = asyncio.Event(), asyncio.Event()

    async def holds() -> None:
        async with at.imports.turn("管", 0, 1.0):
            begun.set()
            await over.wait()

    other = asyncio.create_task(holds())
    await begun.wait()
    assert await at.imports.running() == "管"
    with pytest.raises(NotYourTurn):
        async with at.imports.turn("だれか", 0, 0.0):
            raise AssertionError("two at once")
    waits = asyncio.create_task(looked(town, file_of(YAMADA)))
    over.set()
    await other
    await eventually(lambda: watched.walk(at), 60)
    assert (await waits).upload
    assert await at.imports.running() == ""
