"""Under whose name PostgreSQL runs, which refuses to be root. Nothing on the machine is changed."""

from __future__ import annotations

import contextlib
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from server.embedded.refused import EngineRefused

NOBODY = 65534
NAMESPACE = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}", "--")


@dataclass(frozen=True)
class Identity:
    """A command prefix, or a uid to change to, or neither."""

    prefix: tuple[str, ...] = ()
    uid: int | None = None

    def own(self, path: Path) -> None:
        """Give a path to whoever the server runs as."""
        if self.uid is not None:
            os.chown(path, self.uid, self.uid)


def choose(program: Path, state: Path) -> Identity:
    """As an ordinary user: oneself. As root: a user namespace that shows root as an ordinary uid (files stay owned
    by root), or where the machine forbids that, the user nobody, if it can reach the program and the data."""
    if os.geteuid() != 0:
        return Identity()
    with contextlib.suppress(OSError):
        if subprocess.run([*NAMESPACE, "true"], capture_output=True).returncode == 0:
            return Identity(prefix=NAMESPACE)
    nobody = Identity(uid=NOBODY)
    if reaches(nobody, program, state):
        return nobody
    raise EngineRefused(
        f"root では PostgreSQL を動かせず、nobody は {program} か {state} に届きません。"
        "一般の利用者で起動するか、DATABASE_URL を設定してください。"
    )


def reaches(who: Identity, program: Path, state: Path) -> bool:
    """Whether that user can run the program with the state directory as its working directory."""
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        command = [str(program), "--version"]
        tried = subprocess.run(command, capture_output=True, cwd=state, user=who.uid, group=who.uid, extra_groups=[])
        return tried.returncode == 0
    return False
