"""Everything from a fresh clone, with Python 3.11 and nothing else: `python3 -m deploy.dev VERB [arguments]`.

run    set up and start the server
test   set up and run all tests; arguments go to pytest
check  style, types, imports, wire types, clients
bench  measure; an argument names one bench
chaos  hurt a running hall in every way and look whether anything is lost; an argument names one fault
demo   start the server with a busy hour in it: pretend clerks and visitors, and a button that kills Redis
build  set up and build the browser clients
lock   make the requirement locks anew
help   show this
"""

from __future__ import annotations

import os
import sys

from deploy import clients, debian, locks, python
from deploy.shell import BIN, ROOT, StepFailed, alone, become, environment, say, sh

SET_UP = ROOT / "var/set-up.lock"
WORKERS = min(os.cpu_count() or 1, 4) + 1  # one more than there are processors: much of a test is waiting


def run(arguments: list[str]) -> None:
    """Start the server in this terminal."""
    say("つなぐ窓口の準備をしています。")
    set_up(python.RUNTIME)
    backups = f"{os.environ.get('MADOGUCHI_STATE', 'var')}/backups"
    wanted = {"MADOGUCHI_BACKUPS": backups, "MADOGUCHI_PRETEND_READERS": "1", "MADOGUCHI_TRAINING_BESIDE": "1"}
    become(BIN / "python", "-m", "server", *arguments, env={**wanted, **environment()})


def test(arguments: list[str]) -> None:
    """All tests, or what the arguments choose."""
    debian.need()
    set_up(python.DEVELOPMENT)
    if not arguments and (clients.CLIENTS / "package.json").exists():
        clients.test()
    spread = ["-n", str(WORKERS), "--dist", "worksteal"] if not arguments else []
    become(BIN / "python", "-m", "pytest", *spread, *arguments)


def check(_arguments: list[str]) -> None:
    """Every check, also after one failed; the failed ones are named at the end."""
    debian.need(debian.COMPILING)
    with alone(SET_UP):
        python.install(python.DEVELOPMENT)
    commands: list[list[str]] = [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["lint-imports"],
        ["python", "-m", "deploy.wire", "--check"],
        ["python", "-m", "deploy.contents", "--check"],
        ["python", "-m", "deploy.licences", "--check"],
    ]
    failed = [command for command in commands if not _passes(command)]
    if (clients.CLIENTS / "package.json").exists():
        try:
            clients.check()
        except StepFailed:
            failed.append(["clients"])
    if failed:
        raise StepFailed("check failed: " + ", ".join(" ".join(command) for command in failed))
    say("all checks passed")


def bench(arguments: list[str]) -> None:
    """Measurements, one JSON line each on standard output."""
    debian.need(debian.COMPILING)
    set_up(python.DEVELOPMENT)
    become(BIN / "python", "-m", "tests.bench", *arguments)


def chaos(arguments: list[str]) -> None:
    """The matrix of faults, one JSON line a run on standard output."""
    debian.need(debian.COMPILING | {"haproxy"})
    set_up(python.DEVELOPMENT)
    only = ["--only", *arguments] if arguments and not arguments[0].startswith("-") else arguments
    become(BIN / "python", "-m", "tests.chaos", *only)


def demo(arguments: list[str]) -> None:
    """The demo city in a busy hour, until Ctrl-C."""
    debian.need(debian.COMPILING)
    set_up(python.DEVELOPMENT)
    become(BIN / "python", "-m", "tests.demo", *arguments)


def build(_arguments: list[str]) -> None:
    """The browser clients."""
    set_up(python.RUNTIME)


def lock(_arguments: list[str]) -> None:
    """The requirement locks."""
    debian.need(debian.COMPILING)
    locks.make()


def help(_arguments: list[str]) -> None:  # noqa: A001 (the verb's name)
    """What there is."""
    print(__doc__.strip())


def set_up(requirements: str) -> None:
    """Python and clients, one set-up at a time."""
    with alone(SET_UP):
        python.install(requirements)
        clients.build()


def _passes(command: list[str]) -> bool:
    say(" ".join(command))
    try:
        sh(BIN / command[0], *command[1:], env=environment())
    except StepFailed:
        return False
    return True


VERBS = {verb.__name__: verb for verb in (run, test, check, bench, chaos, demo, build, lock, help)}


def main() -> None:
    """Do one verb."""
    python.need_new_enough()
    os.chdir(ROOT)
    name, *arguments = sys.argv[1:] or ["help"]
    if name not in VERBS:
        raise StepFailed(f"unknown verb {name}; there are: {', '.join(VERBS)}")
    VERBS[name](arguments)


if __name__ == "__main__":
    main()
