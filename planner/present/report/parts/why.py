"""Why contracts are late: the sentences and the ladder of each, the gravest first."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from planner.plan.flagging.records import Flag
from planner.plan.sure_words import told_reasons
from planner.present.charts.ladder import ladder_svg
from planner.present.report.board.view import ReportView
from planner.present.report.parts.section import Section

WIDTH = 620


@dataclass(frozen=True, kw_only=True)
class WhyLine:
    """A contract with its sentences and its picture."""

    flag: Flag
    contract: str
    name: str
    text: str
    ladder: Markup


def why_section(view: ReportView) -> Section | None:
    """The contracts that are not clear; None where the plan was not explained, or all are."""
    found = told_reasons(view.case)
    ordered = sorted(view.flags, key=lambda flag: (-flag.flag.gravity, -flag.pounds, flag.contract))
    lines = tuple(
        WhyLine(
            flag=flag.flag,
            contract=flag.contract,
            name=view.portfolio.contract_by_id[flag.contract].name,
            text=found[flag.contract].text,
            ladder=Markup(ladder_svg(found[flag.contract], WIDTH)),
        )
        for flag in ordered
        if flag.contract in found
    )
    return Section(id="why", title="Why", template="why.html", content=lines) if lines else None
