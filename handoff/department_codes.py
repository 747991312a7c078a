"""所属コードの変換表: which department another one is from a day on. As a file of its own where the users' file stands,
it says of everybody with an old code what their row would say. It is kept: a users' file that still carries a code that
is gone by its day is refused with what the code became."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from handoff.account import LABELS, Account
from handoff.account_file import Said
from handoff.filefault import FileFault

OLD: Final = "旧所属コード"
NEW: Final = "新所属コード"
NAME: Final = "新所属"
HEADINGS: Final = (OLD, NEW, NAME)


def is_table(headings: Sequence[str]) -> bool:
    """Whether a file with these headings is a conversion table, and no users' file."""
    return OLD in headings


def faults(lines: Sequence[Sequence[str]], accounts: Iterable[Account]) -> list[FileFault]:
    """All that is wrong with the table itself: headings, empty cells, a code that stands twice, one that nobody has."""
    headings = lines[0]
    if sorted(headings) != sorted(HEADINGS):
        return [FileFault(f"見出しは「{'」「'.join(HEADINGS)}」の3つにしてください。", row=1)]
    return [fault for number, row in _rows(lines) for fault in _wrong(number, row)] or _together(lines, accounts)


def users_lines(lines: Sequence[Sequence[str]], accounts: Iterable[Account]) -> list[Said]:
    """What a table without faults says of each account, as the users' file would. All at once: A becomes B and B
    becomes C without anybody of A becoming C."""
    table = {row[OLD]: (number, row) for number, row in _rows(lines)}
    found = ((account, table[account.department_code]) for account in accounts if account.department_code in table)
    return [Said(number, _users_row(account, row)) for account, (number, row) in found]


class Table(msgspec.Struct, frozen=True):
    """A table that was brought: from which day on, and old code -> the new code and what the department is called."""

    day: str
    codes: dict[str, tuple[str, str]]


def table_of(lines: Sequence[Sequence[str]], day: str) -> Table:
    """A table without faults, as it is kept."""
    return Table(day, {row[OLD]: (row[NEW], row[NAME]) for _, row in _rows(lines)})


def gone(tables: Iterable[Table], day: str) -> dict[str, str]:
    """Codes that no department has on a day, by the tables that were brought (oldest first), each with what it became,
    in a sentence. A code that a later table gives again is in use."""
    found: dict[str, str] = {}
    for table in sorted(tables, key=lambda one: one.day):
        if table.day > day:
            break
        found |= {old: f"{table.day}から「{new}」（{name}）です。" for old, (new, name) in table.codes.items()}
        for new, _ in table.codes.values():
            found.pop(new, None)
    return found


def outdated(rows: Iterable[Said], gone: Mapping[str, str]) -> list[FileFault]:
    """Rows of a users' file that carry a code which is gone."""
    column = LABELS["department_code"]
    said = ((one.number, one.row.get(column, "").strip()) for one in rows)
    return [
        FileFault(f"所属コード「{code[:40]}」は、{gone[code]}", row=number, column=column)
        for number, code in said
        if code in gone
    ]


def _users_row(account: Account, row: dict[str, str]) -> dict[str, str]:
    said = {"login": account.login, "department_code": row[NEW], "department": row[NAME]}
    return {LABELS[field]: value for field, value in said.items()}


def _rows(lines: Sequence[Sequence[str]]) -> list[tuple[int, dict[str, str]]]:
    """Each line's number and its cells; none of a line that has another number of them than the headings."""
    return [(number, _cells(lines[0], line)) for number, line in enumerate(lines[1:], start=2)]


def _cells(headings: Sequence[str], line: Sequence[str]) -> dict[str, str]:
    if len(line) != len(headings):
        return {}
    return {heading: cell.strip() for heading, cell in zip(headings, line, strict=True)}


def _wrong(number: int, row: dict[str, str]) -> list[FileFault]:
    if not row:
        return [FileFault("列の数が見出しと合いません。", row=number)]
    return [FileFault(f"{one}を入れてください。", row=number, column=one) for one in HEADINGS if not row[one]]


def _together(lines: Sequence[Sequence[str]], accounts: Iterable[Account]) -> list[FileFault]:
    rows = _rows(lines)
    times = Counter(row[OLD] for _, row in rows)
    used = {account.department_code for account in accounts}
    wrong = []
    for number, row in rows:
        code = row[OLD]
        if times[code] > 1:
            wrong.append(FileFault(f"「{code[:40]}」が2行以上あります。", row=number, column=OLD))
        elif code not in used:
            wrong.append(FileFault(f"所属コードが「{code[:40]}」の方はいません。", row=number, column=OLD))
    return wrong
