"""A real service of card readers of our own (pcscd with vpcd's readers), and pretend cards to put on them.

It runs in a mount namespace of its own, so that its socket stands where nobody else's does; where that is not allowed
it takes the machine's place, one test process at a time. Readers are addressed by name. vpcd's protocol: two bytes of
length, then a command, or one byte (0 power off, 1 power on, 2 reset, 4 "who are you").
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import functools
import os
import random
import shutil
import socket
import struct
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Final

import pytest
from smartcard import scard

from devices.pcsc.watch import counter
from devices.pretend.card import Chip

DRIVER: Final = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
PORTS: Final = range(20_000, 30_000, 2)  # below those that the system gives to connections
START_S: Final = 30.0
ALONE: Final = Path("/tmp/madoguchi-pcscd.lock")
MISSING: Final = (
    "the tests of card readers need pcscd and vsmartcard-vpcd: apt-get install -y --no-install-recommends"
    " pcscd vsmartcard-vpcd libpcsclite-dev"
)
REFUSED: Final = "pcscd does not start here: it needs root, or the right to make a namespace (unshare -rm)"


class Pcscd:
    """The service. `pairs` of readers, named in `names`; `slots` is where cards are put, in the same order."""

    def __init__(self, pairs: int) -> None:
        if shutil.which("pcscd") is None or not DRIVER.exists():
            pytest.fail(MISSING)
        self.home = Path(tempfile.mkdtemp(prefix="pcscd-"))
        self.apart = _works("unshare", "-rm", "true")
        run = self.home / "run" if self.apart else Path("/run")
        self.socket = run / "pcscd/pcscd.comm"
        self.socket.parent.mkdir(parents=True, exist_ok=True)
        self.pairs = pairs
        self.names: list[str] = []
        self.slots: list[Slot] = []
        self._process: subprocess.Popen[bytes] | None = None
        self._alone: IO[str] | None = None

    def start(self) -> None:
        """Until its readers are there. Does nothing while it runs."""
        if self._process is not None and self._process.poll() is None:
            return
        if not self.apart and self._alone is None:
            self._alone = ALONE.open("w")
            fcntl.flock(self._alone, fcntl.LOCK_EX)
        for _ in range(5):
            if not self.slots:
                self._configure()
            if self._started():
                return
            self.kill()
            self.slots = []
        pytest.fail(f"{REFUSED}\n{(self.home / 'log').read_text()[-2000:]}")

    def kill(self) -> None:
        """Like a service that dies: no goodbye, its files stay."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
        for slot in self.slots:
            slot.remove()
        for left in ("pcscd.comm", "pcscd.pid"):
            (self.socket.parent / left).unlink(missing_ok=True)

    def rest(self) -> None:
        """Between two tests: where it has the machine's place, others have their turn."""
        for slot in self.slots:
            slot.pull_at = None
            slot.remove()
        if self._alone is not None:
            self.kill()
            self._alone.close()
            self._alone = None

    def stop(self) -> None:
        """All of it."""
        self.kill()
        self.rest()
        shutil.rmtree(self.home)

    def _configure(self) -> None:
        """One driver file for each pair: two pairs of one file would share their cards."""
        conf = self.home / "conf"
        conf.mkdir(exist_ok=True)
        self.names = [f"Pretend {pair} 00 0{slot}" for pair in range(self.pairs) for slot in (0, 1)]
        ports = random.sample([port for port in PORTS if _free(port)], self.pairs)
        entries = []
        for which, port in enumerate(ports):
            driver = self.home / f"driver{which}.so"
            shutil.copy(DRIVER, driver)
            entries.append(
                f'FRIENDLYNAME "Pretend {which}"\nDEVICENAME /dev/null:{port}\nLIBPATH {driver}\nCHANNELID {port}\n'
            )
        (conf / "readers").write_text("\n".join(entries))
        self.slots = [Slot(port + slot) for port in ports for slot in (0, 1)]

    def _started(self) -> bool:
        command = ["pcscd", "-f", "-c", str(self.home / "conf")]
        if self.apart:
            mount = f'mount --bind "{self.home}/run" /run && exec "$@"'
            command = ["unshare", "-rm", "sh", "-c", mount, "sh", *command]
        with (self.home / "log").open("wb") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        until = time.monotonic() + START_S
        while time.monotonic() < until and self._process.poll() is None:
            if self.socket.exists() and all(slot.listened() for slot in self.slots):
                return True
            time.sleep(0.01)
        return False


