"""A page for everybody: axe-core looks at what stands on it now."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.async_api import Page

AXE = Path(__file__).resolve().parents[2] / "clients/node_modules/axe-core/axe.min.js"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


async def barriers(page: Page, *, aaa: bool = False) -> list[str]:
    """What hinders somebody on this page: one line each, with the rule and the first places; none when it is clean.

    With `aaa` text must stand out 7:1, as it must for visitors.
    """
    await page.evaluate(AXE.read_text("utf-8") + ";0")
    more: dict[str, Any] = {"rules": {"color-contrast-enhanced": {"enabled": True}}} if aaa else {}
    found = await page.evaluate("rules => axe.run(document, rules)", {**RULES, **more})
    return [_line(one) for one in found["violations"]]


def _line(violation: dict[str, Any]) -> str:
    places = [" ".join(map(str, node["target"])) for node in violation["nodes"]]
    return f"{violation['id']}: {violation['help']}: {'; '.join(places[:3])}"
