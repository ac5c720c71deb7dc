"""Solves run apart, are kept, are resumed, and add up to a summary, charts and best known plans."""

from __future__ import annotations

import csv
from dataclasses import replace
from math import isnan
from pathlib import Path

import pytest

from planner.benchmarks.canonical import canonical_hash
from planner.benchmarks.comparison.best_known import BestKnownError, read_best_known, update_best_known
from planner.benchmarks.comparison.charts import gap_lines, rival_points, write_charts
from planner.benchmarks.comparison.harness import FAILED, RESULTS_FILE, Done, plan_file_name, run_tasks
from planner.benchmarks.comparison.pairs import contradictions, pairs_of
from planner.benchmarks.comparison.rows import Problem, ProgressRow, Row, Task, read_rows, write_rows
from planner.benchmarks.comparison.summary import summary_page
from planner.benchmarks.comparison.tasks import Comparison, portfolio_tasks
from planner.benchmarks.generator.portfolio import generate_portfolio
from planner.benchmarks.generator.spec import GeneratorSpec
from planner.benchmarks.instances import FrozenInstance, read_instances, write_instances

SPEC = GeneratorSpec(contracts=6, seed=2, cluster_size=6)
ROW = Row(
    problem="portfolio",
    instance="n00030-01",
    family="apart",
    size=30,
    congestion_percent=120,
    solver="planner",
    seconds_limit=10.0,
    workers=2,
    seed=0,
    status="feasible",
    cost=100,
    bound=99,
    best_known=None,
    seconds=10.0,
    first_plan_seconds=0.5,
    peak_mb=200,
    breaches=0,
    remark="",
    digest="abc",
    source_digest="def",
    version="1",
    machine="m",
)


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    file = tmp_path / "instances.csv"
    frozen = FrozenInstance(name="tiny", quick=True, spec=SPEC, sha256=canonical_hash(generate_portfolio(SPEC)))
    write_instances(file, (frozen,))
    return file


def tasks_of(listed: Path, *solvers: str) -> list[Task]:
    comparison = Comparison(quick=True, seconds=30, workers=1, solvers=solvers, reduced_up_to=0)
    return list(portfolio_tasks(comparison, read_instances(listed), listed))


def test_a_task_is_run_in_a_process_of_its_own_and_kept_with_its_plan(listed: Path, tmp_path: Path) -> None:
    (row,) = run_tasks(tasks_of(listed, "expiry-first"), tmp_path / "out")
    assert (row.status, row.breaches, row.remark) == ("feasible", 0, "")
    assert row.cost is not None
    assert row.cost > 0
    assert read_rows(tmp_path / "out" / RESULTS_FILE, Row) == [row]
    assert (tmp_path / "out" / "plans" / plan_file_name("portfolio", "tiny", "expiry-first")).exists()


def test_a_row_that_is_there_is_kept_and_one_of_another_version_is_measured_anew(listed: Path, tmp_path: Path) -> None:
    seen: list[Done] = []
    tasks = tasks_of(listed, "expiry-first")
    (row,) = run_tasks(tasks, tmp_path, seen.append)
    run_tasks(tasks, tmp_path, seen.append)
    for changed in (replace(row, version="older", cost=1), replace(row, source_digest="other", cost=1)):
        write_rows(tmp_path / RESULTS_FILE, [changed], Row)
        run_tasks(tasks, tmp_path, seen.append)
    assert [done.kept for done in seen] == [False, True, False, False]
    assert [found.cost for found in read_rows(tmp_path / RESULTS_FILE, Row)] == [row.cost]


def test_a_process_that_fails_leaves_a_row_that_says_why(listed: Path, tmp_path: Path) -> None:
    (task,) = tasks_of(listed, "expiry-first")
    (row,) = run_tasks([replace(task, instance="no such instance")], tmp_path)
    assert row.status == FAILED
    assert "exit 1" in row.remark
    assert row.valid_cost is None


def test_every_solver_that_can_gets_every_instance_and_its_reduced_form(listed: Path) -> None:
    comparison = Comparison(quick=True)
    tasks = list(portfolio_tasks(comparison, read_instances(listed), listed))
    assert [(task.problem, task.solver) for task in tasks] == [
        (Problem.PORTFOLIO, "expiry-first"),
        (Problem.PORTFOLIO, "single-model"),
        (Problem.PORTFOLIO, "planner"),
        (Problem.REDUCED, "pyjobshop"),
        (Problem.REDUCED, "planner"),
    ]
    assert len({(task.seconds, task.workers) for task in tasks}) == 1


def test_rows_survive_their_file(tmp_path: Path) -> None:
    rows = [ROW, replace(ROW, cost=None, bound=None, breaches=None, status="killed", remark='a "b", c')]
    write_rows(tmp_path / "rows.csv", rows, Row)
    assert read_rows(tmp_path / "rows.csv", Row) == rows


def test_a_plan_that_breaks_a_rule_has_no_cost_to_compare() -> None:
    rival = replace(ROW, solver="single-model", cost=50, breaches=2)
    (pair,) = pairs_of([ROW, rival], "planner", "single-model")
    assert pair.saving_percent is None
    assert pair.is_cheaper


