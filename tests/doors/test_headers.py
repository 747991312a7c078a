"""What every answer carries, whoever asks and whatever came of it."""

from __future__ import annotations

import pytest

from tests.house import RunningHouse

pytestmark = pytest.mark.asyncio(loop_scope="session")
PATHS = ("/", "/display/", "/health/live", "/api/clock", "/api/me", "/api/nowhere", "/api/catalog")


@pytest.mark.parametrize("path", PATHS)
async def test_every_answer_is_strict(city_hall: RunningHouse, path: str) -> None:
    """No script, style or frame of anybody else; nothing guessed; nothing of an answer stays behind."""
    browser = city_hall.browser()
    async with browser.http.get(path) as answer:
        policy = answer.headers["content-security-policy"]
        assert "unsafe" not in policy
        for part in ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'self'"):
            assert part in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        if path.startswith("/api"):
            assert answer.headers["cache-control"] == "no-store"


async def test_over_https_nothing_goes_without(city_hall: RunningHouse) -> None:
    """Where the city's cookies are for HTTPS only."""
    browser = city_hall.browser()
    async with browser.http.get("/health/live") as answer:
        assert "strict-transport-security" not in answer.headers, "the demo speaks plain HTTP"
