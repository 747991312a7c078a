"""研修の市: a city of its own beside the real one, as `make run` brings it. It begins with the first who knocks."""

from __future__ import annotations

import contextlib
import re
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import redis
from playwright.sync_api import Page, expect, sync_playwright

from server.embedded import reach
from server.settings import Settings
from tests.flows.conftest import CHROMIUM, QUIET
from tests.setup.running import PATIENCE_S, Running, processes, until

REAL, TRAINING = "aobano-demo-2027", "aobano-kenshu-2027"
ADMIN, CLERK = "9000001", "1000005"
AWAY_MS = 4 * PATIENCE_S * 1000
"""So long a city may take until it is there the first time, or again, on a machine that is busy."""
FRAME = "getComputedStyle(document.body, '::before').borderTopColor"
LAYER = "((...of) => Number(getComputedStyle(...of).zIndex))"


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    """A city with its training city kept ready; both end together."""
    path = Path(tempfile.mkdtemp(prefix="mdt-", dir="/tmp"))
    with contextlib.closing(Running(path, MADOGUCHI_TRAINING_BESIDE="1")) as running:
        yield running
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(2 * PATIENCE_S) == 0
        assert until(lambda: not any(map(processes, (path, path / "training"))))
    shutil.rmtree(path)


class Browser:
    """Cookies and requests; cookies know no ports, so both cities of a host get the same ones."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self.http = httpx.Client(base_url=self.address, headers={"origin": self.address}, timeout=4 * PATIENCE_S)

    def logs_in(self, login: str, password: str) -> int:
        return self.posts("/api/session", {"login": login, "password": password}).status_code

    def posts(self, path: str, body: Any) -> httpx.Response:
        return self.http.post(path, json=body)

    def is_known(self) -> bool:
        return self.http.get("/api/me").status_code == 200

    def is_a_stranger(self) -> bool:
        """The city answers, and knows nobody; while it ends and begins, lines are cut."""
        try:
            return self.http.get("/api/me").status_code == 401
        except httpx.TransportError:
            return False

    def close(self) -> None:
        self.http.close()

    def brings(self, cookies: httpx.Cookies, *, called: str = "") -> bool:
        """Whether these cookies open anything here, `called` as they are here or as they came."""
        for name, value in cookies.items():
            self.http.cookies.set(called or name, value)
        return self.is_known()


@pytest.fixture
def cities(server: Running) -> Iterator[tuple[Browser, Browser]]:
    """A browser at each: the real one, and the training city that the log-in page of the real one leads to."""
    with contextlib.closing(Browser(f"http://localhost:{server.port}")) as real:
        standing = real.http.get("/api/training").json()
        assert standing["here"] is False
        with contextlib.closing(Browser(standing["other"])) as training:
            assert training.http.get("/api/training").json() == {"here": True, "other": f"{real.address}/"}
            yield real, training


def secrets_of(folder: Path) -> set[bytes]:
    """What lies in the folder of a city's keys."""
    return {path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def database_of(state: Path) -> str:
    """The address of a city's PostgreSQL."""
    return reach.running(Settings(state=state)).database_url


def keys_in(state: Path) -> set[str]:
    """What the keys of a city's Redis begin with."""
    with redis.Redis.from_url(reach.running(Settings(state=state)).redis_url) as line:
        return {key.decode().partition(":")[0] for key in line.scan_iter()}


def test_nothing_of_the_one_city_is_anything_to_the_other(server: Running, cities: tuple[Browser, Browser]) -> None:
    real, training = cities
    page = training.http.get("/").text
    assert '<html lang="ja" class="training"' in page and "<title>【研修】" in page
    assert 'class="training"' not in real.http.get("/").text

    assert training.logs_in(CLERK, REAL) == 401
    assert real.logs_in(CLERK, TRAINING) == 401
    assert training.logs_in(CLERK, TRAINING) == 200
    assert real.logs_in(CLERK, REAL) == 200
    assert not set(real.http.cookies) & set(training.http.cookies)

    for here, other in ((real, training), (training, real)):
        own, cookies = next(name for name in here.http.cookies if "known" not in name), other.http.cookies
        with contextlib.closing(Browser(here.address)) as stranger:
            assert not stranger.brings(cookies)
            assert not stranger.brings(cookies, called=own)

    state = server.state
    assert keys_in(state) == {"{999989}"} and keys_in(state / "training") == {"{999988}"}
    assert database_of(state) != database_of(state / "training")
    assert training.posts("/api/training/visitors", {}).json()["numbers"]
    assert real.posts("/api/training/visitors", {}).status_code == 403


@pytest.fixture
def page() -> Iterator[Page]:
    """A browser with nothing in it."""
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium.new_page(locale="ja-JP", timezone_id="Asia/Tokyo", viewport={"width": 1366, "height": 768})
        chromium.close()


def signs_in(page: Page, login: str) -> None:
    """With the training city's password."""
    page.get_by_test_id("login").fill(login)
    page.get_by_test_id("password").fill(TRAINING)
    page.get_by_test_id("password").press("Enter")
    expect(page.get_by_test_id("login")).to_have_count(0)


def opens_training(page: Page) -> None:
    """研修, in the menu."""
    page.get_by_test_id("menu").click()
    page.get_by_test_id("to-training").press("Enter")


def test_an_administrator_empties_it_and_nobody_else_and_never_the_real_one(
    server: Running, cities: tuple[Browser, Browser], page: Page
) -> None:
    real, training = cities
    page.goto(training.address)
    signs_in(page, ADMIN)
    assert training.logs_in(CLERK, TRAINING) == 200
    first = training.posts("/api/training/visitors", {}).json()["numbers"]
    assert training.posts("/api/training/empty", {}).status_code == 403
    assert real.logs_in(ADMIN, REAL) == 200
    assert real.posts("/api/training/empty", {}).status_code == 403
    before = secrets_of(server.state / "training/keys")

    opens_training(page)
    page.get_by_test_id("training-empty").press("Enter")
    page.get_by_test_id("training-empty-go").press("Enter")

    assert until(training.is_a_stranger, 4 * PATIENCE_S)
    assert not secrets_of(server.state / "training/keys") & before
    expect(page.get_by_test_id("login")).to_be_visible(timeout=AWAY_MS)
    assert real.is_known()
    assert training.logs_in(CLERK, TRAINING) == 200
    assert training.posts("/api/training/visitors", {}).json()["numbers"][0] == "A001" <= first[0]


def test_one_key_leads_there_and_among_the_visitors_is_one_who_has_entered_at_home(server: Running, page: Page) -> None:
    page.goto(f"http://localhost:{server.port}/")
    plain = page.evaluate(FRAME)
    page.get_by_test_id("other-city").press("Enter")
    expect(page.locator("html")).to_have_class(re.compile("training"), timeout=AWAY_MS)
    assert page.evaluate(FRAME) != plain, "another colour, before anybody has logged in"
    signs_in(page, CLERK)
    page.get_by_test_id("window-W05").click()
    page.get_by_test_id("start").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("空いています")
    opens_training(page)
    page.get_by_test_id("training-visitors").press("Enter")
    expect(page.get_by_test_id("training-said")).to_contain_text("それぞれの列に並びました", timeout=30_000)
    page.keyboard.press("Escape")
    page.keyboard.press("F2")
    page.get_by_test_id("find-input").fill("あおぞら")
    page.keyboard.press("Enter")
    expect(page.locator("[data-testid^='hit-']").first).to_contain_text("青空")
    page.request.delete(f"{page.url}api/session", headers={"origin": page.url.rstrip("/")}, data={})
    expect(page.get_by_test_id("cover")).to_be_visible()
    assert page.evaluate(f"{LAYER}(document.body, '::before') > {LAYER}(document.querySelector('.cover'))"), (
        "研修, there too"
    )
