"""Sealed streams: what went in comes out, and whatever is done to a file is noticed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.vault import stream
from server.vault.stream import HEAD, PIECE, TAG, NotSealed, NotWhole, OtherKey, SealedReader, SealedWriter, key_at

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))


def sealed(content: bytes, key: bytes = KEY) -> bytes:
    out = io.BytesIO()
    writer = SealedWriter(out, key)
    writer.write(content)
    writer.close()
    return out.getvalue()


def opened(file: bytes, key: bytes = KEY) -> bytes:
    reader, found = SealedReader(io.BytesIO(file), key), b""
    while piece := reader.read(65_536):
        found += piece
    return found


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 7])
def test_what_went_in_comes_out(size: int) -> None:
    content = (bytes(range(256)) * (size // 256 + 1))[:size]
    assert opened(sealed(content)) == content


@given(st.binary(max_size=300), st.data())
def test_a_changed_byte_is_noticed(content: bytes, data: st.DataObject) -> None:
    file = bytearray(sealed(content))
    place = data.draw(st.integers(0, len(file) - 1))
    file[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises((NotSealed, OtherKey, NotWhole)):
        opened(bytes(file))


@given(st.binary(max_size=300), st.data())
def test_a_cut_is_noticed(content: bytes, data: st.DataObject) -> None:
    file = sealed(content)
    with pytest.raises((NotSealed, NotWhole)):
        opened(file[: data.draw(st.integers(0, len(file) - 1))])


def test_pieces_left_out_exchanged_or_cut_off_between_two_are_noticed() -> None:
    file = sealed(bytes(3 * PIECE))
    head, pieces = file[:HEAD], [file[HEAD + n * (PIECE + TAG) :][: PIECE + TAG] for n in range(3)]
    assert opened(head + b"".join(pieces)) == bytes(3 * PIECE)
    for others in ([pieces[0], pieces[1]], [pieces[1], pieces[0], pieces[2]], [pieces[0], pieces[2]], [*pieces, b"x"]):
        with pytest.raises(NotWhole):
            opened(head + b"".join(others))


def test_another_key_is_told_from_damage_and_two_files_have_nothing_in_common() -> None:
    with pytest.raises(OtherKey):
        opened(sealed(b"x"), OTHER)
    assert sealed(b"x")[-17:] != sealed(b"x")[-17:]


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "keys/backup.key"
    with pytest.raises(FileNotFoundError):
        key_at(file)
    made = key_at(file, make=True)
    assert key_at(file, make=True) == key_at(file) == made != bytes(stream.KEY_BYTES)
    assert file.stat().st_mode & 0o077 == 0
    file.write_text("himitsu")
    with pytest.raises(ValueError, match="64 hex") as wrong:
        key_at(file, make=True)
    assert "himitsu" not in str(wrong.value)
