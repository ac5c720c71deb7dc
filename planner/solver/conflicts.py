"""When the rules cannot all be kept: the smallest set of records found that cannot stand together.

Deletion filter (Chinneck and Dravnieks 1991, "Locating minimal infeasible constraint sets in linear programs"), in
chunks first: leave records out as long as what remains is still infeasible. Every check is a fresh model without an
objective, and what is left is confirmed by a second configuration; assumptions and cores of the solver are not used.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import timedelta

from planner.domain.days.closed_days import ClosedDays, DayCount
from planner.domain.portfolio import Portfolio
from planner.domain.routes import planned_migrations
from planner.solver.model.asked import NOTHING_ASKED, Asked
from planner.solver.model.compilation import compile_instance
from planner.solver.model.exact import Proof, SearchLimits, build, search
from planner.solver.tuning import DEFAULT_TUNING, SearchTuning

AMPLE = 10**6
LONG_AFTER = timedelta(days=20 * 365)


@dataclass(frozen=True)
class Stake:
    """A record that may take part in a conflict: its table, its key there, and how people read it."""

    table: str
    key: str
    label: str


def stakes_of(portfolio: Portfolio) -> list[Stake]:
    """Every record that restricts a plan and could be given up."""
    planned = planned_migrations(portfolio)
    found = [
        Stake("precedences", str(i), f"precedence {p.predecessor} → {p.successor} ({p.kind.value}, {p.lag_days} days)")
        for i, p in enumerate(portfolio.precedences)
    ]
    found += [Stake("freezes", freeze.id, f"freeze {freeze.id}") for freeze in portfolio.freezes]
    found += [Stake("closed_days", _key_of(closed), _label_of(closed)) for closed in _closings(portfolio)]
    found += [Stake("wave_windows", w, f"wave windows of {w}") for w in _windowed_clusters(portfolio)]
    found += [Stake("groups", group.id, f"group {group.id}") for group in portfolio.groups]
    found += [Stake("bundles", bundle, f"bundle {bundle}") for bundle in portfolio.options_by_bundle]
    found += [Stake("resources", resource.id, f"capacity of {resource.id}") for resource in portfolio.resources]
    found += [Stake("budgets", str(b.financial_year), f"budget {b.financial_year}") for b in portfolio.budgets]
    found += [Stake("deadlines", m.id, f"deadline of {m.id}") for m in planned if m.deadline_date is not None]
    found += [Stake("releases", m.id, f"release date of {m.id}") for m in planned if m.release_date is not None]
    found += [Stake("decisions_taken", d.id, f"commitment {d.id} ({d.subject})") for d in portfolio.decisions_taken]
    if portfolio.policy.negotiation_limit is not None:
        found.append(Stake("negotiation_limit", "", "negotiation limit"))
    return [*found, Stake("horizon", "", f"planning horizon {portfolio.horizon_date}")]


def _closings(portfolio: Portfolio) -> tuple[ClosedDays, ...]:
    """The closed days that count."""
    return () if portfolio.day_count is DayCount.CALENDAR else portfolio.closed_days


def _key_of(closed: ClosedDays) -> str:
    return f"{closed.from_date} {closed.until_date}"


def _label_of(closed: ClosedDays) -> str:
    return f"closed days {closed.name or closed.from_date}"


def asked_stakes(portfolio: Portfolio, asked: Asked) -> list[Stake]:
    """What a question asks for beyond the portfolio; last, so that it is given up last."""
    return [
        Stake("must_be_off", contract, f"{contract} off by {portfolio.date_of(day - 1)}")
        for contract, day in asked.must_be_off.items()
    ]


def _windowed_clusters(portfolio: Portfolio) -> list[str]:
    return list(dict.fromkeys(window.cluster for window in portfolio.wave_windows))


def with_only(portfolio: Portfolio, kept: Collection[Stake]) -> Portfolio:
    """The portfolio with every other stake given up."""
    keys: dict[str, set[str]] = {}
    for stake in kept:
        keys.setdefault(stake.table, set()).add(stake.key)

    def keeps(table: str, key: str) -> bool:
        return key in keys.get(table, ())

    limit = portfolio.policy.negotiation_limit if keeps("negotiation_limit", "") else None
    return replace(
        portfolio,
        horizon_date=portfolio.horizon_date + (timedelta(0) if keeps("horizon", "") else LONG_AFTER),
        policy=replace(portfolio.policy, negotiation_limit=limit),
        precedences=tuple(p for i, p in enumerate(portfolio.precedences) if keeps("precedences", str(i))),
        freezes=tuple(freeze for freeze in portfolio.freezes if keeps("freezes", freeze.id)),
        closed_days=tuple(closed for closed in _closings(portfolio) if keeps("closed_days", _key_of(closed))),
        wave_windows=tuple(window for window in portfolio.wave_windows if keeps("wave_windows", window.cluster)),
        groups=tuple(group for group in portfolio.groups if keeps("groups", group.id)),
        options=tuple(o if keeps("bundles", o.bundle or "") else replace(o, bundle=None) for o in portfolio.options),
        resources=tuple(r if keeps("resources", r.id) else replace(r, capacity=AMPLE) for r in portfolio.resources),
        capacity_steps=tuple(step for step in portfolio.capacity_steps if keeps("resources", step.resource)),
        budgets=tuple(budget for budget in portfolio.budgets if keeps("budgets", str(budget.financial_year))),
        migrations=tuple(
            replace(
                migration,
                deadline_date=migration.deadline_date if keeps("deadlines", migration.id) else None,
                release_date=migration.release_date if keeps("releases", migration.id) else None,
            )
            for migration in portfolio.migrations
        ),
        decisions_taken=tuple(taken for taken in portfolio.decisions_taken if keeps("decisions_taken", taken.id)),
    )


def first_check(tuning: SearchTuning) -> SearchLimits:
    """How each check is searched."""
    return SearchLimits(seconds=tuning.conflicts.first_seconds, workers=1, seed=1, tuning=tuning.exact)


def second_check(tuning: SearchTuning) -> SearchLimits:
    """A second configuration, which has to agree before anything is called infeasible."""
    return SearchLimits(seconds=tuning.conflicts.second_seconds, workers=2, seed=2, tuning=tuning.exact, presolve=False)


def confirmed_infeasible(
    portfolio: Portfolio, should_stop: Callable[[], bool], tuning: SearchTuning, asked: Asked = NOTHING_ASKED
) -> bool:
    """Whether the second configuration agrees that the rules of a portfolio cannot be kept at all."""
    return _is_infeasible(portfolio, second_check(tuning), should_stop, asked)


def find_conflict(
    portfolio: Portfolio,
    should_stop: Callable[[], bool] = lambda: False,
    tuning: SearchTuning = DEFAULT_TUNING,
    asked: Asked = NOTHING_ASKED,
) -> tuple[str, ...]:
    """Labels of records that cannot stand together while any one fewer can (as far as the checks could tell).

    What is asked beyond the portfolio takes part like a record. Empty where giving up
    every stake still leaves no plan, or the conflict could not be confirmed.
    """
    kept = [*stakes_of(portfolio), *asked_stakes(portfolio, asked)]
    chunk = max(1, len(kept) // 2)
    while True:
        position = 0
        while position < len(kept) and not should_stop():
            smaller = kept[:position] + kept[position + chunk :]
            fewer = with_only(portfolio, smaller)
            if _is_infeasible(fewer, first_check(tuning), should_stop, _asked_in(smaller, asked)):
                kept = smaller
            else:
                position += chunk
        if chunk == 1:
            break
        chunk = max(1, chunk // 2)
    confirmed = confirmed_infeasible(with_only(portfolio, kept), should_stop, tuning, _asked_in(kept, asked))
    return tuple(stake.label for stake in kept) if confirmed else ()


def _asked_in(kept: Collection[Stake], asked: Asked) -> Asked:
    """What is still asked where only these stakes are kept."""
    contracts = {stake.key for stake in kept if stake.table == "must_be_off"}
    return replace(asked, must_be_off={c: day for c, day in asked.must_be_off.items() if c in contracts})


def _is_infeasible(portfolio: Portfolio, limits: SearchLimits, should_stop: Callable[[], bool], asked: Asked) -> bool:
    """Whether a search without an objective proves that the rules cannot be kept."""
    instance = compile_instance(portfolio)
    if asked.kept_needed(instance):
        return True
    exact = build(asked.applied(instance), limits.tuning, terms={})
    return search(exact, limits, should_stop=should_stop).proof is Proof.INFEASIBLE
