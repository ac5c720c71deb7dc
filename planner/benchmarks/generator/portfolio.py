"""A whole portfolio from its settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import chain

from planner.benchmarks.generator.cluster_draft import STATUS_DATE, day_to_date, draw_clusters
from planner.benchmarks.generator.contract_draft import draw_contracts
from planner.benchmarks.generator.group_draft import draw_groups, draw_modes
from planner.benchmarks.generator.profiles import SIZE_CLASSES, VARIANTS_PER_SIZE, ProfileName, build_profile
from planner.benchmarks.generator.scarcity import (
    FINANCIAL_YEAR_START_MONTH,
    WINDOW_YEARS,
    Workload,
    draw_budgets,
    draw_freezes,
    draw_resources,
    draw_windows,
)
from planner.benchmarks.generator.spec import GeneratorSpec
from planner.benchmarks.generator.varied_terms import budgets_with_what_is_owed, vary_terms
from planner.benchmarks.generator.variety import vary_precedences, vary_profiles
from planner.benchmarks.generator.working_days import (
    day_count,
    draw_closed_days,
    precedences_in_days,
    profiles_in_days,
)
from planner.benchmarks.placing.list_schedule import list_schedule
from planner.benchmarks.placing.urgency import earliest_expiry
from planner.domain.migrations import DEFAULT_PROFILE, PhaseProfile
from planner.domain.policy import Policy
from planner.domain.portfolio import Portfolio
from planner.domain.provenance import Basis, Provenance

PLANNED_YEARS = WINDOW_YEARS
DAYS_AFTER_LAST_EXPIRY = 900


def generate_portfolio(spec: GeneratorSpec) -> Portfolio:
    """The portfolio of a spec; equal specs give equal portfolios on every machine.

    A plan always exists: the horizon lies a quarter beyond the end of a list schedule that keeps every rule, and beyond
    the last expiry. Every migration belongs to an organisation that joins. All figures are invented,
    and the provenance of the portfolio says so.
    """
    clusters = draw_clusters(spec)
    drawn = draw_contracts(spec, clusters)
    terms = vary_terms(spec, drawn.contracts, drawn.options)
    precedences = chain.from_iterable(cluster.precedences for cluster in clusters)
    modes = draw_modes(spec, drawn.migrations)
    groups = draw_groups(spec, clusters)
    used = {migration.profile for migration in drawn.migrations} | {mode.profile for mode in modes}
    profiles = profiles_in_days(spec, vary_profiles(spec, _profiles(spec, used)))
    by_id = {profile.id: profile for profile in profiles}
    work = Workload(
        profile_by_migration={migration.id: by_id[migration.profile] for migration in drawn.migrations}, groups=groups
    )
    resources, steps = draw_resources(spec, clusters, work)
    draft = Portfolio(
        name=f"Drawn portfolio of {spec.contracts} contracts, seed {spec.seed}",
        status_date=STATUS_DATE,
        horizon_date=STATUS_DATE.replace(year=STATUS_DATE.year + PLANNED_YEARS),
        financial_year_start_month=FINANCIAL_YEAR_START_MONTH,
        provenance=Provenance(basis=Basis.ASSUMED, reason="Every figure is drawn at random."),
        policy=Policy(negotiation_limit=spec.negotiation_limit),
        organisations=tuple(chain.from_iterable(cluster.organisations for cluster in clusters)),
        clusters=tuple(cluster.cluster for cluster in clusters),
        milestones=tuple(chain.from_iterable(cluster.milestones for cluster in clusters)),
        contracts=terms.contracts,
        options=terms.options,
        profiles=(DEFAULT_PROFILE, *profiles),
        migrations=drawn.migrations,
        modes=modes,
        precedences=precedences_in_days(spec, vary_precedences(spec, precedences)),
        groups=groups,
        resources=resources,
        capacity_steps=steps,
        freezes=draw_freezes(spec, clusters),
        wave_windows=draw_windows(spec, clusters),
        budgets=draw_budgets(spec, terms.contracts, terms.options),
        day_count=day_count(spec),
        closed_days=draw_closed_days(spec),
    )
    planned = _with_horizon(draft)
    return replace(planned, budgets=budgets_with_what_is_owed(planned))


def _profiles(spec: GeneratorSpec, used: set[str]) -> tuple[PhaseProfile, ...]:
    names = (
        ProfileName(size.name, variant, shared, fast)
        for size in SIZE_CLASSES
        for variant in range(1, VARIANTS_PER_SIZE + 1)
        for shared in (False, True)
        for fast in (False, True)
    )
    return tuple(build_profile(spec.seed, name) for name in names if str(name) in used)


def _with_horizon(draft: Portfolio) -> Portfolio:
    """The portfolio with the first 1 April after all work can be done, and with no window or closed day beyond it."""
    entries = list_schedule(draft, earliest_expiry(draft), draft.horizon_day)
    duration = {migration.id: draft.profile_by_id[migration.profile].duration_days for migration in draft.migrations}
    finish_day = max(entry.start_day + duration[entry.migration] for entry in entries)
    last_expiry = max(draft.day_of(contract.stated_expiry_date) for contract in draft.contracts)
    needed = day_to_date(max(finish_day * 5 // 4, last_expiry + DAYS_AFTER_LAST_EXPIRY))
    horizon = date(needed.year + 1, 4, 1)
    windows = tuple(window for window in draft.wave_windows if window.from_date < horizon)
    closed = tuple(days for days in draft.closed_days if days.from_date < horizon)
    return replace(draft, horizon_date=horizon, wave_windows=windows, closed_days=closed)
