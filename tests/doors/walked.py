"""The walk of the masks over HTTP: what is asked at every address of the house, or why nothing of a case can be there.

A new address stands in none of the tables, and the walk is red until it does (`missing`). Addresses that take nothing
(a GET without a name in it) are walked by themselves.
"""

from __future__ import annotations

import asyncio
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from starlette.routing import Route

from server.web.routes import ROUTES
from tests.doors.serving import an_op
from tests.house import Client
from tests.paper.look import text_of

NAMES: Final = re.compile(r"{(\w+)(?::\w+)?}")
NOBODYS: Final = "99999999"
"""Stands for a name in an address where nothing of that name is."""


@dataclass
class Place:
    """The case that is asked about, and what belongs to it. `names`: what stands in addresses."""

    case: str
    visit: str
    line: str
    day: str
    person: str
    """The name of the person in it, as it is searched for."""
    keys: list[str]
    """Entries of which somebody may not see the value."""
    form: str
    flag: str = ""
    document: str = NOBODYS
    names: dict[str, str] = field(default_factory=dict)

    @property
    def days(self) -> dict[str, str]:
        """This day alone."""
        return {"since": self.day, "until": self.day}

    @property
    def sought(self) -> dict[str, Any]:
        """The case's own form on this day's 作業一覧."""
        return {**self.days, "forms": [self.form]}


ASKED: Final[dict[str, Callable[[Place], Any]]] = {
    "POST /api/find": lambda at: {"text": at.person},
    "POST /api/history": lambda at: {"case": at.case, "key": at.keys[0]},
    "POST /api/closing": lambda at: {},
    "POST /api/morning": lambda at: {},
    "POST /api/forms": lambda at: {
        "request": an_op(),
        "case": at.case,
        "override": {"reason": "override-1"},
        "slip": True,
    },
    "GET /api/documents/{document}": lambda at: "",
    "POST /api/forms/list": lambda at: {"case": at.case, "fit": True},
    "POST /api/forms/page": lambda at: {"case": at.case, "form": at.form},
    "POST /api/forms/confirmed": lambda at: {"case": at.case},
    "POST /api/appointments": lambda at: {"first": at.day, "last": at.day},
    "POST /api/appointments/places": lambda at: {"service": "S06", "first": at.day, "last": at.day},
    "POST /api/plans": lambda at: {"day": at.day},
    "POST /api/floor/timeline": lambda at: {"visit": at.visit},
    "POST /api/floor/outlook": lambda at: {"line": at.line},
    "POST /api/floor/replay": lambda at: {"day": at.day},
    "POST /api/reports": lambda at: {"by": "town", **at.days},
    "POST /api/reports/day": lambda at: {"day": at.day},
    "POST /api/protection/details": lambda at: {"case": at.case, "reason": "reveal-1"},
    "POST /api/protection/flags": lambda at: {},
    "POST /api/protection/flag": lambda at: {"flag": at.flag},
    "POST /api/retention/certificate": lambda at: at.days,
    "POST /api/audit/verify": lambda at: {},
    "POST /api/audit/find": lambda at: at.days,
    "POST /api/audit/findings": lambda at: at.days,
    "POST /api/audit/ledger": lambda at: at.days,
    "POST /api/audit/export": lambda at: at.days,
    "POST /api/addresses/find": lambda at: {"text": "中"},
    "POST /api/addresses/levels": lambda at: {},
    "POST /api/addresses/apartments": lambda at: {},
    "POST /api/letters": lambda at: {"by": "reading", "text": "さい"},
    "POST /api/work": lambda at: at.sought,
    "POST /api/work/next": lambda at: at.sought,
    "POST /api/work/record": lambda at: {"case": at.case, "form": at.form},
    "POST /api/exports/csv": lambda at: {"sought": at.sought, "encoding": "utf-8-sig"},
    "GET /api/users/{clerk}/log": lambda at: "",
    "GET /api/postal/{code}": lambda at: "",
    "GET /systems/v1/cases/{case}": lambda at: "",
    "GET /systems/v1/work/{case}/{form}": lambda at: "",
    "GET /systems/v1/work": lambda at: f"?since={at.day}&until={at.day}&form={at.form}",
    "GET /systems/v1/csv": lambda at: f"?since={at.day}&until={at.day}&form={at.form}&encoding=utf-8-sig",
}
"""Method and address -> the body that is sent, or what stands behind the address."""

