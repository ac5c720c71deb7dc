"""Mermaid diagrams, read by the rules of Mermaid's own lexer: what a line means is found before its text is."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from planner.domain.clusters import Cluster
from planner.domain.migrations import Phase
from planner.plan.plan_case import PlanCase
from planner.present.exchange.cluster_files import cluster_files
from planner.present.exchange.mermaid import MOST_BARS, export_mermaid
from tests.sample import many, plan, portfolio, profile, renamed

OTHER = re.compile(
    r"\s*(.?%|href|call\b|click\b|gantt|dateformat|axisformat|todaymarker|title|section|acctitle|includes|excludes"
    r"|\d{4}-\d\d-\d\d)",
    re.IGNORECASE,
)
"""How the lines begin that Mermaid's lexer takes for something else than a task."""
TASK = re.compile(r"    (?P<name>[^:\n]+) :(?P<milestone>milestone, )?(?P<start>[\d-]{10}), (?P<end>[\d-]{10}|0d)")


def tasks(text: str) -> list[tuple[str, str, str]]:
    """Name, start and end of every task; every line must be a task or begin as Mermaid's other lines do."""
    lines = text.splitlines()
    head = [line for line in lines if OTHER.match(line)]
    found = [TASK.fullmatch(line) for line in lines if not OTHER.match(line)]
    assert all(found), text
    assert len(head) == 4 + 1 + sum(line.startswith("    section ") for line in lines)
    return [(match["name"], match["start"], match["end"]) for match in found if match]


def test_a_task_ends_on_the_first_day_after_it() -> None:
    # m1 starts on 1 January 2030; the dates are those of its phases on the calendar
    case = PlanCase(portfolio(), plan())
    entry = case.schedule.migrations["m1"]
    expected = [
        (one.phase.name, str(case.portfolio.date_of(one.from_day)), str(case.portfolio.date_of(one.until_day)))
        for one in entry.phases
        if one.from_day < one.until_day
    ]
    assert expected[0][1] == "2030-01-01"
    assert tasks(export_mermaid(case))[: len(expected)] == expected


def test_the_cutover_is_a_milestone_on_its_day() -> None:
    case = PlanCase(portfolio(), plan())
    day = case.portfolio.date_of(case.schedule.migrations["m1"].cutover_day)
    assert f"    cutover :milestone, {day}, 0d\n" in export_mermaid(case)


@pytest.mark.parametrize(
    "name",
    [
        "a:b;c#d",
        "a\nsection b",
        "%%{init: {}}%%",
        "click here",
        "Title 5",
        "2030-01-01",
        ":",
        "gantt",
        "x" * 500,
        "<b>",
    ],
)
def test_a_hostile_name_stays_the_name_of_a_task(name: str) -> None:
    phases = tuple(replace(phase, name=f"{name}{place}") for place, phase in enumerate(profile().phases))
    cutover = next(
        new.name for new, old in zip(phases, profile().phases, strict=True) if old.name == profile().cutover_phase
    )
    named = replace(profile(), phases=phases, cutover_phase=cutover)
    case = PlanCase(replace(renamed(name), profiles=(named,)), plan("o1", m1=50))
    usual = PlanCase(renamed("usual"), plan("o1", m1=50))
    assert [task[1:] for task in tasks(export_mermaid(case))] == [task[1:] for task in tasks(export_mermaid(usual))]


def test_a_phase_of_no_days_has_no_bar() -> None:
    phases = (*profile().phases, Phase(name="nothing", days=0))
    case = PlanCase(portfolio(profiles=(replace(profile(), phases=phases),)), plan())
    assert "nothing" not in export_mermaid(case)


@pytest.mark.parametrize("departments", [30, 70, 130])
def test_a_diagram_has_at_most_120_bars_as_long_as_there_are_no_more_cutovers(departments: int) -> None:
    case = PlanCase(*many(departments))
    found = tasks(export_mermaid(case))
    # 30 × (5 phases + cutover) = 180 and 70 × 2 = 140 are too many; then the cutovers alone are left
    assert len(found) <= max(MOST_BARS, len(case.schedule.migrations))
    assert len({task[1] for task in found}) > 0


def test_every_migration_stands_in_one_diagram_of_its_cluster() -> None:
    case = PlanCase(*many(130))
    files = cluster_files(case)
    # a cluster of 26 departments less those that stay has more than 20 migrations, and 20 × 6 bars fit: two pieces
    assert {"north-1.mmd", "north-2.mmd"} <= set(files)
    assert all(len(tasks(text)) <= MOST_BARS for text in files.values())
    sections = [line for text in files.values() for line in text.splitlines() if line.startswith("    section ")]
    assert len(sections) == len(set(sections)) == len(case.schedule.migrations)


@pytest.mark.parametrize("id", ["../up", "a/b", "CON", "", "ä"])
def test_an_id_that_is_no_file_name_gives_way_to_the_place_of_the_cluster(id: str) -> None:
    base = portfolio()
    moved = tuple(replace(one, cluster=id) for one in base.migrations)
    case = PlanCase(replace(base, clusters=(Cluster(id=id, name="Odd"),), migrations=moved), plan())
    assert list(cluster_files(case)) == ["cluster-1.mmd"]


def test_ids_that_differ_in_capitals_alone_have_files_of_their_own() -> None:
    base = portfolio()
    first, second = base.migrations
    clusters = (Cluster(id="c", name="One"), Cluster(id="C", name="Other"))
    case = PlanCase(replace(base, clusters=clusters, migrations=(first, replace(second, cluster="C"))), plan())
    assert list(cluster_files(case)) == ["C.mmd", "cluster-2.mmd"]
