"""The wish to end a solve: Ctrl-C, heard at once from the first moment to the last, and what the caller's `stop` says."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
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


@dataclass
class CallerStop:
    """Asks the caller whether to end, from any thread; True once is True for good. `ask`: None never ends anything.

    What `ask` raises ends the search as well, and is kept in `failure` for the thread of the caller.
    """

    ask: Callable[[], bool] | None = None
    wished: bool = False
    failure: Exception | None = None

    @classmethod
    def of(cls, stop: Callable[[], bool] | None) -> CallerStop:
        """The wish of a caller, which may be one already: several searches then share it."""
        return stop if isinstance(stop, CallerStop) else cls(stop)

    def __call__(self) -> bool:
        if self.wished or self.ask is None:
            return self.wished
        try:
            self.wished = bool(self.ask())
        except Exception as error:
            self.wished, self.failure = True, error
        return self.wished

    def raise_failure(self) -> None:
        """Raise what the caller's function has raised, if it has."""
        if self.failure is not None:
            raise self.failure


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
