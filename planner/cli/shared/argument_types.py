"""Types of arguments: finite numbers, seeds, printable texts, addresses of a scheduler."""

from __future__ import annotations

import re
from math import isfinite
from typing import Any

import click

MOST_SEED = 2**31 - 1
"""The greatest seed that every search takes."""
MOST_DAYS = 36_525
"""A hundred years."""
MOST_COUNT = 10**9
_ADDRESS = re.compile(r"(?:(?:tcp|tls|ucx|ws|wss)://)?(?:\[[0-9A-Fa-f:.]+\]|[^\s:/]+):\d{1,5}")


class NumberRange(click.FloatRange):
    """A number in a range. `nan` and `inf` are refused; no comparison finds `nan` out of range."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number, refused with its range where it is none."""
        found: float = super().convert(value, param, ctx)
        if not isfinite(found):
            self.fail(f"{value} is not in the range {self._describe_range()}.", param, ctx)
        return found


class Seed(click.IntRange):
    """The seed of a search."""

    def __init__(self) -> None:
        super().__init__(min=0, max=MOST_SEED)


class WritableText(click.types.StringParamType):
    """A text that can be written and shown; `?` stands for a letter that an older terminal sent in pieces."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text with a substitute for every half of a character."""
        return str(value).encode("utf-8", errors="replace").decode("utf-8")


TEXT = WritableText()


class SchedulerAddress(click.types.StringParamType):
    """The address of the scheduler of a Dask cluster."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The address as it was typed, refused where it has no host or no port."""
        if not _ADDRESS.fullmatch(str(value)):
            self.fail(f"{value!r} is no address of a scheduler; write for instance tcp://HOST:8786", param, ctx)
        return str(value)
