"""The suffix chooses the format; every format survives every name and gives the same bytes again."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.case import Case
from planner.errors import SettingsError
from planner.plan.entries import Plan
from planner.plan.plan_case import PlanCase
from planner.present.exchange.exports import EXPORTS, MARK, export_files, write_export
from planner.present.exchange.json_export import FORMAT
from planner.present.tables.plans.plan_tables import TABLES
from planner.writing.marks import is_ours
from tests.present.exchange.workbooks import parts
from tests.sample import many, plan, portfolio, renamed


@pytest.mark.parametrize("suffix", EXPORTS)
def test_the_same_plan_gives_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    one, other = (write_export(PlanCase(*many(3)), tmp_path / f"{name}{suffix}").read_bytes() for name in "ab")
    assert one == other


@pytest.mark.parametrize("suffix", EXPORTS)
def test_a_second_export_over_the_first_changes_no_byte(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"plan{suffix}"
    one, other = (write_export(PlanCase(*many(3)), path).read_bytes() for _ in range(2))
    assert one == other


@pytest.mark.parametrize("suffix", EXPORTS)
def test_what_is_exported_is_known_as_ours(tmp_path: Path, suffix: str) -> None:
    assert is_ours(write_export(PlanCase(*many(3)), tmp_path / f"plan{suffix}"), form=FORMAT)


@pytest.mark.parametrize("suffix", EXPORTS)
def test_the_marking_stands_in_every_file(tmp_path: Path, suffix: str) -> None:
    case = PlanCase(portfolio(marking="SECRET SEVEN"), plan(m1=0))
    content = write_export(case, tmp_path / f"plan{suffix}").read_bytes()
    assert b"SECRET SEVEN" in (b"".join(parts(content).values()) if suffix == ".xlsx" else content)


@pytest.mark.parametrize("suffix", EXPORTS)
def test_a_portfolio_without_anything_can_be_exported(tmp_path: Path, suffix: str) -> None:
    bare = portfolio(contracts=(), migrations=(), clusters=())
    assert write_export(PlanCase(bare, Plan(migrations=())), tmp_path / f"bare{suffix}").stat().st_size > 0


@pytest.mark.parametrize("suffix", EXPORTS)
@pytest.mark.parametrize("name", ["a\x00b\x0b", "a\r\nb\u2028c", "<b>&amp;]]>", "x" * 3000, "=1+1", "\u202eevil"])
def test_hostile_names_are_exported(tmp_path: Path, suffix: str, name: str) -> None:
    case = PlanCase(renamed(name), plan("o1", m1=50))
    assert write_export(case, tmp_path / f"plan{suffix}").stat().st_size > 0


def test_an_unknown_suffix_is_an_error_that_names_the_known_ones(tmp_path: Path) -> None:
    known = ", ".join(EXPORTS)
    with pytest.raises(SettingsError, match=f"cannot export to 'plan.doc'; end the name in one of {known}"):
        write_export(PlanCase(*many(2)), tmp_path / "plan.doc")
    assert list(tmp_path.iterdir()) == []


def test_the_whole_export_has_every_format_every_cluster_and_every_table(tmp_path: Path) -> None:
    files = export_files(PlanCase(*many(5)), tmp_path)
    assert MARK in files
    assert {f"plan{suffix}" for suffix in EXPORTS} <= set(files)
    assert {f"tables/{name}.csv" for name in TABLES} <= set(files)
    # five departments stand in the five clusters, one in each
    assert {f"clusters/{name}.mmd" for name in ("north", "south", "east", "west", "central")} <= set(files)


def test_a_baseline_goes_only_into_a_format_that_shows_it(tmp_path: Path) -> None:
    case = Case(*many(2))
    assert b"<Baseline>" in case.export(tmp_path / "plan.xml", baseline=case).read_bytes()
    with pytest.raises(SettingsError, match=r"plan.md: a baseline stands only in \.xml; leave it out"):
        case.export(tmp_path / "plan.md", baseline=case)
    assert "the baseline" in case.export(tmp_path / "chart.html", baseline=case).read_text(encoding="utf-8")


def test_a_case_exports_by_suffix_and_draws_the_chart_for_the_others(tmp_path: Path) -> None:
    case = Case(*many(2))
    assert case.export(tmp_path / "plan.mmd").read_text(encoding="utf-8").startswith("%% planner\ngantt\n")
    assert case.export(tmp_path / "PLAN.JSON").read_text(encoding="utf-8").startswith('{\n  "format": "planner export"')
    assert case.export(tmp_path / "chart.csv").read_text(encoding="utf-8").startswith("row,")
    with pytest.raises(SettingsError, match=r"\.graphml"):
        case.export(tmp_path / "plan.doc")
