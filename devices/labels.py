"""The words of the line and the page that say how a window PC stands. None says whose card it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

LINE: Final = "サーバー"
PLACE: Final = "窓口"
READER: Final = "カードリーダー"
SCANNER: Final = "スキャナー"
LAST: Final = "最後の読み取り"
AGENT: Final = "機器係"
ENDED: Final = "終わりました"
UNKNOWN_PLACE: Final = "窓口はつながると出ます"
NEVER: Final = "まだ読み取っていません"


def line_of(up: bool, known: bool) -> str:
    """How the line to the server stands."""
    if not known:
        return "登録が消されています"
    return "つながっています" if up else "つながっていません"


def readers_of(service: bool, readers: Mapping[str, bool]) -> str:
    """How the card readers stand: name -> plugged in."""
    if not service:
        return "カードリーダーのサービスが止まっています"
    if not readers:
        return "カードリーダーがありません"
    out = [name for name, here in readers.items() if not here]
    return f"カードリーダーが外れています（{'、'.join(out)}）" if out else f"カードリーダー {len(readers)}台"


def scanners_of(scanners: Mapping[str, bool]) -> str:
    """How the scanners at serial ports stand: port -> there."""
    out = [name for name, here in scanners.items() if not here]
    return f"スキャナーが外れています（{'、'.join(out)}）" if out else f"スキャナー {len(scanners)}台"


def last_of(at: str, went: bool) -> str:
    """When a card was last read, and how that went."""
    return f"{at} 読み取りました" if went else f"{at} 読み取れませんでした"
