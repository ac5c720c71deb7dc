"""The page stands alone, escapes what it is given, and shows every row twice: as bars and in its table."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from planner.plan.plan_case import PlanCase
from planner.present.charts.palette import FLAG_STYLES
from planner.present.gantt.build import bars
from planner.present.gantt.model import Gantt
from planner.present.gantt.page.html import details_of, html_page, json_in_script
from planner.present.gantt.page.page_summary import PageExtras, Proof, page_extras
from tests.present.charts import chart, hostile
from tests.sample import many

HOSTILE_NAMES = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }} {% raw %}",
    "<!-- ]]> &amp; \u2028",
)


class Elements(HTMLParser):
    """Collects start tags with their attributes, and the text of elements of interest."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open_void: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def gantt() -> Gantt:
    return bars(PlanCase(*many(10)))


@pytest.fixture(scope="module")
def page(gantt: Gantt) -> str:
    return html_page(gantt)


def test_nothing_is_asked_of_another_host(page: str) -> None:
    addresses = [
        value
        for _, attributes in Elements(page).tags
        for name, value in attributes.items()
        if name in ("src", "href", "srcset", "data", "action", "xlink:href", "poster")
    ]
    assert all(address is not None and address.startswith(("#", "data:,")) for address in addresses)
    assert not re.search(r"https?:|//[a-z]|@import|\bfetch\(|XMLHttpRequest|\bimport\s*\(", page.split("<body>")[0])
    assert not re.search(r"url\((?!#)", page)
    script = page.rsplit("<script>", 1)[1]
    assert not re.search(r"https?:|\bfetch\(|XMLHttpRequest|\bimport\s*\(|sendBeacon|WebSocket", script)


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_names_stay_text(name: str) -> None:
    benign, attacked = Elements(html_page(hostile("plain"))).tags, Elements(html_page(hostile(name))).tags
    assert [tag for tag, _ in attacked] == [tag for tag, _ in benign]
    assert [sorted(attributes) for _, attributes in attacked] == [sorted(attributes) for _, attributes in benign]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_details_are_safe_in_a_script_and_read_back_unchanged(name: str) -> None:
    text = json_in_script(details_of(hostile(name)))
    assert not set(text) & set("<>&\u2028\u2029")
    assert ["Supplier", name] in json.loads(text)[0]["t"]


def test_every_row_stands_in_the_chart_and_in_the_table(gantt: Gantt, page: str) -> None:
    classes = [str(attributes.get("class")) for tag, attributes in Elements(page).tags if tag == "div"]
    assert sum("row item" in name for name in classes) == len(gantt.rows)
    twin = page.split('<table id="twin">')[1].split("<tbody>")[1].split("</tbody>")[0]
    assert twin.count("<tr>") == len(gantt.rows)


def test_every_shown_bar_and_marker_says_what_it_is(page: str) -> None:
    shapes = [attributes for _, attributes in Elements(page).tags if attributes.get("role") == "img"]
    assert shapes
    assert all(attributes.get("aria-label") for attributes in shapes)


def test_ids_are_unique(page: str) -> None:
    ids = [attributes["id"] for _, attributes in Elements(page).tags if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_the_legend_names_every_flag_with_its_letter(page: str) -> None:
    legend = page.split('id="legend"')[1].split("</section>")[0]
    for flag, style in FLAG_STYLES.items():
        assert f">{style.letter}</b> {flag.value}<" in legend


def test_the_headline_gives_status_bound_gap_and_terms(gantt: Gantt) -> None:
    proof = Proof(status="feasible", objective_pounds=1_234_567, bound_pounds=1_200_000, gap=0.028)
    page = html_page(gantt, PageExtras(proof=proof, cost_by_term={"exposure": 1_000_001}))
    for text in ("feasible", "£1,234,567", "£1,200,000", "2.80 %", "£1,000,001"):
        assert text in page


def test_a_bound_that_is_not_known_is_left_out(gantt: Gantt) -> None:
    page = html_page(gantt, PageExtras(proof=Proof(status="feasible")))
    assert "No plan costs less than" not in page
    assert "None" not in page.split("<main>")[0].split("<header>")[1]


def test_the_page_shows_every_act_of_the_register_beside_its_row() -> None:
    case = PlanCase(*many(10))
    gantt = bars(case)
    register = html_page(gantt, page_extras(case)).split('id="register-heading"')[1].split("</section>")[0]
    places = re.findall(r'data-row="(\d*)"', register)
    assert len(places) == len(case.acts) > 0
    assert [gantt.rows[int(place)].id for place in places if place] == [act.contract for act in case.acts]


def test_without_rows_there_is_still_a_page() -> None:
    from dataclasses import replace

    assert "0 of 0 rows" in html_page(replace(chart(), rows=()))


def test_two_thousand_bars_stay_small() -> None:
    gantt = bars(PlanCase(*many(232)))
    assert sum(len(row.bars) for row in gantt.rows) >= 2000
    # about half a kilobyte for each bar with its row, markers, links and table line
    assert len(html_page(gantt).encode()) < 1_750_000


def test_in_a_notebook_the_page_stands_in_a_frame(gantt: Gantt) -> None:
    (frame,) = Elements(gantt._repr_html_()).tags
    assert frame[0] == "iframe"
    assert frame[1]["srcdoc"] == html_page(gantt)
