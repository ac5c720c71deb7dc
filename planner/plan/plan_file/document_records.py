"""What a plan file declares, as records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from planner.domain.meaning import MEANING, older_meaning
from planner.domain.portfolio import Portfolio
from planner.domain.rules import Term
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.fingerprint import risk_basis
from planner.plan.reasons import Reason, Reasons
from planner.plan.sureness import Sureness

FORMAT = "planner plan"
VERSION = MEANING
"""The version of a plan file is that of what its dates and pounds mean."""
READABLE = range(1, VERSION + 1)
NOT_SOLVED = "not solved"
"""The status of a plan that no solver has proved anything about."""


@dataclass(frozen=True, kw_only=True)
class DocumentedMigration:
    """A migration of a plan file; the finish is the first open day after its last phase."""

    migration: str
    mode: str
    start_date: date
    cutover_date: date
    finish_date: date


@dataclass(frozen=True, kw_only=True)
class DocumentedOption:
    """An option of a plan file with the last day to decide it; `exercised`: that has been done."""

    option: str
    contract: str
    decide_by_date: date
    exercised: bool


@dataclass(frozen=True, kw_only=True)
class PlanDocument:
    """What a plan file declares; nothing of it is checked against a portfolio (`planner.plan.plan_file.verification` does).

    `status`, `bound_pounds` and `gap` are what the solve said: None where it proved no bound. `wished_gap`: the gap that
    ended the search before the plan was proved the best, None where none did. Starts, modes and options of an older
    `version` mean the same today; its other figures do not. `marking` is that of the portfolio. `reasons`: why contracts are
    late, empty where the plan was not explained. `sureness`: how sure its figures are, where sampled futures were asked.
    """

    portfolio: str
    status_date: date
    fingerprint: str
    status: str
    objective_pounds: int
    bound_pounds: int | None
    gap: float | None
    wished_gap: float | None
    terms: Mapping[Term, int]
    migrations: tuple[DocumentedMigration, ...]
    options: tuple[DocumentedOption, ...]
    version: int = VERSION
    marking: str | None = None
    reasons: tuple[Reason, ...] = ()
    sureness: Sureness | None = None

    @property
    def older_meaning(self) -> str:
        """What is different in the figures of the file; blank where nothing is."""
        return older_meaning(self.version)

    @property
    def no_route_pounds(self) -> int:
        """The part of the objective that no plan can avoid and that gaps leave out."""
        return self.terms[Term.NO_ROUTE]

    @property
    def computed_gap(self) -> float | None:
        """What objective and bound make of the gap: 0 where they meet, None without a bound or where it is no share."""
        if self.bound_pounds is None:
            return None
        distance, priced = self.objective_pounds - self.bound_pounds, self.objective_pounds - self.no_route_pounds
        if distance == 0:
            return 0.0
        return distance / priced if priced > 0 else None

    def plan_for(self, portfolio: Portfolio) -> Plan:
        """The plan with its days counted from the status date of this portfolio: the dates of the file stand."""
        return Plan(
            migrations=tuple(
                PlannedMigration(
                    migration=entry.migration, start_day=portfolio.day_of(entry.start_date), mode=entry.mode
                )
                for entry in self.migrations
            ),
            options=tuple(option.option for option in self.options),
        )

    def reasons_for(self, case: PlanCase) -> Reasons | None:
        """The reasons that were kept with the plan; None where there are none, or where they tell other days of need."""
        facts = case.facts
        told = {reason.contract: reason.needed_until_date for reason in self.reasons}
        same = all(id in facts and facts[id].needed_until_date == day for id, day in told.items())
        return Reasons(contracts=self.reasons) if told and same else None

    def sureness_for(self, case: PlanCase) -> Sureness | None:
        """How sure the plan is; None where nobody asked, or where ranges, portfolio or plan were others then."""
        found = self.sureness
        return found if found is not None and found.basis == risk_basis(case.portfolio, case.plan) else None
