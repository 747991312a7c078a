"""The agent's own key: one file, 0600, nothing else in it."""

from __future__ import annotations

import os
from pathlib import Path


class NoKey(Exception):
    """There is no key, or others may read it; the text says what to do."""


def keep(path: Path, key: str) -> None:
    """Write the key so that nobody else ever could read it, whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(key + "\n")
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def load(path: Path) -> str:
    """The key. Refused when there is none, or when others than its owner may read it."""
    try:
        mode = path.stat().st_mode
        key = path.read_text().strip()
    except OSError:
        raise NoKey("まだ登録されていません。python -m devices pair で登録してください。") from None
    if os.name == "posix" and mode & 0o077:
        raise NoKey(f"{path} をほかの利用者が読める状態です。chmod 600 で直すか、もう一度登録してください。")
    return key
