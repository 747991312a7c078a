"""How long a guidance slip takes, warm, in process, against a floor: the same library, the same pages, a few words of
Helvetica and no rules. Goal: p50 at most 10 ms and 60 KB for an ordinary slip."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from statistics import quantiles
from time import perf_counter, thread_time

from msgspec.structs import replace
from reportlab.pdfgen.canvas import Canvas

from handoff.slip import About, Form, Missing, NumberPaper, Saved, Slip, Stop, Task, Thing
from handoff.words import Language
from server.exchange.city import read_city
from server.paper.numbers import render_number
from server.paper.sheet import Printed
from server.paper.shelf import load
from server.paper.slips import render

ROUNDS = 200
WARM = 10

ORDINARY = Slip(
    number="A042",
    code="4071882639501174",
    city="あおばの市",
    office="本庁",
    issued="2027-04-01",
    time="10:35",
    days=30,
    contact="市民課 電話 0999-00-0000（8:30〜17:15）",
    stops=(
        Stop("住民異動", "1F", "5〜10番", (Task("転入届"), Task("印鑑登録")), "done"),
        Stop(
            "国民健康保険",
            "1F",
            "20番",
            (Task("国民健康保険 資格取得届（4人）", "P030", "2027-04-12"),),
            "next",
            About(10, 20),
            "G20",
        ),
        Stop(
            "国民年金", "1F", "21番", (Task("国民年金 第1号になる届（2人）", "P045", "2027-04-12"),), wait=About(5, 15)
        ),
        Stop(
            "マイナンバーカード", "1F", "13〜17番", (Task("カードの継続利用（3人）"), Task("署名用電子証明書（2人）"))
        ),
        Stop("子育て給付", "1F", "25番", (Task("児童手当 認定請求・子ども医療費（2人）"),), wait=About(15, 25)),
        Stop("学務", "3F", "30番", (Task("小学校 転入学通知（2人）"),), wait=About(0, 5)),
        Stop("証明", "1F", "1〜4番", (Task("住民票の写し 1通"),), wait=About(5, 10)),
    ),
    missing=(Missing("資格喪失証明書", "20番", (Task("国民健康保険 資格取得届（4人）"),)),),
    bring=(
        Thing("健康保険の資格がわかるもの", "25番"),
        Thing("通帳（手当を受け取る方のもの）", "25番"),
        Thing("在学証明書・教科書給与証明書", "30番"),
    ),
    memos=("20番は、右手の広い通路をお通りください。", "水道の使用開始は、お電話でもできます。"),
    saved=Saved(51, 27, 16),
)
RARE = replace(ORDINARY, name="𠮷田 辻󠄀子 髙﨑 渡邉󠄀 葛󠄀西", reprint=True)
LONG = replace(
    ORDINARY,
    stops=ORDINARY.stops + ORDINARY.stops[2:] * 2,
    bring=ORDINARY.bring * 8,
    forms=tuple(Form(f"申請書の{n}", windows="20番") for n in range(20)),
    memos=ORDINARY.memos * 12,
)
NUMBER = NumberPaper(
    number="A042",
    code=ORDINARY.code,
    city=ORDINARY.city,
    office=ORDINARY.office,
    line="住民異動",
    issued=ORDINARY.issued,
    time=ORDINARY.time,
    ahead=4,
)


def run() -> Iterator[dict[str, object]]:
    """One line for each kind of paper; times in ms, `cpu_` those of the processor alone."""
    fonts = load()
    cases: tuple[tuple[str, Callable[[str], Printed]], ...] = (
        ("ordinary", lambda code: render(replace(ORDINARY, code=code), fonts)),
        ("rare names", lambda code: render(replace(RARE, code=code), fonts)),
        ("long", lambda code: render(replace(LONG, code=code), fonts)),
        ("english", lambda code: render(replace(_spoken("en"), code=code), fonts)),
        ("chinese", lambda code: render(replace(_spoken("zh"), code=code), fonts)),
        ("number", lambda code: render_number(replace(NUMBER, code=code), fonts)),
    )
    for case, draw in cases:
        printed = draw(ORDINARY.code)
        taken, busy = _times(draw)
        floor, _ = _times(partial(_bare, printed.pages))
        yield {
            "bench": "slip",
            "case": case,
            "n": ROUNDS,
            "pages": printed.pages,
            "p50": round(taken[49], 2),
            "p95": round(taken[94], 2),
            "cpu_p50": round(busy[49], 2),
            "cpu_p95": round(busy[94], 2),
            "kb": round(len(printed.pdf) / 1000, 1),
            "floor_p50": round(floor[49], 2),
            "ratio": round(taken[49] / floor[49], 1),
        }


@cache
def _spoken(language: Language) -> Slip:
    """The ordinary slip with a second language, from the demo city's words."""
    words = read_city(Path(__file__).parents[2] / "deploy/city/aobano").catalog.words
    return replace(ORDINARY, language=language, words=words.of(language), sentences=words.ja)


def _times(work: Callable[[str], object]) -> tuple[list[float], list[float]]:
    """The 99 percentiles in ms, of the clock and of the processor; each round with a ticket of its own, as in life."""
    taken, busy = [], []
    for at in range(WARM + ROUNDS):
        code = f"{at:016}"
        start, worked = perf_counter(), thread_time()
        work(code)
        taken.append((perf_counter() - start) * 1000)
        busy.append((thread_time() - worked) * 1000)
    return _percentiles(taken), _percentiles(busy)


def _percentiles(taken: list[float]) -> list[float]:
    return quantiles(taken[WARM:], n=100, method="inclusive")


def _bare(pages: int, code: str) -> bytes:
    made = BytesIO()
    canvas = Canvas(made, pageCompression=1, invariant=1)
    for _ in range(pages):
        canvas.setFont("Helvetica", 58)
        canvas.drawString(60, 700, code)
        canvas.showPage()
    canvas.save()
    return made.getvalue()
