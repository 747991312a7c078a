"""`python -m server.audit`: checks the chain of the audit against its second place. Status 0 when it holds, 1 when it
does not, 2 when it could not be checked. The database and the second place are those of the settings; a house that runs
here with a database of its own is found by itself."""

from __future__ import annotations

import asyncio
import sys
import time

from handoff.chain import Verdict
from server import settings as environment
from server.cellar import open_witness
from server.embedded import reach
from server.record.audit import PgLedger
from server.record.engine import open_engine
from server.settings import SettingRefused, Settings
from server.work.auditing import check

WORDS = {
    "changed": "書き換えられています",
    "missing": "抜けています",
    "order": "順番が正しくありません",
    "cut": "ここから後がなくなっています",
    "other": "別の場所の控えと違います",
}


def main() -> int:
    """Check, and say so."""
    try:
        settings = reach.running(environment.read())
    except SettingRefused as refusal:
        print(refusal, file=sys.stderr)
        return 2
    if not settings.database_url:
        print("DATABASE_URL を指定するか、つなぐ窓口が動いているあいだに行ってください。", file=sys.stderr)
        return 2
    begun = time.perf_counter()
    verdict = asyncio.run(look(settings))
    print(report(verdict, time.perf_counter() - begun))
    return 0 if verdict.whole else 1


async def look(settings: Settings) -> Verdict:
    """The verdict on the chain of these settings."""
    engine = open_engine(settings.database_url, size=1, statement_ms=600_000)
    try:
        return await check(PgLedger(engine), open_witness(settings))
    finally:
        await engine.dispose()


def report(verdict: Verdict, seconds: float) -> str:
    """What the verdict says, one line for each fault."""
    lines = [f"監査記録 {verdict.rows} 行を {seconds:.2f} 秒で確かめました（控え {verdict.heads} 件と照合）。"]
    if verdict.rows and not verdict.heads:
        lines.append("控えがありません。末尾が消されていても、わかりません。")
    lines += [f"{one.seq} 行目: {WORDS[one.what]}" for one in verdict.breaks]
    lines.append("異常はありません。" if verdict.whole else "異常があります。")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
