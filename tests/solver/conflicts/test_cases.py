"""Small portfolios whose smallest conflicts and least repairs are known; see the `expected.json` of each."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planner.domain.levers.lever import Unit
from planner.domain.portfolio import Portfolio
from planner.plan.conflict import Conflict, ConflictRecord, ConflictRepair
from planner.reading.report import check
from planner.solver.conflicts import find_conflicts

CASES = Path(__file__).parents[2] / "cases" / "explanations"
NAMES = sorted(folder.name for folder in CASES.glob("*conflict*"))
TABLES = {
    ("commitments", "agreed_date"): "decisions_taken",
    ("migrations", "deadline_date"): "deadlines",
    ("migrations", "release_date"): "releases",
}
"""What the cases call a part of a table."""


def read(name: str) -> tuple[Portfolio, dict[str, Any]]:
    portfolio = check(CASES / name / "portfolio").portfolio
    assert portfolio is not None
    return portfolio, json.loads((CASES / name / "expected.json").read_text(encoding="utf-8"))


def named(record: ConflictRecord) -> str:
    """A record as the cases write it; the horizon has no key there."""
    if record.table == "portfolio":
        return "horizon "
    return f"{TABLES.get((record.table, record.column or ''), record.table)} {record.key}"


def about(repair: ConflictRepair, wanted: str) -> bool:
    """Whether a repair is the one that a case describes: its record, its way."""
    words = set(re.findall(r"[\w-]+", wanted))
    record = {word for word in (*repair.key.split(" "), *repair.label.split(" ")) if word not in ("of", "from", "to")}
    return bool(words & record) and (repair.unit is Unit.WHOLE or repair.way.value in words)


@pytest.mark.parametrize("name", NAMES)
def test_every_set_is_one_of_the_smallest_and_every_conflict_has_one(name: str) -> None:
    portfolio, expected = read(name)
    found = [{named(record) for record in conflict.records} for conflict in find_conflicts(portfolio)]
    allowed = [set(members) for members in expected["minimal_sets"]]
    assert all(members in allowed for members in found), found
    disjoint = all(not (a & b) for a in allowed for b in allowed if a is not b)
    assert not disjoint or len(found) == len(allowed)
    assert found


@pytest.mark.parametrize("name", NAMES)
def test_the_least_repairs_are_those_worked_out_by_hand(name: str) -> None:
    portfolio, expected = read(name)
    found = [repair for conflict in find_conflicts(portfolio) for repair in conflict.repairs]
    for wanted in expected["repairs"]:
        like = [r for r in found if r.unit.value == wanted["unit"] and about(r, wanted["repair"])]
        assert any(repair.amount == wanted["least"] for repair in like), (wanted, like)


@pytest.mark.parametrize("name", NAMES)
def test_every_member_is_shown_and_every_repair_confirmed(name: str) -> None:
    portfolio, _ = read(name)
    for conflict in find_conflicts(portfolio):
        assert all(record.shown for record in conflict.records)
        assert conflict.repairs
        assert all(repair.confirmed for repair in conflict.repairs)
        assert conflict.all_tried


def test_the_order_of_rows_changes_nothing() -> None:
    portfolio, _ = read("open_conflict_12_two_conflicts")
    turned = replace(
        portfolio,
        migrations=portfolio.migrations[::-1],
        precedences=portfolio.precedences[::-1],
        decisions_taken=portfolio.decisions_taken[::-1],
    )
    assert find_conflicts(turned) == find_conflicts(portfolio)


def test_two_conflicts_share_no_record() -> None:
    portfolio, _ = read("open_conflict_12_two_conflicts")
    first, second = find_conflicts(portfolio)
    assert not places(first) & places(second)


def places(conflict: Conflict) -> set[tuple[str, str, str | None]]:
    return {(record.table, record.key, record.column) for record in conflict.records}
