"""What comes of a plan if nobody acts, as one sentence and as figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.domain.rules import Term
from planner.present.wording import counted, day_count, money

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase


def if_nobody_acts_sentence(case: PlanCase) -> str:
    """For instance: If nobody acts: 2 contracts are uncovered for 9 days, £900 of exposure; under the plan £0."""
    nobody, currency = case.if_nobody_acts, case.portfolio.currency
    if nobody.uncovered_days:
        exposed = counted(nobody.exposed_contracts, "contract is", "contracts are")
        exposure = money(nobody.exposure_pounds, currency)
        plan = money(case.terms[Term.EXPOSURE], currency)
        head = (
            f"{exposed} uncovered for {day_count(nobody.uncovered_days)}, {exposure} of exposure; under the plan {plan}"
        )
    else:
        head = "nothing is uncovered"
    return f"If nobody acts: {'; '.join([head, *_beside(case)])}."


def _beside(case: PlanCase) -> Iterator[str]:
    nobody, currency = case.if_nobody_acts, case.portfolio.currency
    if nobody.renewal_pounds:
        yield f"contracts go on by themselves for {money(nobody.renewal_pounds, currency)}"
    if nobody.no_route_pounds:
        yield (
            f"contracts that nobody can leave cost {money(nobody.no_route_pounds, currency)} apart, "
            f"under the plan {money(case.terms[Term.NO_ROUTE], currency)}"
        )


def if_nobody_acts_figures(case: PlanCase) -> dict[str, int]:
    """The figures by name; what nobody can leave is in no other figure than `no_route_pounds`."""
    nobody = case.if_nobody_acts
    return {
        "exposure_pounds": nobody.exposure_pounds,
        "uncovered_days": nobody.uncovered_days,
        "contracts_exposed": nobody.exposed_contracts,
        "extension_pounds": nobody.extension_pounds,
        "renewal_pounds": nobody.renewal_pounds,
        "no_route_pounds": nobody.no_route_pounds,
    }
