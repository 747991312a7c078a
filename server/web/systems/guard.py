"""What every request of another system passes: its key, its rights, its limits; deeds once each."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from handoff.characters import must_be_text
from handoff.refusal import Reason, Refused
from handoff.system import Right
from server.ports.systems import Said
from server.web.errors import Reply, refused
from server.web.gate import cupboards, params, upload
from server.work import refusing, system_answers, systems
from server.work.cupboards import Actor, Cupboards

MOST_BODY: Final = 256 * 1024
KEY: Final = re.compile(r"Bearer +([0-9A-Za-z_-]{20,100})", re.ASCII | re.IGNORECASE)
FORMAT: Final = "application/json"


@dataclass(frozen=True)
class Asked:
    """A request that came through: from whom, about what. `request`: the id of a deed that is done once."""

    c: Cupboards
    who: Actor
    params: dict[str, str]
    query: Any
    body: Any
    request: str = ""


@dataclass(frozen=True)
class File:
    """An answer that is a file."""

    body: bytes
    format: str


@dataclass(frozen=True)
class Operation:
    """One thing that other systems may ask: where, with which right, what it takes and gives (a struct, or the format
    of a file), in words. A deed (`POST`) names itself and is done once."""

    name: str
    method: str
    path: str
    right: Right
    summary: str
    answer: type | str
    do: Callable[[Asked], Awaitable[Any]]
    query: type | None = None
    body: type | None = None

    async def __call__(self, request: Request) -> Response:
        """The endpoint. A key that opens nothing is answered as RFC 6750 says."""
        try:
            system, who = await systems.who_comes(cupboards(request), _key(request))
        except Refused as no:
            answer = await refused(request, no)
            answer.headers["www-authenticate"] = "Bearer"
            return answer
        try:
            if self.right not in system.rights:
                raise Refused(Reason.not_allowed, at="right")
            return await self._answered(request, who)
        except Refused as no:
            await refusing.noted(cupboards(request), who, no, f"systems.{self.name}", request.path_params.get("case"))
            raise

    async def _answered(self, request: Request, who: Actor) -> Response:
        c = cupboards(request)
        read = await upload(request, MOST_BODY)
        asked = Asked(c, who, params(request), _query(request, self.query), _body(read, self.body))
        if self.method == "GET":
            return _reply(await self.do(asked))

        async def deed(named: str) -> Any:
            return await self.do(Asked(c, who, asked.params, asked.query, asked.body, named))

        said = f"{request.url.path}\n".encode() + read
        name = request.headers.get("idempotency-key", "")
        return _reply(await system_answers.once(c, who.name, name, said, deed))


def _key(request: Request) -> str:
    found = KEY.fullmatch(request.headers.get("authorization", ""))
    return found[1] if found else ""


def _query(request: Request, kind: type | None) -> Any:
    """What stands behind the address: each name once."""
    given = request.query_params.multi_items()
    said: dict[str, str] = dict(given)
    try:
        if len(said) != len(given) or (kind is None and said):
            raise Refused(Reason.bad_message, at="query")
        must_be_text(said)
        return msgspec.convert(said, kind) if kind else None
    except msgspec.ValidationError:
        raise Refused(Reason.bad_message, at="query") from None


def _body(read: bytes, kind: type | None) -> Any:
    if kind is None:
        return None
    try:
        said: Any = msgspec.json.decode(read, type=kind, strict=True)
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError, RecursionError):
        raise Refused(Reason.bad_message, at="body") from None
    must_be_text(msgspec.to_builtins(said))
    return said


def _reply(answer: Any) -> Response:
    if isinstance(answer, Said):
        return Response(answer.body, answer.status, {"cache-control": "no-store"}, FORMAT)
    if isinstance(answer, File):
        return Response(answer.body, 200, {"cache-control": "no-store"}, answer.format)
    return Reply(answer)
