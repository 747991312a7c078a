"""The guidance's twin in Chromium: what one derivation takes there, from the same entries as in Python."""

from __future__ import annotations

import asyncio
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from playwright.async_api import async_playwright

from handoff.case import Value
from handoff.catalog import guidance
from handoff.guidance import Book
from tests.flows.conftest import CHROMIUM, QUIET, ROOT

CLIENTS = ROOT / "clients"
TWIN = CLIENTS / "shared/src/rules/guidance.ts"
DERIVE = """([sent, values, today, event, rounds, warm]) => {
  const book = twin.book(sent), turning = Object.keys(values).filter(key => key.startsWith("q."));
  const took = [];
  for (let at = 0; at < warm + rounds; at += 1) {
    const key = turning[at % turning.length], now = {...values, [key]: !values[key]};
    const begun = performance.now();
    twin.guide(book, twin.known(now, book, today, event, "main"));
    took.push(performance.now() - begun);
  }
  return took.slice(warm);
}"""


def times(pages: Book, values: dict[str, Value], today: str, event: str, rounds: int, warm: int) -> list[float]:
    """What each derivation took, in ms; each turns another answer, as in life."""
    sent = guidance(pages.catalog, pages.house)
    return asyncio.run(_times([sent, values, today, event, rounds, warm]))


async def _times(told: list[Any]) -> list[float]:
    async with async_playwright() as play:
        chromium = await play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = await chromium.new_page()
        await page.add_script_tag(content=_twin())
        took: list[float] = await page.evaluate(DERIVE, told)
        await chromium.close()
        return took


def _twin() -> str:
    """The twin as the staff client has it, in one script that is called `twin`."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "twin.js"
        bundler = CLIENTS / "node_modules/.bin/rolldown"
        command = [str(bundler), str(TWIN), "--format", "iife", "--name", "twin", "--minify", "--file", str(made)]
        subprocess.run(command, check=True, capture_output=True, cwd=CLIENTS)
        return made.read_text("utf-8")
