"""What a re-planning gives back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.chains.past_periods import is_past_period
from planner.domain.routes import planned_migrations
from planner.futures.replan.past_facts import Rebased
from planner.plan.breaches import Breach
from planner.plan.conflict import Conflict
from planner.plan.promises import ChangedPromise, Promises
from planner.plan.schedule import schedule_of
from planner.solver import GoalOutcome


@dataclass(frozen=True, kw_only=True)
class Gone:
    """Something of the old plan that no plan can contain any more, through no choice of the new one."""

    subject: str
    explanation: str


@dataclass(frozen=True, kw_only=True)
class Replan:
    """The answer of a re-planning.

    `rebased` holds the portfolio with the facts and the old plan in its days. `breaches` say why the old plan is not
    allowed any more as it stands; empty where it is. `old_pounds`: what it costs on this portfolio, None where it leaves
    a migration out. `fewest` is the plan with the fewest broken promises of all, None where the old plan is allowed (then
    none has to be broken). `outcome` is the new plan: the cheapest within the budget. `changes` are the promises it
    breaks, `gone` those that nobody can keep and that count for no budget. `conflicts`: where no plan keeps every rule,
    records that cannot stand together.
    """

    rebased: Rebased
    promises: Promises
    change_budget: int | None
    breaches: tuple[Breach, ...]
    old_pounds: int | None
    fewest: GoalOutcome | None
    outcome: GoalOutcome
    changes: tuple[ChangedPromise, ...]
    gone: tuple[Gone, ...]
    conflicts: tuple[Conflict, ...] = ()

    @property
    def fewest_changes(self) -> int | None:
        """How many promises have to be broken in any case, as far as is proved; None where nothing is."""
        return 0 if self.fewest is None else self.fewest.bound

    @property
    def kept_old_plan(self) -> bool:
        """Whether the new plan is the old one."""
        return self.outcome.plan == self.rebased.plan


def gone_promises(rebased: Rebased) -> tuple[Gone, ...]:
    """Migrations and modes of the old plan that are no longer there, and options that can no longer be used."""
    return (*_gone_migrations(rebased), *_gone_options(rebased))


def _gone_migrations(rebased: Rebased) -> Iterator[Gone]:
    portfolio, plan = rebased.portfolio, rebased.plan
    scheduled = schedule_of(portfolio, plan).migrations
    planned = {migration.id for migration in planned_migrations(portfolio)}
    for entry in plan.migrations:
        if entry.migration not in portfolio.migration_by_id:
            yield Gone(subject=entry.migration, explanation="the portfolio no longer has this migration")
        elif entry.migration not in planned:
            yield Gone(subject=entry.migration, explanation="its organisation stays where it is")
        elif entry.migration not in scheduled:
            yield Gone(subject=entry.migration, explanation=f"it no longer has the mode {entry.mode}")


def _gone_options(rebased: Rebased) -> Iterator[Gone]:
    portfolio = rebased.portfolio
    links = {
        link.option.id: link for contract in portfolio.contracts for link in portfolio.chain_by_contract[contract.id]
    }
    for option in rebased.plan.options:
        if option not in links and not is_past_period(portfolio, option):
            yield Gone(subject=option, explanation="the portfolio no longer has this option")
        elif option in links and (explanation := links[option].unavailable_reason) is not None:
            yield Gone(subject=option, explanation=explanation)
