"""外字 in the browser: a private letter of a name is drawn with the city's own face; a face that is missing is said."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from PIL import Image, ImageFilter
from playwright.async_api import Browser, expect

from tests.engines import Databases, Keyspaces
from tests.flows.conftest import ROOT, end, new_city
from tests.flows.people import Clerk, Hall
from tests.flows.test_forms import begins
from tests.paper.test_fonts import citys_own

LETTER = "\ue000"
OWN = "letter => document.fonts.load('16px madoguchi-names-0', letter).then(faces => faces.length)"
SIGN = 7
"""A stroke of a letter is thinner than so many pixels, the city's black square is not."""
BROKEN = """() => {
    const face = new FontFace("madoguchi-names-9", "url(/api/fonts/0000000000000000/none.ttf)");
    document.fonts.add(face);
    face.load().catch(() => null);
}"""


@pytest_asyncio.fixture(loop_scope="session")
async def lettered(
    databases: Databases, keyspaces: Keyspaces, browser: Browser, request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[Hall]:
    """A city hall with a 外字 file of its own: one letter, a black square."""
    folder = tmp_path / "city"
    shutil.copytree(ROOT / "deploy/city/aobano", folder)
    (folder / "fonts").mkdir(exist_ok=True)
    citys_own(folder / "fonts" / "gaiji.ttf", LETTER)
    with new_city(databases, keyspaces, folder) as made:
        hall = Hall(made.address, browser, made.record)
        yield hall
        await end(hall, request)


async def solid(clerk: Clerk, item: str) -> int:
    """How much of a field is black all around."""
    shot = Image.open(io.BytesIO(await clerk.item(item).screenshot())).convert("L")
    left = shot.filter(ImageFilter.MaxFilter(SIGN)).point(lambda light: 255 if light < 80 else 0)
    return sum(count for light, count in enumerate(left.histogram()) if light)


async def test_the_citys_own_letter_is_drawn_in_its_own_face_and_a_missing_face_is_said(lettered: Hall) -> None:
    clerk = await begins(lettered)
    await clerk.adds_person()
    name = clerk.item("m_name")
    await name.fill("山田")
    assert await solid(clerk, "m_name") == 0
    await name.fill(f"山{LETTER}")
    await expect(name).to_have_css("font-family", re.compile("madoguchi-names-0"))
    assert await clerk.page.evaluate(OWN, LETTER) == 1
    assert await solid(clerk, "m_name") > 0, "the square is there"
    await name.press("Enter")
    await clerk.sees_kept("m_name")

    told = clerk.at("notice").filter(has_text="名前の書体を読みこめません")
    await expect(told).to_have_count(0)
    await clerk.page.evaluate(BROKEN)
    await expect(told).to_have_count(1)
