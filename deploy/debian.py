"""The Debian packages that tests need: installed when we are root, named in one line when we are not."""

from __future__ import annotations

import os
import shutil
import subprocess

from deploy.shell import ROOT, StepFailed, say, sh

LIST = ROOT / "deploy/debian.txt"
COMPILING = frozenset({"gcc", "libc6-dev", "libpcsclite-dev"})
"""What the Python packages of development are compiled with."""


def need(only: frozenset[str] | None = None) -> None:
    """See that all are there, or `only` these. On a machine without dpkg nobody can say; the tests then tell what they
    miss."""
    if not shutil.which("dpkg-query"):
        say("not a Debian machine: the programs of deploy/debian.txt must be there by other means")
        return
    missing = [name for name in _listed() if (only is None or name in only) and not _installed(name)]
    if not missing:
        return
    line = f"apt-get install -y --no-install-recommends {' '.join(missing)}"
    if os.geteuid() != 0:
        raise StepFailed(f"this needs Debian packages that are missing here. Please run:\n\n    sudo {line}\n")
    say(f"installing Debian packages: {' '.join(missing)}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    sh("apt-get", "update", "-qq", env=env)
    sh(*line.split(), "-qq", env=env)


def _listed() -> list[str]:
    lines = (line.split("#")[0].strip() for line in LIST.read_text().splitlines())
    return [line for line in lines if line]


def _installed(name: str) -> bool:
    asked = subprocess.run(["dpkg-query", "-W", "-f=${Status}", name], capture_output=True, text=True)
    return asked.stdout == "install ok installed"
