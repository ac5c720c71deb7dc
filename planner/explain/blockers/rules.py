"""The one list of what can stop a shift: by rule of the catalogue, its blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from planner.domain.rules import Rule
from planner.explain.blockers.block import Block
from planner.explain.blockers.capacity import capacity_blocks
from planner.explain.blockers.commitment import commitment_blocks
from planner.explain.blockers.freeze import freeze_blocks
from planner.explain.blockers.milestone import milestone_blocks
from planner.explain.blockers.release import release_blocks
from planner.explain.blockers.window import window_blocks
from planner.explain.pushing import Push

BLOCKS: Mapping[Rule, Callable[[Push], Iterator[Block]]] = MappingProxyType(
    {
        Rule.RELEASE: release_blocks,
        Rule.PRECEDENCE: milestone_blocks,
        Rule.CAPACITY: capacity_blocks,
        Rule.FREEZE: freeze_blocks,
        Rule.WAVE_WINDOW: window_blocks,
        Rule.COMMITMENT: commitment_blocks,
    }
)

NEVER_BROKEN = frozenset(
    {
        Rule.COMPLETE,
        Rule.OPTION_CHAIN,
        Rule.OPTION_AVAILABLE,
        Rule.BUNDLE,
        Rule.GROUP,
        Rule.BUDGET,
        Rule.NEGOTIATIONS,
        Rule.DEADLINE,
        Rule.HORIZON,
        Rule.MUST_BE_OFF,
    }
)
"""Rules that an earlier start cannot break: they are about options, about too late, or about partners that shift along."""
