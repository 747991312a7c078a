"""The press: what the work asks for, made in threads."""

from __future__ import annotations

import asyncio

from msgspec.structs import replace

from handoff.slip import NumberPaper, Slip
from server.paper.numbers import render_number
from server.paper.press import Press
from server.paper.shelf import Fonts
from server.paper.slips import render


async def test_papers_made_at_once_do_not_mix(slip: Slip, number_paper: NumberPaper, fonts: Fonts) -> None:
    press = Press(fonts)
    slips = [replace(slip, number=f"A{at:03}", memos=(chr(0x3042 + at) * 300, "\ue000" * (at % 2))) for at in range(24)]
    made = await asyncio.gather(*(press.slip(each) for each in slips), press.number(number_paper))
    for each, ink in zip(slips, made[:-1], strict=True):
        alone = render(each, fonts)
        assert (ink.pdf, ink.missing) == (alone.pdf, alone.missing)
    assert made[-1].pdf == render_number(number_paper, fonts).pdf
    assert {ink.missing for ink in made[:-1]} == {(), ("U+E000 \ue000",)}
