"""What a certificate costs: held by tests/vectors/fees.json, and by what holds for every list of fees."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff import fees
from handoff.fees import Certificate, CertificateSettings, Use, fee
from server.exchange.city import read_city
from tests.vectors.read import told, vectors

FOUND = vectors("fees")
SETTINGS = msgspec.convert(FOUND["settings"], CertificateSettings)
CITY = read_city(Path(__file__).resolve().parents[2] / "deploy/city/aobano")


@pytest.mark.parametrize("vector", FOUND["cases"], ids=told)
def test_a_fee_is_reckoned_as_the_vectors_say(vector: dict[str, Any]) -> None:
    given = vector["in"] if vector["do"] == "asked_by" else [vector["in"]]
    assert msgspec.to_builtins(getattr(fees, vector["do"])(SETTINGS, *given)) == vector["out"]


@given(st.integers(0, 10_000), st.integers(1, 20), st.booleans())
def test_a_fee_is_its_copies_times_its_price_or_nothing(yen: int, copies: int, is_free: bool) -> None:
    use = Use("年金の請求", ["除票"] if is_free else ["附票"])
    settings = CertificateSettings(kinds=[Certificate("除票", "Q180", yen)], uses=[use])
    found = fee(settings, {"cert_kind": "除票", "cert_copies": copies, "cert_purpose": "年金の請求"})
    assert found is not None
    assert found.total == found.each * copies == (0 if is_free else yen * copies)
    assert (found.why == "listed") == (found.total > 0)


def test_the_demo_city_has_a_fee_for_every_kind_and_its_questions_exist() -> None:
    settings, catalog = CITY.settings.certificates, CITY.catalog
    kinds = catalog.items["cert_kind"]["validation"].removeprefix("enum:").split(",")
    assert [one.kind for one in settings.kinds] == kinds
    questions = {row["q_id"] for row in catalog.tables["questions"]}
    assert {settings.oneself, settings.photo, *settings.options.values()} <= questions
    assert {one.question for one in settings.kinds} <= questions
    assert settings.event in catalog.events
    assert settings.options.keys() <= set(catalog.items["cert_opts"]["validation"].removeprefix("enum:").split(","))
    assert all(set(use.free) <= set(kinds) for use in settings.uses)
