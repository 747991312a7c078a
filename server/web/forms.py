"""The doors to a case's applications: as a list, as pictures, on paper."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handoff import ids
from handoff.messages import Me
from server.web.errors import Reply
from server.web.gate import actor, body, cupboards, staff
from server.work import forms_kept, forms_list, forms_page
from server.work.forms import print_forms as print_papers
from server.work.forms_plan import Plan, Why


class List(msgspec.Struct, forbid_unknown_fields=True):
    """Of which case. `fit`: lay all values out as well, to say what does not fit."""

    case: str
    fit: bool = False


class Page(msgspec.Struct, forbid_unknown_fields=True):
    """Which page of which form (from 1), how many pixels wide, type so many times its size."""

    case: str
    form: str
    page: int = 1
    width: int = 1000
    larger: float = 1.0


class Confirmed(msgspec.Struct, forbid_unknown_fields=True):
    """Of which case; `open` = the paper of one confirmation, for this `request`."""

    case: str
    open: str | None = None
    request: str = ""


class Print(msgspec.Struct, forbid_unknown_fields=True):
    """Which forms of a case, in which order (null: all), and how: as `server/work/forms.Plan`. `request` is the
    browser's own: asked again, the paper lies at the same address."""

    request: str
    case: str
    forms: list[str] | None = None
    copies: int = 1
    visitor: bool = False
    page: int | None = None
    larger: float = 1.0
    override: Why | None = None
    reveal: Why | None = None
    numbers: Why | None = None
    slip: bool = False
    language: str = "ja"


async def listed(request: Request, who: Me) -> Response:
    """The applications of a case, what lacks on each and how its signatures stand: `forms_list.FormList`."""
    said = await body(request, List)
    return Reply(await forms_list.listed(cupboards(request), actor(who), ids.check_case(said.case), said.fit))


async def page(request: Request, who: Me) -> Response:
    """One page as a picture, with its places: `forms_page.FormPage` (`png` in base 64)."""
    said = await body(request, Page)
    case = ids.check_case(said.case)
    found = await forms_page.page(cupboards(request), actor(who), case, said.form, said.page, said.width, said.larger)
    return Reply(found)


async def confirmed(request: Request, who: Me) -> Response:
    """What the visitors of a case agreed to and signed; `open` = an op: the address of the paper that was shown."""
    said = await body(request, Confirmed)
    c, case = cupboards(request), ids.check_case(said.case)
    if said.open is None:
        return Reply({"confirmed": await forms_kept.confirmed(c, actor(who), case)})
    document = await forms_kept.paper(c, actor(who, request), case, said.open, said.request)
    return Reply({"url": f"/api/documents/{document}"})


async def print_forms(request: Request, who: Me) -> Response:
    """The applications of a case as PDF, in `jobs` (papers larger than A4 by themselves): the address of each for the
    clerk who asked, pages and papers; `url` is the first one's. And what is wrong with it."""
    said = await body(request, Print)
    case = ids.check_case(said.case)
    plan = Plan(**{name: getattr(said, name) for name in Plan.__struct_fields__})
    made = await print_papers(cupboards(request), actor(who, request), case, said.request, plan)
    jobs = [{"url": f"/api/documents/{one.document}", "pages": one.pages, "papers": one.papers} for one in made.jobs]
    return Reply(
        {
            "url": jobs[0]["url"],
            "jobs": jobs,
            "pages": made.pages,
            "papers": made.papers,
            "missing": made.missing,
            "too_long": made.too_long,
            "masked": made.masked,
        }
    )


ROUTES = [
    Route("/api/forms", staff(print_forms), methods=["POST"]),
    Route("/api/forms/list", staff(listed), methods=["POST"]),
    Route("/api/forms/page", staff(page), methods=["POST"]),
    Route("/api/forms/confirmed", staff(confirmed), methods=["POST"]),
]
"""Beside /api/documents/…, where the paper is fetched."""
