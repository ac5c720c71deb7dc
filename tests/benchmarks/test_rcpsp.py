"""Project files in Patterson format, the check of their schedules, and PyJobShop on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.benchmarks.rcpsp.breaches import rcpsp_breaches
from planner.benchmarks.rcpsp.patterson import PattersonError, rcpsp_instances, read_patterson
from planner.benchmarks.rcpsp.project import RcpspProject
from planner.benchmarks.rivals.pyjobshop_rcpsp import solve_rcpsp_with_pyjobshop
from planner.plan.outcome import Status
from planner.solver.settings import SolveSettings

# A source, two activities of 3 and 2 periods that take 2 and 1 of one resource with 2 units, and a sink.
TEXT = """4 1
2
0 0 2 2 3
3 2 1 4
2 1 1 4
0 0 0
"""
PROJECT = RcpspProject(
    durations=(0, 3, 2, 0), demands=((0,), (2,), (1,), (0,)), capacities=(2,), successors=((1, 2), (3,), (3,), ())
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "J4_1.txt").write_text(TEXT)
    (tmp_path / "best_known.csv").write_text("set,instance,best_known\nown,J4_1.txt,5\n")
    (tmp_path / "README.md").write_text("not a project")
    return tmp_path


def test_a_file_becomes_the_project_it_says(folder: Path) -> None:
    assert read_patterson(folder / "J4_1.txt") == PROJECT


def test_a_folder_gives_its_projects_with_the_best_known_makespan(folder: Path) -> None:
    (instance,) = rcpsp_instances(folder)
    assert (instance.name, instance.family, instance.best_known) == ("J4_1", "J4", 5)


@pytest.mark.parametrize("text", [TEXT[:-6], TEXT + " 7", TEXT.replace("3 2 1 4", "3 2 1 9"), "a b"])
def test_a_file_that_is_no_project_is_refused_with_its_name(tmp_path: Path, text: str) -> None:
    file = tmp_path / "odd.txt"
    file.write_text(text)
    with pytest.raises(PattersonError, match=r"odd\.txt"):
        read_patterson(file)


def test_predecessors_mirror_successors() -> None:
    assert PROJECT.predecessors == ((), (0,), (0,), (1, 2))


def test_one_after_the_other_keeps_every_rule() -> None:
    # Both together would take 3 of 2 units, so 3 + 2 = 5 periods.
    assert list(rcpsp_breaches(PROJECT, (0, 0, 3, 5))) == []
    assert PROJECT.makespan((0, 0, 3, 5)) == 5


@pytest.mark.parametrize(
    ("starts", "found"),
    [
        ((0, 0, 2, 5), ["resource 1 has 2, not 3, in period 2"]),
        ((0, 0, 3, 4), ["activity 4 starts before 3 ends"]),
        ((0, 0, 3), ["3 starts for 4 activities"]),
    ],
)
def test_each_broken_rule_is_named(starts: tuple[int, ...], found: list[str]) -> None:
    assert list(rcpsp_breaches(PROJECT, starts)) == found


def test_pyjobshop_finds_and_proves_the_makespan() -> None:
    pytest.importorskip("pyjobshop")
    starts, makespan, bound, status = solve_rcpsp_with_pyjobshop(PROJECT, SolveSettings(workers=1))
    assert starts is not None
    assert (makespan, bound, status) == (5, 5, Status.OPTIMAL)
    assert list(rcpsp_breaches(PROJECT, starts)) == []
