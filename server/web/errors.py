"""How HTTP says no: a status, `{"reason": …}`, and never a trace of what was sent."""

from __future__ import annotations

from typing import Any, Final

import msgspec
import structlog
from starlette.requests import Request
from starlette.responses import Response

from handoff.catalog_faults import BadRows
from handoff.refusal import Reason, Refused
from server.ports.drafts import RowsOvertaken

log = structlog.get_logger()
STATUS: Final = {
    Reason.signed_out: 401,
    Reason.wrong_password: 401,
    Reason.locked_out: 429,
    Reason.slow_down: 429,
    Reason.not_allowed: 403,
    Reason.bad_origin: 403,
    Reason.no_such_case: 404,
    Reason.no_such_draft: 404,
    Reason.no_such_user: 404,
    Reason.no_such_plan: 404,
    Reason.own_account: 403,
    Reason.last_admin: 409,
    Reason.prove_again: 403,
    Reason.password_due: 401,
    Reason.password_over: 401,
    Reason.factor_needed: 401,
    Reason.factor_due: 401,
    Reason.wrong_factor: 401,
    Reason.sso_only: 403,
    Reason.sso_failed: 401,
    Reason.sso_unknown: 403,
    Reason.sso_ended: 403,
    Reason.sso_away: 503,
    Reason.no_such_row: 404,
    Reason.no_such_version: 404,
    Reason.other_department: 403,
    Reason.overtaken: 409,
    Reason.catalog_clash: 409,
    Reason.catalog_faults: 409,
    Reason.upload_gone: 409,
    Reason.import_running: 409,
    Reason.not_now: 503,
    Reason.read_only_now: 503,
    Reason.too_big: 413,
}


class Reply(Response):
    """JSON of any msgspec value, never cached."""

    media_type = "application/json"

    def __init__(self, content: Any, status_code: int = 200) -> None:
        super().__init__(content, status_code, headers={"cache-control": "no-store"})

    def render(self, content: Any) -> bytes:
        """The bytes."""
        return msgspec.json.encode(content)


async def refused(_: Request, no: Exception) -> Response:
    """A rule's no."""
    assert isinstance(no, Refused)
    body: dict[str, Any] = {"reason": no.reason.value}
    if no.at is not None:
        body["at"] = no.at
    if no.more:
        body["more"] = no.more
    return Reply(body, STATUS.get(no.reason, 400))


async def rows_refused(_: Request, no: Exception) -> Response:
    """Rows that are not written, a catalog that is not published: everything that is wrong with them."""
    assert isinstance(no, BadRows)
    reason = Reason(no.reason)
    return Reply({"reason": reason.value, "faults": no.faults}, STATUS.get(reason, 400))


async def rows_overtaken(_: Request, no: Exception) -> Response:
    """Somebody else was first: what stands there now, and who wrote it. `rows` holds all of them."""
    assert isinstance(no, RowsOvertaken)
    first = no.theirs[0]
    said = {"row": first.row, "rev": first.rev, "by": first.by, "rows": no.theirs}
    return Reply({"reason": Reason.overtaken.value, **said}, STATUS[Reason.overtaken])


async def nowhere(_: Request) -> Response:
    """No such address, or not in this way: never a page in place of an answer."""
    return Reply({"reason": Reason.bad_message.value}, 404)


async def away(_: Request, why: Exception) -> Response:
    """A store that cannot answer now, or a version that is still being read: the same again later."""
    return Reply({"reason": Reason.not_now.value}, 503)


async def broken(request: Request, bug: Exception) -> Response:
    """A bug: logged by its kind and the route, without what was sent."""
    log.error("http", route=request.scope.get("path", ""), error=type(bug).__name__)
    return Reply({"reason": Reason.not_now.value}, 500)