class Slot:
    """One reader, seen from the card's side."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.pull_at: int | None = None
        """Pull the card out when this many commands were answered."""
        self.commands = 0
        self._link: socket.socket | None = None
        self._thread: threading.Thread | None = None

    def listened(self) -> bool:
        """Whether the driver waits for a card."""
        return not _free(self.port)

    def insert(self, card: Chip) -> None:
        """Put a card on the reader."""
        card.power(False)
        self.commands = 0
        link = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        link.settimeout(None)
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._link = link
        self._thread = threading.Thread(target=self._serve, args=(link, card), daemon=True)
        self._thread.start()

    def remove(self) -> None:
        """Take it away."""
        if self._link is not None:
            with contextlib.suppress(OSError):
                self._link.shutdown(socket.SHUT_RDWR)
        if self._thread is not None:
            self._thread.join()
        self._link = self._thread = None

    def _serve(self, link: socket.socket, card: Chip) -> None:
        with contextlib.suppress(OSError), link:
            while True:
                said = _exactly(link, struct.unpack(">H", _exactly(link, 2))[0])
                if len(said) == 1 and said[0] in (0, 1, 2):
                    if said[0] != 2:
                        card.power(said[0] == 1)
                    continue
                if said == b"\x04":
                    _send(link, card.atr)
                    continue
                if self.pull_at is not None and self.commands >= self.pull_at:
                    return
                self.commands += 1
                _send(link, card.answer(said))


def _exactly(link: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)  # else every command takes 40 ms
        part = link.recv(size - len(data))
        if not part:
            raise ConnectionError
        data += part
    return data


def _send(link: socket.socket, data: bytes) -> None:
    link.sendall(struct.pack(">H", len(data)) + data)


def _free(port: int) -> bool:
    for each in (port, port + 1):
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(("0.0.0.0", each))
            except OSError:
                return False
    return True


def _works(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=30).returncode == 0
    except OSError:
        return False


def until(true: Callable[[], bool], what: str, seconds: float = 60.0) -> None:
    """Wait for a condition."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            pytest.fail(f"never happened: {what}")
        time.sleep(0.005)


def empty(service: Pcscd, *readers: str) -> bool:
    """Whether the service knows by its own look (every 400 ms) that no card lies on these readers, or on any. A session
    that fails tells it earlier, and of a card that is laid down before the next look pcscd 1.9.9 says nothing until it
    is taken away. Each card that comes, and each that it saw go, moves a reader's counter by one."""
    result, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
    if result != scard.SCARD_S_SUCCESS:
        return False
    asked = [(name, scard.SCARD_STATE_UNAWARE) for name in readers or service.names]
    result, states = scard.SCardGetStatusChange(context, 0, asked)
    scard.SCardReleaseContext(context)
    seen = [state & scard.SCARD_STATE_EMPTY and counter(state) % 2 == 0 for _, state, _ in states]
    return result == scard.SCARD_S_SUCCESS and all(seen)


@functools.cache
def ours() -> Pcscd:
    """The service of this test process: the client library reads the socket's place once in the life of a process."""
    service = Pcscd(pairs=4)
    atexit.register(service.stop)
    os.environ["PCSCLITE_CSOCK_NAME"] = str(service.socket)
    return service


@contextlib.contextmanager
def in_service() -> Iterator[Pcscd]:
    """It runs, with nothing on its readers; afterwards it is somebody else's turn."""
    service = ours()
    service.start()
    try:
        until(lambda: empty(service), "empty readers")
        yield service
    finally:
        service.rest()
