"""Random edits of tiny portfolios, from one figure to a new department, that leave them sound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from planner.domain.contracts import Contract, ExtensionOption, Notice, OptionState
from planner.domain.migrations import Migration, Phase, PhaseProfile
from planner.domain.organisations import Commitment, Organisation
from planner.domain.policy import ExtensionBudget
from planner.domain.portfolio import Portfolio
from planner.domain.resources import CapacityStep, FreezePeriod

Edit = Callable[[Random, Portfolio], Portfolio]


def edited(seed: int, portfolio: Portfolio, edits: int) -> Portfolio:
    """The portfolio after some edits drawn from a seed; an edit that finds nothing to change changes nothing."""
    random = Random(seed)
    for edit in random.sample(EDITS, edits):
        portfolio = edit(random, portfolio)
    return portfolio


def _changed(random: Random, portfolio: Portfolio, table: str, **columns: Callable[[Any], Any]) -> Portfolio:
    """One record of a table with these columns changed."""
    records = list(getattr(portfolio, table))
    if not records:
        return portfolio
    place = random.randrange(len(records))
    record = records[place]
    records[place] = replace(record, **{name: change(getattr(record, name)) for name, change in columns.items()})
    changes: dict[str, Any] = {table: tuple(records)}
    return replace(portfolio, **changes)


def _without(random: Random, portfolio: Portfolio, table: str) -> Portfolio:
    """The portfolio without the last record of a table."""
    changes: dict[str, Any] = {table: getattr(portfolio, table)[:-1]}
    return replace(portfolio, **changes)


def slip_milestone(random: Random, portfolio: Portfolio) -> Portfolio:
    days = timedelta(days=random.choice((-2, 1, 2, 4)))
    moved = tuple(
        replace(
            milestone,
            **{
                name: day + days
                for name in ("forecast_date", "early_date", "likely_date", "late_date")
                if (day := getattr(milestone, name)) is not None
            },
        )
        for milestone in portfolio.milestones
    )
    return replace(portfolio, milestones=moved)


def move_expiry(random: Random, portfolio: Portfolio) -> Portfolio:
    """Only of a contract without options, whose stated ends would have to move too."""
    days = timedelta(days=random.choice((-2, 1, 3)))
    chained = {option.contract for option in portfolio.options}
    moved = tuple(
        contract
        if contract.id in chained
        else replace(contract, expiry_date=contract.stated_expiry_date + days, maximum_end_date=None)
        for contract in portfolio.contracts
    )
    return replace(portfolio, contracts=moved)


def price_exposure(random: Random, portfolio: Portfolio) -> Portfolio:
    return _changed(
        random, portfolio, "contracts", exposure_pounds_per_day=lambda _price: random.choice((None, 5, 33, 70))
    )


def raise_notice(random: Random, portfolio: Portfolio) -> Portfolio:
    return _changed(random, portfolio, "contracts", notice=lambda _notice: Notice(random.randint(0, 6)))


def reprice_option(random: Random, portfolio: Portfolio) -> Portfolio:
    return _changed(random, portfolio, "options", fee_pounds=lambda pounds: pounds + random.choice((1, 9, 40)))


def refuse_option(random: Random, portfolio: Portfolio) -> Portfolio:
    return _changed(random, portfolio, "options", state=lambda _state: OptionState.REFUSED)


def raise_benefit(random: Random, portfolio: Portfolio) -> Portfolio:
    return _changed(
        random, portfolio, "migrations", benefit_pounds_per_day=lambda pounds: pounds + random.randint(1, 7)
    )


def raise_running_cost(random: Random, portfolio: Portfolio) -> Portfolio:
    return _changed(random, portfolio, "migrations", running_pounds_per_day=lambda pounds: pounds + 3)


def lengthen_phase(random: Random, portfolio: Portfolio) -> Portfolio:
    def longer(phases: tuple[Phase, ...]) -> tuple[Phase, ...]:
        first, *others = phases
        return (replace(first, days=first.days + 1), *others)

    return _changed(random, portfolio, "profiles", phases=longer)


def change_capacity(random: Random, portfolio: Portfolio) -> Portfolio:
    return _changed(random, portfolio, "resources", capacity=lambda capacity: capacity + random.choice((-1, 1, 1)))


def add_capacity_step(random: Random, portfolio: Portfolio) -> Portfolio:
    step = CapacityStep(
        resource="shared", from_date=portfolio.status_date + timedelta(days=11), capacity=random.choice((1, 3))
    )
    taken = [(known.resource, known.from_date) for known in portfolio.capacity_steps]
    if (step.resource, step.from_date) in taken:
        return portfolio
    return replace(portfolio, capacity_steps=(*portfolio.capacity_steps, step))


def add_freeze(random: Random, portfolio: Portfolio) -> Portfolio:
    begins = portfolio.status_date + timedelta(days=random.randint(3, 14))
    freeze = FreezePeriod(id="new", from_date=begins, until_date=begins + timedelta(days=random.randint(1, 4)))
    return replace(portfolio, freezes=(*portfolio.freezes, freeze))


def drop_mode(random: Random, portfolio: Portfolio) -> Portfolio:
    named = {taken.mode for taken in portfolio.decisions_taken}
    return portfolio if "fast" in named else _without(random, portfolio, "modes")


def drop_precedence(random: Random, portfolio: Portfolio) -> Portfolio:
    return _without(random, portfolio, "precedences")


def lengthen_lag(random: Random, portfolio: Portfolio) -> Portfolio:
    return _changed(random, portfolio, "precedences", lag_days=lambda days: days + 1)


def drop_group(random: Random, portfolio: Portfolio) -> Portfolio:
    return _without(random, portfolio, "groups")


def change_policy(random: Random, portfolio: Portfolio) -> Portfolio:
    changes: dict[str, Any] = random.choice(
        ({"exposure_medium_pounds_per_day": 14}, {"negotiation_limit": 1, "buffer_days": 3}, {"alert_window_days": 2})
    )
    return replace(portfolio, policy=replace(portfolio.policy, **changes))


def set_budget(random: Random, portfolio: Portfolio) -> Portfolio:
    year = portfolio.status_date.year - 1
    others = tuple(budget for budget in portfolio.budgets if budget.financial_year != year)
    return replace(portfolio, budgets=(*others, ExtensionBudget(financial_year=year, pounds=30)))


def decline(random: Random, portfolio: Portfolio) -> Portfolio:
    return _changed(random, portfolio, "organisations", commitment=lambda _state: Commitment.DECLINED)


def pass_time(random: Random, portfolio: Portfolio) -> Portfolio:
    return replace(portfolio, status_date=portfolio.status_date + timedelta(days=random.randint(1, 2)))


def lengthen_horizon(random: Random, portfolio: Portfolio) -> Portfolio:
    return replace(portfolio, horizon_date=portfolio.horizon_date + timedelta(days=1))


def add_department(random: Random, portfolio: Portfolio) -> Portfolio:
    """A department with its contract, an option for it, its profile and its migration."""
    expiry = portfolio.status_date + timedelta(days=random.randint(3, 9))
    return replace(
        portfolio,
        organisations=(*portfolio.organisations, Organisation(id="guest", name="Guest")),
        contracts=(
            *portfolio.contracts,
            Contract(
                id="kg",
                name="Guest contract",
                expiry_date=expiry,
                organisations=("guest",),
                notice=Notice(),
                internal_lead_days=0,
            ),
        ),
        options=(
            *portfolio.options,
            ExtensionOption(
                id="kgx1", contract="kg", sequence=1, end_date=expiry + timedelta(days=5), annual_price_pounds=1_825
            ),
        ),
        profiles=(*portfolio.profiles, _guest_profile(portfolio)),
        migrations=(
            *portfolio.migrations,
            Migration(id="mg", organisation="guest", cluster="c1", releases=("kg",), profile="guest"),
        ),
    )


def _guest_profile(portfolio: Portfolio) -> PhaseProfile:
    return replace(portfolio.profiles[0], id="guest", name="guest")


EDITS: tuple[Edit, ...] = (
    slip_milestone,
    move_expiry,
    price_exposure,
    raise_notice,
    reprice_option,
    refuse_option,
    raise_benefit,
    raise_running_cost,
    lengthen_phase,
    change_capacity,
    add_capacity_step,
    add_freeze,
    drop_mode,
    drop_precedence,
    lengthen_lag,
    drop_group,
    change_policy,
    set_budget,
    decline,
    pass_time,
    lengthen_horizon,
    add_department,
)
