"""Bring a database to the newest shape: `python -m server.record.migrate URL`, or `upgrade(url)`."""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from alembic import command
from alembic.config import Config

from server.record.engine import as_async

HERE = Path(__file__).resolve().parent


def configuration(url: str) -> Config:
    """Alembic's settings for one database, without an .ini file."""
    config = Config()
    config.set_main_option("script_location", str(HERE / "migrations"))
    config.attributes["url"] = as_async(url)
    return config


def upgrade(url: str) -> None:
    """Run what is missing. Safe to ask again, safe to call inside a running loop, and two at once wait for each
    other."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        command.upgrade(configuration(url), "head")
        return
    with ThreadPoolExecutor(1) as pool:
        pool.submit(command.upgrade, configuration(url), "head").result()


if __name__ == "__main__":
    upgrade(sys.argv[1])
