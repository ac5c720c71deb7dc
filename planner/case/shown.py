"""A case on paper: frames, charts, exports and the board report."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from planner.case.planned import PlannedCase
from planner.plan.entries import Plan

if TYPE_CHECKING:
    import pandas as pd

    from planner.case import Case
    from planner.futures import Comparison
    from planner.futures.trade_offs.frontier_records import Frontier
    from planner.present import Gantt, PlanFrames
    from planner.present.tables.risk.risk_frames import RiskFrames


class ShownCase(PlannedCase):
    """The plan of a case for people and for other programs."""

    @cached_property
    def frames(self) -> PlanFrames:
        """The plan as pandas frames."""
        from planner.present import plan_frames

        return plan_frames(self.explained)

    def chart(
        self, *, clusters: Sequence[str] = (), departments: Sequence[str] = (), flags: Sequence[str] = ()
    ) -> Gantt:
        """The Gantt chart, which a notebook shows as a page: of some clusters, departments or flags, or of all."""
        from planner.present import bars, select

        return select(bars(self.explained), clusters=clusters, departments=departments, flags=flags)

    def export(self, path: str | PathLike[str], *, baseline: Case | None = None) -> Path:
        """Write the plan to a file; its suffix says the format, as for `planner export`.

        `.html`, `.svg`, `.png`, `.pdf` and `.csv` write the Gantt chart, as `write_gantt` does. `baseline` is an
        earlier case, for the chart and the formats that show where its plan stood.
        """
        from planner.present import write_gantt
        from planner.present.exchange.exports import EXPORTS, write_export
        from planner.present.gantt.baseline import baseline_of
        from planner.present.gantt.files import WRITERS

        suffix = Path(path).suffix.lower()
        drawn = suffix in WRITERS and suffix not in EXPORTS
        if drawn:
            before = baseline_of(baseline.plan_case, "the baseline") if baseline is not None else None
            return write_gantt(self.explained, path, baseline=before)
        return write_export(self.explained, path, baseline=None if baseline is None else baseline.plan_case)

    def report(
        self,
        path: str | PathLike[str],
        *,
        department: str | None = None,
        baseline: Case | Plan | None = None,
        comparison: Comparison | None = None,
        frontier: Frontier | None = None,
        risk: RiskFrames | None = None,
    ) -> Path:
        """Write the board report to a page (`.html`) or a PDF file, as `planner report` does.

        The report of a `department` names nobody else and holds nothing of theirs. It says what changed since the plan
        `baseline`: one of this portfolio, or with a portfolio of its own. A `comparison` of scenarios and a `frontier` that
        were run are parts of the whole report. A `risk` of this plan says how far its numbers can be off.
        """
        from planner.present.report.changes.former import Former
        from planner.present.report.page.files import ReportOptions, write_report
        from planner.present.report.parts.risk_file import ranges_of

        old = PlannedCase(self.portfolio, baseline) if isinstance(baseline, Plan) else baseline
        former = Former(name="the baseline", case=old.plan_case) if old is not None else None
        ranges = ranges_of(risk.risk) if risk is not None else None
        asked = ReportOptions(
            department=department, former=former, comparison=comparison, frontier=frontier, ranges=ranges
        )
        return write_report(self.explained, path, asked)

    def decide_within(self, days: int) -> pd.DataFrame:
        """The acts that are due within so many days, late ones first."""
        register = self.frames.register
        return register[register["days_left"] <= days].reset_index(drop=True)

    def _repr_html_(self) -> str:
        from planner.present.notebook import plan_html

        return plan_html(self.plan_case)
