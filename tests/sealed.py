"""The keys of the tests: one folder for each test process, gone when it ends."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from server.vault.keyring import Keyring
from server.vault.sealing import Sealing


@cache
def folder() -> Path:
    """Where they lie."""
    made = Path(tempfile.mkdtemp(prefix="md-keys-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def sealing(city: str) -> Sealing:
    """Another process's sealing over the same keys."""
    return Sealing(Keyring(folder() / city, city))
