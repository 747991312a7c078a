"""`python -m server.keys [rotate | drop-old | sso]`: the city's keys. `rotate` makes a new city key and wraps every
case's key by it; `drop-old` lets go of city keys that wrap nothing any more; `sso` keeps with them what the city's
single sign-on gave it as the client's secret, typed unseen or read from standard input. The house may go on meanwhile:
its processes look at the folder before they wrap a key or when one does not open."""

from __future__ import annotations

import argparse
import getpass
import sys

from server import settings as environment
from server.cellar import open_keys
from server.settings import SettingRefused
from server.vault.keyring import StillUsed


def main() -> int:
    """Do it, and say what was done."""
    parser = argparse.ArgumentParser(prog="python -m server.keys")
    parser.add_argument("verb", choices=["rotate", "drop-old", "sso"])
    verb = parser.parse_args().verb
    try:
        keys = open_keys(environment.read())
    except SettingRefused as refusal:
        print(refusal, file=sys.stderr)
        return 2
    if verb == "rotate":
        print(f"新しい市区町村鍵（第{keys.current + 1}世代）で、案件の鍵 {keys.rotate()} 個を包み直しました。")
    elif verb == "sso":
        keys.put_sso_secret(asked_secret())
        print("シングルサインオンの秘密（クライアントシークレット）をしまいました。")
    else:
        try:
            dropped = keys.drop_old()
        except StillUsed:
            print("古い鍵がまだ使われていました。包み直したので、もう一度行ってください。", file=sys.stderr)
            return 1
        print(f"使わなくなった市区町村鍵 {dropped} 個を消しました。")
    return 0


def asked_secret() -> str:
    """One line; nothing of it is shown."""
    if sys.stdin.isatty():
        return getpass.getpass("シングルサインオンの秘密（表示されません）: ").strip()
    return sys.stdin.readline().strip()


if __name__ == "__main__":
    sys.exit(main())
