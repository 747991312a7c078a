"""Other systems: what a key may do, where a notice may go, how it is signed, when it is tried again."""

from __future__ import annotations

import hashlib
import hmac
from ipaddress import ip_address, ip_network

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.messages import Row
from handoff.rights import limits_of
from handoff.system import RIGHTS, System, faults, tidy
from handoff.system_notice import TRIES, SystemSettings, again_at, may_be_told, signature, target_of, told

TODAY = "2027-04-01"
GOOD = System("給付システム", "main", ["csv", "work"], ["F010"], target="https://kyufu.example.lg.jp/hook")


def wrong(**change: object) -> set[str]:
    system = tidy(msgspec.structs.replace(GOOD, **change))
    return {one.column for one in faults(system, ["main"], ["F010", "F020"], TODAY)}


def test_a_key_reaches_its_forms_and_its_office_alone() -> None:
    limits = limits_of(GOOD.sees)
    assert limits.may("export", "form", "F010")
    assert not limits.may("print", "form", "F010")
    assert not limits.may("export", "form", "F020")
    assert limits.may("export", "item", "m_name")
    assert not limits.may("write", "item", "m_name")
    assert limits.may("read", "office", "main")
    assert not limits.may("read", "office", "west")
    assert "S" not in GOOD.sees


def test_who_may_take_out_no_form_has_none() -> None:
    limits = limits_of(System("受付", "main", ["create", "read"]).sees)
    assert limits.may("write", "item", "m_name")
    assert not limits.may("print", "form", "F010")
    assert not limits.may("read", "form", "F010")


@given(st.lists(st.sampled_from(RIGHTS), unique=True), st.lists(st.sampled_from(["L3", "L4"]), unique=True))
def test_no_key_ever_sees_where_a_protected_person_lives(rights: list, levels: list) -> None:  # type: ignore[type-arg]
    assert "S" not in System("x", "main", rights, ["F010"], levels).sees


def test_each_fault_names_its_field() -> None:
    assert wrong() == set()
    assert wrong(name=" ") == {"name"}
    assert wrong(name="=cmd") == {"name"}
    assert wrong(name="あ" * 41) == {"name"}
    assert wrong(office="nowhere") == {"office"}
    assert wrong(rights=[]) == {"rights"}
    assert wrong(forms=[]) == {"forms"}
    assert wrong(forms=["F999"]) == {"forms"}
    assert wrong(levels=["S"]) == {"levels"}
    assert wrong(per_minute=0) == wrong(per_minute=601) == {"per_minute"}
    assert wrong(until="2027-03-31") == wrong(until="あした") == {"until"}
    assert wrong(target="ftp://example.jp/") == {"target"}


@pytest.mark.parametrize("url", ["https://u:p@a.jp/", "https://a.jp/#x", "https:///x", "https://a.jp:99999/", "a.jp"])
def test_an_address_that_is_none_is_no_target(url: str) -> None:
    assert target_of(url) is None


INSIDE = (
    *("127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"),
    *("::1", "fe80::1", "fd00::1", "::ffff:127.0.0.1"),
)


@pytest.mark.parametrize("address", INSIDE)
def test_a_notice_goes_to_no_place_inside(address: str) -> None:
    target = target_of("https://example.jp/")
    assert target is not None
    assert not may_be_told(target, ip_address(address), [])
    plain = getattr(ip_address(address), "ipv4_mapped", None) or ip_address(address)
    assert may_be_told(target, ip_address(address), [ip_network(plain)])


def test_without_encryption_it_goes_into_the_citys_own_networks_alone() -> None:
    plain, public, own = (
        target_of("http://example.jp/"),
        ip_address("203.0.114.9"),
        SystemSettings(["10.0.0.0/8"]).own(),
    )
    assert plain is not None
    assert not may_be_told(plain, public, own)
    assert may_be_told(plain, ip_address("10.1.2.3"), own)
    with pytest.raises(ValueError, match="10"):
        SystemSettings(["10.0.0.1/8"])


def test_a_notice_is_signed_with_its_time() -> None:
    said = signature(b"secret", 1_800_000_000, b'{"a":1}')
    wanted = hmac.new(b"secret", b'1800000000.{"a":1}', hashlib.sha256).hexdigest()
    assert said == f"t=1800000000,v1={wanted}"


def test_a_notice_names_nobody() -> None:
    row = Row(
        "v" * 16, "c" * 16, 3, "main", TODAY, "A001", "serving", "L01", "S04", 1, 2, 3, clerk="U05", reason="なし"
    )
    said = msgspec.to_builtins(told("7", "給付", row))
    assert said.keys() == {
        *("notice", "system", "what", "case", "visit", "version", "number", "office", "service", "stage", "since"),
        "result",
    }


def test_what_fails_is_tried_later_and_later_for_about_a_day() -> None:
    waits = [(again_at(0, tries) or 0) for tries in range(1, TRIES)]
    assert waits == sorted(waits)
    assert waits[0] == 10_000
    assert 20 * 3_600_000 < sum(waits) < 30 * 3_600_000
    assert again_at(0, TRIES) is None
