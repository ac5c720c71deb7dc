"""Signals that would stop a program half way: held while something is written, or turned into exceptions."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

STOPS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Signals by which the system ends a program: a service is stopped, a terminal is closed."""

Handler = Callable[[int, FrameType | None], None]


@contextmanager
def signals_held() -> Iterator[None]:
    """Let Ctrl-C and the signals of the system wait until the block has ended; then the first of them is sent again."""
    caught: list[int] = []
    with handled((signal.SIGINT, *STOPS), lambda number, frame: caught.append(number)):
        yield
    for number in caught[:1]:
        signal.raise_signal(number)


@contextmanager
def stops_raised() -> Iterator[None]:
    """Turn the signals of the system into SystemExit, so that what the block has begun is tidied up."""

    def leave(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    with handled(STOPS, leave):
        yield


@contextmanager
def handled(numbers: tuple[int, ...], handler: Handler) -> Iterator[None]:
    """Handle these signals inside the block; those that are ignored stay so. Only the main thread can do it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    wanted = [number for number in numbers if signal.getsignal(number) not in (None, signal.SIG_IGN)]
    previous = {number: signal.signal(number, handler) for number in wanted}
    try:
        yield
    finally:
        for number, before in previous.items():
            signal.signal(number, before)
