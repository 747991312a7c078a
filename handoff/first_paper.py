"""ログインのご案内: the paper with a first password, one page a person, handed over in person."""

from __future__ import annotations

import msgspec


class FirstPaper(msgspec.Struct, frozen=True):
    """What stands on it. `until`: the last day on which the password is taken, `YYYY-MM-DD`; `length`: the least of the
    new one."""

    city: str
    name: str
    department: str
    login: str
    password: str
    printed: str
    until: str
    length: int
