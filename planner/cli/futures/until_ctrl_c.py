"""A study that Ctrl-C ends early: what is done is kept."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from planner.cli.shared.live_progress import shown_step
from planner.writing.signals import handled


@contextmanager
def until_ctrl_c(*, quiet: bool) -> Iterator[tuple[Callable[[], bool], Callable[[str], None]]]:
    """Whether Ctrl-C was pressed, and where to say what is done."""
    pressed = False

    def hear_ctrl_c(number: int, frame: FrameType | None) -> None:
        nonlocal pressed
        pressed = True

    with handled((signal.SIGINT,), hear_ctrl_c), shown_step(quiet=quiet) as show:
        yield lambda: pressed, show
