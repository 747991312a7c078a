"""The agent's key file: readable by its owner alone, replaced whole."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from devices import key


def test_a_key_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "device.key"
    key.keep(path, "abc")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert key.load(path) == "abc"


def test_a_new_key_replaces_the_old_one_whole(tmp_path: Path) -> None:
    path = tmp_path / "device.key"
    key.keep(path, "a" * 64)
    key.keep(path, "b")
    assert key.load(path) == "b"
    assert [one.name for one in tmp_path.iterdir()] == ["device.key"]


def test_a_key_that_others_may_read_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "device.key"
    key.keep(path, "abc")
    path.chmod(0o640)
    with pytest.raises(key.NoKey, match="chmod"):
        key.load(path)


def test_without_a_key_the_agent_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(key.NoKey, match="devices pair"):
        key.load(tmp_path / "none")
