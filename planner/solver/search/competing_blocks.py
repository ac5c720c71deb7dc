"""Which blocks a neighbourhood frees: a random one, and some that compete with it at about its time."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from planner.solver.arrays import Ints
from planner.solver.bound.blocks import Blocks


def competing_blocks(blocks: Blocks, position: Ints, rng: Random, sizes: Sequence[int]) -> list[int]:
    """A random block first, then those nearest to it in time, blurred by chance, that use a resource it may use.

    Their number is drawn from `sizes`.
    """
    centre = rng.randrange(len(blocks.blocks))
    start = int(position[centre])
    resources = {use.resource for way in blocks.blocks[centre].ways for use in way.uses}
    competing = [
        b
        for b, block in enumerate(blocks.blocks)
        if b != centre and any(use.resource in resources for use in block.ways[0].uses)
    ]
    near = sorted(competing, key=lambda b: (abs(int(position[b]) - start) * (0.5 + rng.random()), b))
    return [centre, *near][: rng.choice(sizes)]
