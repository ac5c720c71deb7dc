"""Every new column can be reached from a scenario: a case laid on the template as an overlay has the same answer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest

from planner.domain.portfolio import Portfolio
from planner.plan.outcome import Status
from planner.reading import read_portfolio
from planner.reading.overlay.applying import apply_scenario
from planner.reading.overlay.scenario_file import parse_scenarios
from tests.depth import share_by_day
from tests.meanings.cases import SETTINGS, HandCase, hand_cases, template_tables
from tests.meanings.test_hand_derived import answers_of

KEYS = {"phases": ("profile", "sequence"), "demands": ("profile", "phase", "resource"), "modes": ("migration", "id")}
"""Columns that tell the rows of a table apart; those of other tables have an id."""
KNOWS_NO_FINDINGS = ("findings", "error")


def is_laid(case: HandCase) -> bool:
    """A status date is no matter of a scenario."""
    return (
        "folder" not in case.changes
        and not set(KNOWS_NO_FINDINGS) & case.right.keys()
        and "status_date" not in case.changes.get("portfolio", {})
    )


LAID_BY_DAY = tuple(share_by_day(filter(is_laid, hand_cases()), 5, 0))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Portfolio:
    return read_portfolio(HandCase("", "", {}, {}).folder(tmp_path_factory.mktemp("template")))


@pytest.mark.parametrize("case", LAID_BY_DAY, ids=str)
def test_a_case_laid_as_an_overlay_has_the_same_answer(case: HandCase, template: Portfolio) -> None:
    portfolio = apply_scenario(template, parse_scenarios("\n".join(scenario_lines(case)))["case"])
    right = dict(case.right)
    assert answers_of(portfolio, Status(right.pop("status", Status.OPTIMAL)), right) == right


def scenario_lines(case: HandCase) -> Iterator[str]:
    """Settings, values written into the row of the template, and rows added; the template has one row in each table."""
    yield "[scenario.case]"
    for table in SETTINGS:
        if table in case.changes:
            yield f"{table} = {inline(case.changes[table])}"
    template = template_tables()
    for table, row in (template["tables"] | template["optional"]).items():
        rows = case.changes.get(table, [])
        yield from operations(table, row, rows, is_there=table in template["tables"])


def operations(table: str, row: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], is_there: bool) -> Iterator[str]:
    keys = KEYS.get(table, ("id",))
    same = [one for one in rows if is_there and all(one.get(key, row.get(key)) == row.get(key) for key in keys)]
    added = [{**row, **one} for one in rows if one not in same]
    values = {column: value for one in same for column, value in one.items() if row.get(column) != value}
    if values:
        where = {key: row[key] for key in keys}
        yield f"[[scenario.case.set]]\ntable = {json.dumps(table)}\nwhere = {inline(where)}\nvalues = {inline(values)}"
    if added:
        filled = [{column: value for column, value in one.items() if value != ""} for one in added]
        yield f"[[scenario.case.add]]\ntable = {json.dumps(table)}\nrows = [{', '.join(map(inline, filled))}]"
    if is_there and rows and not same:
        yield f"[[scenario.case.remove]]\ntable = {json.dumps(table)}\nids = [{json.dumps(row['id'])}]"


def inline(row: Mapping[str, Any]) -> str:
    """An inline table; the values of the cases are numbers and texts, which JSON writes as TOML does."""
    return "{ " + ", ".join(f"{key} = {json.dumps(value)}" for key, value in row.items()) + " }"
