"""Under whose name PostgreSQL runs, which refuses to be root. Nothing on the machine is changed."""

from __future__ import annotations

import contextlib
import os
import pwd
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
    """As an ordinary user: oneself. As root, or as a uid that no user of the machine has (containers): a user
    namespace that shows an ordinary uid (files keep their owner). Where the machine forbids that, root takes the user
    nobody, if it can reach the program and the data."""
    uid = os.geteuid()
    if uid != 0 and has_name(uid):
        return Identity()
    with contextlib.suppress(OSError):
        if subprocess.run([*NAMESPACE, "true"], capture_output=True).returncode == 0:
            return Identity(prefix=NAMESPACE)
    if uid != 0:
        raise EngineRefused(
            f"利用者番号 {uid} に名前がないため PostgreSQL を動かせません。DATABASE_URL を設定してください。"
        )
    nobody = Identity(uid=NOBODY)
    if reaches(nobody, program, state):
        return nobody
    raise EngineRefused(
        f"root では PostgreSQL を動かせず、nobody は {program} か {state} に届きません。"
        "一般の利用者で起動するか、DATABASE_URL を設定してください。"
    )


def has_name(uid: int) -> bool:
    """Whether the machine knows a user of that number; initdb asks for it."""
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def reaches(who: Identity, program: Path, state: Path) -> bool:
    """Whether that user can run the program with the state directory as its working directory."""
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        command = [str(program), "--version"]
        tried = subprocess.run(command, capture_output=True, cwd=state, user=who.uid, group=who.uid, extra_groups=[])
        return tried.returncode == 0
    return False
