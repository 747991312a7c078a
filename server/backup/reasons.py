"""Why a backup cannot be used, as one word of a closed list with its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from server.backup.record import DumpFailed
from server.backup.stand_up import NotEmpty, OtherRows
from server.vault.stream import NotSealed, NotWhole, OtherKey

WHY: Final = {
    "sealed": "このファイルは、つなぐ窓口の控えではありません。",
    "key": "この控えは、別の鍵で封じてあります（MADOGUCHI_BACKUP_KEY を確かめてください）。",
    "whole": "この控えは、途中で切れているか、書きかえられています。",
    "empty": "空のデータベースを指定してください。表がすでにあります。",
    "dump": "データベースに戻せませんでした。何も書いていません（pg_restore の版と、権限を確かめてください）。",
    "rows": "戻した行の数が、控えたときと違います。",
    "keys": "鍵の写しで開けない入力があります。",
    "record": "データベースに接続できませんでした。",
    "none": "控えがありません。",
    "place": "ファイルか鍵を読めないか、出力先がすでにあります。",
}
KINDS: Final[dict[type[Exception], str]] = {
    NotSealed: "sealed",
    OtherKey: "key",
    NotWhole: "whole",
    NotEmpty: "empty",
    DumpFailed: "dump",
    OtherRows: "rows",
    SQLAlchemyError: "record",
    ConnectionError: "record",
    OSError: "place",
    ValueError: "place",
}
"""The first that fits says it."""


class Stopped(Exception):
    """It cannot be done; `why` is one of `WHY`."""

    def __init__(self, why: str) -> None:
        super().__init__(WHY[why])
        self.why = why


@contextmanager
def reasons() -> Iterator[None]:
    """What goes wrong inside comes out as `Stopped`."""
    try:
        yield
    except tuple(KINDS) as error:
        raise Stopped(next(why for kind, why in KINDS.items() if isinstance(error, kind))) from None
