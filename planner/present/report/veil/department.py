"""The view of one department."""

from __future__ import annotations

from dataclasses import replace

from planner.explain.reasons import reasons_of
from planner.plan.plan_case import PlanCase
from planner.present.report.board.view import ReportView
from planner.present.report.veil.circle import circle_of, joined
from planner.present.report.veil.names import Names, names_for
from planner.present.report.veil.sureness import veiled_sureness
from planner.present.report.veil.veiling import veiled_plan, veiled_portfolio


def department_names(department: str, *cases: PlanCase) -> Names:
    """The names in the report of a department, the same in all plans that the report is about.

    Raises SettingsError where the first of them has no such department.
    """
    first, *others = cases
    circles = [circle_of(first.portfolio, department)]
    circles += [
        circle_of(one.portfolio, department) for one in others if department in one.portfolio.organisation_by_id
    ]
    return names_for(joined(circles), (case.portfolio for case in cases))


def veiled_case(case: PlanCase, names: Names) -> PlanCase:
    """The plan on its portfolio, with nothing in either that names others; what the solve says of all pounds is left out.

    Where the plan is explained, its contracts are explained anew on what is left, so that no sentence names others.
    """
    portfolio = veiled_portfolio(case.portfolio, names)
    plan = veiled_plan(case.portfolio, case.plan, names)
    outcome = case.outcome
    told = (
        replace(outcome, plan=plan, objective_pounds=None, bound_pounds=None, log=()) if outcome is not None else None
    )
    sureness = veiled_sureness(case.sureness, names) if case.sureness is not None else None
    veiled = PlanCase(portfolio, plan, told, sureness=sureness)
    return replace(veiled, reasons=reasons_of(veiled, names.circle.contracts)) if case.reasons is not None else veiled


def department_view(case: PlanCase, names: Names) -> ReportView:
    """What the department may see; its case is veiled, so that nothing of it can name others."""
    circle = names.circle
    return ReportView(
        case=veiled_case(case, names),
        organisations=circle.organisations,
        contracts=circle.contracts,
        migrations=circle.migrations,
        department=circle.department,
    )
