"""The sample households of a city's folder: `households.json`, where a city has one."""

from __future__ import annotations

from pathlib import Path

import msgspec

from handoff.sample import Household
from server.exchange.city import BadCity


def read_households(folder: Path) -> tuple[Household, ...]:
    """The households, none when there is no such file. `BadCity` when it holds something else."""
    file = folder / "households.json"
    if not file.exists():
        return ()
    try:
        return tuple(msgspec.json.decode(file.read_bytes(), type=list[Household]))
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadCity(f"{file} が正しくありません（{error}）。") from None
