"""The staff page at the end of a long day: 500 cases called, served and finished on it, one after another.

The last 25 of them on a processor slowed four times (Chromium's own throttle): the longest task of the page's main
thread in that time, and the page's heap after a collection. Goals: heap at most 150 MB, no task over 200 ms.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from time import perf_counter

from playwright.async_api import CDPSession, async_playwright

from handoff import messages as m
from tests.bench import crew
from tests.bench.city import HOST, SERVICE, City, open_city
from tests.bench.figures import percentile, share
from tests.bench.terminal import Terminal
from tests.flows.conftest import CHROMIUM, QUIET
from tests.flows.people import Clerk

CASES, SECONDS = 500, 600.0
SLOW_CASES = 25
SLOWER = 4
LINE = 40
WINDOW = "X50"
WATCH = """() => {
  window.longest = 0;
  new PerformanceObserver(list => {
    for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
  }).observe({type: "longtask"});
}"""


def run() -> Iterator[dict[str, object]]:
    """One line. `case_p95` is how long a case took on the slowed page, from the call to its end."""
    cases = share(CASES, SECONDS)
    with open_city() as city:
        heap, longest, took = asyncio.run(measure(city, cases))
    yield {
        "bench": "client",
        "case": f"{cases} cases",
        "n": cases,
        "heap_mb": heap,
        "long_task_ms": longest,
        "case_p95": percentile(took, 95),
    }


async def measure(city: City, cases: int) -> tuple[float, float, list[float]]:
    """Heap in MB, the longest task in ms, and what each slow case took in ms."""
    (giver,) = await crew.gather(city, 1)
    for _ in range(LINE):
        await giver.move(m.GiveNumber(service=SERVICE))
    async with async_playwright() as play:
        chromium = await play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = await chromium.new_page(locale="ja-JP", viewport={"width": 1366, "height": 768})
        await page.goto(f"http://{HOST}:{city.ports[1]}/")
        clerk = Clerk(page, "石井")
        await clerk.sign_in()
        await clerk.sits_at(WINDOW)
        slow = min(SLOW_CASES, cases)
        await work(clerk, giver, cases - slow)
        devtools = await page.context.new_cdp_session(page)
        await devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        await page.evaluate(WATCH)
        took = await work(clerk, giver, slow)
        longest = round(float(await page.evaluate("window.longest")), 1)
        heap = await heap_mb(devtools)
        assert clerk.errors == []
        await chromium.close()
    giver.leave()
    return heap, longest, took


async def work(clerk: Clerk, giver: Terminal, cases: int) -> list[float]:
    """Call, serve, type, finish; and another visitor comes."""
    took = []
    for turn in range(cases):
        begun = perf_counter()
        await clerk.at("call-next").first.click()
        await clerk.at("serve").first.click()
        await clerk.types("new_katagaki", f"あおば荘{turn}号室")
        await clerk.finishes()
        took.append((perf_counter() - begun) * 1000)
        await giver.move(m.GiveNumber(service=SERVICE))
    return took


async def heap_mb(devtools: CDPSession) -> float:
    """The page's JavaScript heap after a collection."""
    await devtools.send("HeapProfiler.collectGarbage")
    await devtools.send("Performance.enable")
    metrics = (await devtools.send("Performance.getMetrics"))["metrics"]
    return round(next(float(one["value"]) for one in metrics if one["name"] == "JSHeapUsedSize") / 1e6, 1)
