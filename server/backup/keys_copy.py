"""The second place of a city's keys. It follows the first: what was made there is copied, what was destroyed there is
destroyed here as well, or an old copy would open what was erased. Cases' keys are wrapped by the city's; the city's own
(`ring.json`) is sealed by the backup's key."""

from __future__ import annotations

import io
import os
import secrets
from pathlib import Path
from typing import Final

from server.vault.stream import NotWhole, SealedReader, SealedWriter

RING: Final = "ring.json"
SEALED: Final = "ring.sealed"
CASES: Final = "cases"


def follow(keys: Path, copy: Path, key: bytes) -> tuple[int, int]:
    """Make the copy what the folder is now; how many keys of cases were new, and how many were destroyed."""
    (copy / CASES).mkdir(mode=0o700, parents=True, exist_ok=True)
    _put(copy / SEALED, _seal((keys / RING).read_bytes(), key))
    here, there = _cases(keys), _cases(copy)
    new = 0
    for name in sorted(here):
        try:
            content = (keys / CASES / name).read_bytes()
        except FileNotFoundError:  # destroyed this moment
            continue
        if name not in there or (copy / CASES / name).read_bytes() != content:
            _put(copy / CASES / name, content)
            new += name not in there
    gone = there - _cases(keys)
    for name in sorted(gone):
        _destroy(copy / CASES / name)
    return new, len(gone)


def back(copy: Path, keys: Path, key: bytes) -> None:
    """A folder of keys as it was copied last. Refused (`FileExistsError`) where there is one. Raises what
    `SealedReader` raises when the copy's ring cannot be opened."""
    with (copy / SEALED).open("rb") as file:
        ring = SealedReader(file, key).read(1 << 20)
    if not ring:
        raise NotWhole
    keys.mkdir(mode=0o700, parents=True)
    for name in sorted(_cases(copy)):
        _put(keys / CASES / name, (copy / CASES / name).read_bytes())
    _put(keys / RING, ring)


def _cases(folder: Path) -> set[str]:
    """The names of all keys of cases, `<xx>/<case>`; drafts of files are none."""
    found = (folder / CASES).glob("*/*")
    return {f"{file.parent.name}/{file.name}" for file in found if not file.name.startswith(".")}


def _seal(content: bytes, key: bytes) -> bytes:
    out = io.BytesIO()
    sealed = SealedWriter(out, key)
    sealed.write(content)
    sealed.close()
    return out.getvalue()


def _put(path: Path, content: bytes) -> None:
    """Whole on the disk or not at all, readable by its owner alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _destroy(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(secrets.token_bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
