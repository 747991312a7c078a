"""Both engines together: taken, started, looked after from the main thread, and stopped in order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from server.embedded import ground
from server.embedded.engine import Engine
from server.embedded.postgres import Postgres
from server.embedded.refused import EngineRefused
from server.embedded.valkey import Valkey


class Supervisor:
    """Starts what is asked for, and starts it again after a kill -9 or the kernel's memory killer."""

    def __init__(
        self,
        state: Path,
        *,
        postgres: bool = True,
        valkey: bool = True,
        durable: bool = True,
        say: Callable[[str], None] = print,
    ) -> None:
        self.say = say
        self.ground = ground.take(state)
        try:
            self.postgres = Postgres(self.ground, durable=durable) if postgres else None
            self.valkey = Valkey(self.ground, durable=durable) if valkey else None
        except BaseException:
            self.ground.leave()
            raise

    @property
    def engines(self) -> list[Engine]:
        """In the order of their start."""
        return [engine for engine in (self.postgres, self.valkey) if engine is not None]

    def start(self) -> None:
        """Start all; on a failure nothing stays behind."""
        try:
            for engine in self.engines:
                engine.start()
        except BaseException:
            self.stop()
            raise

    def look_after(self) -> bool:
        """Start again what has died. Called a few times a second by the main thread. True when nothing was wrong."""
        dead = [engine for engine in self.engines if not engine.running]
        for engine in dead:
            self.say(f"{engine.name} が止まっていました。もう一度起動します。")
            try:
                engine.start()
            except EngineRefused as no:
                self.say(str(no))
        return not dead

    def stop(self) -> None:
        """Stop all, the last started first."""
        for engine in reversed(self.engines):
            engine.stop()
        self.ground.leave()
