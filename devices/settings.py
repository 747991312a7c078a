"""Where the server is and where the agent's key stands, from the environment; a wrong value is refused in one line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import msgspec

SERVER: Final = "MADOGUCHI_SERVER"
KEY_FILE: Final = "MADOGUCHI_DEVICE_KEY"
SCANNERS: Final = "MADOGUCHI_SCANNERS"
DROP: Final = "MADOGUCHI_DROP"
NEAR: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class WrongSettings(Exception):
    """The text says what to change, for the person who sets the PC up."""


class Settings(msgspec.Struct, frozen=True):
    """`server`: scheme, host and port, nothing after it. `key_file`: readable by this user alone. `scanners`: serial
    ports (COM3, /dev/ttyACM0). `drop`: how the files of a box that leaves them in a folder are read
    (`drop/form.py`)."""

    server: str
    key_file: Path
    scanners: tuple[str, ...] = ()
    drop: Path | None = None


def read(environ: Mapping[str, str]) -> Settings:
    """The settings. Refused: an address that is no address, and one that would send the key over an open line."""
    server = _said(environ, SERVER) or "http://localhost:8000"
    parts = urlsplit(server)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise WrongSettings(f"{SERVER} は https://窓口サーバーの名前 の形で指定してください。")
    if parts.scheme == "http" and parts.hostname not in NEAR:
        raise WrongSettings(
            f"{SERVER} は https:// で始めてください（http:// が使えるのは、このパソコンの中だけです）。"
        )
    key_file = environ.get(KEY_FILE)
    path = Path(key_file) if key_file else Path.home() / ".madoguchi" / "device.key"
    scanners = tuple(port.strip() for port in _said(environ, SCANNERS).split(",") if port.strip())
    drop = environ.get(DROP)
    return Settings(f"{parts.scheme}://{parts.netloc}", path, scanners, Path(drop) if drop else None)


def _said(environ: Mapping[str, str], name: str) -> str:
    """What stands in a line of a file; Notepad may put a byte order mark before it."""
    return environ.get(name, "").strip("\ufeff \t\r\n")
