"""The demo's local page: the count, live, and the button that kills the live store. Only this machine reaches it."""

from __future__ import annotations

import asyncio
from importlib import resources

import msgspec
from aiohttp import web

from tests.demo.hour import Hour

HOST = "127.0.0.1"


def app_of(hour: Hour) -> web.Application:
    """The page, what it shows, and its one deed."""
    hurting: set[asyncio.Task[None]] = set()

    async def page(_: web.Request) -> web.Response:
        text = resources.files("tests.demo").joinpath("page.html").read_text(encoding="utf-8")
        return web.Response(text=text, content_type="text/html")

    async def state(_: web.Request) -> web.Response:
        return web.json_response(msgspec.to_builtins(hour.shown()))

    async def kill(request: web.Request) -> web.Response:
        if request.content_type != "application/json":  # no form of another page
            raise web.HTTPUnsupportedMediaType
        task = asyncio.create_task(hour.hurt())
        hurting.add(task)
        task.add_done_callback(hurting.discard)
        await asyncio.sleep(0)
        return await state(request)

    app = web.Application()
    app.add_routes([web.get("/", page), web.get("/state", state), web.post("/kill", kill)])
    return app


async def open_page(hour: Hour) -> tuple[web.AppRunner, str]:
    """The page on a free port: whoever stops it, and its address."""
    runner = web.AppRunner(app_of(hour), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, HOST, 0).start()
    return runner, f"http://localhost:{runner.addresses[0][1]}/"
