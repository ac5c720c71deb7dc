"""The figures that `docs/risk.md` shows are those of the planner: the assumptions by name by day, all figures at night."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from planner.risk.changes.other_assumptions import assumption_rows, other_assumptions
from planner.risk.risk import RiskSettings, find_risk
from planner.risk.uncertainty import uncertainty_of
from tests.depth import AT_NIGHT
from tests.risk.test_risk import whitehall, whitehall_risk

PAGE = (Path(__file__).parents[2] / "docs" / "risk.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (?P<name>[^|]+) \| (?P<figures>[\d.,−]+ \| [\d.,−| ]+) \|$", re.MULTILINE)
at_night = pytest.mark.skipif(not os.environ.get(AT_NIGHT), reason="draws all futures of the page")


def shown() -> dict[str, list[float]]:
    """The rows of the page that hold figures alone, by their first cell."""
    rows = [(row["name"], row["figures"].replace(",", "").replace("−", "-")) for row in ROW.finditer(PAGE)]
    return {name: [float(cell) for cell in figures.split(" | ")] for name, figures in rows}


def millions(pounds: int) -> float:
    return round(pounds / 1_000_000, 1)


def test_the_page_has_the_assumptions_that_the_planner_compares() -> None:
    portfolio = whitehall().portfolio
    names = {other.name for other in other_assumptions(portfolio, uncertainty_of(portfolio))}
    assert names <= set(shown())


def test_the_page_says_what_is_expected_as_stated() -> None:
    risk = whitehall_risk()
    now = next(row for row in risk.answers if row.answer == "commit now")
    assert shown()["as stated"] == [millions(now.mean_pounds), 0.0, 0.0]


@at_night
def test_the_page_has_every_figure_of_the_assumptions() -> None:
    for row in assumption_rows(whitehall()):
        assert shown()[row.assumption] == [
            millions(row.commit_now_pounds), millions(row.more_pounds), millions(row.more_error)
        ]  # fmt: skip


@at_night
def test_the_page_has_every_figure_of_the_answers() -> None:
    risk = find_risk(whitehall(), RiskSettings(drivers=False))
    assert risk is not None
    for row in risk.answers:
        pounds = (row.mean_pounds, row.error, row.p80, row.p95, row.cvar)
        assert shown()[row.answer.value] == [*map(millions, pounds), round(row.uncovered_contracts, 1)]
