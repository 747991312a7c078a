"""All addresses of the HTTP side, in one place."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, Route

from handoff.catalog_faults import BadRows
from handoff.refusal import Refused
from server.ports.drafts import RowsOvertaken
from server.ports.unreachable import Unreachable
from server.web import (
    addresses,
    appointments,
    audit,
    cards,
    cases,
    catalog,
    clock,
    definition,
    devices,
    displays,
    drafts,
    errors,
    floor,
    fonts,
    forms,
    health,
    imports,
    layouts,
    letters,
    opening,
    own_sessions,
    pages,
    plans,
    postal,
    protection,
    reports,
    reserves,
    residents,
    retention,
    samples,
    session,
    sso,
    status,
    training,
    users,
    versions,
    work,
    workbook,
)
from server.web.errors import away, broken, refused, rows_overtaken, rows_refused
from server.web.gate import Gate, staff
from server.web.systems.routes import ROUTES as SYSTEMS
from server.work.cupboards import Cupboards

ROUTES = [
    Route("/health/live", health.live),
    Route("/health/ready", health.ready),
    Route("/api/clock", clock.clock),
    Route("/api/session", session.log_in, methods=["POST"]),
    Route("/api/session", session.log_out, methods=["DELETE"]),
    Route("/api/session/password", session.choose_password, methods=["POST"]),
    Route("/api/session/factor", session.begin_factor, methods=["POST"]),
    Route("/api/session/factor/set", session.set_up_factor, methods=["POST"]),
    Route("/api/session/proof", session.prove, methods=["POST"]),
    *sso.ROUTES,
    *own_sessions.ROUTES,
    Route("/api/me", session.who_am_i),
    Route("/api/catalog", catalog.catalog),
    *versions.ROUTES,
    *workbook.ROUTES,
    *samples.ROUTES,
    *definition.ROUTES,
    *layouts.ROUTES,
    *drafts.ROUTES,
    Route("/api/find", staff(cases.search), methods=["POST"]),
    Route("/api/history", staff(cases.history), methods=["POST"]),
    Route("/api/closing", staff(cases.closing), methods=["POST"]),
    Route("/api/morning", staff(cases.morning), methods=["POST"]),
    Route("/api/documents/{document}", staff(cases.document)),
    *forms.ROUTES,
    *fonts.ROUTES,
    *appointments.ROUTES,
    *audit.ROUTES,
    *postal.ROUTES,
    *opening.ROUTES,
    *plans.ROUTES,
    *floor.ROUTES,
    *reports.ROUTES,
    *reserves.ROUTES,
    *imports.ROUTES,
    *residents.ROUTES,
    *protection.ROUTES,
    *retention.ROUTES,
    *status.ROUTES,
    *addresses.ROUTES,
    *letters.ROUTES,
    *displays.ROUTES,
    *training.ROUTES,
    *users.ROUTES,
    *devices.ROUTES,
    *work.ROUTES,
    *cards.ROUTES,
    *SYSTEMS,
    Route("/api/{nothing:path}", errors.nowhere, methods=["GET", "POST", "PUT", "PATCH", "DELETE"]),
    Mount("/display", pages.display_pages()),
    Mount("/", pages.staff_pages()),
]


def make_app(
    cupboards: Cupboards, *, secure: bool, lifespan: Callable[[Starlette], AbstractAsyncContextManager[None]]
) -> Starlette:
    """The HTTP side over these cupboards; `secure` marks cookies for HTTPS only."""
    app = Starlette(
        routes=ROUTES,
        middleware=[Middleware(Gate)],
        exception_handlers={
            Refused: refused,
            BadRows: rows_refused,
            RowsOvertaken: rows_overtaken,
            Unreachable: away,
            Exception: broken,
        },
        lifespan=lifespan,
    )
    app.state.cupboards = cupboards
    app.state.secure = secure
    app.state.training = cupboards.training is not None
    app.state.other_city = ""
    return app
