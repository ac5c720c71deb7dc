"""The board page: its blocks in their order."""

from __future__ import annotations

from dataclasses import dataclass

from planner.present.report.board.act_lines import ActsDue, acts_due
from planner.present.report.board.answer import Head, answer_of, head_of
from planner.present.report.board.certainty import certainty_of
from planner.present.report.board.departments import ByGravity, by_gravity
from planner.present.report.board.figures import Figure, figures_of
from planner.present.report.board.periods import Period, money_at_risk
from planner.present.report.board.ranges import Expected
from planner.present.report.board.risk_chart import RiskChart, risk_chart
from planner.present.report.board.runs import Sentence
from planner.present.report.board.strips import PlanOnAPage, plan_on_a_page
from planner.present.report.board.trouble import Trouble, trouble_of
from planner.present.report.board.view import ReportView

ROOMY_LINES, SHORT_LINES = 11, 8
"""Lines of acts and of contracts in trouble that leave room on a page of A4."""


@dataclass(frozen=True, kw_only=True)
class Board:
    """Everything on the two pages that a board reads."""

    head: Head
    answer: tuple[Sentence, ...]
    figures: tuple[Figure, ...]
    acts: ActsDue
    periods: tuple[Period, ...]
    risk: RiskChart
    trouble: Trouble
    certainty: str
    plan: PlanOnAPage
    by_gravity: ByGravity

    @property
    def roomy(self) -> bool:
        """Whether longer cells find room on the first printed page."""
        return self._lines <= ROOMY_LINES

    @property
    def short(self) -> bool:
        """Whether everything down to `How sure` is sure to find room on the first printed page, so that the next begins."""
        return self._lines <= SHORT_LINES

    @property
    def _lines(self) -> int:
        return len(self.acts.due) + len(self.acts.following) + len(self.trouble.lines)


def board_of(view: ReportView, ranges: Expected | None = None) -> Board:
    """The board page of a view, with the intervals of a risk that was run."""
    periods = money_at_risk(view)
    return Board(
        head=head_of(view),
        answer=answer_of(view),
        figures=figures_of(view, ranges),
        acts=acts_due(view),
        periods=periods,
        risk=risk_chart(periods, view.currency),
        trouble=trouble_of(view),
        certainty=certainty_of(view),
        plan=plan_on_a_page(view),
        by_gravity=by_gravity(view),
    )
