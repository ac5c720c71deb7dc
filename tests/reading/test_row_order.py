"""The order of rows changes nothing: the same portfolio, fingerprint, tables and plan from shuffled input."""

from __future__ import annotations

import csv
import shutil
from dataclasses import fields, replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from planner.domain.canonical_order import ORDERS, natural
from planner.domain.portfolio import Portfolio
from planner.plan.plan_file.fingerprint import fingerprint
from planner.reading import read_portfolio, write_portfolio
from planner.solver import SolveSettings, solve
from tests.tiny_portfolios import random_portfolio

DATA = Path(__file__).parent.parent.parent / "data"
TABLES = sorted(path.name for path in (DATA / "whitehall").glob("*.csv"))


def shuffle(file: Path, seed: int) -> None:
    """Turn the rows under the header of a table round and mix them."""
    with file.open(encoding="utf-8", newline="") as text:
        header, *rows = csv.reader(text)
    rows.reverse()
    Random(seed).shuffle(rows)
    with file.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows([header, *rows])


def mixed(records: tuple[Any, ...], seed: int) -> Any:
    return tuple(Random(seed).sample(records, len(records)))


@pytest.fixture(scope="module")
def whitehall() -> Portfolio:
    return read_portfolio(DATA / "whitehall")


@pytest.mark.parametrize("table", TABLES)
def test_a_shuffled_table_is_the_same_portfolio(table: str, whitehall: Portfolio, tmp_path: Path) -> None:
    folder = tmp_path / "shuffled"
    shutil.copytree(DATA / "whitehall", folder)
    shuffle(folder / table, 1)
    shuffled = read_portfolio(folder)
    assert shuffled == whitehall
    assert fingerprint(shuffled) == fingerprint(whitehall)


def test_shuffled_tables_are_written_alike(whitehall: Portfolio, tmp_path: Path) -> None:
    folder = tmp_path / "shuffled"
    shutil.copytree(DATA / "whitehall", folder)
    for seed, table in enumerate(TABLES):
        shuffle(folder / table, seed)
    for name, portfolio in {"a": whitehall, "b": read_portfolio(folder)}.items():
        write_portfolio(portfolio, tmp_path / name)
    assert {file.name: file.read_bytes() for file in (tmp_path / "a").iterdir()} == {
        file.name: file.read_bytes() for file in (tmp_path / "b").iterdir()
    }


def test_records_in_any_order_give_the_same_plan() -> None:
    settings = SolveSettings(time_limit_seconds=2.0, workers=1, deterministic=True)
    for seed in range(12):
        portfolio = random_portfolio(seed)
        shuffled = replace(portfolio, **{name: mixed(getattr(portfolio, name), seed) for name in ORDERS})
        assert shuffled == portfolio
        assert solve(shuffled, settings).plan == solve(portfolio, settings).plan, seed


def test_every_list_of_records_has_an_order() -> None:
    lists = {field.name for field in fields(Portfolio) if str(field.type).startswith("tuple[")}
    assert lists == set(ORDERS)


def test_numbers_in_ids_are_ordered_by_their_value() -> None:
    assert sorted(["m10", "m2", "m", "m02", "2", "10a", "b"], key=natural) == ["2", "10a", "b", "m", "m02", "m2", "m10"]
