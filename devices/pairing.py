"""Pairing this PC: ask for a code, show it, wait until staff have typed it, keep the key."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Final

import msgspec

from devices import key
from devices.settings import Settings

WAIT_S: Final = 300.0
LOOK_S: Final = 1.0


class Begun(msgspec.Struct):
    """The server's answer: the code to show, the key to keep."""

    code: str
    key: str


class Mine(msgspec.Struct):
    """What this agent is to the server."""

    paired: bool
    window: str | None = None
    name: str = ""


class NotPaired(Exception):
    """The text says why, for the person at the PC."""


def pair(settings: Settings, tell: Callable[[str], None], pause: Callable[[float], None] = time.sleep) -> Mine:
    """Pair, and keep the key when it is done. Raises `NotPaired` when nobody typed the code within five minutes."""
    begun = msgspec.json.decode(_ask(settings, "begin", {"kind": "reader"}), type=Begun)
    tell(f"登録コード: {begun.code[:4]} {begun.code[4:]}")
    tell("職員の画面の「画面とカードリーダー」に、5分以内にこの8けたを入力してください。")
    until = time.monotonic() + WAIT_S
    while time.monotonic() < until:
        found = mine(settings, begun.key)
        if found.paired:
            key.keep(settings.key_file, begun.key)
            tell(f"登録できました（{found.window} {found.name}）。")
            return found
        pause(LOOK_S)
    raise NotPaired("時間内に登録されませんでした。もう一度はじめてください。")


def mine(settings: Settings, secret: str) -> Mine:
    """What an agent with this key is to the server. Raises `NotPaired` when the server does not know it."""
    return msgspec.json.decode(_ask(settings, "mine", {}, secret), type=Mine)


def _ask(settings: Settings, what: str, body: dict[str, str], secret: str | None = None) -> bytes:
    headers = {"content-type": "application/json", "origin": settings.server}
    if secret is not None:
        headers["authorization"] = f"Bearer {secret}"
    address = f"{settings.server}/api/devices/{what}"
    asked = urllib.request.Request(address, msgspec.json.encode(body), headers, method="POST")
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            said: bytes = answer.read()
            return said
    except urllib.error.HTTPError as no:
        raise NotPaired(
            f"サーバーが登録を受け付けませんでした（{no.code}）。時間をおいて、もう一度はじめてください。"
        ) from None
    except OSError:
        raise NotPaired(f"サーバー（{settings.server}）につながりません。") from None
