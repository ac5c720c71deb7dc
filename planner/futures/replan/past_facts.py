"""An old plan seen from a later day: what has begun and what has been decided are facts from then on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from planner.domain.contracts import OptionState
from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.domain.portfolio import Portfolio
from planner.domain.provenance import Basis, Provenance
from planner.domain.routes import planned_migrations
from planner.errors import SettingsError
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.flagging.stops import stop_needed
from planner.plan.schedule import schedule_of
from planner.reading.cells.nearest import nearest_name

STARTED_KINDS = (CommitmentKind.START_AGREED, CommitmentKind.CUTOVER_AGREED)


@dataclass(frozen=True, kw_only=True)
class Rebased:
    """A portfolio on its new status date with the facts of the old plan, and the old plan in its days.

    `begun`: migrations that started before the new status date; `cut_over`: those of them past their cutover.
    `exercised`: options whose last day to decide is past and that the old plan used. `stopped`: contracts whose last day to
    decide a stop is past and that the old plan stopped.
    """

    portfolio: Portfolio
    plan: Plan
    begun: tuple[str, ...]
    cut_over: tuple[str, ...]
    exercised: tuple[str, ...]
    stopped: tuple[str, ...] = ()


def rebase(
    portfolio: Portfolio, plan: Plan, status_date: date | None = None, not_done: Collection[str] = ()
) -> Rebased:
    """The portfolio and the plan moved to a later status date (None: that of the portfolio, which is already new).

    Days of the plan count from the status date of the portfolio given. The old plan is taken to have been carried out
    until the new status date, but for `not_done`. These are migrations that did not start, options that were not exercised,
    and contracts that were not stopped.
    What the portfolio itself says of a migration or an option counts for more than the old plan. Raises SettingsError
    for a status date before that of the portfolio or beyond its horizon, and for unknown names in `not_done`.
    """
    moved = _moved(portfolio, status_date)
    shift = (moved.status_date - portfolio.status_date).days
    shifted = Plan(
        migrations=tuple(
            replace(entry, start_day=_worked_from(moved, entry.start_day - shift)) for entry in plan.migrations
        ),
        options=plan.options,
    )
    _check_names(moved, not_done)
    begun = tuple(entry for entry in _begun(moved, shifted) if entry.migration not in not_done)
    exercised = tuple(_decided(moved, shifted, not_done))
    stops = tuple(stop for stop in _stopped(portfolio, plan, moved.status_date) if stop.subject not in not_done)
    facts = (*(_start(moved, entry) for entry in begun), *map(_exercise, exercised), *stops)
    schedule = schedule_of(moved, shifted)
    names = tuple(entry.migration for entry in begun)
    return Rebased(
        portfolio=replace(moved, decisions_taken=(*moved.decisions_taken, *facts)),
        plan=shifted,
        begun=names,
        cut_over=tuple(name for name in names if schedule.migrations[name].cutover_day <= 0),
        exercised=exercised,
        stopped=tuple(stop.subject for stop in stops),
    )


def _moved(portfolio: Portfolio, status_date: date | None) -> Portfolio:
    if status_date is None:
        return portfolio
    if status_date < portfolio.status_date:
        raise SettingsError(
            f"the new status date {status_date} lies before that of the portfolio, {portfolio.status_date}; "
            "what has happened since is not undone"
        )
    if status_date >= portfolio.horizon_date:
        raise SettingsError(f"the new status date {status_date} is not before the horizon {portfolio.horizon_date}")
    return replace(portfolio, status_date=status_date)


def _worked_from(portfolio: Portfolio, start_day: int) -> int:
    """A start behind us, taken to have been on the next open day where a plan in calendar days had it on a closed one."""
    return portfolio.axis.open_day(start_day) if start_day < 0 else start_day


def _check_names(portfolio: Portfolio, not_done: Collection[str]) -> None:
    running = (contract.id for contract in portfolio.contracts if contract.runs_on)
    known = (*portfolio.migration_by_id, *portfolio.option_by_id, *running)
    for name in not_done:
        if name not in known:
            nearest = nearest_name(name, known)
            hint = f"; did you mean {nearest!r}?" if nearest else ""
            raise SettingsError(f"{name!r} is no migration, option or running contract of the portfolio{hint}")


def _begun(portfolio: Portfolio, plan: Plan) -> Iterator[PlannedMigration]:
    """Migrations that start before the status date, of which the portfolio says nothing itself."""
    stated = {taken.subject for taken in portfolio.decisions_taken if taken.kind in STARTED_KINDS}
    schedule = schedule_of(portfolio, plan)
    for migration in planned_migrations(portfolio):
        entry = plan.entry_by_migration.get(migration.id)
        laid_out = migration.id in schedule.migrations and migration.id not in stated
        if entry is not None and entry.start_day < 0 and laid_out:
            yield entry


def _decided(portfolio: Portfolio, plan: Plan, not_done: Collection[str]) -> Iterator[str]:
    """Options of the plan whose last day to decide is past, unless the portfolio says what became of them.

    After one that the plan does not use, or that fell through, no later one of its contract can have been exercised. What
    fell through takes its bundle along.
    """
    not_done = _with_bundles(portfolio, not_done)
    for contract in portfolio.contracts:
        for link in portfolio.chain_by_contract[contract.id]:
            option = link.option
            in_force = link.exercised or option.state is OptionState.AVAILABLE
            if option.id not in plan.option_set or option.id in not_done or not in_force:
                break
            if not link.exercised and link.decision.value < portfolio.status_date:
                yield option.id


def _stopped(portfolio: Portfolio, plan: Plan, status_date: date) -> Iterator[DecisionTaken]:
    """The stops of the plan whose last day to decide is past: the contracts end as the plan had it."""
    for contract, cover in schedule_of(portfolio, plan).contracts.items():
        stop = stop_needed(portfolio, cover)
        if stop is not None and stop.decide_by_date < status_date:
            yield DecisionTaken(
                id=f"stopped-{contract}",
                kind=CommitmentKind.STOP_SERVED,
                subject=contract,
                agreed_date=stop.notice_date,
                provenance=_AS_PLANNED,
            )


def _with_bundles(portfolio: Portfolio, options: Collection[str]) -> Collection[str]:
    """The options with the others of their bundles."""
    fallen = [bundle for bundle in portfolio.options_by_bundle.values() if any(o.id in options for o in bundle)]
    return {*options, *(option.id for bundle in fallen for option in bundle)}


def _start(portfolio: Portfolio, entry: PlannedMigration) -> DecisionTaken:
    return DecisionTaken(
        id=f"begun-{entry.migration}",
        kind=CommitmentKind.START_AGREED,
        subject=entry.migration,
        agreed_date=portfolio.date_of(entry.start_day),
        mode=entry.mode,
        provenance=_AS_PLANNED,
    )


def _exercise(option: str) -> DecisionTaken:
    return DecisionTaken(
        id=f"exercised-{option}", kind=CommitmentKind.OPTION_EXERCISED, subject=option, provenance=_AS_PLANNED
    )


_AS_PLANNED = Provenance(basis=Basis.ASSUMED, reason="taken to have happened as the old plan says")
