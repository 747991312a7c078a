"""研修を空にする: a training city asks its own supervisor to begin again with nothing."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

import msgspec

from server.embedded import reach
from server.settings import Settings

WISH: Final = "anew"
"""The file in the training city's state that says so."""


class StateAnew:
    """`server.ports.training.Training`: by the state of this city."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def begin_anew(self) -> bool:
        """Only where the engines stand in this very state: a database that somebody else keeps is not ours to empty."""
        ours = reach.running(msgspec.structs.replace(self._settings, database_url="", redis_url=""))
        if (ours.database_url, ours.redis_url) != (self._settings.database_url, self._settings.redis_url):
            return False
        (self._settings.state / WISH).touch(mode=0o600)
        return True


def wished(settings: Settings) -> bool:
    """Whether a training city is to begin again with nothing."""
    return settings.training and (settings.state / WISH).exists()


def empty(settings: Settings) -> None:
    """What a training city kept is gone, its keys too, if that was wished; the wish goes last, so that one which was
    broken off is done again. Nobody's engines may run there."""
    if not wished(settings):
        return
    for path in settings.state.iterdir():
        if path.name != WISH:
            _remove(path)
    (settings.state / WISH).unlink()


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
