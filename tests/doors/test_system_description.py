"""The description of the door for other systems: it says what is there, and nothing that it allows brings the house
down (schemathesis)."""

from __future__ import annotations

import asyncio
import secrets
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import CheckFunction, not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from server.web.systems.operations import OPERATIONS
from tests.doors.systems import other
from tests.doors.test_work import finished
from tests.house import RunningHouse

pytestmark = pytest.mark.asyncio(loop_scope="session")
EXAMPLES = 8
HOLDS: list[CheckFunction] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


async def test_it_is_served_to_anybody_and_names_every_operation(city_hall: RunningHouse) -> None:
    status, said = await city_hall.browser().ask("/systems/v1/openapi.json")
    assert (status, said["openapi"]) == (200, "3.1.0")
    there = {(method.upper(), path) for path, ways in said["paths"].items() for method in ways}
    assert there == {(one.method, one.path) for one in OPERATIONS}


async def test_nothing_that_the_description_allows_brings_the_house_down(city_hall: RunningHouse) -> None:
    case = await finished(city_hall)
    rights = ["create", "read", "csv", "pdf", "work"]
    system = await other(city_hall, *rights, forms=["F010"], per_minute=600)
    _, said = await city_hall.browser().ask("/systems/v1/openapi.json")
    await asyncio.to_thread(tried, said, city_hall.address, system.head, case)
    await system.ends()


def tried(described: dict[str, Any], address: str, head: dict[str, str], case: str) -> None:
    """Every operation with requests of all kinds, some of them about a case that there is."""
    for found in schemathesis.openapi.from_dict(described).get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(drawn=operation.as_strategy())
        def once(drawn: schemathesis.Case) -> None:
            named = {**head, "idempotency-key": secrets.token_hex(16)}
            if drawn.path_parameters.get("case", "z") < "k":
                there = {"case": case, "form": "F010"}
                drawn.path_parameters |= {name: there[name] for name in drawn.path_parameters}
            answer = drawn.call(base_url=address, headers=named)
            drawn.validate_response(answer, checks=HOLDS)

        once()
