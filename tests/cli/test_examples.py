"""Every example in the help of a command works as it stands there."""

from __future__ import annotations

import csv
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from planner.cli.commands import main
from tests.cli.conftest import Run

EXAMPLE = re.compile(r"^\s+planner (.+)$", re.MULTILINE)
NEED_MORE = {"bench", "generate", "repair", "rerun", "runs", "scenarios", "show", "sweep"}
"""Commands whose examples take a store, a scenario file, a cluster or minutes; their own tests run them."""


def examples() -> Iterator[tuple[str, list[str]]]:
    """Command and arguments of each example, without where a shell would redirect the output to."""
    for name, command in main.commands.items():
        for line in EXAMPLE.findall(command.help or ""):
            words = shlex.split(line.split(" >")[0])
            assert words[0] == name
            yield name, words


def runnable() -> list[list[str]]:
    return [words for name, words in examples() if name not in NEED_MORE]


@pytest.fixture
def workbook(workplace: Path) -> Path:
    """The tables of the folder as the sheets of one workbook."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for file in sorted((workplace / "portfolio").glob("*.csv")):
        sheet = workbook.create_sheet(file.stem)
        with file.open(encoding="utf-8", newline="") as stream:
            for row in csv.reader(stream):
                sheet.append(row)
    workbook.save(workplace / "portfolio.xlsx")
    return workplace / "portfolio.xlsx"


@pytest.mark.parametrize("words", runnable(), ids=" ".join)
def test_an_example_works(words: list[str], run: Run, workbook: Path) -> None:
    if words[0] == "template":
        workbook.unlink()
    result = run(*words)
    assert (result.exit_code, result.exception) == (0, None), result.output


@pytest.mark.parametrize(("name", "words"), list(examples()), ids=lambda value: str(value))
def test_an_example_uses_only_options_that_exist(name: str, words: list[str]) -> None:
    known = {
        option for parameter in main.commands[name].params for option in (*parameter.opts, *parameter.secondary_opts)
    }
    assert {word for word in words if word.startswith("--")} <= known


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_has_an_example_and_a_summary_that_is_not_cut(name: str) -> None:
    command = main.commands[name]
    assert EXAMPLE.search(command.help or "")
    assert not command.get_short_help_str(60).endswith("...")
