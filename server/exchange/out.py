"""CSV files that go out: written in the receiving system's encoding, and laid into a folder whole or not at all."""

from __future__ import annotations

import csv
import io
import os
import secrets
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from handoff.conversion import Encoding
from handoff.filefault import bad
from handoff.refusal import Reason, Refused


def write(lines: Iterable[Sequence[str]], encoding: Encoding) -> bytes:
    """The file: CRLF, commas, quotes where they are needed. What the encoding lacks was converted before
    (`handoff/conversion.py`); one that was not is a bug."""
    made = io.StringIO(newline="")
    csv.writer(made).writerows(lines)
    return made.getvalue().encode(encoding)


def read(file: bytes) -> list[list[str]]:
    """The lines of such a file, in either encoding. `BadFile` for what is none."""
    for encoding in ("utf-8-sig", "cp932"):
        try:
            words = file.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            return list(csv.reader(io.StringIO(words, newline=""), strict=True))
        except csv.Error:
            break
    raise bad("CSV として読めません。UTF-8 か Shift_JIS で保存してください。")


def pack(files: Sequence[tuple[str, bytes]]) -> bytes:
    """Several files as a zip."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, file in files:
            bundle.writestr(name, file)
    return made.getvalue()


def lay(folder: Path, name: str, file: bytes) -> None:
    """The file stands in the folder under its name, whole: written beside it under a hidden name, brought to the disk,
    then renamed. Refused with `not_now` when the folder cannot be written (`at`: folder); nothing is left behind."""
    beside = folder / f".{secrets.token_hex(8)}.part"
    try:
        with beside.open("xb") as made:
            made.write(file)
            made.flush()
            os.fsync(made.fileno())
        beside.replace(folder / name)
        _settle(folder)
    except OSError:
        beside.unlink(missing_ok=True)
        raise Refused(Reason.not_now, at="folder") from None


def _settle(folder: Path) -> None:
    """The rename itself comes to the disk; a share of another system may not know how, and then it is that system's."""
    try:
        place = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(place)
    except OSError:
        pass
    finally:
        os.close(place)
