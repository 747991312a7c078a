"""A reader that is not there: cards of people who do not exist, for trying the whole way without hardware."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final

from devices.cards.read import Read, fresh
from handoff.case import Value

CARDS: Final[dict[str, tuple[str, dict[str, Value]]]] = {
    "yamada": (
        "mynumber",
        {
            "name": "山田　太郎",
            "kana": "ヤマダ　タロウ",
            "birth": "19840412",
            "sex": "男",
            "address": "あおばの市中央一丁目２番３号　あおばハイツ１０１",
            "mynumber": "000000000132",
        },
    ),
    "hanako": (
        "mynumber",
        {
            "name": "山田　花子",
            "kana": "ヤマダ　ハナコ",
            "birth": "19861103",
            "sex": "女",
            "address": "あおばの市中央一丁目２番３号　あおばハイツ１０１",
            "mynumber": "000000000264",
        },
    ),
    "takahashi": (
        "mynumber",
        {
            "name": "髙橋　𠮷男",
            "kana": "タカハシ　ヨシオ",
            "birth": "19470228",
            "sex": "男",
            "address": "あおばの市みどり台三丁目１２番地",
            "mynumber": "000000000655",
        },
    ),
    "nguyen": (
        "residence",
        {
            "name": "NGUYEN VAN AN",
            "romaji": "NGUYEN VAN AN",
            "birth": "19950820",
            "sex": "男",
            "address": "あおばの市中央一丁目９番１０号　コーポ若葉２０３",
            "nationality": "ベトナム",
            "card_no": "AB12345678CD",
            "until": "20290819",
        },
    ),
}
"""name on the command line -> kind of card, and what stands on it. The people are the demo city's: all made up."""


def lay_down(card: str) -> Read:
    """A pretend read of one of `CARDS`."""
    kind, values = CARDS[card]
    return fresh(kind, dict(values))


class Simulator:
    """A reader on which each of these cards is laid down once, each as soon as `ready` says so."""

    def __init__(self, cards: list[str], ready: Callable[[], Awaitable[object]]) -> None:
        self.cards = cards
        self.ready = ready

    async def reads(self) -> AsyncIterator[Read]:
        """The cards, one after the other."""
        for card in self.cards:
            await self.ready()
            yield lay_down(card)
