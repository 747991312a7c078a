"""A box that leaves files, as the agent sees it: a reader like any other."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from typing import Final

import msgspec

from devices.cards.read import Read, fresh
from devices.drop.folder import Came, Folder
from devices.standing import Standing

LOOK_S: Final = 0.5


class Dropped:
    """`devices.readers.Reader` over a folder. `turn`: the word of the case that the window serves now."""

    def __init__(
        self, folder: Folder, turn: Callable[[], str | None], tell: Callable[[str], None], standing: Standing
    ) -> None:
        self.folder = folder
        self.turn = turn
        self.tell = tell
        self.standing = standing

    async def reads(self) -> AsyncIterator[Read]:
        """Each file that is a read, once."""
        while True:
            for came in await asyncio.to_thread(self.folder.look, time.time(), self.turn()):
                if isinstance(came, Came):
                    yield read_of(came)
                else:
                    self.standing.read(False)
                    self.tell(came)
            await asyncio.sleep(LOOK_S)


def read_of(came: Came) -> Read:
    """As a card is read."""
    said = came.card
    read = fresh(said.card, said.values)
    return msgspec.structs.replace(
        read, turn=came.turn, expires=said.expires, doubtful=said.confirm, pictures=said.images
    )
