"""The report of a department names nobody else, and says of its own records what the whole report says."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from planner import read_portfolio
from planner.domain.organisations import Organisation
from planner.domain.portfolio import Portfolio
from planner.domain.routes import department_of
from planner.errors import SettingsError
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.plan_case import PlanCase
from planner.present.report.page.files import ReportOptions, page_text
from planner.present.report.veil.circle import Circle, circle_of
from planner.present.report.veil.department import department_names, department_view
from planner.present.report.veil.phrases import Phrases
from tests.bundled_portfolios import bundled_portfolio
from tests.running_portfolios import running_portfolio
from tests.sample import contract, many, migration, option, plan, portfolio
from tests.working_portfolios import working_portfolio

WHITEHALL = read_portfolio(Path(__file__).parents[3] / "data" / "whitehall")
DEPARTMENTS = sorted({department_of(WHITEHALL, one.id) for one in WHITEHALL.organisations})


def some_plan(judged: Portfolio) -> Plan:
    """Everything starts half a year apart, and every second option is used: all flags and acts come up."""
    starts = {one.id: 150 + 180 * (place % 5) for place, one in enumerate(judged.migrations)}
    return Plan(
        migrations=tuple(PlannedMigration(migration=id, start_day=start) for id, start in starts.items()),
        options=tuple(one.id for one in judged.options if one.sequence == 1 and len(one.id) % 2),
    )


CASE = PlanCase(WHITEHALL, some_plan(WHITEHALL))


def stands_in(phrase: str, page: str) -> list[str]:
    """Where a phrase stands in a page as words of their own, with what is around it."""
    if phrase not in page:
        return []
    found = re.finditer(rf"(?<![\w-]){re.escape(phrase)}(?![\w-])", page)
    return [page[max(0, one.start() - 60) : one.end() + 60] for one in found]


def others_in(page: str, judged: Portfolio, circle: Circle) -> list[str]:
    """Every id and name of an organisation, contract, option or migration of others that stands in the page."""
    foreign = [one for one in judged.organisations if one.id not in circle.organisations]
    names = {text for one in foreign for text in (one.id, one.name)}
    contracts = [one for one in judged.contracts if one.id not in circle.contracts]
    names |= {text for one in contracts for text in (one.id, one.name)}
    names |= {one.id for one in judged.options if one.id not in circle.options}
    names |= {one.id for one in judged.migrations if one.id not in circle.migrations}
    return [found for name in sorted(names) for found in stands_in(name, page)]


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_no_file_of_a_department_names_anybody_else(department: str) -> None:
    page = page_text(CASE, ReportOptions(department=department))
    assert others_in(page, WHITEHALL, circle_of(WHITEHALL, department)) == []
    for name in (one.name for one in WHITEHALL.organisations if one.id == department):
        assert name.replace("'", "&#39;") in page


@pytest.mark.parametrize("department", ["DCMS", "FCDO"])
def test_its_own_flags_acts_and_pounds_are_those_of_the_whole(department: str) -> None:
    view = department_view(CASE, department_names(department, CASE))
    for flag in view.flags:
        whole = CASE.flag_by_contract[flag.contract]
        assert (flag.flag, flag.pounds, flag.spare_days, flag.decide_by_date, flag.exposure) == (
            whole.flag, whole.pounds, whole.spare_days, whole.decide_by_date, whole.exposure,
        )  # fmt: skip
    own = [act for act in CASE.acts if act.contract in view.contracts or act.subject in view.organisations]
    assert [(act.act, act.acting_date, act.pounds) for act in view.acts] == [
        (act.act, act.acting_date, act.pounds) for act in own
    ]
    records = view.contracts | view.migrations
    assert sum(charge.pounds for charge in view.charges) == sum(
        charge.pounds for charge in CASE.charges if charge.record in records
    )


DRAWN = (
    *(bundled_portfolio(seed) for seed in range(3)),
    *(running_portfolio(seed) for seed in range(3)),
    *(working_portfolio(seed) for seed in range(3)),
)


@pytest.mark.parametrize("judged", DRAWN, ids=lambda one: one.name)
def test_a_veil_changes_no_figure_of_a_drawn_portfolio(judged: Portfolio) -> None:
    case = PlanCase(judged, some_plan(judged))
    department = department_of(judged, judged.organisations[0].id)
    names = department_names(department, case)
    veiled = department_view(case, names).case
    assert veiled.terms == case.terms
    assert {names.of("contracts", id): facts.flag for id, facts in case.facts.items()} == {
        id: facts.flag for id, facts in veiled.facts.items()
    }
    assert sorted(act.acting_date for act in veiled.acts) == sorted(act.acting_date for act in case.acts)


def shared() -> PlanCase:
    """Two departments share contract k; the migration m2 of the other one leaves it last, and the texts name it."""
    ours, theirs = Organisation(id="dep", name="Department of Ours"), Organisation(id="OTH", name="Ministry of Others")
    both = contract(
        "k", name="Payroll shared with Oth and the ministry of others", organisations=("dep", "OTH"), buyer="OTH"
    )
    judged = portfolio(
        organisations=(ours, theirs),
        contracts=(both, contract("OTH-1", name="Finance of others", buyer="OTH", organisations=("OTH",))),
        migrations=(migration("m1", releases=("k",)), migration("m2", "OTH", releases=("k", "OTH-1"))),
        options=(option("o"), option("OTH-1-a", contract="OTH-1")),
    )
    return PlanCase(judged, plan("o", m1=0, m2=22))


def test_a_sentence_that_needs_the_record_of_another_says_another_organisation() -> None:
    case = shared()
    view = department_view(case, department_names("dep", case))
    (flag,) = view.flags
    assert "another organisation's migration 1 leaves last" in flag.reason
    assert flag.owner == "another organisation"
    assert (
        view.portfolio.contract_by_id["k"].name == "Payroll shared with another organisation and another organisation"
    )
    assert (
        others_in(page_text(case, ReportOptions(department="dep")), case.portfolio, circle_of(case.portfolio, "dep"))
        == []
    )


def test_a_shared_contract_stands_in_the_file_of_each_with_all_its_pounds() -> None:
    case = shared()
    views = [department_view(case, department_names(department, case)) for department in ("dep", "OTH")]
    assert [sum(charge.pounds for charge in view.charges if charge.record == "k") for view in views] == [60, 60]


def test_what_the_whole_plan_costs_is_told_to_no_department() -> None:
    case = PlanCase(*many(8))
    view = department_view(case, department_names("d0", case))
    assert view.contracts == {"k0", "s0"}
    assert f"{case.pounds:,}" not in page_text(case, ReportOptions(department="d0"))


def test_a_milestone_whose_id_names_others_has_another_one() -> None:
    names = department_names("DCMS", CASE)
    assert names.of("milestones", "HMT-DECISION").startswith("milestone ")
    assert names.of("milestones", "MTX-READY") == "MTX-READY"


def test_a_department_that_is_none_is_an_error_with_the_nearest() -> None:
    with pytest.raises(SettingsError, match=r"no department 'DCMSS'; did you mean 'DCMS'\?"):
        circle_of(WHITEHALL, "DCMSS")
    with pytest.raises(SettingsError, match="'OFSTED' is a body of 'DFE'; name the department"):
        circle_of(WHITEHALL, "OFSTED")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("HMT decides", "Another organisation decides"),
        ("DfE and Defra wait", "Another organisation and another organisation wait"),
        ("until the ministry of defence waits", "until another organisation waits"),
        ("he and the homes of the co-op", "he and the homes of the co-op"),
        ("MOD-ORA-EA stays", "MOD-ORA-EA stays"),
        ("SYN-HMT-1", "SYN-another organisation-1"),
        ("x\u2019HMT", "x\u2019another organisation"),
    ],
)
def test_names_and_ids_are_found_as_people_write_them(text: str, found: str) -> None:
    phrases = Phrases(
        names=frozenset({"Ministry of Defence", "HM Treasury"}),
        ids=frozenset({"HMT", "DFE", "DEFRA", "HE", "HOMES", "CO", "EA"}),
        kept=frozenset({"MOD-ORA-EA"}),
    )
    assert phrases.without(text) == found


def test_a_report_without_a_department_names_everybody() -> None:
    page = page_text(replace(CASE), ReportOptions())
    assert all(one.name.replace("'", "&#39;") in page for one in WHITEHALL.organisations)
