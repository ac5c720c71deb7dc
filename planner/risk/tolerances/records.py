"""What is said about tolerances and worst cases: frozen records, measured on fresh draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from planner.risk.intervals import Estimate
from planner.risk.tolerances.goal import Scope
from planner.risk.tolerances.relief import Relief
from planner.risk.tripwires.rules import Rule


class ToleranceState(StrEnum):
    """Whether a tolerance is kept, as far as the draws tell, or can be kept at all."""

    KEPT = "kept"
    MISSED = "missed"
    OPEN = "not distinguishable"
    NOT_ATTAINABLE = "not attainable"


GRAVEST_FIRST = (ToleranceState.NOT_ATTAINABLE, ToleranceState.MISSED, ToleranceState.OPEN, ToleranceState.KEPT)


@dataclass(frozen=True, kw_only=True)
class Tolerance:
    """Contracts that together tolerate uncovered days with a probability, and how probable these are.

    `chance`: with the rules that are followed; `least`: where everything is asked for. `binding`: whether the rules were
    asked to keep it. `keeping`: by option, the rules that keep it and differ from those of least cost, empty where these
    keep it or nothing can; `keeps` is the chance with them and `dearer` what they cost more, None where there are none.
    """

    scope: Scope
    name: str
    contracts: tuple[str, ...]
    tolerated: float
    binding: bool
    state: ToleranceState
    chance: Estimate
    least: Estimate
    keeping: Mapping[str, Rule]
    keeps: Estimate | None
    dearer: Estimate | None
    reliefs: tuple[Relief, ...]


@dataclass(frozen=True, kw_only=True)
class AnswerFigures:
    """One way to decide about all contracts with an open option and a route; pounds in the mean, and where they are high.

    `tail`: the mean of the worst part. The last three are None where everything is known.
    """

    answer: str
    mean: Estimate
    p50: Estimate
    p80: Estimate
    p95: Estimate
    tail: Estimate
    extensions_pounds: float | None
    exposure_pounds: float | None
    uncovered_contracts: float | None
