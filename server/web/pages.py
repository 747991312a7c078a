"""The built clients as files: staff at `/`, displays at `/display/`. Every unknown page path is the client's own
business."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

ROOT: Final = Path(__file__).resolve().parents[2] / "clients"


class Pages(StaticFiles):
    """A single-page client: what is not a file is its index.html. The index is never cached; hashed assets always
    are."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file, or the index."""
        try:
            response = await super().get_response(path, scope)
        except HTTPException as no:
            if no.status_code != 404 or "." in path.rsplit("/", 1)[-1]:
                raise
            response = await super().get_response("index.html", scope)
        hashed = path.startswith("assets/")
        response.headers["cache-control"] = "public, max-age=31536000, immutable" if hashed else "no-cache"
        return response


def staff_pages() -> Pages:
    """The clerks' client."""
    return Pages(directory=ROOT / "staff/dist", html=True, check_dir=False)


def display_pages() -> Pages:
    """What people look at."""
    return Pages(directory=ROOT / "display/dist", html=True, check_dir=False)
