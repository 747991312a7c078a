"""Passwords: argon2id, in threads, at most four at once, so that a morning's log-ins never stop an edit."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE = 4
MEMORY_KIB = 19 * 1024
PASSES = 2
"""OWASP's least for argon2id (19 MiB, 2 passes, 1 lane): little memory, since four are reckoned at once. A city's
machine makes more passes (`Settings.password_passes`); what was kept with fewer is compared with as many as it was
kept with."""


class Argon2:
    """`server.ports.clerks.Passwords`."""

    def __init__(self, memory_kib: int = MEMORY_KIB, passes: int = PASSES) -> None:
        self._hasher = PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=1)
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="argon2")
        self._nobody = self._hasher.hash("nobody has this password")

    async def hash(self, password: str) -> str:
        """What is kept of a password."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._hasher.hash, password)

    async def verify(self, kept: str | None, password: str) -> bool:
        """Whether it is the password. For a user who is not there the same work is done, and the answer is no."""
        loop = asyncio.get_running_loop()
        good = await loop.run_in_executor(self._pool, self._matches, kept or self._nobody, password)
        return good and kept is not None

    def close(self) -> None:
        """Let the threads go."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _matches(self, kept: str, password: str) -> bool:
        try:
            return self._hasher.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False
