"""`python -m server.leaving export | erase`: the end of a contract, in two steps. `export` writes everything of the
city into a new folder: a sealed archive, its list, the program that opens it; and the key, which goes another way.
`erase` asks for the list's digest, the key and two names; it reads the archive once more against the list, erases all
that this house has of the city, and writes the certificate. Status 0 when it is done, 1 when it is not, 2 when a
setting is wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from handoff.calendar import business_day
from handoff.retention import NAME, ErasurePaper
from server import settings as environment
from server.cellar import open_keys
from server.embedded import ground, reach
from server.embedded.refused import EngineRefused
from server.exchange.city import read_city
from server.leaving import archive
from server.leaving.erase import ITEMS, erase, places
from server.leaving.listed import Listing, digest
from server.paper.erasure import render
from server.paper.shelf import load as load_fonts
from server.ports.archive import Look
from server.record.audit import PgLedger
from server.record.engine import open_engine
from server.settings import SettingRefused, Settings
from server.vault.sealing import Sealing
from server.vault.stream import NotSealed, NotWhole, OtherKey, key_at

LEAD = "契約の終了により、市の情報をすべて引き渡したうえで、次のとおり消去しました（引渡しの一覧の照合値 {digest}）。"


class No(Exception):
    """It is not done; the sentence says why, and that nothing was erased."""


def main() -> int:
    """Do the step, and say what was done."""
    asked = arguments()
    try:
        settings = environment.read()
        if asked.verb == "export":
            must_be_new(asked.to, asked.key)
            asyncio.run(export(reach.running(settings), asked.to, asked.key))
        else:
            gone(settings, asked)
    except SettingRefused as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except No as no:
        print(no, file=sys.stderr)
        return 1
    return 0


def arguments() -> argparse.Namespace:
    """Which step, and what it is told."""
    parser = argparse.ArgumentParser(prog="python -m server.leaving", description="契約の終わり")
    steps = parser.add_subparsers(dest="verb", required=True)
    out = steps.add_parser("export", help="すべてを、封をした1つのファイルと一覧に書き出す")
    out.add_argument("--to", type=Path, required=True, help="新しく作るフォルダー")
    out.add_argument("--key", type=Path, required=True, help="新しく作る鍵のファイル。書庫とは別に市へ渡す")
    end = steps.add_parser("erase", help="引渡しを確かめて、すべて消去する")
    end.add_argument("--to", type=Path, required=True, help="書き出したフォルダー")
    end.add_argument("--key", type=Path, required=True, help="書き出したときの鍵のファイル")
    end.add_argument("--digest", required=True, help="一覧の照合値（紙で確かめたもの）")
    end.add_argument("--responsible", required=True, help="責任者の氏名")
    end.add_argument("--witness", required=True, help="立会人の氏名")
    end.add_argument("--certificate", type=Path, required=True, help="消去証明書（PDF）を書くところ")
    return parser.parse_args()


def must_be_new(into: Path, key: Path) -> None:
    """The folder is made; the key is not in it."""
    if into.exists() or key.exists():
        raise No("--to と --key には、まだないものを指定してください。")
    if key.resolve().is_relative_to(into.resolve()):
        raise No("鍵は、書庫とは別のところに置いてください。")
    into.mkdir(mode=0o700, parents=True)


async def export(settings: Settings, into: Path, key: Path) -> None:
    """Everything goes out; a row of the audit tells of it, and goes out with it."""
    if not settings.database_url:
        raise No("データベースが動いていません。サーバーを動かしたまま行ってください。")
    city, now = read_city(settings.city).catalog, int(time.time() * 1000)
    engine = open_engine(settings.database_url, size=2)
    try:
        look = Look(now, "", "", "", "contract_export", about={"city": city.city})
        await PgLedger(engine).append([(f"contract-{secrets.token_hex(8)}", look)], now)
        sealing = Sealing(open_keys(settings))
        listing = await archive.make(engine, sealing, city.city, settings.city, into, key_at(key, make=True), now)
    except (OSError, NotWhole) as error:
        raise No(
            f"書き出せませんでした（{type(error).__name__}）。書き出しかけのフォルダーは使わないでください。"
        ) from None
    finally:
        await engine.dispose()
    size = sum(one.bytes for one in listing.files)
    print(f"{into / listing.archive}: {len(listing.files):,} ファイル、{size:,} バイト（読み直して確かめました）")
    print(f"一覧の照合値（SHA-256）: {digest((into / archive.LIST).read_bytes())}")


def gone(settings: Settings, asked: argparse.Namespace) -> None:
    """Everything is erased, and the certificate is written."""
    names = [asked.responsible.strip(), asked.witness.strip()]
    if not all(names) or len(set(names)) < 2 or max(map(len, names)) > NAME:
        raise No("責任者と立会人には、別のお二人の氏名を入れてください。何も消していません。")
    listing = handed_over(asked.to, asked.key, asked.digest)
    city = read_city(settings.city).catalog
    if listing.city != city.city:
        raise No("ほかの市の一覧です。何も消していません。")
    kept = [asked.to, asked.key, asked.certificate]
    if any(one.resolve().is_relative_to(place.resolve()) for one in kept for place in places(settings)):
        raise No("書庫・鍵・証明書は、消去するところの外に置いてください。何も消していません。")
    if asked.certificate.exists():
        raise No("--certificate には、まだないファイルを指定してください。何も消していません。")
    fonts = load_fonts(sorted((settings.city / "fonts").glob("*.ttf")))
    with stopped(settings):
        counts = asyncio.run(erase(settings))
    today = business_day(int(time.time() * 1000)).isoformat()
    paper = ErasurePaper(
        city=city.name,
        since=today,
        until=today,
        printed=today,
        runs=1,
        counts=counts,
        responsible=names[0],
        witness=names[1],
        lead=LEAD.format(digest=asked.digest.lower()),
        items=ITEMS,
    )
    asked.certificate.write_bytes(render(paper, fonts).pdf)
    print(f"消去しました。証明書: {asked.certificate}")
    for name, count in counts.items():
        print(f"  {ITEMS[name][0]}: {count:,}")


def handed_over(folder: Path, key: Path, wanted: str) -> Listing:
    """The list, once its digest is the one that was typed, and the archive opens and holds what it says."""
    try:
        said = (folder / archive.LIST).read_bytes()
        listing = msgspec.json.decode(said, type=Listing)
        if digest(said) != wanted.strip().lower():
            raise No("一覧の照合値が違います。何も消していません。")
        archive.must_hold(folder / listing.archive, key_at(key), listing)
    except (OSError, ValueError, msgspec.MsgspecError, NotSealed, OtherKey, NotWhole) as error:
        raise No(f"書庫を確かめられませんでした（{type(error).__name__}）。何も消していません。") from None
    return listing


@contextmanager
def stopped(settings: Settings) -> Iterator[None]:
    """Nobody's engines run in this house's own state meanwhile. Refused where they do."""
    if settings.database_url and settings.redis_url:
        yield
        return
    try:
        held = ground.take(settings.state)
    except EngineRefused:
        raise No("サーバーが動いています。止めてから行ってください。何も消していません。") from None
    try:
        yield
    finally:
        held.leave()


if __name__ == "__main__":
    sys.exit(main())
