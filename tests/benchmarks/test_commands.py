"""The commands `planner generate` and `planner bench`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planner.benchmarks.canonical import canonical_hash
from planner.benchmarks.generator.portfolio import generate_portfolio
from planner.benchmarks.generator.spec import GeneratorSpec
from planner.benchmarks.instances import FrozenInstance, write_instances
from planner.cli.commands import main
from planner.reading import read_portfolio


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_generate_writes_the_portfolio_of_its_settings(tmp_path: Path) -> None:
    shares = ("--congestion", 1.3, "--shared-contracts", 0.2, "--cross-cluster", 0.5, "--modes", 0.4, "--budget", 0.3)
    result = run("generate", "--contracts", 40, "--seed", 9, *shares, "--out", tmp_path / "drawn")
    assert result.exit_code == 0, result.output
    spec = GeneratorSpec(
        contracts=40,
        seed=9,
        congestion_percent=130,
        shared_percent=20,
        cross_percent=50,
        modes_percent=40,
        budget_percent=30,
    )
    assert canonical_hash(read_portfolio(tmp_path / "drawn")) == canonical_hash(generate_portfolio(spec))


def test_generate_leaves_a_folder_with_tables_alone_unless_told(tmp_path: Path) -> None:
    (tmp_path / "contracts.csv").write_text("mine")
    refused = run("generate", "--contracts", 5, "--out", tmp_path)
    assert refused.exit_code == 2
    assert "--force" in refused.output
    assert (tmp_path / "contracts.csv").read_text() == "mine"
    assert run("generate", "--contracts", 5, "--out", tmp_path, "--force").exit_code == 0


@pytest.mark.parametrize("option", [("--modes", 1.5), ("--contracts", 1), ("--congestion", 0)])
def test_generate_refuses_settings_out_of_range(option: tuple[str, object], tmp_path: Path) -> None:
    result = run("generate", *option, "--out", tmp_path / "drawn")
    assert result.exit_code == 2
    assert not (tmp_path / "drawn").exists()


def test_bench_writes_rows_summary_and_pictures(tmp_path: Path) -> None:
    spec = GeneratorSpec(contracts=5, seed=4, cluster_size=5)
    write_instances(tmp_path / "own.csv", (FrozenInstance(name="own", quick=True, spec=spec, sha256=""),))
    arguments = ("--instances", tmp_path / "own.csv", "--solver", "expiry-first", "--solver", "planner")
    result = run("bench", *arguments, "--seconds", 20, "--workers", 1, "--reduced-up-to", 0, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert "own portfolio expiry-first: feasible" in result.output
    assert "## Ours against expiry-first" in (tmp_path / "out" / "summary.md").read_text()
    names = {file.name for file in (tmp_path / "out").iterdir()}
    assert {"results.csv", "progress.csv", "summary.md", "cost-against-rivals.png"} <= names


def test_bench_says_when_no_instance_fits(tmp_path: Path) -> None:
    result = run("bench", "--sizes", 31, "--out", tmp_path)
    assert result.exit_code == 2
    assert "--sizes" in result.output
    assert run("bench", "--sizes", "thirty").exit_code == 2
