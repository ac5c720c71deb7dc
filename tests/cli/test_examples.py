"""Every example in the help of a command works as it stands there."""

from __future__ import annotations

import csv
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import openpyxl
import pytest

from planner.cli.commands import main
from planner.cli.shared.lazy_commands import every_command
from tests.cli.conftest import Run

EXAMPLE = re.compile(r"^\s+planner (.+)$", re.MULTILINE)
NEED_MORE = {
    "bench",
    "calibration",
    "generate",
    "import",
    "repair",
    "rerun",
    "robust",
    "runs",
    "scenarios",
    "show",
    "sweep",
}
"""Commands whose examples take a store, a file of their own, a cluster or minutes; their own tests run them."""
COMMANDS = {words: command for words, command in every_command(main) if not isinstance(command, click.Group)}
"""Every command by the words that call it; a group of commands has its examples in them."""


def examples() -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Command and arguments of each example, without where a shell would redirect the output to."""
    for name, command in COMMANDS.items():
        for line in EXAMPLE.findall(command.help or ""):
            words = shlex.split(line.split(" >")[0])
            assert tuple(words[: len(name)]) == name
            yield name, words


def runnable() -> list[list[str]]:
    return [words for name, words in examples() if name[0] not in NEED_MORE]


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
def test_an_example_uses_only_options_that_exist(name: tuple[str, ...], words: list[str]) -> None:
    known = {option for parameter in COMMANDS[name].params for option in (*parameter.opts, *parameter.secondary_opts)}
    assert {word for word in words if word.startswith("--")} <= known


@pytest.mark.parametrize("name", sorted(COMMANDS), ids=" ".join)
def test_every_command_has_an_example_and_a_summary_that_is_not_cut(name: tuple[str, ...]) -> None:
    command = COMMANDS[name]
    assert EXAMPLE.search(command.help or "")
    assert not command.get_short_help_str(60).endswith("...")
