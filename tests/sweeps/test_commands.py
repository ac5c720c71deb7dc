"""`planner sweep` and what it says."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from planner.cli.commands import main
from planner.cli.futures.seed_list import parse_seeds
from planner.cli.futures.sweep_command import sweep_command
from planner.cli.shared.sweep_progress import item_line, progress_text, time_left
from planner.errors import InputError, SweepError
from planner.reading import read_portfolio
from planner.reading.overlay.applying import apply_scenario
from planner.reading.overlay.scenario_file import read_scenarios
from planner.store.addresses import open_store
from planner.sweeps.running import ItemResult, SweepProgress
from planner.sweeps.scenario_portfolios import scenario_portfolios

TINY = Path(__file__).parent.parent.parent / "data" / "tiny"
SCENARIOS = Path(__file__).parent / "scenarios.toml"


def sweep(store: Path, *arguments: str) -> Result:
    fixed = ("--deterministic", "--time-limit", "5", "--workers", "2", "--store", str(store), "--format", "csv")
    return CliRunner().invoke(main, ["sweep", str(TINY), *fixed, *arguments])


def seeds(text: str) -> tuple[int, ...]:
    parameter = next(found for found in sweep_command.params if found.name == "seeds")
    return parse_seeds(click.Context(sweep_command), parameter, text)


def test_scenarios_times_seeds_are_solved_stored_and_listed(tmp_path: Path) -> None:
    store = tmp_path / "runs.sqlite"
    done = sweep(store, "--scenarios", str(SCENARIOS), "--seeds", "1-2")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert done.exit_code == 0, done.stderr
    assert [row["item"] for row in rows] == [
        "as it is, seed 1",
        "as it is, seed 2",
        "quarter-late, seed 1",
        "quarter-late, seed 2",
    ]
    assert {row["id"] for row in rows} == {run.id for run in open_store(store).runs()}
    assert "4 of 4 items" in done.stderr
    again = sweep(store, "--scenarios", str(SCENARIOS), "--seeds", "1-2")
    assert again.stdout == done.stdout
    assert "4 of them were stored before" in again.stderr


def test_a_failed_item_is_named_and_ends_in_code_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from planner.sweeps.items import Answer
    from planner.sweeps.local_pool import LocalPool

    monkeypatch.setattr(
        LocalPool, "answers", lambda pool, items, sweep: (Answer(key=item.key, failure="odd") for item in items)
    )
    done = sweep(tmp_path / "runs.sqlite")
    assert done.exit_code == 1
    assert "seed 0: odd" in done.stderr
    assert "1 item failed, 0 items without a plan" in done.stderr


def test_a_stopped_sweep_says_that_it_can_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("planner.cli.futures.sweep_command.run_sweep", stopped)
    done = sweep(tmp_path / "runs.sqlite")
    assert done.exit_code == 1
    assert "the same command goes on from there" in done.stderr


def test_a_scheduler_has_its_own_workers(tmp_path: Path) -> None:
    done = sweep(tmp_path / "runs.sqlite", "--scheduler", "tcp://127.0.0.1:9")
    assert done.exit_code == 2
    assert "leave out --dask and --workers" in done.stderr


def test_a_sweep_needs_a_store() -> None:
    done = CliRunner().invoke(main, ["sweep", str(TINY), "--store", "none"])
    assert done.exit_code == 2
    assert "switched off" in done.stderr


def test_scenarios_are_laid_on_the_portfolio() -> None:
    tiny = read_portfolio(TINY)
    late = apply_scenario(tiny, read_scenarios(SCENARIOS)["quarter-late"])
    assert scenario_portfolios(tiny, SCENARIOS) == {"as it is": tiny, "quarter-late": late}
    assert scenario_portfolios(tiny, SCENARIOS, ["quarter-late"]) == {"quarter-late": late}
    assert scenario_portfolios(tiny) == {"": tiny}


def test_an_unknown_scenario_is_answered_with_the_nearest() -> None:
    with pytest.raises(SweepError, match="no scenario 'quarter-lat'; did you mean 'quarter-late'"):
        scenario_portfolios(read_portfolio(TINY), SCENARIOS, ["quarter-lat"])


def test_a_scenario_needs_its_file() -> None:
    with pytest.raises(SweepError, match="no file of scenarios"):
        scenario_portfolios(read_portfolio(TINY), None, ["quarter-late"])


def test_the_findings_of_all_scenarios_are_told_together(tmp_path: Path) -> None:
    file = tmp_path / "bad.toml"
    file.write_text(
        "".join(
            f'[scenario.{name}]\n[[scenario.{name}.slip]]\nids = ["{name}"]\nmonths = 1\n' for name in ("aaa", "bbb")
        )
    )
    with pytest.raises(InputError) as caught:
        scenario_portfolios(read_portfolio(TINY), file)
    assert all(name in str(caught.value) for name in ("aaa", "bbb"))


@pytest.mark.parametrize(
    ("text", "expected"), [("3", (3,)), ("1-3", (1, 2, 3)), ("1-2,8, 2", (1, 2, 8)), ("4-4", (4,))]
)
def test_seeds_are_numbers_and_ranges(text: str, expected: tuple[int, ...]) -> None:
    assert seeds(text) == expected


@pytest.mark.parametrize("text", ["", "a", "1-", "-1", "5-1", "1,,2", "1.5"])
def test_what_is_no_seed_is_refused(text: str) -> None:
    with pytest.raises(click.BadParameter):
        seeds(text)


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.4, "0 s"), (99, "99 s"), (130, "2 min"), (5940, "99 min"), (7500, "2 h 5 min")]
)
def test_time_left_is_told_in_round_figures(seconds: float, text: str) -> None:
    assert time_left(seconds) == text


def test_progress_names_what_failed() -> None:
    progress = SweepProgress(
        total=4,
        found=1,
        finished=2,
        failed=1,
        seconds=10,
        seconds_left=5,
        last=ItemResult(name="a", key="k", run=None, failure="it broke"),
    )
    assert progress_text(progress) == "2 of 4 items · 1 of them were stored before · 1 failed · 10 s · about 5 s left"
    assert item_line(progress).startswith("a: FAILED: it broke · 2 of 4 items")
