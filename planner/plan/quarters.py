"""Money at risk by financial quarter: what is uncovered if nobody acts and under the plan, and what is to be committed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.calendar import ONE_DAY, FinancialQuarter, financial_quarter
from planner.domain.portfolio import Portfolio
from planner.domain.rules import Term
from planner.plan.ledger import Charge, spread_by_period
from planner.plan.register.records import ActKind
from planner.plan.schedule import ContractCover

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase

TO_COMMIT = (ActKind.BUY,)
"""Acts whose price is committed on the day they are taken."""


@dataclass(frozen=True, kw_only=True)
class QuarterAtRisk:
    """One financial quarter, from its first to its last day.

    Exposure falls on its days, and leaves out what nobody can leave. `to_commit_pounds`: every option that somebody still
    has to decide, in the quarter of its acting day, a late one in that of the status date. If nobody acts,
    `renewal_pounds` come by themselves, and the cover of `contracts_ending` ends in it.
    """

    quarter: FinancialQuarter
    if_nobody_acts_pounds: int
    exposure_pounds: int
    to_commit_pounds: int
    renewal_pounds: int
    contracts_ending: int


def quarters_at_risk(case: PlanCase) -> tuple[QuarterAtRisk, ...]:
    """Every quarter from that of the status date to the last with a figure; ask `PlanCase.quarters`, which keeps them."""
    portfolio = case.portfolio
    nobody = pounds_by_quarter(portfolio, _of_term(case.if_nobody_acts.charges, Term.EXPOSURE))
    plan = pounds_by_quarter(portfolio, _of_term(case.charges, Term.EXPOSURE))
    renewals = pounds_by_quarter(portfolio, _renewals(case))
    commit, ends = _to_commit(case), _ends(portfolio, case.if_nobody_acts.covers.values())
    return tuple(
        QuarterAtRisk(
            quarter=quarter,
            if_nobody_acts_pounds=nobody.get(quarter, 0),
            exposure_pounds=plan.get(quarter, 0),
            to_commit_pounds=commit.get(quarter, 0),
            renewal_pounds=renewals.get(quarter, 0),
            contracts_ending=ends.get(quarter, 0),
        )
        for quarter in _from_status_date(portfolio, {*nobody, *plan, *renewals, *commit, *ends})
    )


def pounds_by_quarter(portfolio: Portfolio, charges: Iterable[Charge]) -> Mapping[FinancialQuarter, int]:
    """The pounds of charges by financial quarter, spread over their days; the quarters add up to the charges exactly."""
    pounds: dict[FinancialQuarter, int] = defaultdict(int)
    for charge in charges:
        for day, share in spread_by_period(portfolio, charge, lambda day: _quarter(portfolio, day).until_date):
            pounds[_quarter(portfolio, day)] += share
    return {quarter: pounds[quarter] for quarter in sorted(pounds) if pounds[quarter]}


def _quarter(portfolio: Portfolio, day: date) -> FinancialQuarter:
    return financial_quarter(day, portfolio.financial_year_start_month)


def _of_term(charges: Iterable[Charge], term: Term) -> Iterator[Charge]:
    return (charge for charge in charges if charge.term is term)


def _renewals(case: PlanCase) -> Iterator[Charge]:
    links = case.portfolio.link_by_option
    extensions = _of_term(case.if_nobody_acts.charges, Term.EXTENSIONS)
    return (charge for charge in extensions if charge.option is not None and links[charge.option].by_itself)


def _to_commit(case: PlanCase) -> Mapping[FinancialQuarter, int]:
    pounds: dict[FinancialQuarter, int] = defaultdict(int)
    for act in case.acts:
        if act.act in TO_COMMIT:
            pounds[_quarter(case.portfolio, max(act.acting_date, case.portfolio.status_date))] += act.pounds or 0
    return pounds


def _ends(portfolio: Portfolio, covers: Iterable[ContractCover]) -> Mapping[FinancialQuarter, int]:
    """The contracts that end ahead and within the planning period, by the quarter of their last day covered."""
    days = (cover.covered_until_day for cover in covers if 0 < cover.covered_until_day <= portfolio.horizon_day)
    return Counter(_quarter(portfolio, portfolio.date_of(day) - ONE_DAY) for day in days)


def _from_status_date(portfolio: Portfolio, used: set[FinancialQuarter]) -> Iterator[FinancialQuarter]:
    first = _quarter(portfolio, portfolio.status_date)
    quarter, last = min(used | {first}), max(used | {first})
    while quarter <= last:
        yield quarter
        quarter = _quarter(portfolio, quarter.until_date)
