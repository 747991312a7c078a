"""A file of residents, read as a profile says: in a process of its own, row by row, so that memory stays bounded."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

import msgspec

from handoff.filefault import MOST, BadFile, FileFault, bad
from handoff.import_profile import Profile, places
from handoff.import_row import Resident, resident_of

BATCH: Final = 100
"""So many residents are sealed before others are served again."""
LONGEST_FIELD: Final = 10_000
CODECS: Final = {"utf-8": "utf-8-sig", "utf-8-sig": "utf-8-sig", "cp932": "cp932", "utf-16": "utf-16"}
"""A byte order mark in front of UTF-8 is left out whether the profile speaks of it or not."""


def job(question: bytes, file: bytes) -> Iterator[bytes]:
    """First which column of the file is what (heading -> item's name, "" = not taken), then the residents."""
    profile = msgspec.msgpack.decode(question, type=Profile)
    for part in read(profile, file):
        yield msgspec.msgpack.encode(part)


def read(profile: Profile, file: bytes) -> Iterator[dict[str, str] | list[Resident]]:
    """The columns, then the residents. `BadFile` with all rows that are wrong (the first 200 of them)."""
    reader = _Reader(profile)
    rows = _rows(profile, file)
    if profile.header:
        first = next(rows, None)
        if first is None:
            raise bad("ファイルに行がひとつもありません。")
        yield reader.begin(first[1])
    else:
        yield reader.begin([])
    batch: list[Resident] = []
    for line, row in rows:
        one = reader.take(line, row)
        if one is not None:
            batch.append(one)
        if len(batch) >= BATCH:
            yield batch
            batch = []
    reader.end()
    yield batch


class _Reader:
    """Rows into residents, and what is wrong with them."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.places: dict[str, int] = {}
        self.latest: int | None = None
        self.columns = 0
        self.seen: dict[str, int] = {}
        self.faults: list[FileFault] = []

    def begin(self, headings: list[str]) -> dict[str, str]:
        """Which column is what."""
        self.places, self.latest, wrong = places(self.profile, headings)
        if wrong:
            raise BadFile(*wrong)
        self.columns = len(headings) or max(self.places.values()) + 1
        named = {place: self.profile.of.headings[item] for item, place in self.places.items()}
        if not headings:
            return {str(place + 1): name for place, name in sorted(named.items())}
        return {heading.strip()[:LONGEST_FIELD]: named.get(place, "") for place, heading in enumerate(headings)}

    def take(self, line: int, row: list[str]) -> Resident | None:
        """One row; None when it is wrong or not the newest of its resident."""
        if len(row) != self.columns if self.profile.header else len(row) < self.columns:
            self._wrong(FileFault("列の数が見出しと合いません。", row=line))
            return None
        if self.latest is not None and row[self.latest].strip() != self.profile.latest_value:
            return None
        one = resident_of(self.profile, self.places, row, line)
        if isinstance(one, list):
            self._wrong(*one)
            return None
        if (before := self.seen.setdefault(one.number, line)) != line:
            column = self.profile.of.headings[self.profile.of.one[0]]
            self._wrong(FileFault(f"{before}行目と同じ{column}です。", row=line, column=column))
            return None
        if len(self.seen) > (most := self.profile.of.most_rows):
            raise bad(f"{most:,}人までです。分けて取り込んでください。")
        return one

    def _wrong(self, *faults: FileFault) -> None:
        self.faults += faults
        if len(self.faults) >= MOST:
            raise BadFile(*self.faults)

    def end(self) -> None:
        """All rows were read."""
        if self.faults:
            raise BadFile(*self.faults)
        if not self.seen:
            raise bad("取り込む行がひとつもありません。最新フラグの設定とファイルの中身を確かめてください。")


def _rows(profile: Profile, file: bytes) -> Iterator[tuple[int, list[str]]]:
    """(line as a person counts it, cells); empty lines are left out."""
    if file[:2] == b"PK":
        raise bad("CSV を選んでください（Excel のブックや zip は取り込めません）。")
    csv.field_size_limit(LONGEST_FIELD)
    words = io.TextIOWrapper(io.BytesIO(file), CODECS[profile.encoding], newline="")
    line = 0
    try:
        for line, row in enumerate(
            csv.reader(words, delimiter=profile.delimiter, quotechar=profile.quote, strict=True), 1
        ):
            if row:
                yield line, row
    except UnicodeError:
        said = f"文字を読めません。ファイルの文字コードが、取込定義の {profile.encoding} と違うようです。"
        raise bad(said, row=line + 1) from None
    except csv.Error:
        raise bad("CSV として読めません。引用符が閉じていないか、1つの欄が長すぎます。", row=line + 1) from None
