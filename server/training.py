"""研修の市: a second city beside this one, with engines, keys and a number of its own, on a socket of its own. Its
processes begin with the first who knocks there, so that a house in which nobody trains pays nothing for it."""

from __future__ import annotations

import select
import socket
from collections.abc import Callable
from typing import Final

from server.children import Child
from server.listening import ListeningRefused, listen
from server.settings import Settings, to_environment

NAME: Final = "研修の市"


class AtFirstKnock(Child):
    """A server that begins when somebody knocks at its door, and is looked after from then on."""

    def __init__(self, door: socket.socket, settings: Settings) -> None:
        fd = door.fileno()
        super().__init__(NAME, ["run", "--fd", str(fd)], to_environment(settings), [fd])
        self._door = door
        self._begun = False

    def look_after(self, say: Callable[[str], None]) -> None:
        """Nothing before the first knock."""
        self._begun = self._begun or bool(select.select([self._door], [], [], 0)[0])
        if self._begun:
            super().look_after(say)


def open_door(settings: Settings) -> socket.socket | None:
    """Where the training city is, if one is wanted: the next port, or any other when that one cannot be had."""
    if not settings.training_beside:
        return None
    try:
        return listen(settings.host, settings.port + 1 if settings.port < 65535 else 0)
    except ListeningRefused:
        return listen(settings.host, 0)


def settings_of(settings: Settings, port: int) -> Settings:
    """The training city's, at this port. Nothing of this city's stores, keys or places is named to it."""
    return Settings(
        port=port,
        host=settings.host,
        state=settings.state / "training",
        city=settings.city,
        web_processes=1,
        secure_cookies=settings.secure_cookies,
        pretend_readers=settings.pretend_readers,
        training=True,
        other_city=str(settings.port),
    )
