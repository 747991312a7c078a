"""What a city may decide about single sign-on."""

from __future__ import annotations

from typing import Any

import pytest

from handoff.sso import SsoSettings, challenge

WRONG: list[dict[str, Any]] = [
    {"issuer": "http://sso.example.lg.jp", "client": "c"},
    {"issuer": "ftp://sso.example.lg.jp", "client": "c"},
    {"issuer": "https://sso.example.lg.jp?tenant=1", "client": "c"},
    {"issuer": "https://", "client": "c"},
    {"issuer": "https://sso.example.lg.jp"},
    {"only": True},
]


@pytest.mark.parametrize("said", WRONG)
def test_what_would_not_hold_is_refused_when_the_folder_is_read(said: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        SsoSettings(**said)


def test_a_city_has_none_unless_it_says_so() -> None:
    assert SsoSettings().issuer == "" and not SsoSettings().only


def test_the_challenge_is_that_of_the_standard() -> None:
    """RFC 7636, appendix B."""
    assert challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
