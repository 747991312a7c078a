"""The doors of the faces in which names print: a style sheet that names them, the files whole, their licences."""

from __future__ import annotations

import asyncio
import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from handoff.messages import Me
from handoff.refusal import Reason, Refused
from server.ports.paper import FontFile
from server.web.gate import cupboards, params, staff

FOR_GOOD: Final = "private, max-age=31536000, immutable"
WEEK: Final = "private, max-age=604800"
OWN: Final = "U+E000-F8FF,U+F0000-FFFFD,U+100000-10FFFD"
"""Where 外字 are: the private use areas."""
NOT_OWN: Final = "U+0-DFFF,U+F900-EFFFF"
"""A common face has letters there that mean something else."""
_NAME: Final = re.compile(r"[A-Za-z0-9 _.-]+")


async def sheet(request: Request, who: Me) -> Response:
    """`--font-names`: the families of names, the city's own first. A face that the window PC has is taken from there,
    the others are fetched when a letter asks for them. The city's own is always fetched: its name says nothing."""
    files = sorted(cupboards(request).paper.faces(), key=lambda one: not one.own)
    rules, families = [], []
    for at, one in enumerate(files):
        family = f"madoguchi-names-{at}"
        where = f'url("/api/fonts/{await asyncio.to_thread(mark, one)}/{quote(one.name)}") format("truetype")'
        here = f'local("{one.called}"),' if _NAME.fullmatch(one.called) and not one.own else ""
        rules.append(
            f'@font-face{{font-family:"{family}";font-display:swap;'
            f"unicode-range:{OWN if one.own else NOT_OWN};src:{here}{where}}}"
        )
        families.append(f'"{family}"')
    rules.append(f":root{{--font-names:{','.join([*families, 'serif'])}}}")
    return Response("\n".join(rules), media_type="text/css", headers={"cache-control": "private, max-age=300"})


async def face(request: Request, who: Me) -> Response:
    """A face, whole. Its address changes with its bytes, so whoever has it never asks again."""
    known = _known(request)
    if params(request)["mark"] != await asyncio.to_thread(mark, known):
        raise Refused(Reason.no_such_item)
    return FileResponse(known.path, media_type="font/ttf", headers={"cache-control": FOR_GOOD})


async def licence(request: Request, who: Me) -> Response:
    """Its licence."""
    text = _known(request).licence
    if not text:
        raise Refused(Reason.no_such_item)
    return FileResponse(text, media_type="text/plain; charset=utf-8", headers={"cache-control": WEEK})


def mark(file: FontFile) -> str:
    """16 hexadecimal digits that stand for the file's bytes."""
    now = Path(file.path).stat()
    return _mark(file.path, now.st_size, now.st_mtime_ns)


@lru_cache(64)
def _mark(path: str, size: int, changed: int) -> str:
    with Path(path).open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()[:16]


def _known(request: Request) -> FontFile:
    """The file of this name among those that are served, and no other."""
    name = params(request)["name"]
    found = next((one for one in cupboards(request).paper.faces() if one.name == name), None)
    if found is None:
        raise Refused(Reason.no_such_item)
    return found


ROUTES = [
    Route("/api/fonts/names.css", staff(sheet)),
    Route("/api/fonts/licences/{name}", staff(licence)),
    Route("/api/fonts/{mark}/{name}", staff(face)),
]
"""For staff: a tablet shows pictures of papers, and no letters of its own."""
