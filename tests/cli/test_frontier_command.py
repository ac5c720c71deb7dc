"""`planner frontier` and `planner values` on the tiny portfolio, whose optimum is worked by hand."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from planner import read_plan, read_portfolio, verify
from planner.present.tables.frontier_tables import NAMES
from planner.solver import measure_values
from tests.cli.conftest import Run


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_frontier_is_printed_point_by_point(run: Run) -> None:
    result = run("frontier", "portfolio", "--x", "extensions", "--y", "exposure", "--format", "csv", "--quiet")
    assert result.exit_code == 0, result.output
    found = [(int(row["extensions_pounds"]), int(row["exposure_pounds"])) for row in rows(result.stdout)]
    assert found == sorted(found)
    assert [y for _, y in found] == sorted((y for _, y in found), reverse=True)
    assert {row["status"] for row in rows(result.stdout)} == {"optimal"}
    assert all(row["bound"] == row["exposure_pounds"] for row in rows(result.stdout))


def test_people_read_how_complete_it_is_and_which_points_stand_out(run: Run) -> None:
    result = run("frontier", "portfolio", "--x", "extensions-used", "--y", "exposure", "--quiet")
    assert "Complete: there is no other point." in result.stdout
    assert "Knee: point 2" in result.stdout
    assert "Cheapest: point" in result.stdout
    assert "The plan of today" in result.stdout


def test_pounds_against_pounds_have_a_cheapest_point_and_no_knee(run: Run) -> None:
    result = run("frontier", "portfolio", "--x", "extensions", "--y", "exposure", "--quiet", "--format", "json")
    found = json.loads(result.stdout)
    assert found["knee"] is None
    costs = [point["values"]["cost"] for point in found["points"]]
    assert costs[found["cheapest"] - 1] == min(costs)
    # The plan of today costs 208,000, the least of all; points with less of both measures wait or accelerate for it.
    assert found["today"]["values"]["cost"] == 208_000 < min(costs)
    assert found["today"]["point"] is None


def test_each_point_is_a_plan_that_can_be_opened_and_drawn(run: Run, workplace: Path) -> None:
    result = run("frontier", "portfolio", "--x", "extensions", "--y", "exposure", "--out", "tradeoff", "--quiet")
    assert result.exit_code == 0, result.output
    folder = workplace / "tradeoff"
    content = json.loads((folder / "frontier.json").read_text(encoding="utf-8"))
    portfolio = read_portfolio(workplace / "portfolio")
    for point in content["points"]:
        document = read_plan(folder / f"point-{point['point']:03d}.json")
        assert verify(portfolio, document).holds
        values = measure_values(portfolio, document.plan_for(portfolio))
        assert {measure.value: value for measure, value in values.items()} == point["values"]
    assert {file.name for file in folder.iterdir()} <= set(NAMES)
    drawn = run("gantt", "portfolio", "--plan", "tradeoff/point-001.json", "--out", "point.svg", "--quiet")
    assert drawn.exit_code == 0, drawn.output


def test_a_shorter_frontier_leaves_no_plan_of_a_longer_one_behind(run: Run, workplace: Path) -> None:
    for points in ("9", "2"):
        run(
            "frontier", "portfolio", "--x", "extensions", "--y", "exposure", "--points", points, "--out", "t", "--quiet"
        )
    assert sorted(file.name for file in (workplace / "t").glob("point-*")) == ["point-001.json", "point-002.json"]


def test_a_limit_on_a_further_measure_holds(run: Run) -> None:
    arguments = ("frontier", "portfolio", "--x", "last-cutover", "--y", "cost", "--at-most", "uncovered-days=0")
    result = run(*arguments, "--format", "json", "--quiet")
    points = json.loads(result.stdout)["points"]
    assert points
    assert {point["uncovered_days"] for point in points} == {0}
    assert all(point["last_cutover_date"].startswith("2027-") for point in points)


def test_changed_promises_count_against_an_old_plan(run: Run) -> None:
    arguments = ("frontier", "portfolio", "--x", "changed-promises", "--y", "uncovered-days")
    result = run(*arguments, "--baseline", "results/plan.json", "--format", "csv", "--quiet")
    assert rows(result.stdout)[0]["changed_promises"] == "0"
    without = run(*arguments)
    assert without.exit_code == 2
    assert "need an old plan" in without.output


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ("uncovered-days", "is not a measure and a whole number"),
        ("uncovered-days=few", "is not a measure and a whole number"),
        ("uncoverd=1", "is not one of"),
    ],
)
def test_a_limit_that_cannot_be_read_is_bad_usage(run: Run, limit: str, said: str) -> None:
    result = run("frontier", "portfolio", "--x", "extensions", "--y", "cost", "--at-most", limit)
    assert result.exit_code == 2
    assert said in result.output


def test_two_limits_on_one_measure_are_bad_usage(run: Run) -> None:
    limits = ("--at-most", "delay=1", "--at-most", "delay=2")
    result = run("frontier", "portfolio", "--x", "extensions", "--y", "cost", *limits)
    assert result.exit_code == 2
    assert "names a measure twice" in result.output


def test_a_measure_against_itself_is_bad_usage(run: Run) -> None:
    result = run("frontier", "portfolio", "--x", "cost", "--y", "cost")
    assert result.exit_code == 2
    assert "against itself" in result.output


def test_without_a_plan_within_the_limits_nothing_is_written(run: Run, workplace: Path) -> None:
    limits = ("--at-most", "last-cutover=1", "--out", "nothing")
    result = run("frontier", "portfolio", "--x", "extensions", "--y", "cost", *limits)
    assert result.exit_code == 1
    assert "No plan keeps every rule within these limits." in result.output
    assert not (workplace / "nothing").exists()


def test_values_are_printed_by_falling_size_with_their_interval(run: Run) -> None:
    result = run("values", "portfolio", "--format", "csv", "--quiet")
    assert result.exit_code == 0, result.output
    found = rows(result.stdout)
    saved = [int(row["found_pounds"]) for row in found]
    assert saved == sorted(saved, reverse=True)
    assert all(row["least_pounds"] == row["most_pounds"] == row["found_pounds"] for row in found)
    assert {row["kind"] for row in found} == {"capacity", "milestone", "option"}


def test_a_period_before_the_status_date_is_refused(run: Run) -> None:
    result = run("values", "portfolio", "--from", "2001-01-01", "--until", "2002-01-01", "--quiet")
    assert result.exit_code == 2
    assert "the period is over on the status date" in result.stderr


def test_one_kind_of_value_can_be_asked_for_in_a_period(run: Run) -> None:
    period = ("--from", "2027-03-01", "--until", "2027-04-01")
    result = run("values", "portfolio", "--only", "capacity", *period, "--format", "json", "--quiet")
    (value,) = json.loads(result.stdout)["values"]
    assert value["explanation"].endswith("from Mon 1 Mar 2027 until Thu 1 Apr 2027")


def test_half_a_period_is_bad_usage(run: Run) -> None:
    assert run("values", "portfolio", "--from", "2027-03-01").exit_code == 2
    assert run("values", "portfolio", "--from", "2027-03-01", "--until", "2027-03-01").exit_code == 2
