"""The one way in which the embedded engines say no, in words for whoever sits at the terminal."""

from __future__ import annotations


class EngineRefused(RuntimeError):
    """An engine cannot be started or does not answer. The text is one plain Japanese sentence, with the log's tail."""