APART: Final[dict[str, tuple[str, ...]]] = {
    "it says who signs in, and ends or begins a session": (
        "POST /api/session",
        "DELETE /api/session",
        "POST /api/session/password",
        "POST /api/session/factor",
        "POST /api/session/factor/set",
        "POST /api/session/proof",
        "POST /api/session/own/end",
        "POST /api/session/own/others",
        "POST /api/session/sso",
        "POST /api/session/sso/begin",
    ),
    "an application that lacks nothing, by the rights of a key: handoff/test_system.py, doors/test_systems.py": (
        "GET /systems/v1/cases/{case}/forms/{form}.pdf",
    ),
    "rows of the catalog and its papers are of nobody; who tries them sends pretend values along": (
        "GET /api/exports/layouts.pdf",
        "GET /api/catalog/versions/{version:int}/definition.pdf",
        "POST /api/catalog/back",
        "DELETE /api/catalog/planned/{version:int}",
        "POST /api/catalog/drafts",
        *(
            f"{method} /api/catalog/drafts/{{draft}}{rest}"
            for method, rest in (
                ("GET", ""),
                ("DELETE", ""),
                ("GET", "/changes"),
                ("GET", "/faults"),
                ("GET", "/uses/{table}/{id:path}"),
                ("POST", "/walk"),
                ("POST", "/{table}/order"),
                ("PUT", "/{table}/{id:path}"),
                ("DELETE", "/{table}/{id:path}"),
                ("POST", "/publish"),
                ("GET", "/workbook.xlsx"),
                ("POST", "/workbook"),
                ("POST", "/workbook/{upload}"),
                ("GET", "/definition.pdf"),
                ("GET", "/households"),
                ("POST", "/rows"),
                ("POST", "/forms/{form}/page"),
                ("POST", "/forms/{form}/cells"),
                ("POST", "/forms/{form}/layout"),
                ("DELETE", "/forms/{form}/layout"),
                ("POST", "/forms/{form}/copy"),
                ("DELETE", "/forms/{form}/all"),
                ("POST", "/forms/{form}/try"),
            )
        ),
    ),
    "what is hidden, to whoever gives a reason and as a row each time: the test asks it by itself": (
        "POST /api/protection/reveal",
    ),
    "it answers with what was sent, or with its number alone": (
        "POST /api/reports/table",
        "POST /api/reports/baseline",
        "POST /api/plans/write",
        "POST /api/plans/copy",
        "POST /api/protection/set",
        "POST /api/protection/ask",
        "POST /api/protection/lift",
        "POST /api/protection/list",
        "POST /api/status/told",
        "POST /api/opening/printed",
        "POST /api/arm",
        "POST /api/cards/forget",
        "POST /api/systems",
        "POST /api/systems/change",
        "POST /api/systems/end",
        "POST /systems/v1/cases",
    ),
    "accounts and what they may do": (
        "POST /api/users",
        "GET /api/users/turn",
        "POST /api/users/turn/copy",
        "POST /api/users/papers",
        "POST /api/users/csv",
        "POST /api/users/csv/{upload}",
        "POST /api/users/teams",
        "DELETE /api/users/teams/{team}",
        "DELETE /api/users/plans/{plan:int}",
        "PUT /api/users/{clerk}",
        "POST /api/users/{clerk}/see",
        "POST /api/users/{clerk}/unlock",
        "DELETE /api/users/{clerk}/factor",
    ),
    "screens and readers are paired before there is a case": (
        "POST /api/displays/begin",
        "POST /api/displays/mine",
        "POST /api/displays/adopt",
        "POST /api/displays/revoke",
        "POST /api/displays/place",
        "POST /api/devices/begin",
        "POST /api/devices/mine",
        "POST /api/devices/adopt",
        "POST /api/devices/revoke",
        "POST /api/devices/place",
    ),
    "numbers given out without power have no case yet": (
        "POST /api/reserves/print",
        "POST /api/reserves/{kit}/withdraw",
    ),
    "a number's paper is printed before its case has an entry": ("GET /api/displays/documents/{document}",),
    "a picture, drawn from what View sees: doors/test_tablet_papers.py": ("GET /api/displays/papers/{seen}/{page}",),
    "files of the house: a face, its licence": (
        "GET /api/fonts/licences/{name}",
        "GET /api/fonts/{mark}/{name}",
    ),
    "the city's own data, which is no case; its masks: work/test_residents.py, doors/test_residents.py": (
        "POST /api/residents/search",
        "POST /api/residents/household",
        "POST /api/residents/eligibility",
        "POST /api/residents/take",
        "DELETE /api/imports/{kind}",
        "POST /api/imports/profiles",
        "POST /api/imports/read/{profile}",
        "POST /api/imports/use/{upload}",
        "POST /api/catalog/postal",
        "POST /api/catalog/postal/{upload}",
        "POST /api/exports/letters/own",
        "POST /api/exports/letters/public",
    ),
    "reads that wait are shown at their own window alone: doors/test_device.py": (
        "POST /api/cards/waiting",
        "POST /api/cards/take",
    ),
    "the task that the list gives, after a deed": (
        "POST /api/work/do",
        "POST /systems/v1/work/{case}/{form}/take",
        "POST /systems/v1/work/{case}/{form}/result",
    ),
    "the files of /api/exports/csv, laid into a folder; the answer is their figures": ("POST /api/exports/folder",),
    "the training city's alone: setup/test_training.py": (
        "POST /api/training/visitors",
        "POST /api/training/empty",
    ),
}
"""Why nothing of a case can be there -> the addresses."""

