"""Sentences have one dialect of dates and money: `planner.domain.wording` sets them, nobody else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import planner

PACKAGE = Path(planner.__file__).parent
WORDING = "domain/wording.py"
ISO_IN_CURES = ("reading/", "cli/shared/")
"""What a person is to type into a table or an option is shown as it must be typed."""
AXES = (
    "present/charts/trade_off_charts.py",
    "present/gantt/page/view.py",
    "present/gantt/printed/backdrop.py",
    "domain/calendar.py",
)
"""Ticks of a time axis, and the remark that a month has no such day, name a month and no day."""


ELSEWHERE = ("present/tables/run_tables.py", "present/gantt/words.py")
"""The time stamp of a run, and the labels beside a bar, which leave the weekday out."""


def own_dates(source: str, *, iso_too: bool, months_too: bool) -> Iterator[int]:
    """Lines of texts that set a date or pounds themselves."""
    for text in ast.walk(ast.parse(source)):
        if not isinstance(text, ast.JoinedStr):
            continue
        for part in ast.walk(text):
            if isinstance(part, ast.FormattedValue) and part.format_spec is not None:
                spec = ast.unparse(part.format_spec)
                if any(code in spec for code in ("%d", "%a", "%A")) or (months_too and ("%b" in spec or "%B" in spec)):
                    yield text.lineno
            called = part.func.attr if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute) else ""
            if called == "strftime" or (iso_too and called == "isoformat"):
                yield text.lineno
        if any(isinstance(part, ast.Constant) and str(part.value).endswith("£") for part in text.values):
            yield text.lineno


def modules() -> list[str]:
    names = (path.relative_to(PACKAGE).as_posix() for path in sorted(PACKAGE.rglob("*.py")))
    return [name for name in names if name not in (WORDING, *ELSEWHERE)]


@pytest.mark.parametrize("name", modules())
def test_no_sentence_sets_a_date_or_money_itself(name: str) -> None:
    source = (PACKAGE / name).read_text(encoding="utf-8")
    found = own_dates(source, iso_too=not name.startswith(ISO_IN_CURES), months_too=name not in AXES)
    assert sorted(set(found)) == []


@pytest.mark.parametrize(
    "text", ['f"{day:%d %b}"', 'f"by {day.isoformat()}"', 'f"{day.strftime(form)}"', 'f"£{pounds:,}"']
)
def test_the_search_finds_what_it_looks_for(text: str) -> None:
    assert list(own_dates(text, iso_too=True, months_too=True))
