"""Pictures of residence cards: the TIFF that the card has, as every other reader of TIFFs sees it."""

from __future__ import annotations

import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from devices.cards.apdu import OddCard
from devices.cards.fax_codes import BLACK, WHITE
from devices.cards.picture import png


def tiff(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.convert("1").save(out, "TIFF", compression="group4")
    return out.getvalue()


def seen(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as image:
        return image.convert("L")


def drawn(seed: int, width: int, height: int) -> Image.Image:
    chance = random.Random(seed)
    image = Image.new("1", (width, height), 1)
    pen = ImageDraw.Draw(image)
    for _ in range(chance.randrange(12)):
        spot = [chance.randrange(-5, width + 5), chance.randrange(-5, height + 5)]
        pen.rectangle((*spot, spot[0] + chance.randrange(width), spot[1] + chance.randrange(9)), chance.randrange(2))
    for _ in range(chance.randrange(80)):
        image.putpixel((chance.randrange(width), chance.randrange(height)), chance.randrange(2))
    return image


def test_each_run_has_a_code_of_its_own() -> None:
    for words in (WHITE, BLACK):
        assert sorted(words.values()) == [*range(64), *range(64, 2561, 64)]
        assert not any(one != other and other.startswith(one) for one in words for other in words)


@given(st.integers(0, 10_000), st.integers(1, 400), st.integers(1, 30))
def test_a_picture_is_the_same_as_png(seed: int, width: int, height: int) -> None:
    image = drawn(seed, width, height)
    assert seen(png(tiff(image))).tobytes() == image.convert("L").tobytes()


@pytest.mark.parametrize("width", [1700, 2600, 4000])
def test_long_runs_are_read(width: int) -> None:
    image = Image.new("1", (width, 6), 1)
    ImageDraw.Draw(image).rectangle((3, 2, width - 30, 3), 0)
    data = tiff(image) + bytes(500)
    assert seen(png(data)).tobytes() == image.convert("L").tobytes()


@given(st.binary(max_size=300), st.integers(0, 200))
def test_no_bytes_hang_or_crash(noise: bytes, at: int) -> None:
    good = tiff(drawn(1, 120, 40))
    for data in (noise, b"II*\x00" + noise, good[:at] + noise + good[at + len(noise) :], good[:at]):
        try:
            made = png(data)
        except OddCard:
            continue
        assert made.startswith(b"\x89PNG")
