"""The frozen set: drawn again it is what it was, and broad enough."""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from planner.benchmarks.canonical import canonical_hash, canonical_text
from planner.benchmarks.instances import FrozenInstance, InstanceError, draw_instance, read_instances, write_instances
from planner.benchmarks.rivals.expiry_first import solve_expiry_first
from planner.benchmarks.table_file import TableFileError
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.reading import read_portfolio, write_portfolio
from planner.reading.files.safe_names import is_file_name
from planner.solver.settings import SolveSettings

LIST = Path(__file__).parents[2] / "data" / "benchmarks" / "instances.csv"
FAULTS = Path(__file__).parents[1] / "cases" / "faults" / "instances"
INSTANCES = read_instances(LIST)
DRAWN = [item for item in INSTANCES if item.spec.contracts <= 150 or item.name in ("n00500-02", "n02000-04")]
"""Those drawn in the tests; the benchmark checks the hash of every instance it draws."""


@pytest.mark.parametrize("instance", DRAWN, ids=lambda instance: instance.name)
def test_an_instance_drawn_again_has_its_hash_and_a_plan(instance: FrozenInstance) -> None:
    portfolio = draw_instance(instance)
    plan = solve_expiry_first(portfolio, SolveSettings()).plan
    assert plan is not None
    assert judge(PlanCase(portfolio, plan)) == ()


def test_the_largest_instance_drawn_again_has_its_hash() -> None:
    assert len(draw_instance(INSTANCES[-1]).contracts) == 10_000


def test_an_instance_read_back_from_its_folder_has_the_same_hash(tmp_path: Path) -> None:
    instance = next(found for found in INSTANCES if found.spec.budget_percent)
    write_portfolio(draw_instance(instance), tmp_path)
    assert canonical_hash(read_portfolio(tmp_path)) == instance.sha256


def test_a_changed_instance_is_refused_by_name() -> None:
    with pytest.raises(InstanceError, match="n00030-01"):
        draw_instance(replace(INSTANCES[0], sha256="0" * 64))


def test_the_set_covers_every_size_congested_and_not_coupled_and_not() -> None:
    sizes = Counter(instance.spec.contracts for instance in INSTANCES)
    assert sum(sizes.values()) == 60
    assert {30, 150, 500, 2_000, 10_000} <= sizes.keys()
    for size in (150, 500, 2_000, 10_000):
        same = [instance for instance in INSTANCES if instance.spec.contracts == size]
        assert {instance.coupled for instance in same} == {True, False}
        assert {instance.spec.congestion_percent >= 100 for instance in same} == {True, False}
    assert len({instance.sha256 for instance in INSTANCES}) == 60


def test_the_list_survives_being_written_and_read(tmp_path: Path) -> None:
    write_instances(tmp_path / "list.csv", INSTANCES)
    assert (tmp_path / "list.csv").read_bytes() == LIST.read_bytes()


def test_the_canonical_text_leaves_defaults_and_provenance_out() -> None:
    text = canonical_text(draw_instance(INSTANCES[0]))
    assert "provenance" not in text
    assert "agreement_probability" not in text


def test_the_page_about_benchmarks_draws_the_instance_it_names() -> None:
    page = (LIST.parents[2] / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    command = next(line for line in page.splitlines() if line.startswith("planner generate"))
    stated = dict(re.findall(r"--([a-z-]+) (\S+)", command))
    instance = next(found for found in INSTANCES if found.name == stated["out"])
    spec = instance.spec
    assert (spec.contracts, spec.seed, spec.cluster_size) == (int(stated["contracts"]), int(stated["seed"]), 30)
    shares = {
        "congestion": spec.congestion_percent,
        "shared-contracts": spec.shared_percent,
        "cross-cluster": spec.cross_percent,
        "modes": spec.modes_percent,
        "groups": spec.groups_percent,
        "windows": spec.windows_percent,
    }
    assert {name: round(100 * float(stated[name])) for name in shares} == shares
    assert spec.budget_percent is spec.negotiation_limit is None


@pytest.mark.parametrize(
    ("name", "place"),
    [("short-row", "line 2, contracts"), ("negative", "line 2, contracts"), ("path-in-name", "line 2, name")],
)
def test_a_bad_row_of_a_list_is_named_with_file_line_and_column(name: str, place: str) -> None:
    with pytest.raises(TableFileError) as caught:
        read_instances(FAULTS / f"{name}.csv")
    assert f"{name}.csv, {place}: " in str(caught.value)


def test_a_list_that_is_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "list.csv")
    with pytest.raises(TableFileError, match="no regular file"):
        read_instances(tmp_path / "list.csv")


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a\\b", "-n", "nul", "COM1.csv", "x" * 101, "é", "a\nb", "a."])
def test_a_name_that_is_none_of_a_file_is_none(name: str) -> None:
    assert not is_file_name(name)


def test_a_name_of_letters_digits_and_points_is_that_of_a_file() -> None:
    assert all(map(is_file_name, ["n00030-01", "elm_1.5", "a", "console"]))


def test_a_list_without_a_column_or_with_a_word_for_a_number_is_refused(tmp_path: Path) -> None:
    short, wrong = tmp_path / "short.csv", tmp_path / "wrong.csv"
    short.write_text("name,quick\nx,yes\n", encoding="utf-8")
    with pytest.raises(TableFileError, match="no column contracts"):
        read_instances(short)
    wrong.write_text(
        LIST.read_text(encoding="utf-8").replace("n00030-01,yes,30,", "n00030-01,yes,many,"), encoding="utf-8"
    )
    with pytest.raises(TableFileError, match=r"wrong\.csv, line 2"):
        read_instances(wrong)
