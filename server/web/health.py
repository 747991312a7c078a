"""Whether the house stands: for the supervisor and a proxy. No personal data, no session needed. Figures for Prometheus
have a port of their own (`server/metrics.py`)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from server.ports.unreachable import Unreachable
from server.ports.visits import RecordAway
from server.web.errors import Reply
from server.web.gate import cupboards


async def live(_: Request) -> Response:
    """This process answers."""
    return Reply({"live": True})


async def ready(request: Request) -> Response:
    """The epoch is open and PostgreSQL answers: a clerk can work. 503 otherwise."""
    c = cupboards(request)
    try:
        epoch = bool(await c.sheets.epoch())
        record = await c.catalogs.loaded()
    except (Unreachable, RecordAway):
        return Reply({"ready": False}, 503)
    return Reply({"epoch": epoch, "record": record}, 200 if epoch and record else 503)
