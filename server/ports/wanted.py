"""Whether a task that goes on for ever is still wanted."""

from __future__ import annotations

import asyncio


def still_wanted() -> None:
    """Raise CancelledError when this task was told to end.

    `asyncio.wait_for` of Python 3.11 swallows a cancellation that comes in the instant in which its work is done; a
    loop over such calls would then never end.
    """
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError
