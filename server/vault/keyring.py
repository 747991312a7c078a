"""The keys of a city, in a folder outside both databases.

`ring.json` holds the city keys by generation (the newest wraps), the key of the blind index, and the house's own key
for what lives minutes. `cases/<xx>/<case>` holds a case's data key, wrapped by a city key: destroying that file erases
the case everywhere, in every backup of the databases too. Several processes and machines may share the folder.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
AT_HAND: Final = 20_000
"""So many data keys are held in memory, as they are: a prepared cipher takes 2.6 KB, and is prepared in 2 µs."""


class NoKey(ValueError):
    """The key is not there, or does not open this. Its text names the case at most."""


class StillUsed(RuntimeError):
    """An older city key wrapped something until now."""


class Keyring:
    """The folder of one city. Made with new keys when it is not there. Another process may turn the city's keys."""

    def __init__(self, folder: Path, city: str) -> None:
        self.city = city
        self._cases = folder / "cases"
        self._ring = folder / "ring.json"
        self._at_hand: OrderedDict[str, bytes] = OrderedDict()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._cases.mkdir(mode=0o700, exist_ok=True)
        if not self._ring.exists():
            fresh = {"city": {"1": _word()}, "index": _word(), "house": _word()}
            _put(self._ring, json.dumps(fresh).encode(), replace=False)
        self._read()

    def _read(self) -> None:
        self._stamp = _stamp(self._ring)
        said = json.loads(self._ring.read_text())
        self._city = {int(name): base64.b64decode(word) for name, word in said["city"].items()}
        self.index = base64.b64decode(said["index"])
        self.house = AESGCM(base64.b64decode(said["house"]))
        self._sso = str(said.get("sso", ""))

    def _look(self) -> None:
        """Another process may have turned the keys: what an old one wraps could be opened by nobody later."""
        if _stamp(self._ring) != self._stamp:
            self._read()

    @property
    def current(self) -> int:
        """The generation of the city key that wraps."""
        return max(self._city)

    def of(self, case: str) -> AESGCM:
        """The data key of a case. Raises `NoKey` when it was never made, or was destroyed."""
        found = self._at_hand.get(case)
        if found is None:
            try:
                found = self._unwrap(case, self._file(case).read_bytes())
            except FileNotFoundError:
                raise NoKey(case) from None
            self._remember(case, found)
        return AESGCM(found)

    def made(self, case: str) -> AESGCM:
        """The data key of a case, a new one when it has none yet; on the disk before it is used."""
        with suppress(NoKey):
            return self.of(case)
        _put(self._file(case), self._wrap(case, secrets.token_bytes(KEY_BYTES)), replace=False)
        return self.of(case)

    def destroy(self, case: str) -> bool:
        """No copy of the case can be read from now on; whether there was a key."""
        self._at_hand.pop(case, None)
        file = self._file(case)
        try:
            with file.open("r+b") as key:
                key.write(secrets.token_bytes(file.stat().st_size))
                key.flush()
                os.fsync(key.fileno())
            file.unlink()
        except FileNotFoundError:
            return False
        _settle(file.parent)
        return True

    def forget(self) -> None:
        """What is in memory counts no more: keys were destroyed or wrapped anew by another process."""
        self._at_hand.clear()
        self._read()

    # ---- what the city's single sign-on knows it by

    def sso_secret(self) -> str:
        """The client's secret; "" when there is none."""
        self._look()
        return self._sso

    def put_sso_secret(self, secret: str) -> None:
        """Another one, "" = none."""
        said = json.loads(self._ring.read_text())
        _put(self._ring, json.dumps({**said, "sso": secret}).encode(), replace=True)
        self._read()

    # ---- rotation

    def rotate(self) -> int:
        """A new city key, and every data key wrapped by it; how many. May be broken off and done again."""
        said = json.loads(self._ring.read_text())
        said["city"][str(max(map(int, said["city"])) + 1)] = _word()
        _put(self._ring, json.dumps(said).encode(), replace=True)
        self._read()
        return self.rewrap()

    def rewrap(self) -> int:
        """Every data key that an older city key wraps, wrapped by the newest."""
        count = 0
        for file in sorted(self._cases.glob("*/*")):
            wrapped = file.read_bytes()
            if wrapped[0] != self.current % 256:
                _put(file, self._wrap(file.name, self._unwrap(file.name, wrapped)), replace=True)
                count += 1
        return count

    def drop_old(self) -> int:
        """City keys that wrap nothing any more are gone; how many. Raises `StillUsed` when one had to be wrapped."""
        if self.rewrap():
            raise StillUsed
        said = json.loads(self._ring.read_text())
        old = [name for name in said["city"] if int(name) != self.current]
        for name in old:
            del said["city"][name]
        _put(self._ring, json.dumps(said).encode(), replace=True)
        self._read()
        return len(old)

    # ---- the files

    def _file(self, case: str) -> Path:
        if not case.isascii() or not case.replace("-", "").replace("_", "").isalnum():
            raise NoKey("no name of a case")
        return self._cases / case[-2:] / case

    def _remember(self, case: str, key: bytes) -> None:
        self._at_hand[case] = key
        if len(self._at_hand) > AT_HAND:
            self._at_hand.popitem(last=False)

    def _wrap(self, case: str, key: bytes) -> bytes:
        self._look()
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = AESGCM(self._city[self.current]).encrypt(nonce, key, self._about(case, self.current))
        return bytes([self.current % 256]) + nonce + sealed

    def _unwrap(self, case: str, wrapped: bytes) -> bytes:
        self._look()
        for generation in sorted(self._city, reverse=True):
            if generation % 256 == wrapped[0]:
                nonce, sealed = wrapped[1 : 1 + NONCE_BYTES], wrapped[1 + NONCE_BYTES :]
                try:
                    return AESGCM(self._city[generation]).decrypt(nonce, sealed, self._about(case, generation))
                except InvalidTag:
                    break
        raise NoKey(case)

    def _about(self, case: str, generation: int) -> bytes:
        return f"{self.city}|{case}|key|{generation}".encode()


def _stamp(path: Path) -> tuple[int, int]:
    seen = path.stat()
    return seen.st_ino, seen.st_mtime_ns


def _word() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def _put(path: Path, content: bytes, *, replace: bool) -> None:
    """The file stands whole on the disk, readable by its owner alone. Without `replace` the first to come wins."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(file, content)
        os.fsync(file)
    finally:
        os.close(file)
    if replace:
        draft.replace(path)
    else:
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    _settle(path.parent)


def _settle(folder: Path) -> None:
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
