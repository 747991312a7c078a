"""The machine's fonts, opened once, and papers to print."""

from __future__ import annotations

import pytest

from handoff.slip import About, Blocked, Missing, NumberPaper, Slip, Stop, Task, Thing
from server.paper.shelf import Fonts, load

CODE = "4071882639501174"


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    return load()


@pytest.fixture
def slip() -> Slip:
    """An ordinary visitor's slip after the first window, without a name."""
    return Slip(
        number="A042",
        code=CODE,
        city="あおばの市",
        office="本庁",
        issued="2027-04-01",
        time="10:35",
        days=30,
        contact="市民課 電話 0999-00-0000",
        stops=(
            Stop("住民異動", "1F", "5〜10番", (Task("転入届"), Task("印鑑登録")), "done"),
            Stop("国民健康保険", "1F", "20番", (Task("国民健康保険 資格取得届（4人）"),), "next", About(10, 20)),
            Stop("学務", "3F", "30番", (Task("小学校 転入学通知（2人）"),), "later"),
        ),
        bring=(Thing("通帳（手当を受け取る方のもの）", "25番"),),
        missing=(Missing("資格喪失証明書", "20番"),),
        blocked=(Blocked((Task("児童手当 認定請求"),), "前の市町村の所得がわからないため"),),
        memos=("水道の使用開始は、お電話でもできます。",),
    )


@pytest.fixture
def number_paper() -> NumberPaper:
    return NumberPaper(
        number="B007",
        code=CODE,
        city="あおばの市",
        office="本庁",
        line="証明",
        issued="2026-11-20",
        time="10:05",
        ahead=4,
        wait=About(10, 20),
        handing=About(20, 35),
    )
