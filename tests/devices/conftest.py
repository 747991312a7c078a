"""One service of card readers for all tests of a process: its socket's place is read once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.devices.pcscd import Pcscd, addressed, empty, until


@pytest.fixture(scope="session")
def service() -> Iterator[Pcscd]:
    found = Pcscd(readers=2)
    try:
        found.start()
        addressed(found)
        yield found
    finally:
        found.stop()


@pytest.fixture
def pcscd(service: Pcscd) -> Iterator[Pcscd]:
    until(lambda: empty(service), "empty readers")
    yield service
    for slot in service.slots:
        slot.pull_at = None
        slot.remove()
