"""The records that restrict a plan and could be given up, those first that are hardest to explain."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from planner.domain.contracts import ExtensionOption, OptionState
from planner.domain.days.closed_days import ClosedDays, DayCount
from planner.domain.decisions_taken import CommitmentKind
from planner.domain.levers.amounts import AMPLE_UNITS, precedence_keys
from planner.domain.levers.changes import later
from planner.domain.portfolio import Portfolio
from planner.domain.routes import planned_migrations
from planner.solver.model.asked import Asked

LONG_AFTER_DAYS = 20 * 365
"""How much later a horizon lies that is given up."""


@dataclass(frozen=True)
class Stake:
    """A record that may take part in a conflict: its table and key, what of it binds, and how people read it.

    `column`: the column whose `value` binds; None: the whole row.
    """

    table: str
    key: str
    label: str
    column: str | None = None
    value: str | None = None

    @property
    def place(self) -> tuple[str, str, str | None]:
        """What no other stake shares."""
        return self.table, self.key, self.column


def stakes_of(portfolio: Portfolio, asked: Asked | None = None) -> list[Stake]:
    """Every record that restricts a plan and could be given up, in the order in which they are given up.

    What is hard to explain goes first, so that what is left is easy. Capacity stands near the beginning; deadlines, what has
    been agreed and what a question asks for stand at the end. The horizon is the first: it is seldom the reason.
    """
    return [stake for stakes in STAKES for stake in stakes(portfolio)] + list(_asked(portfolio, asked))


def _horizon(portfolio: Portfolio) -> Iterator[Stake]:
    value = str(portfolio.horizon_date)
    yield Stake("portfolio", "horizon_date", f"planning horizon {value}", "value", value)


def _resources(portfolio: Portfolio) -> Iterator[Stake]:
    for resource in portfolio.resources:
        yield Stake("resources", resource.id, f"capacity of {resource.id}", "capacity", str(resource.capacity))


def _windows(portfolio: Portfolio) -> Iterator[Stake]:
    for cluster in dict.fromkeys(window.cluster for window in portfolio.wave_windows):
        yield Stake("wave_windows", cluster, f"wave windows of {cluster}")


def _limits(portfolio: Portfolio) -> Iterator[Stake]:
    for budget in portfolio.budgets:
        year = str(budget.financial_year)
        yield Stake("budgets", year, f"budget {year}", "pounds", str(budget.pounds))
    limit = portfolio.policy.negotiation_limit
    if limit is not None:
        yield Stake("policy", "negotiation_limit", "negotiation limit", "value", str(limit))
    for bundle in portfolio.options_by_bundle:
        yield Stake("options", bundle, f"bundle {bundle}", "bundle", bundle)


def _freezes(portfolio: Portfolio) -> Iterator[Stake]:
    for freeze in portfolio.freezes:
        yield Stake("freezes", freeze.id, f"freeze {freeze.id}")


def closings(portfolio: Portfolio) -> tuple[ClosedDays, ...]:
    """The closed days that count."""
    return () if portfolio.day_count is DayCount.CALENDAR else portfolio.closed_days


def _closed_days(portfolio: Portfolio) -> Iterator[Stake]:
    for closed in closings(portfolio):
        yield Stake("closed_days", closed_key(closed), f"closed days {closed.name or closed.from_date}")


def closed_key(closed: ClosedDays) -> str:
    """Its first day and the first day after it."""
    return f"{closed.from_date} {closed.until_date}"


def _groups(portfolio: Portfolio) -> Iterator[Stake]:
    for group in portfolio.groups:
        yield Stake("groups", group.id, f"group {group.id}")


def _releases(portfolio: Portfolio) -> Iterator[Stake]:
    for m in planned_migrations(portfolio):
        if m.release_date is not None:
            yield Stake("migrations", m.id, f"release date of {m.id}", "release_date", str(m.release_date))


def _precedences(portfolio: Portfolio) -> Iterator[Stake]:
    for p, key in zip(portfolio.precedences, precedence_keys(portfolio), strict=True):
        label = f"precedence {p.predecessor} → {p.successor} ({p.kind.value}, {p.lag_days} days)"
        yield Stake("precedences", key, label, "lag_days", str(p.lag_days))


def _deadlines(portfolio: Portfolio) -> Iterator[Stake]:
    for m in planned_migrations(portfolio):
        if m.deadline_date is not None:
            yield Stake("migrations", m.id, f"deadline of {m.id}", "deadline_date", str(m.deadline_date))


def _decisions(portfolio: Portfolio) -> Iterator[Stake]:
    for taken in portfolio.decisions_taken:
        value = None if taken.agreed_date is None else str(taken.agreed_date)
        yield Stake("commitments", taken.id, f"commitment {taken.id} ({taken.subject})", "agreed_date", value)
    for option in portfolio.options:
        if option.state is OptionState.EXERCISED:
            yield Stake("options", option.id, f"option {option.id}, exercised", "state", option.state.value)


STAKES: tuple[Callable[[Portfolio], Iterator[Stake]], ...] = (
    _horizon,
    _resources,
    _windows,
    _limits,
    _freezes,
    _closed_days,
    _groups,
    _releases,
    _precedences,
    _deadlines,
    _decisions,
)
"""Every kind of stake, in the order in which they are given up."""


def has_happened(portfolio: Portfolio, stake: Stake) -> bool:
    """Whether it is the start of a migration that has begun. Giving that up relaxes nothing: it would have to begin anew."""
    return stake.table == "commitments" and any(
        taken.id == stake.key
        and taken.kind is CommitmentKind.START_AGREED
        and taken.agreed_date is not None
        and taken.agreed_date < portfolio.status_date
        for taken in portfolio.decisions_taken
    )


def _asked(portfolio: Portfolio, asked: Asked | None) -> Iterator[Stake]:
    for contract, day in asked.must_be_off.items() if asked is not None else ():
        until = portfolio.date_of(day - 1)
        yield Stake("must_be_off", contract, f"{contract} off by {until}", None, str(until))


def asked_in(kept: Collection[Stake], asked: Asked) -> Asked:
    """What is still asked where only these stakes are kept."""
    contracts = {stake.key for stake in kept if stake.table == "must_be_off"}
    return replace(asked, must_be_off={c: day for c, day in asked.must_be_off.items() if c in contracts})


def with_only(portfolio: Portfolio, kept: Collection[Stake]) -> Portfolio:
    """The portfolio with every other stake given up."""
    places = {stake.place for stake in kept}

    def keeps(table: str, key: str, column: str | None = None) -> bool:
        return (table, key, column) in places

    def option_left(option: ExtensionOption) -> ExtensionOption:
        bundle = option.bundle if keeps("options", option.bundle or "", "bundle") else None
        opened = option.state is OptionState.EXERCISED and not keeps("options", option.id, "state")
        return replace(option, bundle=bundle, state=OptionState.AVAILABLE if opened else option.state)

    limit = portfolio.policy.negotiation_limit if keeps("policy", "negotiation_limit", "value") else None
    return replace(
        portfolio,
        horizon_date=later(
            portfolio.horizon_date, 0 if keeps("portfolio", "horizon_date", "value") else LONG_AFTER_DAYS
        ),
        policy=replace(portfolio.policy, negotiation_limit=limit),
        precedences=tuple(
            p
            for p, key in zip(portfolio.precedences, precedence_keys(portfolio), strict=True)
            if keeps("precedences", key, "lag_days")
        ),
        freezes=tuple(freeze for freeze in portfolio.freezes if keeps("freezes", freeze.id)),
        closed_days=tuple(closed for closed in closings(portfolio) if keeps("closed_days", closed_key(closed))),
        wave_windows=tuple(window for window in portfolio.wave_windows if keeps("wave_windows", window.cluster)),
        groups=tuple(group for group in portfolio.groups if keeps("groups", group.id)),
        options=tuple(map(option_left, portfolio.options)),
        resources=tuple(
            r if keeps("resources", r.id, "capacity") else replace(r, capacity=AMPLE_UNITS) for r in portfolio.resources
        ),
        capacity_steps=tuple(s for s in portfolio.capacity_steps if keeps("resources", s.resource, "capacity")),
        budgets=tuple(b for b in portfolio.budgets if keeps("budgets", str(b.financial_year), "pounds")),
        migrations=tuple(
            replace(
                m,
                deadline_date=m.deadline_date if keeps("migrations", m.id, "deadline_date") else None,
                release_date=m.release_date if keeps("migrations", m.id, "release_date") else None,
            )
            for m in portfolio.migrations
        ),
        decisions_taken=tuple(t for t in portfolio.decisions_taken if keeps("commitments", t.id, "agreed_date")),
    )
