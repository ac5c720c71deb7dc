"""Drawn portfolios whose precedences join any two anchors, and whose phases may last no day, one by one or all of them."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from planner.domain.migrations import PhaseProfile, Precedence, PrecedenceKind
from planner.domain.portfolio import Portfolio
from tests.tiny_portfolios import Draw


def portfolio_with_anchors(seed: int) -> Portfolio:
    """The portfolio of a seed."""
    return AnchorDraw(Random(f"anchors {seed}")).portfolio(seed)


class AnchorDraw(Draw):
    """Nine kinds of precedence, and phases of 0 days."""

    def precedence(self, predecessor: str, successor: str) -> Precedence:
        """Of any kind, the five that came last twice as often."""
        drawn = super().precedence(predecessor, successor)
        kinds = tuple(PrecedenceKind)
        return replace(drawn, kind=self.random.choice((*kinds, *kinds[4:])))

    def profile(self, id: str) -> PhaseProfile:
        """A phase in four lasts no day; one profile in eight is over as soon as it begins."""
        drawn = super().profile(id)
        share = 1.0 if self.chance(0.125) else 0.25
        phases = tuple(replace(phase, days=0) if self.chance(share) else phase for phase in drawn.phases)
        return replace(drawn, phases=phases)
