"""The built clients as files: staff at `/`, displays at `/display/`. Every unknown page path is the client's own
business. In a training city (研修) every page says so before any script of it runs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

ROOT: Final = Path(__file__).resolve().parents[2] / "clients"
TRAINING: Final = (('<html lang="ja"', '<html lang="ja" class="training"'), ("<title>", "<title>【研修】"))


class Pages(StaticFiles):
    """A single-page client: what is not a file is its index.html. The index is never cached; hashed assets always
    are."""

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """A file; of a training city's page always the whole: what a browser kept of a real city is not its page."""
        if scope["app"].state.training and str(full_path).endswith(".html"):
            page = Path(full_path).read_text(encoding="utf-8")
            for plain, training in TRAINING:
                page = page.replace(plain, training, 1)
            return HTMLResponse(page)
        return super().file_response(full_path, stat_result, scope, status_code)

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
