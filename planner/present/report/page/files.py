"""Writes the report of a plan to a page or to a PDF file; the file is there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from planner.errors import SettingsError
from planner.futures import Comparison
from planner.futures.trade_offs.frontier_records import Frontier
from planner.plan.plan_case import PlanCase
from planner.present.report.board.ranges import Ranges, kept_ranges
from planner.present.report.board.view import ReportView, whole_view
from planner.present.report.changes.former import Former, since
from planner.present.report.changes.words import IS_ADOPTED, changes_of
from planner.present.report.page.html import report_page
from planner.present.report.page.printing import find_browser, pdf_of
from planner.present.report.parts.all_parts import Beside, sections_of
from planner.present.report.veil.department import department_names, department_view, veiled_case
from planner.writing import Content, write_file


@dataclass(frozen=True, kw_only=True)
class ReportOptions:
    """What a report is asked for.

    `department`: for whom alone it is made; None: for everybody. `former`: the plan that it is compared with; without
    one, `adopted` says that this plan is the adopted one. `comparison` and `frontier`: scenarios and a trade-off that were
    run. `ranges`: what a risk of the plan says; without it, what is kept with the plan.
    `origin`: what it was made from, in words by title.
    """

    department: str | None = None
    former: Former | None = None
    adopted: bool = False
    comparison: Comparison | None = None
    frontier: Frontier | None = None
    ranges: Ranges | None = None
    origin: Mapping[str, str] = field(default_factory=dict)


def write_report(case: PlanCase, path: str | os.PathLike[str], options: ReportOptions | None = None) -> Path:
    """Write the report of a plan as `.html` or `.pdf`, and give back the path.

    Raises SettingsError for another suffix, a department that is none, and the risk of another plan, and
    MissingProgramError where a PDF is asked for and no browser is there.
    """
    target = Path(path)
    write_file(target, writer_of(target)(case, page_text(case, options or ReportOptions())))
    return target


def page_text(case: PlanCase, options: ReportOptions) -> str:
    """The page of a report. Raises SettingsError where the risk is of another plan."""
    if options.ranges is not None and not options.ranges.are_of(case):
        raise SettingsError("the risk is one of another plan, or of other data; run planner risk for this plan again")
    view, former = _views(case, options)
    found = since(view, former) if former is not None else None
    beside = Beside(origin=options.origin, since=found, comparison=options.comparison, frontier=options.frontier)
    changes = IS_ADOPTED if found is None and options.adopted else changes_of(found)
    return report_page(view, changes, sections_of(view, beside), options.ranges or kept_ranges(view.case))


def _views(case: PlanCase, options: ReportOptions) -> tuple[ReportView, Former | None]:
    """What the reader may see of the plan and of the former one."""
    former = options.former
    if options.department is None:
        return whole_view(case), former
    names = department_names(options.department, case, *((former.case,) if former is not None else ()))
    view = department_view(case, names)
    return view, replace(former, case=veiled_case(former.case, names)) if former is not None else None


def writer_of(path: Path) -> Callable[[PlanCase, str], Content]:
    """What makes the file that the name asks for; says at once where that cannot be done here."""
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise SettingsError(f"cannot write a report to {path.name!r}; end the name in one of {', '.join(WRITERS)}")
    if writer is _pdf:
        find_browser()
    return writer


def _html(case: PlanCase, page: str) -> Content:
    return page


def _pdf(case: PlanCase, page: str) -> Content:
    return pdf_of(page, case.portfolio.status_date)


WRITERS: Mapping[str, Callable[[PlanCase, str], Content]] = MappingProxyType({".html": _html, ".pdf": _pdf})
"""What makes the file of each suffix from a page."""
