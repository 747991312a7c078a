"""The doors of the faces in which names print: a style sheet that names them, the files whole, their licences."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from handoff.messages import Me
from handoff.refusal import Reason, Refused
from server.ports.paper import FontFile
from server.web.gate import cupboards, params, staff

WEEK: Final = "private, max-age=604800"
OWN: Final = "U+E000-F8FF, U+F0000-FFFFD, U+100000-10FFFD"
"""Where 外字 are: the private use areas."""


async def sheet(request: Request, who: Me) -> Response:
    """`--font-names`: the families of names, the city's own first; each file is fetched when a letter asks for it."""
    files = cupboards(request).paper.faces()
    rules, families = [], []
    for at, one in enumerate(sorted(files, key=lambda one: not one.own)):
        family = f"madoguchi-names-{at}"
        where = f"unicode-range:{OWN};" if one.own else ""
        source = f'url("/api/fonts/{quote(one.name)}") format("truetype")'
        rules.append(f'@font-face{{font-family:"{family}";font-display:swap;{where}src:{source}}}')
        families.append(f'"{family}"')
    rules.append(f":root{{--font-names:{','.join(families)},serif}}")
    return Response("\n".join(rules), media_type="text/css", headers={"cache-control": "private, max-age=300"})


async def face(request: Request, who: Me) -> Response:
    """A face, whole."""
    return FileResponse(_known(request).path, media_type="font/ttf", headers={"cache-control": WEEK})


async def licence(request: Request, who: Me) -> Response:
    """Its licence."""
    text = _known(request).licence
    if not text:
        raise Refused(Reason.no_such_item)
    return FileResponse(text, media_type="text/plain; charset=utf-8", headers={"cache-control": WEEK})


def _known(request: Request) -> FontFile:
    """The file of this name among those that are served, and no other."""
    name = params(request)["name"]
    found = next((one for one in cupboards(request).paper.faces() if one.name == name), None)
    if found is None:
        raise Refused(Reason.no_such_item)
    return found


ROUTES = [
    Route("/api/fonts/names.css", staff(sheet)),
    Route("/api/fonts/{name}/licence", staff(licence)),
    Route("/api/fonts/{name}", staff(face)),
]
"""For staff: a tablet shows pictures of papers, and no letters of its own."""
