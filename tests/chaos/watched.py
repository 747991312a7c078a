"""`python -m tests.chaos.watched`: what a clerk's screen says while the hall is hurt, in a real browser: the lamp and
its sentence, the marks of what is typed meanwhile, and when all of it is well again. One JSON line a fault."""

from __future__ import annotations

import argparse
import asyncio
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
from playwright.async_api import Error as BrowserError
from playwright.async_api import Page, async_playwright

from tests.bench.city import HOST, PASSWORD, SERVICE, City
from tests.chaos.faults import FAULTS, SHAPES
from tests.chaos.hall import PLAIN, open_hall, until
from tests.chaos.load import Load
from tests.chaos.run import PAIRS
from tests.flows.conftest import CHROMIUM, QUIET
from tests.flows.people import Clerk

RATE = 20.0
WARM_S, LOOK_S, PATIENCE_S = 2.0, 0.1, 90.0
TYPES_EACH_S = 0.5
GOES_ON_S = 3.0
"""The clerk types for so long at least: some faults last no time at all, and are felt afterwards."""
FIELD = "new_katagaki"
LOOK = """field => {
    const mark = document.querySelector(`[data-testid='mark-${field}']`);
    const lamp = document.querySelector("[data-testid='lamp']");
    const said = [...document.querySelectorAll("[data-testid='notice']")].map(one => one.textContent);
    return [lamp?.dataset.state ?? "", lamp?.textContent ?? "", mark?.dataset.state ?? "", mark?.textContent ?? "",
        said.join(" ")];
}"""


class Glance(msgspec.Struct, frozen=True):
    """The screen at a moment (s of `time.monotonic`): the lamp's state and sentence, the field's mark in word and text,
    and the notices."""

    at: float
    lamp: str
    sentence: str
    mark: str
    word: str
    notices: str


class Watched(msgspec.Struct):
    """The line of a fault. `lamp_s`: from its begin until the lamp was another one (-1: it stayed); `back_s`: from its
    end until the lamp was on and everything kept; `typed` entries came from that screen meanwhile."""

    chaos: str
    lasted_s: float
    lamp_s: float
    back_s: float
    typed: int
    sentences: list[str]
    marks: list[str]
    notices: list[str]
    violations: list[str]


class Screen:
    """A clerk in Chromium at a window of the hall, in a thread of its own; types into one field of a case, looks up all
    the time."""

    def __init__(self, city: City, number: int) -> None:
        self.city = city
        self.number = number
        self.glances: list[Glance] = []
        self.typed = 0
        self.types = True
        self._ready, self._end = threading.Event(), threading.Event()
        self._failed: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    @contextmanager
    def working(self) -> Iterator[Screen]:
        """The case is open, and something stands in the field."""
        self._thread.start()
        try:
            assert self._ready.wait(PATIENCE_S), "the screen does not come"
            if self._failed is not None:
                raise self._failed
            yield self
        finally:
            self._end.set()
            self._thread.join(PATIENCE_S)

    def well(self) -> bool:
        """The lamp is on and what was typed last is kept."""
        if self._failed is not None:
            raise self._failed
        return self.glances[-1].lamp == "on" and self.glances[-1].mark == "kept"

    def since(self, moment: float) -> list[Glance]:
        """What was seen from then on."""
        return [one for one in self.glances if one.at >= moment]

    def _run(self) -> None:
        try:
            asyncio.run(self._live())
        except Exception as failed:  # noqa: BLE001 (the main thread raises it)
            self._failed = failed
        finally:
            self._ready.set()

    async def _live(self) -> None:
        async with async_playwright() as play:
            chromium = await play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            page = await chromium.new_page(locale="ja-JP", viewport={"width": 1366, "height": 768})
            await self._opens(page)
            typing = asyncio.create_task(self._type(page))
            while not self._end.is_set():
                self.glances.append(Glance(time.monotonic(), *await page.evaluate(LOOK, FIELD)))
                if self.glances[-1].mark == "kept":
                    self._ready.set()
                await asyncio.sleep(LOOK_S)
            typing.cancel()
            await chromium.close()

    async def _opens(self, page: Page) -> None:
        """Log-in, window, a number, and its case."""
        clerk = Clerk(page, "")
        await page.goto(f"http://{HOST}:{self.city.port(self.number)}/")
        await clerk.at("login").fill(self.city.login(self.number))
        await clerk.at("password").fill(PASSWORD)
        await clerk.at("sign-in").click()
        await clerk.sits_at(self.city.window(self.number))
        await clerk.gives_number(SERVICE)
        await clerk.calls_next()
        await clerk.begins()
        await clerk.adds_person()

    async def _type(self, page: Page) -> None:
        """Another word each half second, and Enter, whatever the lamp says: a clerk has no time to look at it."""
        field = Clerk(page, "").item(FIELD)
        while True:
            if self.types:
                try:
                    await field.fill(f"あおばハイツ{self.typed + 1}号", timeout=2_000)
                    await field.press("Enter", timeout=2_000)
                    self.typed += 1
                except BrowserError:
                    pass  # the page is being drawn anew
            await asyncio.sleep(TYPES_EACH_S)


def watch(fault: str) -> Watched:
    """Hurt a hall of its own in this way while somebody looks at a screen."""
    violations: list[str] = []
    with open_hall("", SHAPES.get(fault, PLAIN)) as hall:
        load, screen = Load(hall.city, PAIRS, 1), Screen(hall.city, 2 * PAIRS + 2)
        with screen.working(), load.working():
            load.rate = RATE
            time.sleep(WARM_S)
            begun, typed = time.monotonic(), screen.typed
            try:
                FAULTS[fault](hall, load)
            except AssertionError as wrong:
                violations.append(f"{fault}: {wrong}")
            ended, typed = time.monotonic(), screen.typed - typed
            time.sleep(max(0.0, begun + GOES_ON_S - ended))
            screen.types = False
            time.sleep(2 * TYPES_EACH_S)
            load.rest()
            try:
                until(screen.well, PATIENCE_S, "the screen is well again")
            except AssertionError as never:
                violations.append(str(never))
    seen = screen.since(begun)
    dark = next((one.at - begun for one in seen if one.lamp != "on"), -1.0)
    last = next((one.at for one in reversed(seen) if one.lamp != "on" or one.mark != "kept"), ended)
    return Watched(
        chaos=fault,
        lasted_s=round(ended - begun, 1),
        lamp_s=round(dark, 2),
        back_s=round(max(0.0, last - ended), 2),
        typed=typed,
        sentences=_each(one.sentence for one in seen if one.lamp != "on"),
        marks=_each(one.word or one.mark for one in seen),
        notices=_each(one.notices for one in seen if one.notices),
        violations=violations,
    )


def _each(said: Iterator[str]) -> list[str]:
    """Each once, in the order in which they came; seconds and minutes that are counted up count as one."""
    return list(dict.fromkeys("".join("…" if one.isdecimal() else one for one in text) for text in said))


def main() -> int:
    """Status 1 when a screen did not get well."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.watched")
    parser.add_argument("--only", action="append", choices=[*FAULTS], help="a fault; may be given several times")
    found = []
    for fault in parser.parse_args().only or FAULTS:
        found.append(watch(fault))
        print(msgspec.json.encode(found[-1]).decode(), flush=True)
    return int(any(one.violations for one in found))


if __name__ == "__main__":
    sys.exit(main())
