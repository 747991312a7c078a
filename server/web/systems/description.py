"""The description of the door for other systems (OpenAPI 3.1), made from its operations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

import msgspec

from handoff.refusal import Reason
from handoff.system_notice import Told
from server.web.errors import STATUS
from server.web.systems.guard import FORMAT, Operation
from server.web.systems.operations import OPERATIONS
from server.web.systems.words import No

REFS: Final = "#/components/schemas/{name}"
PARAMS: Final[Mapping[str, dict[str, Any]]] = {
    "case": {"type": "string", "pattern": "^[0-9abcdefghjkmnpqrstvwxyz]{16}$", "description": "案件番号"},
    "form": {"type": "string", "pattern": "^[0-9A-Za-z_-]{1,40}$", "description": "様式番号"},
}
NAMED: Final = re.compile(r"\{(\w+)\}")
IDEMPOTENCY: Final[dict[str, Any]] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "schema": {"type": "string", "pattern": "^[0-9A-Za-z_-]{16,64}$"},
    "description": "要求ごとに違う名前（UUIDなど）。同じ名前と同じ内容には、同じ答えを返します（7日間）。",
}
NOS: Final = {
    "400": "要求が正しくない、または規則に合わない",
    "401": "キーが違う、終わっている、期限が過ぎている",
    "403": "このキーではできない",
    "404": "ない（ほかの庁舎の案件を含む）",
    "409": "ほかで先に変わった、または同じ名前の要求がある",
    "413": "大きすぎる",
    "429": "1分の回数を超えた",
    "503": "いまはできない。同じ要求をもう一度",
}
ABOUT: Final = (
    "キーは管理者が「連携」の画面で作ります。一度だけ表示し、ハッシュだけを保存します。断ったときは "
    '`{"reason": …}` を返します。POST には `Idempotency-Key` が要ります。\n\n'
    "通知（webhook）は来庁の段階が変わるたびに POST します。`Madoguchi-Signature: t=秒,v1=値` の値は、"
    "「秒.本文」の HMAC-SHA256 の16進です。2xx 以外は間をあけて約1日くり返します。"
)


@cache
def description() -> bytes:
    """As JSON."""
    return msgspec.json.encode(described())


def described() -> dict[str, Any]:
    """The whole of it."""
    kinds = [kind for one in OPERATIONS for kind in (one.answer, one.body, one.query) if isinstance(kind, type)]
    _, schemas = msgspec.json.schema_components([*dict.fromkeys(kinds), No, Told], ref_template=REFS)
    paths: dict[str, dict[str, Any]] = {}
    for one in OPERATIONS:
        paths.setdefault(one.path, {})[one.method.lower()] = _operation(one, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "つなぐ窓口 連携", "version": "1", "description": ABOUT},
        "security": [{"key": []}],
        "paths": paths,
        "webhooks": {"visit.moved": {"post": _webhook()}},
        "components": {
            "schemas": schemas,
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": "連携先のキー"}},
            "responses": {status: {"description": why, "content": _json("No")} for status, why in NOS.items()},
        },
    }


def _operation(one: Operation, schemas: Mapping[str, Any]) -> dict[str, Any]:
    answer = {one.answer: {"schema": {}}} if isinstance(one.answer, str) else _json(one.answer.__name__)
    said: dict[str, Any] = {
        "operationId": one.name,
        "summary": one.summary,
        "description": f"キーに「{one.right}」の権限が要ります。",
        "parameters": [*_in_path(one.path), *_in_query(one, schemas)],
        "responses": {
            "200": {"description": "できた", "content": answer},
            **{status: {"$ref": f"#/components/responses/{status}"} for status in NOS},
        },
    }
    if one.method == "POST":
        said["parameters"].append(IDEMPOTENCY)
    if one.body is not None:
        said["requestBody"] = {"required": True, "content": _json(one.body.__name__)}
    return said


def _in_path(path: str) -> Iterable[dict[str, Any]]:
    for name in NAMED.findall(path):
        yield {"name": name, "in": "path", "required": True, "schema": PARAMS[name]}


def _in_query(one: Operation, schemas: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    if one.query is not None:
        schema = schemas[one.query.__name__]
        for name, kind in schema["properties"].items():
            yield {"name": name, "in": "query", "required": name in schema.get("required", []), "schema": kind}


def _webhook() -> dict[str, Any]:
    return {
        "summary": "来庁の段階が変わった",
        "requestBody": {"content": _json(Told.__name__)},
        "responses": {"2XX": {"description": "受け取った"}},
    }


def _json(name: str) -> dict[str, Any]:
    return {FORMAT: {"schema": {"$ref": REFS.format(name=name)}}}


assert {str(STATUS.get(reason, 400)) for reason in Reason} - {"500"} <= set(NOS), "a status without its sentence"
