"""Whether the house stands: for the supervisor, a proxy, and Prometheus. No personal data, no session needed."""

from __future__ import annotations

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
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


async def metrics(_: Request) -> Response:
    """Counters for Prometheus."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
