"""A pretend system's own web server: handlers behind a port that is free."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web


@asynccontextmanager
async def listening(app: web.Application) -> AsyncIterator[str]:
    """Its address (http://127.0.0.1:PORT) while it listens; gone afterwards."""
    runner = web.AppRunner(app)
    await runner.setup()
    with socket.create_server(("127.0.0.1", 0)) as line:
        await web.SockSite(runner, line).start()
        try:
            yield f"http://127.0.0.1:{line.getsockname()[1]}"
        finally:
            await runner.cleanup()
