"""Migrations run while the version before them still serves: from 0015 on each only adds what the old code need not
know (deploy/README.md, "Updating"). What takes away comes one release later, with its reason in `CONTRACTS`."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from server import record

FOLDER = Path(record.__file__).parent / "migrations/versions"
FIRST = "0015"
"""Before it there was no version to update from."""
CONTRACTS: dict[str, str] = {}
"""Migrations that may take away, each with the reason why nobody misses it any more."""
TAKES_AWAY = frozenset(
    {"drop_column", "drop_table", "rename_table", "alter_column", "drop_constraint", "drop_index", "execute"}
    | {"create_unique_constraint", "create_check_constraint", "create_foreign_key"}
)
"""What an old process may stumble over: it reads and writes what is gone, or is refused what was right until then."""


def migrations() -> list[Path]:
    return [path for path in sorted(FOLDER.glob("0*.py")) if path.name[:4] >= FIRST]


def faults(source: str) -> list[str]:
    """What of `upgrade` an old process would not survive."""
    upgrade = next(one for one in ast.parse(source).body if isinstance(one, ast.FunctionDef) and one.name == "upgrade")
    new = {_first(call) for call in _calls(upgrade) if _name(call) == "create_table"}
    found = []
    for call in _calls(upgrade):
        name, table = _name(call), _first(call)
        if name in TAKES_AWAY and table not in new:
            found.append(f"{name} {table}".strip())
        if name == "add_column" and not _free(call):
            found.append(f"add_column {table}: NOT NULL without a server_default")
        if name == "create_index" and len(call.args) > 1 and _flag(call, "unique") and _text(call.args[1]) not in new:
            found.append(f"create_index {table}: unique")
    return found


def _calls(function: ast.FunctionDef) -> list[ast.Call]:
    """Calls of `op`."""
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    return [one for one in calls if isinstance(one.func, ast.Attribute) and ast.unparse(one.func.value) == "op"]


def _name(call: ast.Call) -> str:
    assert isinstance(call.func, ast.Attribute)
    return call.func.attr


def _first(call: ast.Call) -> str:
    return _text(call.args[0]) if call.args else ""


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _flag(call: ast.Call, name: str) -> bool:
    return any(one.arg == name and ast.unparse(one.value) == "True" for one in call.keywords)


def _free(call: ast.Call) -> bool:
    """A new column that an old INSERT need not name."""
    column = call.args[1]
    assert isinstance(column, ast.Call)
    words = {one.arg: ast.unparse(one.value) for one in column.keywords}
    return words.get("nullable", "True") == "True" or "server_default" in words


@pytest.mark.parametrize("path", migrations(), ids=lambda path: path.stem)
def test_the_version_before_it_goes_on_serving(path: Path) -> None:
    assert faults(path.read_text()) == [] or path.name[:4] in CONTRACTS


UPGRADE = "def upgrade():\n    op.create_table('new', sa.Column('a'))\n    {}\n"


@pytest.mark.parametrize(
    ("deed", "wrong"),
    [
        ("op.add_column('visits', sa.Column('b', sa.Text(), nullable=True))", []),
        ("op.add_column('visits', sa.Column('b', sa.Text(), nullable=False, server_default=''))", []),
        ("op.create_index('ix', 'visits', ['b'])", []),
        ("op.create_index('ix', 'new', ['a'], unique=True)", []),
        ("op.create_check_constraint('ck', 'new', 'a > 0')", ["create_check_constraint ck"]),
        (
            "op.add_column('visits', sa.Column('b', sa.Text(), nullable=False))",
            ["add_column visits: NOT NULL without a server_default"],
        ),
        ("op.drop_column('visits', 'note')", ["drop_column visits"]),
        ("op.alter_column('visits', 'note', nullable=False)", ["alter_column visits"]),
        ("op.rename_table('visits', 'calls')", ["rename_table visits"]),
        ("op.create_index('ix', 'visits', ['b'], unique=True)", ["create_index ix: unique"]),
        ("op.execute('DELETE FROM visits')", ["execute DELETE FROM visits"]),
    ],
)
def test_the_rule_sees_what_an_old_process_would_not_survive(deed: str, wrong: list[str]) -> None:
    assert faults(UPGRADE.format(deed)) == wrong
