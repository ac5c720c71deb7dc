"""Nine kinds of precedence and phases of no length: page of meaning, exact model, neighbourhoods and brute force agree."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.domain.migrations import Anchor, PrecedenceKind
from planner.domain.portfolio import Portfolio
from planner.domain.rules import Rule
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import schedule_of
from planner.reading import read_portfolio
from planner.solver.model.candidate import Candidate
from planner.solver.model.compilation import compile_instance
from planner.solver.model.neighbourhood import NeighbourhoodMaker
from planner.solver.model.windows import START_RULES
from planner.solver.settings import SolveSettings
from planner.solver.solve import solve
from tests.depth import by_day
from tests.nightly.contradictions import Case, contradictions_in
from tests.oracle import Best, brute_force
from tests.tiny_anchors import portfolio_with_anchors

ROOT = Path(__file__).parents[2]
REPORTS = ROOT / "tests" / "cases" / "reports"
SECONDS = SolveSettings(time_limit_seconds=20, workers=1, deterministic=True)
ROW = re.compile(r"^\| (?P<kind>[SCF]{2}) \|.*?(?P<standard>\d+) \|.*?(?P<fast>\d+) \|$", re.MULTILINE)


def rows_of_the_page() -> dict[tuple[PrecedenceKind, str], int]:
    """The earliest start of B by kind and by the mode of A, as docs/meaning.md says."""
    page = (ROOT / "docs" / "meaning.md").read_text(encoding="utf-8")
    return {
        (PrecedenceKind(row["kind"]), mode): int(row[mode])
        for row in ROW.finditer(page)
        for mode in ("standard", "fast")
    }


def tied(kind: PrecedenceKind, mode: str) -> Portfolio:
    """Case 21c, of which the page tells, with another kind, lag 10, and A agreed to start on day 0 in a mode."""
    case = read_portfolio(REPORTS / "case21c")
    agreed = DecisionTaken(
        id="d", kind=CommitmentKind.START_AGREED, subject="A", agreed_date=case.status_date, mode=mode
    )
    (arc,) = case.precedences
    return replace(case, decisions_taken=(agreed,), precedences=(replace(arc, kind=kind, lag_days=10),))


def test_the_page_has_a_row_for_every_kind_and_mode() -> None:
    assert rows_of_the_page().keys() == {(kind, mode) for kind in PrecedenceKind for mode in ("standard", "fast")}


@pytest.mark.parametrize("mode", ["standard", "fast"])
@pytest.mark.parametrize("kind", PrecedenceKind)
def test_the_successor_starts_on_the_day_of_the_page(kind: PrecedenceKind, mode: str) -> None:
    outcome = solve(tied(kind, mode), SECONDS)
    assert outcome.plan is not None
    assert outcome.plan.entry_by_migration["B"].start_day == rows_of_the_page()[kind, mode]


def test_case_21c_starts_when_its_predecessor_has_cut_over_in_the_faster_mode() -> None:
    # Both cost 1,000 a day until they cut over. A in mode fast cuts over on day 15; B starts then and takes 4 days.
    plan = solve(read_portfolio(REPORTS / "case21c"), SECONDS).plan
    assert plan is not None
    starts = {entry.migration: (entry.start_day, entry.mode) for entry in plan.migrations}
    assert starts == {"A": (0, "fast"), "B": (15, "standard")}


def test_case_36c_cuts_over_when_the_milestone_is_reached_and_starts_before_it() -> None:
    # R comes on 20 February, day 50. The cutover phase of A takes 40 days, so A starts on day 10.
    case = read_portfolio(REPORTS / "case36c")
    plan = solve(case, SECONDS).plan
    assert plan is not None
    moved = schedule_of(case, plan).migrations["A"]
    assert (moved.start_day, moved.cutover_day, moved.finish_day) == (10, 50, 70)


@pytest.mark.parametrize("seed", by_day(range(200), 16))
def test_nothing_contradicts_brute_force_with_any_anchors_and_phases_of_no_length(seed: int) -> None:
    portfolio = portfolio_with_anchors(seed)
    assert contradictions_in(Case(seed, portfolio, brute_force(portfolio))) == ()


@pytest.mark.parametrize("seed", range(0, 80, 4))
def test_a_neighbourhood_leaves_the_starts_that_keep_every_precedence_with_the_rest(seed: int) -> None:
    portfolio = portfolio_with_anchors(seed)
    best = brute_force(portfolio)
    for place in range(len(best.plan.migrations) if best else 0):
        assert best is not None
        _compare_with_the_judge(portfolio, best, place)


def _compare_with_the_judge(portfolio: Portfolio, best: Best, place: int) -> None:
    instance = compile_instance(portfolio)
    free = next(i for i, case in enumerate(instance.migrations) if case.id == best.plan.migrations[place].migration)
    left = np.zeros((len(instance.resources), instance.horizon_day), dtype=np.int64)
    part = NeighbourhoodMaker(instance).make(_candidate(portfolio, best.plan), (free,), left, 0).instance
    for mode in part.migrations[0].modes:
        if mode.fixed_start_day is None:
            allowed = START_RULES[Rule.PRECEDENCE](part, part.migrations[0], mode)
            for start in range(instance.horizon_day + 1):
                entry = replace(best.plan.migrations[place], start_day=start, mode=mode.id)
                others = tuple(one for k, one in enumerate(best.plan.migrations) if k != place)
                broken = judge(PlanCase(portfolio, replace(best.plan, migrations=(*others, entry))))
                kept = not any(breach.rule is Rule.PRECEDENCE for breach in broken)
                assert allowed.contains(start) == kept, (portfolio.name, entry)


def _candidate(portfolio: Portfolio, plan: Plan) -> Candidate:
    instance = compile_instance(portfolio)
    entries = [plan.entry_by_migration[case.id] for case in instance.migrations]
    modes = [
        [mode.id for mode in case.modes].index(entry.mode)
        for case, entry in zip(instance.migrations, entries, strict=True)
    ]
    return Candidate(tuple(entry.start_day for entry in entries), tuple(modes), (0,) * len(instance.contracts))


def test_every_kind_names_the_two_anchors_of_its_letters() -> None:
    letters = {Anchor.START: "S", Anchor.CUTOVER: "C", Anchor.FINISH: "F"}
    assert {kind.value for kind in PrecedenceKind} == {one + other for one in "SCF" for other in "SCF"}
    assert all(letters[kind.leaves] + letters[kind.arrives] == kind.value for kind in PrecedenceKind)


def test_drawn_portfolios_use_every_kind_and_phases_and_migrations_of_no_length() -> None:
    drawn = [portfolio_with_anchors(seed) for seed in range(100)]
    kinds = Counter(arc.kind for case in drawn for arc in case.precedences)
    assert all(kinds[kind] >= 10 for kind in PrecedenceKind), kinds
    profiles = [profile for case in drawn for profile in case.profiles]
    assert sum(any(phase.days == 0 for phase in profile.phases) for profile in profiles) >= 100
    assert sum(profile.duration_days == 0 for profile in profiles) >= 20
