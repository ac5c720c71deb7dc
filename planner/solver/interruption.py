"""The wish of the user to end a solve: heard at once, from the first moment to the last."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType


@dataclass
class Interruption:
    """`wished`: Ctrl-C has been pressed since the solve began."""

    wished: bool = False
    _breaks_off: bool = False

    def hear(self) -> None:
        """Stages look at `wished` from time to time; a step that cannot is broken off."""
        self.wished = True
        if self._breaks_off:
            raise KeyboardInterrupt

    @contextmanager
    def breaking_off(self) -> Iterator[None]:
        """A step that never looks: Ctrl-C ends the block in the middle, and what it would have made is not there."""
        try:
            self._breaks_off = True
            yield
        except KeyboardInterrupt:
            self.wished = True
        finally:
            self._breaks_off = False


@contextmanager
def interruptible(interruption: Interruption) -> Iterator[None]:
    """Turn Ctrl-C into a wish to stop; outside the main thread signals are left alone."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def on_interrupt(number: int, frame: FrameType | None) -> None:
        interruption.hear()

    previous = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, previous)
