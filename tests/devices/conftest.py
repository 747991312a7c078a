"""The service of card readers, with nothing on its readers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.devices.pcscd import Pcscd, empty, ours, until


@pytest.fixture
def pcscd() -> Iterator[Pcscd]:
    service = ours()
    service.start()
    until(lambda: empty(service), "empty readers")
    yield service
    service.rest()
