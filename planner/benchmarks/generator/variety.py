"""What version 0.2.0 added to phases and precedences, drawn over a portfolio in the making.

Every purpose has a stream of its own, so a portfolio without variety is the one that version 0.1.0 drew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from planner.benchmarks.generator.spec import GeneratorSpec
from planner.benchmarks.generator.stream import Stream
from planner.domain.migrations import PhaseProfile, Precedence, PrecedenceKind

MOMENTS = ("prepare", "test", "cutover", "parallel run")
"""Phases that may last no day; the build always takes its time."""
LAGS = (
    (PrecedenceKind.FINISH_START, -45, 30),
    (PrecedenceKind.START_START, 60, 120),
    (PrecedenceKind.FINISH_FINISH, 0, 60),
    (PrecedenceKind.START_FINISH, 180, 300),
    (PrecedenceKind.CUTOVER_START, -30, 30),
    (PrecedenceKind.CUTOVER_CUTOVER, 0, 60),
    (PrecedenceKind.START_CUTOVER, 150, 240),
    (PrecedenceKind.FINISH_CUTOVER, -30, 30),
    (PrecedenceKind.CUTOVER_FINISH, 30, 90),
)
"""The range of lags in days by kind; all are felt."""


def vary_profiles(spec: GeneratorSpec, profiles: Iterable[PhaseProfile]) -> tuple[PhaseProfile, ...]:
    """A share of the sizes has one phase that is a moment: it lasts no day, takes nothing, and legacy days stay."""
    return tuple(_vary_profile(spec, profile) for profile in profiles)


def _vary_profile(spec: GeneratorSpec, profile: PhaseProfile) -> PhaseProfile:
    """The same phase in each form of a size and variant, whether hurried or with specialists."""
    stream = Stream(spec.seed, f"moments {'-'.join(profile.id.split('-')[:2])}")
    moment = stream.pick(MOMENTS)
    if not stream.happens(spec.varied_percent):
        return profile
    phases = (replace(phase, days=0, demands=()) if phase.name == moment else phase for phase in profile.phases)
    return replace(profile, phases=tuple(phases))


def vary_precedences(spec: GeneratorSpec, precedences: Iterable[Precedence]) -> tuple[Precedence, ...]:
    """A share of the precedences joins any two days of its ends; from a milestone they all count from its one day."""
    stream = Stream(spec.seed, "kinds of precedence")
    return tuple(_vary_precedence(spec, stream, arc) for arc in precedences)


def _vary_precedence(spec: GeneratorSpec, stream: Stream, arc: Precedence) -> Precedence:
    kind, lowest, highest = stream.pick(LAGS)
    lag = stream.between(lowest, highest)
    return replace(arc, kind=kind, lag_days=lag) if stream.happens(spec.varied_percent) else arc
