"""保存期間 at its doors: what is due and was erased, in figures; the certificate on paper; for administrators alone."""

from __future__ import annotations

import pypdfium2
import pytest

from handoff.retention import ITEMS
from server.ports.retention import Run
from tests.house import NAKAMURA, RunningHouse

pytestmark = pytest.mark.asyncio(loop_scope="session")
PERIOD = {"since": "2020-01-01", "until": "2020-03-31"}
IN_IT = 1_580_000_000_000


async def test_an_administrator_sees_figures_and_prints_the_certificate(city_hall: RunningHouse) -> None:
    c = city_hall.web.cellar.cupboards
    await c.retention.note(Run(IN_IT, {"cases": 1_234, "changes": 56_789}))
    await c.retention.note(Run(IN_IT + 86_400_000, {"cases": 1}))
    admin = await city_hall.admin()
    _, said = await admin.ask("/api/retention")
    assert said["settings"] == {
        "case_days": 1095,
        "session_days": 90,
        "residents_days": 0,
        "eligibility_days": 400,
        "moving_days": 60,
    }
    assert {"at": IN_IT, "counts": {"cases": 1_234, "changes": 56_789}} in said["runs"]
    names = {"responsible": "情報政策課長　青葉 一郎", "witness": "渡邉"}
    pdf = await admin.posts("/api/retention/certificate", {**PERIOD, **names})
    paper = pypdfium2.PdfDocument(pdf)
    assert len(paper) == 1
    text = paper[0].get_textpage().get_text_range()
    for word in (
        "データ消去証明書",
        c.catalogs.current().name,
        "1,235",
        "56,789",
        "2回",
        *names.values(),
        *(one[0] for one in ITEMS.values()),
    ):
        assert word.replace(" ", "") in text.replace(" ", "").replace("\r\n", ""), word


async def test_nobody_else_does(city_hall: RunningHouse) -> None:
    client, _ = await city_hall.clerk(NAKAMURA)
    assert await client.ask("/api/retention") == (403, {"reason": "not_allowed"})
    assert await client.ask("/api/retention/certificate", PERIOD) == (403, {"reason": "not_allowed"})
    assert (await city_hall.browser().ask("/api/retention"))[0] == 401
