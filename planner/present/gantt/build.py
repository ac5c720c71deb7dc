"""From a portfolio and a plan to the rows and bands of its Gantt chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from planner.domain.calendar import add_months
from planner.domain.contracts import Contract
from planner.domain.organisations import Commitment, Organisation
from planner.domain.portfolio import Portfolio
from planner.domain.provenance import Basis, Record
from planner.domain.routes import served_organisations
from planner.domain.wording import calendar_day
from planner.plan.milestone_days import milestone_days
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import ContractCover, Schedule, ScheduledMigration
from planner.plan.sure_words import told_reasons
from planner.present.gantt.bands import bands_of
from planner.present.gantt.baseline import Baseline, before_of_contract, before_of_migration
from planner.present.gantt.model import Gantt, Row, RowFlag, RowKind
from planner.present.gantt.rows.contract_rows import contract_bars, contract_facts, contract_markers
from planner.present.gantt.rows.migration_rows import (
    migration_bars,
    migration_facts,
    migration_markers,
    milestone_bars,
    milestone_facts,
    milestone_marker,
)
from planner.present.gantt.rows.row_acts import first_act_days, flags_at_contracts
from planner.present.gantt.rows.row_flags import flags_of_departments, gravest, row_flags
from planner.present.gantt.rows.row_links import links_of
from planner.present.gantt.rows.row_order import in_bands, in_chart_order
from planner.present.gantt.rows.row_places import place_of_contract, place_of_migration, place_of_milestone
from planner.present.gantt.rows.sure_rows import cutover_range, latest_cutover, range_facts, sure_facts
from planner.present.rule_words import rules_basis

PAST_DAYS = 366
"""The chart shows at most so many days before the status date."""


def bars(case: PlanCase, baseline: Baseline | None = None) -> Gantt:
    """The bars of every contract, planned migration and milestone, grouped by cluster and department.

    Milestones before the shown range are left out. With a baseline each row tells where it stood in that plan.
    """
    portfolio, schedule = case.portfolio, case.schedule
    from_day, until_day = shown_range(portfolio, schedule, latest_cutover(case))
    flags = row_flags(case.flags)
    rows = (
        *_contract_rows(case, baseline, flags, from_day),
        *_migration_rows(case, baseline, flags),
        *_milestone_rows(portfolio, schedule, from_day),
    )
    return Gantt(
        title=portfolio.name,
        currency=portfolio.currency,
        status_date=portfolio.status_date,
        from_day=from_day,
        until_day=until_day,
        rows=in_chart_order(portfolio, in_bands(rows, schedule)),
        bands=bands_of(portfolio, from_day, until_day),
        cluster_names=tuple((cluster.id, cluster.name) for cluster in portfolio.clusters),
        department_names=tuple(
            (organisation.id, _department_name(organisation)) for organisation in portfolio.organisations
        ),
        department_flags=flags_of_departments(portfolio, case.flags),
        footnote=footnote(case),
        links=links_of(case),
        marking=portfolio.marking or "",
        baseline=baseline.name if baseline is not None else "",
    )


def shown_range(portfolio: Portfolio, schedule: Schedule, latest_cutover: int = 0) -> tuple[int, int]:
    """Whole months from shortly before the first of anything planned to shortly after the last of it.

    Cover that nobody can leave runs to the horizon; it does not stretch the range. `latest_cutover`: the last day of the
    ranges of cutovers.
    """
    covers = schedule.contracts.values()
    moves = schedule.migrations.values()
    starts = [0, *(move.start_day for move in moves), *(cover.expiry_day - 1 for cover in covers)]
    starts.extend(portfolio.day_of(link.decision.value) for cover in covers for link in cover.chain[:1])
    ends = [0, latest_cutover, *(cover.covered_until_day for cover in covers)]
    ends.extend(max(move.finish_day, move.legacy_until_day) for move in moves)
    ends.extend(milestone_days(portfolio, schedule).values())
    first = _month_start(portfolio.date_of(max(min(starts), -PAST_DAYS) - 14))
    last = _month_start(portfolio.date_of(max(ends) + 14))
    return portfolio.day_of(first), portfolio.day_of(add_months(last, 1))


def _month_start(day: date) -> date:
    return day.replace(day=1)


def _contract_rows(
    case: PlanCase, baseline: Baseline | None, flags: Mapping[str, RowFlag], shown_from_day: int
) -> Iterator[Row]:
    act_days, flown, reasons = first_act_days(case), flags_at_contracts(case), told_reasons(case)
    for id, cover in case.schedule.contracts.items():
        row = _contract_row(case.portfolio, cover, flags, shown_from_day)
        yield replace(
            row,
            markers=tuple(sorted((*row.markers, *flown.get(id, ())), key=lambda marker: marker.day)),
            facts=(*row.facts, *sure_facts(case, id)),
            act_day=act_days.get(id),
            before=before_of_contract(case.portfolio, baseline, cover),
            why=reasons.get(id),
        )


def _migration_rows(case: PlanCase, baseline: Baseline | None, flags: Mapping[str, RowFlag]) -> Iterator[Row]:
    for id, scheduled in case.schedule.migrations.items():
        row = _migration_row(case.portfolio, scheduled, flags)
        yield replace(
            row,
            facts=(*row.facts, *range_facts(case, id)),
            before=before_of_migration(case.portfolio, baseline, scheduled),
            cutover_range=cutover_range(case, id),
        )


def _contract_row(portfolio: Portfolio, cover: ContractCover, flags: Mapping[str, RowFlag], shown_from_day: int) -> Row:
    contract = cover.contract
    return Row(
        id=contract.id,
        kind=RowKind.CONTRACT,
        name=contract.name,
        place=place_of_contract(portfolio, contract),
        flag=flags[contract.id],
        bars=contract_bars(portfolio, cover, shown_from_day),
        markers=contract_markers(portfolio, cover),
        facts=contract_facts(portfolio, cover),
        provenance=contract.provenance,
        organisation=_organisation_of(portfolio, contract),
        needed_until_day=cover.needed_until_day,
    )


def _migration_row(portfolio: Portfolio, scheduled: ScheduledMigration, flags: Mapping[str, RowFlag]) -> Row:
    migration = scheduled.migration
    return Row(
        id=migration.id,
        kind=RowKind.MIGRATION,
        name=f"Move of {', '.join(migration.services) or 'all services'}",
        place=place_of_migration(portfolio, migration),
        flag=gravest(flags[contract] for contract in migration.releases if contract in flags),
        bars=migration_bars(scheduled),
        markers=migration_markers(portfolio, scheduled),
        facts=migration_facts(portfolio, scheduled),
        provenance=migration.provenance,
        organisation=portfolio.organisation_by_id[migration.organisation].name,
    )


def _department_name(organisation: Organisation) -> str:
    """The name; whoever has not bound itself to move is marked."""
    committed = organisation.commitment is Commitment.COMMITTED
    return organisation.name if committed else f"{organisation.name} ({organisation.commitment.value})"


def _organisation_of(portfolio: Portfolio, contract: Contract) -> str:
    """The buyer's name, else that of the first organisation served."""
    buyer = portfolio.organisation_by_id.get(contract.buyer or "")
    if buyer is not None:
        return buyer.name
    served = served_organisations(portfolio, contract)
    return portfolio.organisation_by_id[served[0]].name if served else contract.buyer or ""


