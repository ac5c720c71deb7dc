"""`docs/contracts.md` works as it stands there: its rows typed into tables, its commands run, its answers compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.cli.conftest import Run

PAGE = (Path(__file__).parents[2] / "docs" / "contracts.md").read_text(encoding="utf-8")
SECTION = re.compile(r"^## (.+)\n((?:(?!^## ).*\n)*)", re.MULTILINE)
BLOCK = re.compile(
    r"`(?P<table>\w+)\.csv`\n\n```csv\n(?P<rows>.*?)```|```sh\n(?P<commands>.*?)```\n\n```text\n(?P<answer>.*?)```",
    re.DOTALL,
)
SHARED = "The tables that all examples share"
CUT = " …"


@dataclass
class Example:
    """Commands with the answer of the page, and the tables typed until then."""

    name: str
    commands: list[str]
    answer: list[str]
    tables: dict[str, str] = field(default_factory=dict)


def examples() -> Iterator[Example]:
    shared: dict[str, str] = {}
    for title, text in SECTION.findall(PAGE):
        tables = dict(shared)
        for block in BLOCK.finditer(text):
            if block["table"]:
                tables[block["table"]] = block["rows"]
            else:
                commands, answer = block["commands"].splitlines(), block["answer"].splitlines()
                yield Example(title, commands, answer, dict(tables))
        if title == SHARED:
            shared = tables


@pytest.mark.parametrize("example", list(examples()), ids=lambda example: f"{example.name}: {example.commands[0]}")
def test_an_example_gives_the_answer_of_the_page(example: Example, run: Run, workplace: Path) -> None:
    """Every line of the page begins a line of the output, in this order; the page leaves out what a cell wraps."""
    for file in (workplace / "portfolio").glob("*.csv"):
        file.unlink()
    for table, rows in example.tables.items():
        (workplace / "portfolio" / f"{table}.csv").write_text(rows, encoding="utf-8")
    printed: list[str] = []
    for command in example.commands:
        result = run(*command.split()[1:])
        assert (result.exit_code, result.exception) == (0, None), result.output
        printed += result.stdout.splitlines()
    lines = iter(printed)
    missing = [wanted for wanted in example.answer if wanted and not any(begins(line, wanted) for line in lines)]
    assert missing == [], "\n".join(printed)


def begins(line: str, wanted: str) -> bool:
    return line.startswith(wanted.removesuffix(CUT)) if wanted.endswith(CUT) else line.rstrip() == wanted


def test_every_section_of_the_page_but_the_shared_tables_has_an_example() -> None:
    titles = [title for title, _ in SECTION.findall(PAGE)]
    assert sorted({example.name for example in examples()}) == sorted(set(titles) - {SHARED})
