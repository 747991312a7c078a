"""The whole server on one machine: socket, engines, preparation, web processes, keeper; and the end of all of them."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import time

import msgspec

from server import anew, training
from server.children import Child, stop_together
from server.embedded.supervisor import Supervisor
from server.gate import Gate
from server.listening import listen
from server.settings import Settings, to_environment
from server.signals import Signals

PULSE_S = 0.25
READY_PATIENCE_S = 90.0
DEATHS_BEFORE_READY = 4
Account = tuple[str, str, str]


class StartRefused(RuntimeError):
    """The server does not come up. The text is one Japanese sentence; the reason stands above it in the output."""


def run(settings: Settings, fd: int | None = None) -> None:
    """Run until a signal asks for the end, at the socket that was handed over or at one of its own. Refused with a
    sentence when it cannot start; nothing stays behind. A training city ends when it is to begin again with nothing."""
    signals = Signals()
    door = listen(settings.host, settings.port) if fd is None else socket.socket(fileno=fd)
    settings = msgspec.structs.replace(settings, port=door.getsockname()[1])
    second = training.open_door(settings)
    if second is not None:
        settings = msgspec.structs.replace(settings, other_city=str(second.getsockname()[1]))
    anew.empty(settings)
    engines: Supervisor | None = None
    preparing: list[Child] = []
    children: list[Child] = []
    engines_up, prepared = Gate(), Gate()
    try:
        engines, settings = embedded(settings)
        preparing = [preparation(settings, engines_up)]
        children = [*web_processes(settings, door, prepared), keeper(settings, prepared)]
        for child in preparing + children:
            child.start()  # all load their modules while the engines start
        start_engines(engines)
        engines_up.open()
        accounts = prepare(*preparing)
        prepared.open()
        if wait_until_ready(settings, signals, engines, children):
            announce(settings, accounts)
            children[:0] = [*pretend_readers(settings), *training_city(settings, second)]
        while not (signals.stopping or anew.wished(settings)):
            look_after(engines, children)
            signals.wait(PULSE_S)
        say("終了しています。")
    finally:
        stop_together(preparing + children[:-1])
        stop_together(children[-1:])  # the keeper last: it keeps what the web processes still said
        if engines is not None:
            engines.stop()
        engines_up.close()
        prepared.close()
        door.close()
        if second is not None:
            second.close()


def embedded(settings: Settings) -> tuple[Supervisor | None, Settings]:
    """The engines that are not named from outside, not started yet; the settings that come back name both."""
    if not (settings.embedded_postgres or settings.embedded_redis):
        return None, settings
    engines = Supervisor(settings.state, postgres=settings.embedded_postgres, valkey=settings.embedded_redis, say=say)
    found = msgspec.structs.replace(
        settings,
        database_url=engines.postgres.url() if engines.postgres else settings.database_url,
        redis_url=engines.valkey.url() if engines.valkey else settings.redis_url,
    )
    return engines, found


def start_engines(engines: Supervisor | None) -> None:
    """Start what is ours to run."""
    if engines is not None:
        say("データベースを起動しています。")
        engines.start()


def preparation(settings: Settings, engines_up: Gate) -> Child:
    """The process that migrates and loads the city: this one stays small and knows no library."""
    verb = ["prepare", *engines_up.arguments]
    return Child("準備", verb, to_environment(settings), [engines_up.fd], stdout=subprocess.PIPE)


def prepare(child: Child) -> list[Account]:
    """Wait for the end of the preparation: the demo's accounts. Refused when it failed."""
    say("データベースの構造と、市区町村の設定を確かめています。")
    assert child.process is not None
    said, _ = child.process.communicate()
    if status := child.process.returncode:
        raise StartRefused(f"データベースの準備ができませんでした（状態 {status}）。上の表示を確かめてください。")
    return [(login, password, who) for login, password, who in json.loads(said)]


def web_processes(settings: Settings, door: socket.socket, gate: Gate) -> list[Child]:
    """As many as the settings say, all on the one socket."""
    fd = door.fileno()
    verb = ["web", "--fd", str(fd), *gate.arguments]
    environment = to_environment(settings)
    return [
        Child(f"画面のサーバー {number}", [*verb, "--index", str(number - 1)], environment, [fd, gate.fd])
        for number in range(1, settings.web_processes + 1)
    ]


def keeper(settings: Settings, gate: Gate) -> Child:
    """The one process that writes the river into PostgreSQL."""
    return Child("保存係", ["keep", *gate.arguments], to_environment(settings), [gate.fd])


def pretend_readers(settings: Settings) -> list[Child]:
    """In a demo that wants it: the page on which pretend cards are put down, behind it the agent of a real reader. It
    starts with the first round."""
    if not settings.pretend_readers:
        return []
    environment = {
        "MADOGUCHI_SERVER": f"http://localhost:{settings.port}",
        "MADOGUCHI_DEVICE_KEY": str(settings.state / "pretend.key"),
    }
    return [Child("カードを置くまね", ["pretend"], environment, module="devices")]


def training_city(settings: Settings, door: socket.socket | None) -> list[Child]:
    """研修の市, where one is kept ready: it starts when somebody comes."""
    return [training.AtFirstKnock(door, training.settings_of(settings, door.getsockname()[1]))] if door else []


def look_after(engines: Supervisor | None, children: list[Child]) -> None:
    """One round."""
    if engines is not None:
        engines.look_after()
    for child in children:
        child.look_after(say)


def wait_until_ready(settings: Settings, signals: Signals, engines: Supervisor | None, children: list[Child]) -> bool:
    """Until the web answers that it is ready. False when a signal came first; refused when processes keep dying."""
    end = time.monotonic() + READY_PATIENCE_S
    while not signals.stopping:
        look_after(engines, children)
        if is_ready(settings):
            return True
        if time.monotonic() > end or any(child.deaths >= DEATHS_BEFORE_READY for child in children):
            raise StartRefused("サーバーが起動できませんでした。上の表示を確かめてください。")
        signals.wait(0.05)
    return False


def is_ready(settings: Settings) -> bool:
    """Ask /health/ready once."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104 (compared only)
    line = http.client.HTTPConnection(host, settings.port, timeout=2)
    try:
        line.request("GET", "/health/ready")
        return line.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


def announce(settings: Settings, accounts: list[Account]) -> None:
    """The address, and who may log in to the demo."""
    name = training.NAME if settings.training else "つなぐ窓口"
    lines = [
        "",
        f"{name}が動いています。次のアドレスをブラウザーで開いてください。",
        "",
        f"    {address(settings)}",
        "",
    ]
    if accounts:
        lines += ["デモの利用者（ログイン名 / パスワード）:", ""]
        lines += [f"    {login:<12} / {password:<16} {who}" for login, password, who in accounts]
        lines += [""]
    lines += ["止めるには Ctrl-C を押してください。"]
    say("\n".join(lines))


def address(settings: Settings) -> str:
    """What a person types into the browser on this machine."""
    return f"http://localhost:{settings.port}/"


def say(text: str) -> None:
    """One line for the person at the terminal."""
    print(text, flush=True)