def _milestone_rows(portfolio: Portfolio, schedule: Schedule, shown_from_day: int) -> Iterator[Row]:
    for milestone_id, day in milestone_days(portfolio, schedule).items():
        milestone = portfolio.milestone_by_id[milestone_id]
        if day >= shown_from_day:
            yield Row(
                id=milestone.id,
                kind=RowKind.MILESTONE,
                name=milestone.name,
                place=place_of_milestone(milestone),
                flag=RowFlag(),
                bars=milestone_bars(portfolio, milestone),
                markers=(milestone_marker(portfolio, milestone, day),),
                facts=milestone_facts(milestone),
                provenance=milestone.provenance,
            )


def footnote(case: PlanCase) -> str:
    """How much of what is shown is sourced, what the days mean, and what whiskers and rules rest on."""
    portfolio = case.portfolio
    shown: tuple[Record, ...] = (*portfolio.contracts, *portfolio.migrations, *portfolio.milestones)
    counts = Counter(record.provenance.basis for record in shown)
    stated = ", ".join(f"{counts[basis]} {basis.value}" for basis in Basis if counts[basis])
    return (
        f"Basis of the contracts, migrations and milestones: {stated or 'none'}. A row counts as assumed where at least "
        f"one of its figures is a planning assumption. Days are counted from the status date, "
        f"{calendar_day(portfolio.status_date)}; the planning horizon is {calendar_day(portfolio.horizon_date)}."
        f"{'' if case.sureness is None else f' Ranges and rules rest on {rules_basis(case.sureness)}.'}"
    )
