"""The portfolios that come with the planner, as text and as records."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from planner.domain.portfolio import Portfolio
from planner.reading import read_portfolio

DATA = Path(__file__).parents[2] / "data"
WHITEHALL = DATA / "whitehall"
TINY = DATA / "tiny"


def rows_of(folder: Path, table: str) -> list[dict[str, str]]:
    """The rows of one table as text, by column."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tables_of(folder: Path) -> list[str]:
    """The names of the tables of a folder."""
    return sorted(path.stem for path in folder.glob("*.csv"))


@pytest.fixture(scope="session")
def whitehall() -> Portfolio:
    return read_portfolio(WHITEHALL)


@pytest.fixture(scope="session")
def tiny() -> Portfolio:
    return read_portfolio(TINY)
