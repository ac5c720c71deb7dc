"""Whether a plan file holds against a portfolio: its plan judged, and everything it declares computed again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.domain.portfolio import Portfolio
from planner.plan.breaches import Breach
from planner.plan.judge import judge
from planner.plan.outcome import Status
from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.document_records import DocumentedMigration, DocumentedOption, PlanDocument
from planner.plan.plan_file.fingerprint import fingerprint
from planner.plan.schedule import Schedule

GAP_TOLERANCE = 0.0005
"""Half of the last digit that a gap is shown with (0.1 %)."""
OPTIMAL, FEASIBLE = Status.OPTIMAL.value, Status.FEASIBLE.value
WITHOUT_A_PLAN = (Status.INFEASIBLE.value, Status.UNKNOWN.value)


@dataclass(frozen=True, kw_only=True)
class Verification:
    """What was found. `disagreements`: the file declares other dates or pounds than its plan has on this portfolio.

    `notes`: worth knowing, but no fault of the plan, such as a portfolio that has changed since.
    """

    breaches: tuple[Breach, ...]
    disagreements: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether the plan keeps every rule and all that the file declares is right."""
        return not self.breaches and not self.disagreements


def verify(portfolio: Portfolio, document: PlanDocument, must_be_off: Mapping[str, int] | None = None) -> Verification:
    """Judge the plan of a file on a portfolio, and compare what the file declares with what is computed again.

    `must_be_off`: also whether contracts are off by these days (see `judge`).
    """
    plan = document.plan_for(portfolio)
    case = PlanCase(portfolio, plan)
    schedule = case.schedule
    return Verification(
        breaches=judge(case, must_be_off),
        disagreements=(*_wrong_dates(portfolio, document, schedule), *_wrong_figures(document, case)),
        notes=tuple(_notes(portfolio, document)),
    )


def _wrong_figures(document: PlanDocument, case: PlanCase) -> Iterator[str]:
    """What months, blanks and pounds have a say in; figures of an older meaning are not compared one by one."""
    if document.older_meaning:
        yield f"version: the file says {document.version}, whose figures are no longer right: {document.older_meaning}"
        return
    yield from _wrong_options(document, case.schedule)
    yield from _wrong_pounds(document, case)
    yield from _wrong_proof(document)


def _wrong_dates(portfolio: Portfolio, document: PlanDocument, schedule: Schedule) -> Iterator[str]:
    for declared in document.migrations:
        entry = schedule.migrations.get(declared.migration)
        if entry is None or entry.start_day != portfolio.day_of(declared.start_date):
            continue  # the judge reports what cannot be laid on the calendar, or is there twice
        ends = {
            "cutover": (declared.cutover_date, entry.cutover_day),
            "finish": (declared.finish_date, entry.finish_day),
        }
        for name, (stated, day) in ends.items():
            if portfolio.day_of(stated) != day:
                yield _disagreement(declared, name, stated.isoformat(), _date_text(portfolio, day))


def _date_text(portfolio: Portfolio, day: int) -> str:
    try:
        return portfolio.date_of(day).isoformat()
    except OverflowError:
        return f"day {day}"


def _wrong_options(document: PlanDocument, schedule: Schedule) -> Iterator[str]:
    used = {link.option.id: (cover.contract.id, link) for cover in schedule.contracts.values() for link in cover.used}
    for declared in document.options:
        if declared.option not in used:
            continue  # the judge reports options the portfolio does not have
        contract, link = used[declared.option]
        computed = {
            "contract": (declared.contract, contract),
            "last day to decide": (declared.decide_by_date.isoformat(), link.decision.value.isoformat()),
            "exercised": (str(declared.exercised).lower(), str(link.exercised).lower()),
        }
        for name, (stated, found) in computed.items():
            if stated != found:
                yield _disagreement(declared, name, stated, found)


def _wrong_pounds(document: PlanDocument, case: PlanCase) -> Iterator[str]:
    for term, pounds in case.terms.items():
        if document.terms[term] != pounds:
            yield f"term {term.value}: the file says {document.terms[term]:,}, the plan costs {pounds:,}"
    if document.objective_pounds != case.pounds:
        yield f"objective: the file says {document.objective_pounds:,}, the terms of the plan add up to {case.pounds:,}"


def _wrong_proof(document: PlanDocument) -> Iterator[str]:
    """A bound above the objective, and a gap or a status that does not follow from the two."""
    if document.bound_pounds is not None and document.bound_pounds > document.objective_pounds:
        yield f"bound: {document.bound_pounds:,} is above the objective {document.objective_pounds:,}"
    yield from _wrong_gap(document)
    yield from _wrong_status(document)


def _wrong_gap(document: PlanDocument) -> Iterator[str]:
    computed = document.computed_gap
    if document.gap is not None and computed is None:
        yield f"gap: the file says {document.gap:.4f}, objective and bound make it no share of the cost"
    elif document.gap is not None and computed is not None and abs(document.gap - computed) > GAP_TOLERANCE:
        yield f"gap: the file says {document.gap:.4f}, objective and bound make it {computed:.4f}"


def _wrong_status(document: PlanDocument) -> Iterator[str]:
    """Optimal is where cost and bound meet, feasible where they do not; other words are not those of a solve."""
    met = document.bound_pounds == document.objective_pounds
    if document.status == OPTIMAL and not met:
        bound = "there is no bound" if document.bound_pounds is None else f"the bound is {document.bound_pounds:,}"
        yield f"status: the file says optimal, and yet {bound} where the plan costs {document.objective_pounds:,}"
    if document.status == FEASIBLE and met:
        yield f"status: the file says feasible, and yet the bound is what the plan costs, {document.objective_pounds:,}"
    if document.status in WITHOUT_A_PLAN:
        yield f"status: the file says {document.status}, and yet it holds a plan"
    gap, wished = document.computed_gap, document.wished_gap
    if wished is not None and (document.status != FEASIBLE or gap is None or gap > wished + GAP_TOLERANCE):
        yield f"wished gap: the file says that a search ended within {wished:.4f}, objective and bound do not"


def _notes(portfolio: Portfolio, document: PlanDocument) -> Iterator[str]:
    if document.older_meaning:
        yield f"starts, modes and options of the plan stand; its figures are computed anew, since {document.older_meaning}"
    if document.fingerprint != fingerprint(portfolio):
        yield "the portfolio is not the one the plan was made for, or has changed since (fingerprints differ)"
    if document.portfolio != portfolio.name:
        yield f"the plan was made for {document.portfolio!r}, this portfolio is {portfolio.name!r}"
    if document.status_date != portfolio.status_date:
        yield f"the plan was made as of {document.status_date}, the status date of this portfolio is {portfolio.status_date}"


def _disagreement(declared: DocumentedMigration | DocumentedOption, name: str, stated: str, found: str) -> str:
    subject = declared.migration if isinstance(declared, DocumentedMigration) else declared.option
    return f"{subject}, {name}: the file says {stated}, the portfolio gives {found}"
