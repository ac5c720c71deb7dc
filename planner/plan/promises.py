"""What an earlier plan promised, and how much of it another plan keeps; knows nothing of a solver."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.domain.option_chain import ChainLink
from planner.domain.portfolio import Portfolio
from planner.domain.routes import planned_migrations
from planner.plan.entries import Plan
from planner.plan.schedule import Schedule, schedule_of


@dataclass(frozen=True, kw_only=True)
class PromisedCutover:
    """A cutover day, counted from the status date, and the mode that leads to it."""

    cutover_day: int
    mode: str


@dataclass(frozen=True, kw_only=True)
class Promises:
    """What can be kept or broken, by id.

    A cutover is kept by the same cutover day in the same mode. `options` says of every option that can still be decided
    whether it is to be used. An option that is already exercised, or can no longer be used, is a fact and no promise.
    """

    cutovers: Mapping[str, PromisedCutover]
    options: Mapping[str, bool]


class ChangeKind(StrEnum):
    """In which way a promise is broken."""

    MOVED = "cutover moved"
    OTHER_MODE = "other mode"
    DROPPED = "option dropped"
    ADDED = "option added"


@dataclass(frozen=True, kw_only=True)
class ChangedPromise:
    """One broken promise. `days` is how much later the cutover is than promised (negative: earlier), 0 for an option.

    `promised_day` and `new_day` are cutover days; None for an option.
    """

    kind: ChangeKind
    subject: str
    promised_day: int | None = None
    new_day: int | None = None

    @property
    def days(self) -> int:
        """Days later than promised."""
        if self.promised_day is None or self.new_day is None:
            return 0
        return self.new_day - self.promised_day


def promises_of(
    portfolio: Portfolio,
    plan: Plan,
    *,
    cutover_dates: Mapping[str, date] | None = None,
    within_days: int | None = None,
    with_options: bool = True,
) -> Promises:
    """What a plan promises in this portfolio; its days count from the status date of the portfolio.

    `cutover_dates`: what people were told, where that is not what the plan now leads to because a profile has changed.
    `within_days`: only cutovers and last days to decide less than so many days after the status date are promised.
    Migrations that are no longer to be planned, and modes that are no longer there, promise nothing.
    """
    schedule = schedule_of(portfolio, plan)
    told = cutover_dates or {}
    cutovers = {}
    for migration in planned_migrations(portfolio):
        if migration.id not in schedule.migrations:
            continue
        scheduled = schedule.migrations[migration.id]
        day = portfolio.day_of(told[migration.id]) if migration.id in told else scheduled.cutover_day
        if within_days is None or day < within_days:
            cutovers[migration.id] = PromisedCutover(cutover_day=day, mode=scheduled.mode.id)
    options = {
        link.option.id: link.option.id in plan.option_set
        for link in (open_options(portfolio) if with_options else ())
        if within_days is None or portfolio.day_of(link.decision.value) < within_days
    }
    return Promises(cutovers=cutovers, options=options)


def open_options(portfolio: Portfolio) -> Iterator[ChainLink]:
    """The options that can be used and are not yet exercised."""
    for contract in portfolio.contracts:
        for link in portfolio.chain_by_contract[contract.id]:
            if not link.exercised and link.unavailable_reason is None:
                yield link


def changed_promises(promises: Promises, plan: Plan, schedule: Schedule) -> tuple[ChangedPromise, ...]:
    """The promises a plan breaks: cutovers in the order they were promised, then options by id.

    A promised migration that the plan leaves out breaks a rule of its own and is not counted here.
    """
    return (*_changed_cutovers(promises, schedule), *_changed_options(promises, plan))


def _changed_cutovers(promises: Promises, schedule: Schedule) -> Iterator[ChangedPromise]:
    for id, promised in promises.cutovers.items():
        found = schedule.migrations.get(id)
        if found is None:
            continue
        days = {"promised_day": promised.cutover_day, "new_day": found.cutover_day}
        if found.cutover_day != promised.cutover_day:
            yield ChangedPromise(kind=ChangeKind.MOVED, subject=id, **days)
        elif found.mode.id != promised.mode:
            yield ChangedPromise(kind=ChangeKind.OTHER_MODE, subject=id, **days)


def _changed_options(promises: Promises, plan: Plan) -> Iterator[ChangedPromise]:
    for option, promised in sorted(promises.options.items()):
        if (option in plan.option_set) != promised:
            yield ChangedPromise(kind=ChangeKind.DROPPED if promised else ChangeKind.ADDED, subject=option)