def test_the_saving_is_counted_from_the_rivals_cost() -> None:
    # 100 against 125 is 25 of 125 = 20 % cheaper.
    (pair,) = pairs_of([ROW, replace(ROW, solver="single-model", cost=125)], "planner", "single-model")
    assert pair.saving_percent == 20
    assert (pair.is_cheaper, pair.is_dearer) == (True, False)


def test_a_bound_above_another_solvers_plan_is_a_contradiction() -> None:
    rival = replace(ROW, solver="single-model", cost=98, bound=90)
    (sentence,) = contradictions([ROW, rival])
    assert sentence == "n00030-01 (portfolio): planner proves 99, single-model has a plan of 98"
    assert contradictions([ROW, replace(rival, digest="another instance")]) == []
    assert sentence in summary_page([ROW, rival])


def test_the_summary_sets_the_median_gap_against_the_figure_to_reach() -> None:
    # Gaps 0, 0 and 1 %: median 0, two of three proved, both figures of 30 contracts reached.
    rows = [replace(ROW, instance=name, bound=bound) for name, bound in (("a", 100), ("b", 100), ("c", 99))]
    line = next(line for line in summary_page(rows).splitlines() if line.startswith("| 30 |"))
    assert [cell.strip() for cell in line.split("|")[3:9]] == ["3", "3", "2", "0.00 %", "1.00 %", "≤ 0.5 %"]
    assert line.endswith("| yes |")


def test_other_seconds_than_asked_are_not_set_against_the_figure() -> None:
    line = next(
        line for line in summary_page([replace(ROW, seconds_limit=3.0)]).splitlines() if line.startswith("| 30")
    )
    assert line.endswith("| – |")


def test_projects_count_proofs_and_the_mean_deviation_of_each_solver() -> None:
    # 52 and 50 against 50: deviations 4 % and 0 %, mean 2 %; the second is proved.
    first = replace(ROW, problem="rcpsp", family="J30", instance="J30_1", cost=52, bound=48, best_known=50)
    second = replace(first, instance="J30_2", cost=50, bound=50)
    assert "| J30 | planner | 10 | 2 | 2 | 1 | 2.00 % |" in summary_page([first, second])


def test_the_gap_line_begins_when_every_instance_has_a_plan_and_a_bound() -> None:
    rows = [replace(ROW, instance="a"), replace(ROW, instance="b")]
    progress = [
        ProgressRow(
            problem="portfolio",
            instance=name,
            solver="planner",
            seconds_limit=10.0,
            seconds=seconds,
            cost=cost,
            bound=50,
            stage="lists",
        )
        for name, seconds, cost in (("a", 1.0, 200), ("b", 2.0, 100), ("a", 3.0, None))
    ]
    (line,) = gap_lines(rows, progress)
    # At 2 s: gaps 75 % and 50 %, median 62.5; at 10 s both end at (100 − 99) / 100.
    assert line.seconds == (2.0, 10.0)
    assert line.gap_percent == (62.5, 1.0)


def test_rivals_are_drawn_in_percent_of_ours_and_without_a_plan_apart(tmp_path: Path) -> None:
    rows = [ROW, replace(ROW, solver="single-model", cost=150), replace(ROW, solver="expiry-first", cost=None)]
    _, points = rival_points(rows, Problem.PORTFOLIO, ("single-model", "expiry-first"))
    assert [point.cost_percent for point in points] == [(150.0,), (None,)]
    assert [file.name for file in write_charts(rows, [], tmp_path)] == [
        "gap-over-time.png",
        "cost-against-rivals.png",
    ]


def test_instances_no_rival_was_run_on_are_not_drawn_as_if_it_had_no_plan() -> None:
    other, third = replace(ROW, instance="n00030-02"), replace(ROW, instance="n00030-03")
    rows = [ROW, other, third, replace(ROW, solver="single-model"), replace(other, solver="expiry-first", cost=None)]
    instances, (model, rule) = rival_points(rows, Problem.PORTFOLIO, ("single-model", "expiry-first"))
    assert [name.split()[0] for name in instances] == ["n00030-01", "n00030-02"]
    assert model.cost_percent[0] == 100.0
    assert isnan(model.cost_percent[1] or 0.0)
    assert isnan(rule.cost_percent[0] or 0.0)
    assert rule.cost_percent[1] is None


def test_better_plans_and_bounds_are_taken_over_and_worse_ones_are_not(listed: Path, tmp_path: Path) -> None:
    out, best = tmp_path / "out", tmp_path / "best_known.csv"
    (row,) = run_tasks(tasks_of(listed, "expiry-first"), out)
    instances = read_instances(listed)
    assert update_best_known(best, [row], out, instances) == ["tiny"]
    assert update_best_known(best, [replace(row, cost=(row.cost or 0) + 1)], out, instances) == []
    assert update_best_known(best, [replace(row, bound=1)], out, instances) == ["tiny"]
    known = read_best_known(best)["tiny"]
    assert (known.cost, known.bound) == (str(row.cost), "1")
    assert (tmp_path / "plans" / "tiny.json.gz").exists()
    with pytest.raises(BestKnownError, match="tiny"):
        update_best_known(best, [replace(row, bound=(row.cost or 0) + 1)], out, instances)
    with best.open() as text:
        assert [line["plan_found_by"] for line in csv.DictReader(text)] == ["expiry-first, 30 s, 1 workers"]
