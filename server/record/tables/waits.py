"""The tables of wait times: what was foretold and what it became, and what nights learned."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, Double, Index, LargeBinary, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY

from server.record.metadata import METADATA

wait_forecasts: Final = Table(
    "wait_forecasts",
    METADATA,
    Column("visit", Text, primary_key=True),
    Column("queue", Text, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("played", Double, nullable=False),
    Column("stacked", ARRAY(Double), nullable=False),
    Column("said", ARRAY(Double), nullable=False),
    Column("x", ARRAY(Double), nullable=False),
    Column("wait", Double),
    Column("called", BigInteger),
    Column("told", Boolean, nullable=False, server_default="false"),
    Index("ix_wait_forecasts_at", "at"),
)
"""One for each who came into a line; `wait` in minutes from `at`, once somebody called; `told`: a line's boards showed
it."""

wait_models: Final = Table(
    "wait_models",
    METADATA,
    Column("day", Text, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""What the night before a day learned (JSON); no personal data."""
