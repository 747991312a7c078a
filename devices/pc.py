"""All of a window PC: card readers and scanners, the keys, the line to the server, and where it shows how it stands."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TextIO

from devices import key, statuspage
from devices.agent import Agent
from devices.desk import Desk
from devices.drop import form
from devices.drop.folder import Folder
from devices.drop.reader import Dropped
from devices.keypad import Keypad
from devices.pcsc.readers import PcscReaders
from devices.scanning import Scanning
from devices.settings import Settings
from devices.standing import Standing
from devices.statusline import StatusLine
from devices.wanted import first_of


async def run(found: Settings, out: TextIO) -> None:
    """Read cards and codes until somebody ends it. What opens a card is typed on the window's tablet, or on this PC's
    keys."""
    secret = key.load(found.key_file)
    folder = opened(found.drop)
    standing = Standing()
    tell = shown_on(out, standing)
    keypad = Keypad(tell)
    keypad.start()
    ask = first_of(keypad.ask, lambda wanted: agent.tablet.ask(wanted))
    desk = Desk(PcscReaders(), lambda: agent.turn(), ask, tell, lambda lies: agent.lies(lies), standing)
    agent = Agent(found.server, secret, desk, tell, standing)
    beside = [statuspage.keep(found.key_file.with_name(statuspage.NAME), standing)]
    if found.scanners:
        beside.append(Scanning(found.scanners, agent.scan, tell, standing).run())
    if folder is not None:
        beside.append(agent.give(Dropped(folder, agent.turn, tell, standing)))
    await _with(beside, agent.run())


def opened(form_file: Path | None) -> Folder | None:
    """The folder of a box, taken into use; None where there is none. Refused: `WrongSettings`."""
    if form_file is None:
        return None
    folder = Folder(form.read(form_file))
    folder.open()
    return folder


async def _with(beside: list[Coroutine[Any, Any, None]], deed: Coroutine[Any, Any, None]) -> None:
    """The deed, and others beside it as long as it lasts. What breaks one of them ends all."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one) for one in beside]
        await deed
        for task in tasks:
            task.cancel()


def shown_on(out: TextIO, standing: Standing) -> Callable[[str], None]:
    """How sentences are said to the person at the PC: on a terminal above a line that says how it stands."""
    if out.isatty():
        line = StatusLine(out, standing)
        standing.heard.append(line.show)
        return line.tell

    return lambda sentence: print(sentence, file=out, flush=True)
