"""The service of card readers, with nothing on its readers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.devices.pcscd import Pcscd, in_service


@pytest.fixture
def pcscd() -> Iterator[Pcscd]:
    with in_service() as service:
        yield service
