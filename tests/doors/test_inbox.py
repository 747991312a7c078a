"""取込フォルダー of a running city: the keeper reads what another system has put there; the administrator sees it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from server.work.watched import FOLDER
from tests.engines import Databases, Keyspaces
from tests.house import Client, running_house
from tests.residents import moving_of
from tests.work.test_watched import put
from tests.work.town import eventually

pytestmark = pytest.mark.asyncio(loop_scope="session")
PATIENCE_S = 60


def used(said: Any) -> Any:
    """Who is about to move, as the page has it: the file in use."""
    return said["in_use"]["moving"]


async def page(admin: Client, such: Callable[[Any], object]) -> Any:
    """住民情報の取込 as soon as it is so."""
    seen: list[Any] = []

    async def so() -> bool:
        seen.append((await admin.ask("/api/imports"))[1])
        return bool(such(seen[-1]))

    await eventually(so, PATIENCE_S)
    return seen[-1]


async def test_a_file_of_another_system_comes_in_when_it_is_whole_and_not_before(
    databases: Databases, keyspaces: Keyspaces, tmp_path: Path
) -> None:
    with databases.fresh() as database_url:
        async with running_house(database_url, keyspaces.fresh(), imports=tmp_path) as house:
            admin = await house.admin()
            half = moving_of()[:-20]
            put(tmp_path, "moving", "half.csv", half, done=False)
            put(tmp_path, "moving", "whole.csv", moving_of())
            said = await page(admin, lambda said: used(said)["by"] == FOLDER and not said["folder"]["waiting"])
            assert used(said)["rows"] == 2
            assert said["folder"]["unfinished"] == [{"profile": "moving", "name": "half.csv"}], "nobody has read it"
            put(tmp_path, "moving", "half.csv", half)
            said = await page(admin, lambda said: said["folder"]["refused"])
            assert said["folder"]["refused"] == [{"profile": "moving", "name": "half.csv"}]
            assert used(said)["rows"] == 2, "what is wrong changes nothing"
    assert sorted(one.name for one in (tmp_path / "moving" / "refused").iterdir()) == [
        "half.csv",
        "half.csv.faults.csv",
    ]
