"""The suffix chooses the format; a file is written whole or not at all."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from planner.errors import MissingExtraError, SettingsError
from planner.plan.entries import Plan
from planner.plan.plan_case import PlanCase
from planner.present import write_gantt
from planner.present.gantt.files import WRITERS
from planner.present.gantt.printed.static_files import printed
from tests.present.charts import hostile
from tests.sample import many, portfolio

MAGIC = {
    ".html": b"<!doctype html>",
    ".svg": b"<?xml",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".pdf": b"%PDF-",
    ".csv": b"row,",
    ".json": b"{",
}


def test_every_format_is_tried() -> None:
    assert set(MAGIC) == set(WRITERS)


@pytest.mark.parametrize("suffix", MAGIC)
def test_the_file_begins_as_its_format_does(tmp_path: Path, suffix: str) -> None:
    path = write_gantt(PlanCase(*many(4)), tmp_path / f"chart{suffix}")
    assert path.read_bytes().lstrip().startswith(MAGIC[suffix])
    assert path.stat().st_size > 1000
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("suffix", MAGIC)
def test_the_same_plan_gives_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    one, other = (write_gantt(PlanCase(*many(3)), tmp_path / f"{name}{suffix}").read_bytes() for name in "ab")
    assert one == other


def test_the_svg_is_xml_and_its_text_is_text(tmp_path: Path) -> None:
    tree = ElementTree.parse(write_gantt(PlanCase(*many(4)), tmp_path / "chart.svg"))
    texts = {element.text for element in tree.iter("{http://www.w3.org/2000/svg}text")}
    assert {"Synthetic portfolio", "Flags (contracts)"} <= texts
    assert any((text or "").startswith("Payroll and HR services call-off 0 · Department") for text in texts)


@pytest.mark.parametrize("name", ["$\\frac{1", "a\nb", "<b>&amp;", "x" * 300])
def test_names_are_drawn_as_they_stand(tmp_path: Path, name: str) -> None:
    tree = ElementTree.fromstring(printed(hostile(name), "svg"))
    texts = {element.text or "" for element in tree.iter("{http://www.w3.org/2000/svg}text")}
    line = " ".join(name.split())
    assert any(text == line or text.startswith(line[:20]) for text in texts)


def test_a_portfolio_without_anything_gives_an_empty_chart(tmp_path: Path) -> None:
    bare = portfolio(contracts=(), migrations=(), clusters=())
    for suffix in MAGIC:
        assert write_gantt(PlanCase(bare, Plan(migrations=())), tmp_path / f"bare{suffix}").stat().st_size > 100


def test_an_unknown_suffix_is_an_error_that_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(
        SettingsError, match=r"'chart.xls'; end the name in one of .html, .svg, .png, .pdf, .csv, .json"
    ):
        write_gantt(PlanCase(*many(2)), tmp_path / "chart.xls")
    assert list(tmp_path.iterdir()) == []


def test_a_capital_suffix_is_the_same_format(tmp_path: Path) -> None:
    assert write_gantt(PlanCase(*many(2)), tmp_path / "CHART.CSV").read_bytes().startswith(b"row,")


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "chart.csv"
    path.write_text("old")
    with pytest.raises(SettingsError):
        write_gantt(PlanCase(*many(2)), path, clusters=["nowhere"])
    assert path.read_text() == "old"


def test_without_matplotlib_the_error_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn_with_it = ("matplotlib", "planner.present.gantt.printed", "planner.present.charts.pictures")
    for name in [name for name in sys.modules if name.startswith(drawn_with_it)]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtraError, match=r"pip install '\.\[viz\]'"):
        write_gantt(PlanCase(*many(2)), tmp_path / "chart.svg")
    assert write_gantt(PlanCase(*many(2)), tmp_path / "chart.html").exists()
