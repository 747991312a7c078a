"""The same as a page in a file, for a PC whose agent runs without a terminal: a browser that has it open reads it again
every few seconds. No port is opened for it, and nothing of a read is in it but when it was and how it went.
"""

from __future__ import annotations

import asyncio
import contextlib
import html
import time
from importlib import resources
from pathlib import Path
from typing import Final

from devices import labels
from devices.standing import Standing

NAME: Final = "status.html"
AGAIN_S: Final = 10.0
"""Written at least so often: a page that is older says by itself that the agent does not run."""


async def keep(path: Path, standing: Standing) -> None:
    """Write it at every change, until somebody ends it; then it says that the agent ended."""
    changed = asyncio.Event()
    standing.heard.append(changed.set)
    try:
        while True:
            changed.clear()
            write(path, standing)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(changed.wait(), AGAIN_S)
    finally:
        standing.heard.remove(changed.set)
        write(path, standing, ended=True)


def write(path: Path, standing: Standing, ended: bool = False) -> None:
    """The page, whole or as it was. Cards are read on where it cannot be written."""
    new = path.with_suffix(".new")
    with contextlib.suppress(OSError):
        new.write_text(page(standing, int(time.time()), ended), encoding="utf-8")
        new.replace(path)


def page(standing: Standing, at: int, ended: bool = False) -> str:
    """The page as it stood `at` (s)."""
    rows = [(labels.AGENT, labels.ENDED)] if ended else standing.parts()
    said = "".join(f"<dt>{html.escape(what)}</dt><dd>{html.escape(how)}</dd>" for what, how in rows)
    form = resources.files("devices").joinpath("status.html").read_text(encoding="utf-8")
    return form.replace("{rows}", said).replace("{at}", str(at))
