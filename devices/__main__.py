"""`python -m devices` reads the cards that are laid on this PC's readers; `pair` registers the PC; `pretend` is a
page on which pretend cards are put down and taken away; `simulate --card yamada` lays one down without a reader."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from typing import Final

from devices import key, pairing, settings, words
from devices.agent import Agent
from devices.simulator import CARDS, Simulator

READY_S: Final = 60.0


def main(arguments: list[str]) -> int:
    """The command line; 0 when it did what was asked."""
    asked = _parser().parse_args(arguments)
    try:
        found = settings.read(os.environ)
        if asked.verb == "pair":
            pairing.pair(found, tell)
            return 0
        if asked.verb in (None, "run"):
            run(found)
            return 0
        if asked.verb == "pretend":
            asyncio.run(pretend(found, asked.port))
            return 0
        return asyncio.run(simulate(found, asked.card, asked.wait))
    except (settings.WrongSettings, key.NoKey, pairing.NotPaired) as no:
        print(no, file=sys.stderr)
        return 1
    except TimeoutError:
        print("窓口で案件が開かれませんでした。", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m devices", description="窓口のパソコンの機器をつなぎます。")
    verbs = parser.add_subparsers(dest="verb")
    verbs.add_parser("pair", help="このパソコンを窓口に登録します")
    verbs.add_parser("run", help="カードリーダーに置かれるカードを待ちます（何も指定しないときと同じ）")
    page = verbs.add_parser("pretend", help="カードを置くまねをするページを開きます（試すとき用）")
    page.add_argument("--port", type=int, default=0, help="ページの番号（何も指定しないと空いている番号）")
    pretend = verbs.add_parser("simulate", help="カードを置いたことにします（試すとき用）")
    pretend.add_argument("--card", action="append", choices=sorted(CARDS), required=True, help="だれのカードか")
    pretend.add_argument("--wait", type=float, default=READY_S, help="案件が開くまで待つ秒数")
    return parser


def run(found: settings.Settings) -> None:
    """Read cards and codes until somebody ends it."""
    try:
        from devices import pc  # pyscard and pyserial: only where there are readers
    except ImportError:
        raise settings.WrongSettings(words.NO_PARTS) from None
    asyncio.run(pc.run(found, sys.stdout))


async def pretend(found: settings.Settings, port: int) -> None:
    """Until somebody ends it: cards are put down and taken away on a page."""
    from devices.pretend.page import serve  # a web server: only here

    await serve(found, port, tell)


async def simulate(found: settings.Settings, cards: list[str], wait: float) -> int:
    """Lay the cards down, each as soon as the window has a case open; waits so many seconds for that."""
    outcomes: list[str] = []

    def note(sentence: str) -> None:
        outcomes.append(sentence)
        tell(sentence)

    async def ready() -> None:
        await asyncio.wait_for(agent.armed.wait(), wait)

    agent = Agent(found.server, key.load(found.key_file), Simulator(cards, ready), note)
    await agent.run()
    return 0 if outcomes.count(words.READ) == len(cards) else 1


def tell(sentence: str) -> None:
    """To the person at the PC."""
    print(sentence, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
