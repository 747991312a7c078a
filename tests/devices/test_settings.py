"""Where the agent's server is, and its key file: what is taken, and what is refused in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices import settings
from devices.settings import KEY_FILE, SCANNERS, SERVER, WrongSettings


def test_without_settings_the_server_is_this_pc() -> None:
    assert settings.read({}).server == "http://localhost:8000"


def test_the_key_file_may_stand_anywhere(tmp_path: Path) -> None:
    assert settings.read({KEY_FILE: str(tmp_path / "k")}).key_file == tmp_path / "k"


@pytest.mark.parametrize(
    "server", ["https://madoguchi.example.lg.jp", "https://10.0.0.5:8443/", "http://127.0.0.1:8001"]
)
def test_an_address_is_a_scheme_and_a_host(server: str) -> None:
    assert settings.read({SERVER: server}).server == server.rstrip("/")


def test_what_an_editor_puts_around_a_line_is_no_part_of_it() -> None:
    assert (
        settings.read({SERVER: "\ufeffhttps://madoguchi.example.lg.jp \r"}).server == "https://madoguchi.example.lg.jp"
    )
    assert settings.read({SCANNERS: "\ufeffCOM3, COM4\r"}).scanners == ("COM3", "COM4")


@pytest.mark.parametrize("server", ["madoguchi", "ftp://host", "https://", "https://host/path", "https://host?key=1"])
def test_what_is_no_address_is_refused(server: str) -> None:
    with pytest.raises(WrongSettings, match=SERVER):
        settings.read({SERVER: server})


def test_the_key_never_goes_over_an_open_line() -> None:
    with pytest.raises(WrongSettings, match="https"):
        settings.read({SERVER: "http://madoguchi.example.lg.jp"})
