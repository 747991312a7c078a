"""The tables of the people who work here: clerks, their sessions, their attempts."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Identity, Index, LargeBinary, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY

from server.record.metadata import METADATA

clerks: Final = Table(
    "clerks",
    METADATA,
    Column("clerk", Text, primary_key=True),
    Column("login", Text, nullable=False, unique=True),
    Column("password", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("roles", ARRAY(Text), nullable=False),
    Column("sees", ARRAY(Text), nullable=False),
    Column("offices", ARRAY(Text), nullable=False),
    Column("groups", ARRAY(Text), nullable=False),
    Column("valid_from", Text, nullable=False),
    Column("valid_to", Text),
    Column("disabled", Boolean, nullable=False, server_default="false"),
    Column("kana", Text, nullable=False, server_default=""),
    Column("department_code", Text, nullable=False, server_default=""),
    Column("sort", Text, nullable=False, server_default="staff"),
    Column("teams", ARRAY(Text), nullable=False, server_default="{}"),
    Column("rights", ARRAY(Text), nullable=False, server_default="{}"),
    Column("subject", Text, unique=True),
    Column("rev", BigInteger, nullable=False, server_default="1"),
    Column("password_at", BigInteger, nullable=False, server_default="0"),
    Column("password_due", Boolean, nullable=False, server_default="false"),
    Column("unlocked_at", BigInteger, nullable=False, server_default="0"),
    Column("secret", Text),
    Column("secret_step", BigInteger, nullable=False, server_default="0"),
)
"""`password` is an argon2id hash, "" where there is none yet. `sees` are the rights of view; `groups` the counters
where the clerk usually works; `rights` grants (`handoff.rights`). `rev` grows with every change of what the account may
do. `password_due`: the next log-in asks for a new one. Wrong tries before `unlocked_at` count no more. `secret`: of the
second factor, sealed; `secret_step`: the last step that was used."""

sessions: Final = Table(
    "sessions",
    METADATA,
    Column("sha", LargeBinary, primary_key=True),
    Column("clerk", Text, ForeignKey("clerks.clerk"), nullable=False),
    Column("office", Text, nullable=False),
    Column("window", Text),
    Column("begun", BigInteger, nullable=False),
    Column("seen", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
    Column("ended", BigInteger),
    Column("rev", BigInteger, nullable=False, server_default="0"),
    Column("proved", BigInteger, nullable=False, server_default="0"),
    Column("sso", Boolean, nullable=False, server_default="false"),
    Column("browser", Text, nullable=False, server_default=""),
    Index(None, "clerk"),
)
"""`rev`: of the account, as the doors know this session; `proved`: when its clerk last showed who it is (log-in or
step-up); `sso`: it began at the city's single sign-on; `browser`: in which one (`handoff.browser`)."""

login_attempts: Final = Table(
    "login_attempts",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("login", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("good", Boolean, nullable=False),
    Index(None, "login", "at"),
)
