"""Printed charts: what is drawn, on which axes, and how lines are cut into pages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from planner.plan.plan_case import PlanCase
from planner.present import draw_gantt, gantt_figure, gantt_pages
from planner.present.gantt.build import bars
from planner.present.gantt.model import Gantt
from planner.present.gantt.printed.labels import LABEL_POINTS
from planner.present.gantt.printed.lines import LineKind, lines_of, pages_of
from planner.present.gantt.printed.page_figures import LINES_PER_PAGE
from planner.present.gantt.printed.static_files import printed
from planner.present.gantt.printed.text_fit import fitted, width_points
from tests.sample import many


@pytest.fixture(scope="module")
def gantt() -> Gantt:
    return bars(PlanCase(*many(40)))


def test_given_axes_are_drawn_on_and_returned() -> None:
    ax = Figure(figsize=(14, 8)).add_axes((0.3, 0.1, 0.65, 0.8))
    assert draw_gantt(PlanCase(*many(4)), ax) is ax
    assert ax.collections


def test_without_axes_there_is_a_page_with_a_title() -> None:
    figure = draw_gantt(PlanCase(*many(4))).figure
    assert "Synthetic portfolio" in [text.get_text() for text in figure.texts]


@pytest.mark.filterwarnings("error")
def test_a_character_the_font_lacks_is_drawn_without_a_warning() -> None:
    portfolio, plan = many(4)
    contract, *others = portfolio.contracts
    named = replace(portfolio, contracts=(replace(contract, name="Payroll \N{ROCKET}"), *others))
    assert printed(bars(PlanCase(named, plan)), "png").startswith(b"\x89PNG")


def test_every_row_is_a_line_under_its_headings(gantt: Gantt) -> None:
    lines = lines_of(gantt)
    assert tuple(line.row for line in lines if line.row is not None) == gantt.rows


@pytest.mark.parametrize("lines_per_page", [4, 7, 20, LINES_PER_PAGE])
def test_pages_hold_every_row_once_and_no_heading_stands_alone(gantt: Gantt, lines_per_page: int) -> None:
    pages = pages_of(lines_of(gantt), lines_per_page)
    assert [line.row for page in pages for line in page if line.row is not None] == list(gantt.rows)
    assert all(page[-1].kind is LineKind.ROW for page in pages)
    assert all(page[0].kind is LineKind.CLUSTER for page in pages)
    assert all(len(page) <= lines_per_page for page in pages)


def test_a_contract_stays_with_its_migrations_where_a_page_holds_both(gantt: Gantt) -> None:
    for page in pages_of(lines_of(gantt), LINES_PER_PAGE):
        first = next(line.row for line in page if line.row is not None)
        assert first.under is None


def test_a_page_that_breaks_a_department_repeats_its_headings(gantt: Gantt) -> None:
    for page in pages_of(lines_of(gantt), 7):
        kinds = [line.kind for line in page[:3]]
        assert kinds == [LineKind.CLUSTER, LineKind.DEPARTMENT, LineKind.ROW]


def test_pages_are_of_one_size(gantt: Gantt) -> None:
    pages = gantt_pages(gantt)
    assert len(pages) > 1
    assert len({tuple(page.get_size_inches()) for page in pages}) == 1


def test_the_tall_page_grows_with_the_rows(gantt: Gantt) -> None:
    assert gantt_figure(gantt).get_figheight() > gantt_pages(gantt)[0].get_figheight()


def test_text_is_cut_to_the_room_it_has() -> None:
    name = "Department for the Administration of Long Names and Longer Titles"
    cut = fitted(name, 7.0, 100.0)
    assert cut.endswith("…")
    assert width_points(cut, 7.0) <= 100.0
    assert fitted("short", 7.0, 100.0) == "short"


def test_no_label_reaches_into_the_bars(gantt: Gantt) -> None:
    figure = gantt_figure(gantt)
    ax = figure.axes[0]
    renderer = FigureCanvasAgg(figure).get_renderer()
    left = ax.get_window_extent(renderer).x0
    column = LABEL_POINTS * figure.dpi / 72
    for text in ax.texts:
        box = text.get_window_extent(renderer)
        if box.x0 < left - 1:
            assert left - column - 1 <= box.x0
            assert box.x1 <= left


def test_no_note_is_cut_off_at_the_right(gantt: Gantt) -> None:
    figure = gantt_figure(gantt)
    renderer = FigureCanvasAgg(figure).get_renderer()
    right = figure.get_window_extent(renderer).x1
    assert all(text.get_window_extent(renderer).x1 <= right for text in figure.axes[0].texts)
