"""The page in a real browser: filters, zoom, keyboard, details, sorting, and no request to anybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planner.domain.organisations import Commitment
from planner.plan.plan_case import PlanCase
from planner.present import bars, write_gantt
from tests.sample import many
from tests.sample.surenesses import sure_of_everything


@pytest.fixture
def page(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """The chart of twelve departments with its risk and its rules, and the requests and errors it caused."""
    portfolio, plan = many(12)
    file = write_gantt(PlanCase(portfolio, plan, sureness=sure_of_everything(portfolio, plan)), tmp_path / "chart.html")
    opened = browser.new_page(viewport={"width": 1400, "height": 900})
    opened.requests, opened.errors = [], []
    opened.on("request", lambda request: opened.requests.append(request.url))
    opened.on("pageerror", lambda error: opened.errors.append(str(error)))
    opened.goto(file.as_uri())
    yield opened
    assert opened.errors == []
    assert all(url.startswith(("file:", "data:")) for url in opened.requests)
    opened.close()


def shown_rows(page: Any) -> int:
    return int(page.locator(".row.item:visible").count())


def test_flags_departments_and_words_narrow_chart_and_table_alike(page: Any) -> None:
    rows = bars(PlanCase(*many(12))).rows
    exposed = sum(row.flag.flag == "exposed" for row in rows)
    page.uncheck("input[value=milestone]")
    page.check("input[name=flag][value=exposed]")
    page.click("#show-table")
    assert shown_rows(page) == page.locator("#twin tbody tr:visible").count() == exposed
    page.click("button[type=reset]")
    page.wait_for_function(f"document.querySelector('#shown').textContent.startsWith('{len(rows)} of')")
    page.uncheck("input[value=milestone]")
    page.fill("#search", "finance system 3")
    assert shown_rows(page) == 1


def test_nothing_found_is_said(page: Any) -> None:
    page.fill("#search", "no such contract")
    assert page.is_visible("#none")
    assert page.inner_text("#shown").startswith("0 of")


def test_zoom_widens_the_time_axis_and_fit_brings_it_back(page: Any) -> None:
    width = "document.querySelector('.axis .cell').getBoundingClientRect().width"
    before = page.evaluate(width)
    page.click("#zoom-in")
    assert page.evaluate(width) == pytest.approx(before * 1.5, abs=2)
    page.click("#zoom-fit")
    assert page.evaluate(width) == pytest.approx(before, abs=2)


def test_the_label_column_stays_while_time_scrolls(page: Any) -> None:
    for _ in range(4):
        page.click("#zoom-in")
    page.evaluate("document.querySelector('#scroller').scrollLeft = 600")
    label = page.locator(".row.item .label").first.bounding_box()
    frame = page.locator("#scroller").bounding_box()
    assert abs(label["x"] - frame["x"]) <= 2


def test_arrow_keys_reach_every_bar_and_the_panel_tells_it(page: Any) -> None:
    page.focus(".label[tabindex='0']")
    # freezes, cluster, milestones, milestone, department, then its first contract
    for _ in range(5):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    words = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert words
    assert words in page.inner_text("#panel")


def test_enter_keeps_a_row_and_escape_lets_it_go(page: Any) -> None:
    page.focus(".label[tabindex='0']")
    for _ in range(5):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    kept = page.inner_text("#chosen-title")
    page.locator(".row.item.migration .label").last.hover()
    assert page.inner_text("#chosen-title") == kept
    page.keyboard.press("Escape")
    assert page.is_hidden("#chosen")


def test_only_one_stop_of_the_chart_is_in_the_tab_order(page: Any) -> None:
    assert page.locator("#chart [tabindex='0']").count() == 1


def test_details_appear_on_hover_and_leave_with_the_pointer(page: Any) -> None:
    page.locator(".row.item.contract rect.in-force").first.hover()
    assert "Supplier" in page.inner_text("#panel")
    page.hover("h1")
    assert page.is_hidden("#chosen")


def test_the_panel_covers_no_part_of_the_chart(page: Any) -> None:
    page.locator(".row.item.contract").first.click()
    panel, frame = page.locator("#panel").bounding_box(), page.locator("#scroller").bounding_box()
    assert panel["width"] == 320
    assert panel["x"] >= frame["x"] + frame["width"]


def test_only_the_lines_of_the_row_under_the_pointer_are_drawn(page: Any) -> None:
    assert page.locator("#links path").count() == 0
    contract = page.locator(".row.item.contract:has(+ .migration)").first
    contract.hover()
    migrations = contract.evaluate(
        "(row) => { let count = 0, next = row; while ((next = next.nextElementSibling)) count += 1; return count; }"
    )
    # a wire and its head for each migration that releases the contract; the contract holds nothing back itself
    assert page.locator("#links path.head").count() >= migrations > 0
    assert page.locator(".row.related").count() == page.locator("#links path.head").count()
    page.hover("h1")
    assert page.locator("#links path").count() == 0


def test_the_address_brings_back_filters_order_zoom_and_the_kept_row(page: Any) -> None:
    page.select_option("#cluster", "north")
    page.uncheck("input[value=milestone]")
    page.select_option("#sort", "cost")
    page.click("#zoom-in")
    page.locator(".row.item.contract:visible").first.click()
    seen = (
        "[document.querySelector('#shown').textContent, document.querySelector('.chart').style.cssText, location.hash]"
    )
    before, kept = page.evaluate(seen), page.inner_text("#chosen-title")
    page.goto("about:blank")
    page.go_back()
    assert page.evaluate(seen) == before
    assert page.inner_text("#chosen-title") == kept
    assert not page.is_checked("input[value=milestone]")


def test_in_the_frame_of_a_notebook_there_is_no_address_to_keep(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "notebook.html"
    file.write_text(bars(PlanCase(*many(4)))._repr_html_(), encoding="utf-8")
    opened, errors = browser.new_page(), []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(file.as_uri())
    frame = opened.frames[1]
    frame.select_option("#sort", "cost")
    frame.click("#zoom-in")
    frame.locator(".row.item.contract").first.click()
    assert frame.is_visible("#chosen")
    assert errors == []
    opened.close()


def test_filters_reach_the_register(page: Any) -> None:
    everything = page.locator("#register tbody tr:visible").count()
    page.check("input[name=flag][value=extend]")
    shown = page.locator("#register tbody tr:visible")
    assert 0 < shown.count() < everything
    letters = page.evaluate(
        "Array.from(document.querySelectorAll('#register tbody tr:not([hidden])'))"
        ".map((line) => document.getElementById('row-' + line.dataset.row).classList.contains('fE'))"
    )
    assert all(letters)


def test_an_act_about_an_organisation_follows_its_department(browser: Any, tmp_path: Path) -> None:
    portfolio, plan = many(12)
    undecided = [
        replace(one, commitment=Commitment.UNDECIDED) if one.id == "d1" else one for one in portfolio.organisations
    ]
    case = PlanCase(replace(portfolio, organisations=tuple(undecided)), plan)
    assert [act.subject for act in case.acts if act.contract is None] == ["d1"]
    opened = browser.new_page()
    opened.goto(write_gantt(case, tmp_path / "chart.html").as_uri())
    answer = opened.locator("#register tbody tr[data-row='']")
    opened.select_option("#department", "d1")
    assert answer.is_visible()
    opened.select_option("#department", "d2")
    assert answer.is_hidden()
    opened.close()


@pytest.mark.parametrize("order", ["act", "flag", "cost"])
def test_bands_and_register_stand_in_the_order_asked_for(page: Any, order: str) -> None:
    page.select_option("#sort", order)
    keys = page.evaluate(f"Array.from(document.querySelectorAll('.band'), (band) => Number(band.dataset.{order}))")
    assert keys == sorted(keys)
    if order != "flag":
        acts = page.evaluate(
            f"Array.from(document.querySelectorAll('#register tbody tr'), (line) => Number(line.dataset.{order}))"
        )
        assert acts == sorted(acts)
    page.select_option("#sort", "")
    assert page.locator(".department-block .band").count() == page.locator(".band").count()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768), (390, 844)])
def test_the_page_opens_with_rows_in_view_and_does_not_scroll_sideways(page: Any, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.reload()
    tops = page.evaluate(
        "Array.from(document.querySelectorAll('.row.item'), (row) => row.getBoundingClientRect().bottom)"
        f".filter((bottom) => bottom < {height})"
    )
    assert len(tops) >= 8
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_flags_of_one_row_never_overlap(page: Any) -> None:
    for _ in range(3):
        overlapping = page.evaluate(
            "Array.from(document.querySelectorAll('.row.contract')).some((row) => {"
            " const flags = row.querySelectorAll('.decide:not(.bare) rect');"
            " const boxes = Array.from(flags, (flag) => flag.getBoundingClientRect()).sort((a, b) => a.left - b.left);"
            " return boxes.some((box, place) => place > 0 && boxes[place - 1].right > box.left + 1); })"
        )
        assert not overlapping
        page.click("#zoom-in")


def test_the_table_is_printed_only_on_request(page: Any) -> None:
    page.emulate_media(media="print")
    assert page.is_hidden("#twin")
    page.emulate_media(media="screen")
    page.check("#print-table")
    page.emulate_media(media="print")
    assert page.is_visible("#twin")


def test_the_table_sorts_both_ways(page: Any) -> None:
    page.click("#show-table")
    head = page.locator("#twin th", has_text="Uncovered days")
    place = head.evaluate("(head) => head.cellIndex")
    days = f"Array.from(document.querySelectorAll('#twin tbody tr'), (line) => Number(line.cells[{place}].dataset.v))"
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    up = page.evaluate(days)
    head.locator("button").click()
    assert page.evaluate(days) == sorted(up, reverse=True)
    assert up == sorted(up)


def test_no_label_is_wider_than_its_column(page: Any) -> None:
    assert page.evaluate(
        "Array.from(document.querySelectorAll('.row.item .label')).every((label) => label.scrollWidth <= label.clientWidth)"
    )


def test_two_thousand_bars_filter_at_once(browser: Any, tmp_path: Path) -> None:
    file = write_gantt(PlanCase(*many(232)), tmp_path / "large.html")
    opened = browser.new_page()
    opened.goto(file.as_uri())
    opened.fill("#search", "finance system 3")
    assert 0 < shown_rows(opened) < 100
    opened.close()
