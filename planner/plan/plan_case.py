"""A portfolio with its plan: the one value that flags, tables, charts, files, differences and explanations take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from planner.domain.portfolio import Portfolio
from planner.domain.rules import Term
from planner.plan.entries import Plan
from planner.plan.flagging.contract_flags import flag_contracts
from planner.plan.flagging.department_flags import flag_departments
from planner.plan.flagging.facts import contract_facts
from planner.plan.flagging.records import ContractFacts, ContractFlag, DepartmentFlag
from planner.plan.inaction import IF_NOBODY_ACTS, IfNobodyActs, if_nobody_acts
from planner.plan.ledger import Charge, charges_of, pounds_of, terms_of
from planner.plan.measures import MEASURES
from planner.plan.milestone_days import Ends, activity_ends
from planner.plan.outcome import Outcome
from planner.plan.quarters import QuarterAtRisk, quarters_at_risk
from planner.plan.reasons import Reasons
from planner.plan.register.acts import register
from planner.plan.register.records import Act
from planner.plan.register.settled import SettledAct, settled_acts
from planner.plan.schedule import Schedule, schedule_of
from planner.plan.sureness import Sureness


@dataclass(frozen=True)
class PlanCase:
    """A portfolio and a plan for it, with everything that follows from the two; each part is computed once.

    `outcome`: what a solve said of the plan (status, bound, gap); None for a plan that was read or made by hand. The plan
    may break rules: what cannot be laid on the calendar is left out of the schedule, and `judge` reports it. `reasons`: why
    its contracts are late, where the plan was explained (`planner.explain.reasons_of`); the register says them. `sureness`:
    how sure its figures are, where sampled futures were asked (`planner risk`, `planner tripwires`).
    """

    portfolio: Portfolio
    plan: Plan
    outcome: Outcome | None = None
    reasons: Reasons | None = None
    sureness: Sureness | None = None

    @cached_property
    def schedule(self) -> Schedule:
        """The plan on the calendar."""
        return schedule_of(self.portfolio, self.plan)

    @cached_property
    def ends(self) -> Mapping[str, Ends]:
        """Start and finish of migrations and milestones, by id."""
        return activity_ends(self.portfolio, self.schedule)

    @cached_property
    def charges(self) -> tuple[Charge, ...]:
        """The ledger: every pound the plan costs."""
        return charges_of(self.portfolio, self.schedule)

    @cached_property
    def charges_by_record(self) -> Mapping[str, tuple[Charge, ...]]:
        """The charges of every contract, migration and group that has any."""
        found: dict[str, list[Charge]] = defaultdict(list)
        for charge in self.charges:
            found[charge.record].append(charge)
        return {record: tuple(charges) for record, charges in found.items()}

    @cached_property
    def terms(self) -> Mapping[Term, int]:
        """Cost by term; every term is present, in the order of `Term`."""
        return terms_of(self.charges)

    @cached_property
    def pounds(self) -> int:
        """The sum of all charges: what a solve minimises under the priority `price`."""
        return pounds_of(self.charges)

    @cached_property
    def measures(self) -> Mapping[str, int]:
        """Every figure of `MEASURES`, by name; then that of `IF_NOBODY_ACTS`."""
        found = {name: measure(self.schedule) for name, measure in MEASURES.items()}
        return {**found, IF_NOBODY_ACTS: self.if_nobody_acts.exposure_pounds}

    @cached_property
    def if_nobody_acts(self) -> IfNobodyActs:
        """What comes of the cutovers of the plan where nobody takes an act of the register."""
        return if_nobody_acts(self.portfolio, self.schedule)

    @cached_property
    def quarters(self) -> tuple[QuarterAtRisk, ...]:
        """Money at risk by financial quarter."""
        return quarters_at_risk(self)

    @cached_property
    def facts(self) -> Mapping[str, ContractFacts]:
        """What the flag of every contract carries, by contract."""
        return {id: contract_facts(self, cover) for id, cover in self.schedule.contracts.items()}

    @cached_property
    def flags(self) -> tuple[ContractFlag, ...]:
        """The flag of every contract, in the order of the portfolio."""
        return flag_contracts(self)

    @cached_property
    def flag_by_contract(self) -> Mapping[str, ContractFlag]:
        """The flag of every contract, by its id."""
        return {flag.contract: flag for flag in self.flags}

    @cached_property
    def department_flags(self) -> tuple[DepartmentFlag, ...]:
        """The flag of every department: the worst of its contracts and of those of its bodies."""
        return flag_departments(self.portfolio, self.flags)

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """The register: every dated act the plan asks for, late ones first, then by acting day."""
        return register(self)

    @cached_property
    def settled(self) -> tuple[SettledAct, ...]:
        """The acts that are decided and need nobody any more, by the day they were decided."""
        return settled_acts(self.portfolio)

    @cached_property
    def acts_by_contract(self) -> Mapping[str, tuple[Act, ...]]:
        """The acts of every contract that has any, in the order of the register."""
        found: dict[str, list[Act]] = defaultdict(list)
        for act in self.acts:
            if act.contract is not None:
                found[act.contract].append(act)
        return {contract: tuple(acts) for contract, acts in found.items()}

    def term_pounds(self, record: str, term: Term) -> int:
        """The pounds of one term at one contract, migration or group."""
        return pounds_of(charge for charge in self.charges_by_record.get(record, ()) if charge.term is term)

    def extension_pounds(self, contract: str) -> int:
        """What the options in the plan cost for one contract, with or without a way off it."""
        return pounds_of(charge for charge in self.charges_by_record.get(contract, ()) if charge.option is not None)

    def exposure_pounds(self, contract: str) -> int:
        """The price of the uncovered days of one contract, with or without a way off it."""
        return pounds_of(charge for charge in self.charges_by_record.get(contract, ()) if charge.option is None)
