"""Seeds as people write them: `1-5,8`."""

from __future__ import annotations

import click

from planner.cli.shared.argument_types import MOST_SEED

MOST_SEEDS = 100_000
"""Of one range; each is a solve."""


def parse_seeds(_context: click.Context, _option: click.Parameter, text: str) -> tuple[int, ...]:
    """Whole numbers and ranges (both ends included), separated by commas; each seed once, in the order given."""
    seeds: list[int] = []
    for part in text.split(","):
        first, dash, last = part.strip().partition("-")
        if not first.isdecimal() or (dash and not last.isdecimal()):
            raise click.BadParameter(f"{part.strip()!r} is no seed; write numbers and ranges, for instance 1-5,8")
        if max(len(first), len(last)) > len(str(MOST_SEED)) or int(last or first) > MOST_SEED:
            raise click.BadParameter(f"{part.strip()!r} is too large; seeds go from 0 to {MOST_SEED}")
        if int(last or first) < int(first):
            raise click.BadParameter(f"{part.strip()!r} ends before it begins")
        if int(last or first) - int(first) >= MOST_SEEDS:
            raise click.BadParameter(f"{part.strip()!r} is too long; at most {MOST_SEEDS:,} seeds are taken at once")
        seeds += range(int(first), int(last or first) + 1)
    return tuple(dict.fromkeys(seeds))
