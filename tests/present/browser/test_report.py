"""The report in a real browser: accessible by axe, with a keyboard alone, at every width, on two pages, asking nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planner.plan.plan_case import PlanCase
from planner.present.report.changes.former import Former
from planner.present.report.page.files import ReportOptions, write_report
from tests.sample import many
from tests.sample.surenesses import sure_of_everything

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TOO_LONG = "and of everything else that somebody may have typed into the field of a name, in full and more than once"


def case(departments: int = 12, *, long_names: bool = False, marking: str | None = None) -> PlanCase:
    """A portfolio of that many departments; with long names everything on its page needs many lines.

    Its risk and its rules are kept with it, so that the page has all that a page can have.
    """
    judged, plan = many(departments)
    if long_names:
        judged = replace(
            judged,
            name=f"{judged.name} {TOO_LONG}",
            contracts=tuple(replace(one, name=f"{one.name} {TOO_LONG}") for one in judged.contracts),
            organisations=tuple(replace(one, name=f"{one.name} {TOO_LONG}") for one in judged.organisations),
            clusters=tuple(replace(one, name=f"{one.name} {TOO_LONG}") for one in judged.clusters),
        )
    judged = replace(judged, marking=marking)
    return PlanCase(judged, plan, sureness=sure_of_everything(judged, plan))


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """Opens the report of a case, and holds the requests and errors it caused."""
    pages: list[Any] = []

    def open_report(shown: PlanCase, width: int = 1280, options: ReportOptions | None = None) -> Any:
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.requests, page.errors = [], []
        page.on("request", lambda request: page.requests.append(request.url))
        page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
        page.goto(write_report(shown, tmp_path / "board.html", options).as_uri())
        pages.append(page)
        return page

    yield open_report
    for page in pages:
        assert page.errors == []
        assert all(url.startswith(("file:", "data:")) for url in page.requests)
        page.close()


@pytest.mark.parametrize("width", [820, 1280])
def test_axe_finds_nothing(opened: Any, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

    shown = case(4, marking="OFFICIAL")
    options = ReportOptions(former=Former(name="the plan before", case=case(4)))
    page = opened(shown, width, options)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]})
    told = [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found.response["violations"]]
    assert told == []


@pytest.mark.parametrize("long_names", [False, True])
@pytest.mark.parametrize("width", [320, 820, 1280])
def test_the_page_does_not_scroll_sideways(opened: Any, width: int, long_names: bool) -> None:
    page = opened(case(long_names=long_names), width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_part_is_reached_and_unfolded_with_the_keyboard_alone(opened: Any) -> None:
    page = opened(case())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the acts that are due"
    page.keyboard.press("Enter")
    assert page.url.endswith("#due")
    reached = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        told = page.evaluate("document.activeElement.tagName + ' ' + document.activeElement.textContent.trim()")
        if told.startswith("SUMMARY") and told not in reached:
            before = page.evaluate("document.activeElement.parentElement.open")
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.parentElement.open") is not before
        reached.add(told)
    assert {"SUMMARY Figures of this chart", "SUMMARY The same as a list", "SUMMARY North cluster"} <= reached


def test_the_contents_lead_to_every_part(opened: Any) -> None:
    page = opened(case())
    for link in page.locator("nav a").all():
        target = link.get_attribute("href")
        link.click()
        assert page.locator(f"{target} h2").first.is_visible()


def pages_of(page: Any) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize("long_names", [False, True])
@pytest.mark.parametrize("departments", [1, 4, 12, 110])
def test_the_board_page_prints_on_two_pages_of_a4(opened: Any, departments: int, long_names: bool) -> None:
    shown = case(departments, long_names=long_names, marking="OFFICIAL-SENSITIVE")
    assert pages_of(opened(shown, options=ReportOptions(former=Former(name="the plan before", case=shown)))) == 2


def test_the_file_of_a_department_prints_on_two_pages_too(opened: Any) -> None:
    assert pages_of(opened(case(), options=ReportOptions(department="d0"))) == 2


def test_a_pdf_file_has_our_mark_no_clock_and_the_same_bytes_again(tmp_path: Path) -> None:
    one, other = (write_report(case(1), tmp_path / f"{name}.pdf").read_bytes() for name in "ab")
    assert one == other
    assert re.search(rb"/Creator \(planner\) +\n/Producer", one)
    assert re.findall(rb"/(?:CreationDate|ModDate) \(D:(\d{8})", one) == [b"20261101", b"20261101"]
