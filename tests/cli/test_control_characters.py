"""What steers a terminal is shown, never sent, whatever file it comes from."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import click
from click.testing import CliRunner

from planner.cli.shared.argument_types import TEXT
from planner.cli.shared.messages import say
from tests.cli.conftest import Run

TITLE = "\\u001b]0;owned\\u0007 \\u202egnp"
SCENARIO = f"""[scenario.one]
title = "{TITLE}"
[[scenario.one.slip]]
ids = ["NORTH-READY"]
days = 1
"""


def steering(text: str) -> set[str]:
    return {char for char in text if char not in "\n\t" and (unicodedata.category(char) == "Cc" or char == "\u202e")}


def test_the_title_of_a_scenario_steers_no_terminal(run: Run, workplace: Path) -> None:
    (workplace / "title.toml").write_text(SCENARIO, encoding="utf-8")
    result = run("scenarios", "portfolio", "title.toml", "--time-limit", "1", "-q")
    assert result.exit_code == 0, result.output
    assert "owned" in result.output
    assert steering(result.output) == set()


def test_a_message_steers_no_terminal() -> None:
    @click.command()
    def speak() -> None:
        say("one\x1b[2J\ntwo")

    result = CliRunner().invoke(speak)
    assert result.output == "one\ufffd[2J\ntwo\n"


def test_a_letter_of_an_older_terminal_is_replaced() -> None:
    assert TEXT.convert("caf\udce9", None, None) == "caf?"
