"""What better information is worth: rules fitted again as if something were forecast better, announced or known earlier."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.risk.assumptions import AS_STATED, Assumptions
from planner.risk.draws import LEAST_BATCHES
from planner.risk.families import Floats
from planner.risk.intervals import Estimate, mean_of
from planner.risk.rules_followed.departments import Departments
from planner.risk.tripwires.asked_plan import THREADS, AskedPlan
from planner.risk.tripwires.measured_contracts import measured_batch
from planner.risk.tripwires.open_chains import open_chains
from planner.risk.tripwires.study import Progress, fit_rules
from planner.risk.uncertainty import Uncertainty

GOOD_SKILL = 0.9
"""Forecasts that have taken away nine tenths of the variance of a date by its P50."""
EARLY_WARNING = 180
"""Days by which dates would be announced ahead."""
FAR = 1_000_000
"""Days ahead that are before any day that is asked about."""


@dataclass(frozen=True)
class Source:
    """Something that could be known better: what kind of thing, its name, and what is uncertain then."""

    kind: str
    id: str
    uncertainty: Uncertainty


@dataclass(frozen=True)
class InformationWorth:
    """What the rules would cost less in the mean with better information; each source by itself, so they do not add up."""

    kind: str
    id: str
    pounds: Estimate


def sources(uncertainty: Uncertainty) -> Iterator[Source]:
    """Better forecasts, earlier announcements, and each event and each date known today."""
    yield Source("forecasts", f"skill {GOOD_SKILL:g}", _every_date(uncertainty, skill=GOOD_SKILL))
    yield Source("announcements", f"{EARLY_WARNING} days ahead", _every_date(uncertainty, warning_days=EARLY_WARNING))
    for event in uncertainty.events:
        if event.probability > 0.0:
            known = tuple(replace(item, known_day=0) if item.id == event.id else item for item in uncertainty.events)
            yield Source("event", event.id, replace(uncertainty, events=known))
    for date in uncertainty.dates:
        if date.varies:
            told = tuple(replace(item, warning_days=FAR) if item.id == date.id else item for item in uncertainty.dates)
            yield Source("date", date.id, replace(uncertainty, dates=told))


def _every_date(uncertainty: Uncertainty, skill: float = 0.0, warning_days: int = 0) -> Uncertainty:
    """The same with every date forecast and announced at least so well."""
    dates = (
        replace(date, skill=max(date.skill, skill), warning_days=max(date.warning_days, warning_days))
        for date in uncertainty.dates
    )
    return replace(uncertainty, dates=tuple(dates))


def information_worth(
    portfolio: Portfolio,
    plan: Plan,
    *,
    seed: int = 1,
    assumptions: Assumptions = AS_STATED,
    threads: int = THREADS,
    tell: Progress = lambda text: None,
    stop: Callable[[], bool] = lambda: False,
) -> tuple[InformationWorth, ...]:
    """What each source would save, measured on 8,192 draws; where `stop` says so, those that are done.

    The plan is carried out as before: nobody begins earlier because more is known. What is the same for all dates comes
    first, then events and dates by what they save.
    """
    uncertain = assumptions.uncertainty(portfolio)
    program = assumptions.program(portfolio, plan, uncertain)
    asked = AskedPlan(portfolio, uncertain, program, open_chains(portfolio, program, uncertain), seed, threads=threads)
    found, asking = list[InformationWorth](), [*sources(uncertain)]
    tell("Fitting the rules as things are known now")
    before = _costs(asked)
    for place, source in enumerate(asking, start=1):
        if stop():
            break
        tell(f"Asking what better information is worth: {source.id}, {place} of {len(asking)}")
        after = _costs(replace(asked, uncertainty=source.uncertainty))
        found.append(InformationWorth(source.kind, source.id, mean_of(before - after)))
    return tuple(sorted(found, key=_order))


def _order(row: InformationWorth) -> tuple[bool, float, str]:
    return row.kind in ("event", "date"), -row.pounds.value, row.id


def _costs(asked: AskedPlan) -> Floats:
    """What fitted rules cost in the mean of each fresh batch."""
    (rules, couplings), departments = fit_rules(asked), Departments((), {})
    batches = asked.side_by_side(
        lambda place: measured_batch(asked, rules, couplings, departments, place), LEAST_BATCHES
    )
    return np.array([batch.costs[1] for batch in batches])
