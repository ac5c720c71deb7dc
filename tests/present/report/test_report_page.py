"""The page asks nothing of anybody, needs no script, escapes every text, and holds the marking."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from planner.errors import MissingProgramError, SettingsError
from planner.plan.entries import Plan
from planner.plan.plan_case import PlanCase
from planner.present.report.page.files import ReportOptions, page_text, write_report
from planner.present.report.page.printing import BROWSER_VARIABLE
from planner.reading.overlay.table_rows import read_tables, table_rows
from planner.reading.schema.columns import columns_of
from planner.reading.schema.tables import table_named
from planner.writing.marks import is_ours
from tests.sample import many, option, plan, portfolio

INJECTIONS = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style><style>body{display:none}",
    "</title></svg><svg onload=alert(1)>",
    "{{ 7 * 7 }} {% raw %}",
    "<!-- ]]> &amp; \u2028",
    "javascript:alert(1)",
    "\u202eevil\u202c",
    "=HYPERLINK(1)",
)


class Elements(HTMLParser):
    """Collects the start tags with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def page_of(case: PlanCase, folder: Path) -> str:
    return write_report(case, folder / "board.html").read_text(encoding="utf-8")


def with_text(case: PlanCase, text: str) -> PlanCase:
    """The case in which every cell that holds free text, in any table, is this text."""
    tables = table_rows(case.portfolio)
    for name, rows in tables.items():
        columns = {column.name for column in columns_of(table_named(name).row) if column.type == "text"}
        for row in rows if name not in ("portfolio", "policy", "phases", "demands", "profiles") else ():
            row.update(dict.fromkeys(columns - {"buyer", "decision_owner", "bundle"}, text))
    for row in tables["portfolio"]:
        if row["setting"] in ("name", "marking"):
            row["value"] = text
    found = read_tables(tables, "attacked").portfolio
    assert found is not None
    return PlanCase(found, case.plan)


def test_nothing_is_asked_of_another_host_and_no_script_is_there(tmp_path: Path) -> None:
    page = page_of(PlanCase(*many(10)), tmp_path)
    tags = Elements(page).tags
    assert ("meta", "default-src 'none'; style-src 'unsafe-inline'; img-src data:") in [
        (tag, attributes.get("content")) for tag, attributes in tags
    ]
    addresses = [attributes[name] for _, attributes in tags for name in ("src", "href") if name in attributes]
    assert all(address is not None and address.startswith(("#", "data:,")) for address in addresses)
    assert "script" not in {tag for tag, _ in tags}
    assert not re.search(r"https?:|@import|url\((?!#)", page)


def test_every_link_within_the_page_leads_somewhere(tmp_path: Path) -> None:
    tags = Elements(page_of(PlanCase(*many(10)), tmp_path)).tags
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    used = {str(attributes["href"])[1:] for _, attributes in tags if str(attributes.get("href", "")).startswith("#")}
    assert used <= set(ids)


@pytest.mark.parametrize("text", INJECTIONS)
def test_a_text_of_any_field_stays_text(tmp_path: Path, text: str) -> None:
    case = PlanCase(*many(5))
    benign, attacked = (page_of(with_text(case, found), tmp_path) for found in ("plain", text))
    assert [tag for tag, _ in Elements(attacked).tags] == [tag for tag, _ in Elements(benign).tags]
    assert not any(name.startswith("on") for _, attributes in Elements(attacked).tags for name in attributes)
    assert "\u202e" not in attacked
    assert "49" not in set(re.findall(r"\d+", attacked)) - set(re.findall(r"\d+", benign))


def with_ids(case: PlanCase, end: str) -> PlanCase:
    """The case in which every id of an organisation, contract, option, migration and milestone ends in this text."""
    portfolio = case.portfolio
    held = (portfolio.organisations, portfolio.contracts, portfolio.options, portfolio.migrations, portfolio.milestones)
    ids = {one.id for records in held for one in records}

    def told(text: str) -> str:
        return "; ".join(f"{part}{end}" if part in ids else part for part in text.split("; "))

    tables = table_rows(portfolio)
    changed = {
        table: [{name: told(text) for name, text in row.items()} for row in rows] for table, rows in tables.items()
    }
    found = read_tables(changed, "attacked").portfolio
    assert found is not None
    moves = tuple(replace(entry, migration=told(entry.migration)) for entry in case.plan.migrations)
    return PlanCase(found, Plan(migrations=moves, options=tuple(map(told, case.plan.options))))


@pytest.mark.parametrize("end", INJECTIONS[:5])
@pytest.mark.parametrize("department", [None, "d0"])
def test_an_id_stays_text(end: str, department: str | None) -> None:
    case = PlanCase(*many(4))
    benign, attacked = (
        page_text(with_ids(case, found), ReportOptions(department=f"{department}{found}" if department else None))
        for found in ("plain", end)
    )
    assert [tag for tag, _ in Elements(attacked).tags] == [tag for tag, _ in Elements(benign).tags]
    assert not any(name.startswith("on") for _, attributes in Elements(attacked).tags for name in attributes)


def test_the_same_plan_gives_the_same_bytes_known_as_ours(tmp_path: Path) -> None:
    one, other = (write_report(PlanCase(*many(3)), tmp_path / f"{name}.html") for name in "ab")
    assert one.read_bytes() == other.read_bytes()
    assert is_ours(one)


def test_the_marking_stands_on_the_page_and_on_paper(tmp_path: Path) -> None:
    page = page_of(PlanCase(portfolio(marking="SECRET SEVEN"), plan(m1=0)), tmp_path)
    assert page.count('<p class="marking">SECRET SEVEN</p>') == 2
    assert page.count('content: "SECRET SEVEN"') == 2


def test_rules_for_small_windows_hold_on_the_screen_alone(tmp_path: Path) -> None:
    page = page_of(PlanCase(portfolio(options=(option("o"),)), plan("o", m1=22)), tmp_path)
    rules = re.findall(r"@media ([^{]+)\{", page)
    assert rules
    assert all("screen" in rule for rule in rules if "width" in rule)


def test_another_suffix_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(
        SettingsError, match=r"cannot write a report to 'board.doc'; end the name in one of .html, .pdf"
    ):
        write_report(PlanCase(*many(2)), tmp_path / "board.doc")


def test_a_pdf_without_a_browser_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(BROWSER_VARIABLE, "no-such-browser")
    with pytest.raises(MissingProgramError, match="no-such-browser, which is no program here; install Chromium"):
        write_report(PlanCase(*many(2)), tmp_path / "board.pdf")
    assert not (tmp_path / "board.pdf").exists()
