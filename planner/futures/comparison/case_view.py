"""What is left of a business case under a plan: year by year, and as present value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from planner.domain.calendar import financial_year_label
from planner.domain.rules import Term
from planner.plan.ledger import pounds_by_year
from planner.plan.plan_case import PlanCase
from planner.reading.business_case import BusinessCase, CaseLine

if TYPE_CHECKING:
    import pandas as pd

CASH_TERMS = (Term.EXTENSIONS, Term.MODES, Term.BRIDGES, Term.DELAY)
"""What a plan takes from the case in money or benefit. Exposure is the price of a risk, not a bill, and stays apart."""


@dataclass(frozen=True, kw_only=True)
class CaseView:
    """A business case with the effects of a plan; `effects` are pounds by financial year and term.

    The cost of contracts without a way off (`no route`) is shown apart like the exposure: it belongs to the
    organisations that stay, not to the programme.
    """

    case: BusinessCase
    effects: Mapping[int, Mapping[Term, int]]
    start_month: int

    @property
    def years(self) -> range:
        """Every year of the case or of the plan."""
        known = [*self.case.years, *self.effects]
        return range(min(known), max(known) + 1)

    @cached_property
    def before_pounds(self) -> int:
        """Net present value of the case without the plan's delays and extensions."""
        return self.case.present_value({year: self._net(year) for year in self.years})

    @cached_property
    def after_pounds(self) -> int:
        """Net present value with them."""
        return self.case.present_value({year: self._net(year) - self._taken(year) for year in self.years})

    def taken_pounds(self, term: Term) -> int:
        """Present value of what one term takes."""
        return self.case.present_value({year: self._effect(year, term) for year in self.years})

    @cached_property
    def alternative_pounds(self) -> int:
        """Present value of what doing without the programme costs."""
        return self.case.present_value({year: _sum(self.case.alternatives, year) for year in self.years})

    @cached_property
    def cost_pounds(self) -> int:
        """Present value of what the programme costs."""
        return self.case.present_value({year: _sum(self.case.costs, year) for year in self.years})

    def frame(self) -> pd.DataFrame:
        """One row a financial year: cost, benefit and net of the case, what the plan takes by term, and net after it.

        `exposure` and `no route` stand beside it and are in no sum. Pounds are of the year, not discounted; the column
        `discount_factor` is what a pound of the year counts in the base year.
        """
        import pandas as pd

        rows = {financial_year_label(year, self.start_month): self._row(year) for year in self.years}
        return pd.DataFrame.from_dict(rows, orient="index")

    def _row(self, year: int) -> dict[str, object]:
        growth = float(self.case.growth)
        return {
            "cost": _sum(self.case.costs, year),
            "benefit": _sum(self.case.benefits, year),
            "net": self._net(year),
            **{term.value: self._effect(year, term) for term in CASH_TERMS},
            "net_after_plan": self._net(year) - self._taken(year),
            "discount_factor": growth ** -max(0, year - self.case.base_year),
            "exposure": self._effect(year, Term.EXPOSURE),
            "no route": self._effect(year, Term.NO_ROUTE),
            "without_programme": _sum(self.case.alternatives, year),
        }

    def _net(self, year: int) -> int:
        return _sum(self.case.benefits, year) - _sum(self.case.costs, year)

    def _taken(self, year: int) -> int:
        return sum(self._effect(year, term) for term in CASH_TERMS)

    def _effect(self, year: int, term: Term) -> int:
        return self.effects.get(year, {}).get(term, 0)


def case_view(business_case: BusinessCase, case: PlanCase) -> CaseView:
    """The business case with what this plan takes from it."""
    return CaseView(
        case=business_case,
        effects=pounds_by_year(case.portfolio, case.charges),
        start_month=case.portfolio.financial_year_start_month,
    )


def _sum(lines: tuple[CaseLine, ...], year: int) -> int:
    return sum(line.pounds_in(year) for line in lines)
