"""Tables written for planner 0.1.0: which ends and last days are others now."""

from __future__ import annotations

from pathlib import Path

from planner.reading.report import check
from planner.reading.write import write_portfolio

TINY = Path(__file__).parents[2] / "data" / "tiny"


def test_tables_that_state_their_version_are_not_asked_again() -> None:
    assert check(TINY).moved == ()


def test_ends_and_last_days_that_moved_are_listed_once(tmp_path: Path) -> None:
    for table in TINY.glob("*.csv"):
        text = table.read_text(encoding="utf-8")
        (tmp_path / table.name).write_text(text.replace("tables_version,2", "jurisdiction,GB-ENG"), encoding="utf-8")
    # 30 Jun 2027 and 6 months was 30 Dec 2027; SHARED-1 fills December now. Its notice and lead are stated as 0.
    assert "SHARED-1: ends Fri 31 Dec 2027, was Thu 30 Dec 2027" in check(tmp_path).moved
    # 31 Aug 2027 and 6 months was 29 Feb 2028 (clipped), and is: September to February
    assert not [line for line in check(tmp_path).moved if line.startswith("BIRCH-1")]


def test_a_written_portfolio_states_its_version(tmp_path: Path) -> None:
    portfolio = check(TINY).portfolio
    assert portfolio is not None
    write_portfolio(portfolio, tmp_path / "again")
    assert "tables_version,2" in (tmp_path / "again" / "portfolio.csv").read_text(encoding="utf-8")