FIRST: Final = "POST /api/forms"
MOST: Final = 8
"""So many at once."""
SKIPPED: Final = frozenset({"DELETE /api/session", "GET /api/exports/layouts.pdf"})
"""What is not even tried: who asks would be nobody from then on; a book of half a second that knows no case."""


def addresses() -> Iterator[str]:
    """Every method and address of the house, as its routes say."""
    for route in ROUTES:
        if isinstance(route, Route) and not route.path.endswith("/{nothing:path}"):
            yield from (f"{method} {route.path}" for method in sorted((route.methods or set()) - {"HEAD"}))


def missing() -> list[str]:
    """What is wrong with the tables: addresses that stand nowhere or twice, and names of none."""
    known = [*ASKED, *(one for reason in APART.values() for one in reason)]
    own = [one for one in addresses() if one.startswith("GET ") and "{" not in one and one not in known]
    return sorted(set(addresses()) ^ {*known, *own}) + sorted({one for one in known if known.count(one) > 1})


class Asker:
    """Somebody at every address: a browser with its session, or another system with its key (`head`). `opened`: the
    addresses that ever answered with something."""

    def __init__(self, client: Client, head: dict[str, str] | None = None) -> None:
        self.client, self.head = client, head or {}
        self.opened: set[str] = set()

    async def walks(self, at: Place) -> str:
        """All that every address says, refusals too: without spaces and ends of lines, which paper puts anywhere."""

        async def asks(address: str) -> str:
            async with some:
                return f"\n{address} {await self._asks(address, at)}"

        some = asyncio.Semaphore(MOST)
        first = await asks(FIRST)  # its papers are fetched with the rest
        return first + "".join(
            await asyncio.gather(*(asks(one) for one in addresses() if one not in SKIPPED | {FIRST}))
        )

    async def _asks(self, address: str, at: Place) -> str:
        method, path = address.split(" ")
        make = ASKED.get(address)
        names = {"case": at.case, "form": at.form}
        if make is not None:
            names |= {"document": at.document, "clerk": "U02", "code": "1000001"}
        path = NAMES.sub(lambda found: names.get(found[1], NOBODYS), path)
        sent = make(at) if make is not None else {"case": at.case}
        if method == "GET":
            path, sent = path + (sent if isinstance(sent, str) else ""), None
        headers = {"origin": self.client.house.address, **self.head}
        async with self.client.http.request(method, path, json=sent, headers=headers) as answer:
            content: Any = await answer.json() if answer.content_type == "application/json" else await answer.read()
            if answer.status == 200:
                self.opened.add(address)
                if address == FIRST:
                    at.document = content["url"].rpartition("/")[2]
        return words_of(content)


def words_of(content: Any) -> str:
    """What a reader finds in an answer: JSON, a text, the text layer of a PDF, all that lies in a zip or a workbook."""
    if not isinstance(content, bytes):
        return "".join(str(content).split())
    if content.startswith(b"%PDF"):
        return "".join(text_of(content).split())
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as bundle:
            return "".join(words_of(bundle.read(name)) for name in bundle.namelist())
    return "".join(content.decode(errors="replace").split())
