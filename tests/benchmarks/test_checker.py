"""The standalone checker agrees with the judge and the measures, on plans that are right and on plans that are not."""

from __future__ import annotations

import gzip
import json
import runpy
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from planner.benchmarks.generator.portfolio import generate_portfolio
from planner.benchmarks.generator.spec import GeneratorSpec
from planner.benchmarks.generator.stream import Stream
from planner.benchmarks.rivals.expiry_first import solve_expiry_first
from planner.domain.migrations import PrecedenceKind
from planner.domain.portfolio import Portfolio
from planner.domain.routes import all_modes
from planner.domain.rules import Rule
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.document import document_of, to_json
from planner.reading import write_portfolio
from planner.solver.settings import SolveSettings

SCRIPT = Path(__file__).parents[2] / "data" / "benchmarks" / "check_plan.py"
CHECKER: dict[str, Any] = runpy.run_path(str(SCRIPT))
RICH = GeneratorSpec(
    contracts=45,
    seed=5,
    shared_percent=20,
    cross_percent=40,
    modes_percent=60,
    groups_percent=40,
    windows_percent=50,
    budget_percent=35,
    negotiation_limit=3,
)


def good_plan(portfolio: Portfolio) -> Plan:
    plan = solve_expiry_first(portfolio, SolveSettings()).plan
    assert plan is not None
    return plan


def as_file(portfolio: Portfolio, plan: Plan) -> dict[str, Any]:
    return {
        "migrations": [
            {
                "migration": entry.migration,
                "start_date": portfolio.date_of(entry.start_day).isoformat(),
                "mode": entry.mode,
            }
            for entry in plan.migrations
        ],
        "options": [{"option": option} for option in plan.options],
    }


def checked(portfolio: Portfolio, plan: Plan, folder: Path) -> tuple[dict[str, int], list[str]]:
    if not (folder / "portfolio.csv").exists():
        write_portfolio(portfolio, folder)
    found: tuple[dict[str, int], list[str]] = CHECKER["check"](CHECKER["Portfolio"](folder), as_file(portfolio, plan))
    return found


def with_every_kind(portfolio: Portfolio) -> Portfolio:
    """The portfolio with the nine kinds of precedence in turn, and a phase in four without a day."""
    kinds = tuple(PrecedenceKind)
    ties = (replace(arc, kind=kinds[number % len(kinds)]) for number, arc in enumerate(portfolio.precedences))
    profiles = (
        replace(
            profile,
            phases=tuple(
                replace(phase, days=0) if number % 4 == place % 4 else phase
                for place, phase in enumerate(profile.phases)
            ),
        )
        for number, profile in enumerate(portfolio.profiles)
    )
    return replace(portfolio, precedences=tuple(ties), profiles=tuple(profiles))


def disturbed(portfolio: Portfolio, plan: Plan, seed: int) -> Plan:
    """The plan with one migration moved or accelerated and one option added or dropped."""
    stream = Stream(seed, "disturbance")
    entries = list(plan.migrations)
    place = stream.between(0, len(entries) - 1)
    migration = portfolio.migration_by_id[entries[place].migration]
    entries[place] = PlannedMigration(
        migration=migration.id,
        start_day=max(0, entries[place].start_day + stream.between(-60, 60)),
        mode=stream.pick(all_modes(portfolio, migration)).id,
    )
    option = stream.pick([link.option.id for chain in portfolio.chain_by_contract.values() for link in chain])
    return Plan(migrations=tuple(entries), options=tuple(set(plan.options) ^ {option}))


@pytest.mark.parametrize("seed", range(4))
def test_it_finds_nothing_wrong_with_a_plan_that_is_right_and_the_same_cost_by_term(seed: int, tmp_path: Path) -> None:
    portfolio = generate_portfolio(replace(RICH, seed=seed))
    plan = good_plan(portfolio)
    cost, broken = checked(portfolio, plan, tmp_path)
    assert broken == []
    assert cost == {
        term.value: pounds for term, pounds in PlanCase(portfolio, plan).terms.items() if term.value != "no route"
    }


@pytest.mark.parametrize(
    "portfolio",
    [
        with_every_kind(generate_portfolio(RICH)),
        generate_portfolio(replace(RICH, varied_percent=60)),
        generate_portfolio(replace(RICH, varied_percent=60, working_days=1)),
    ],
    ids=["every kind", "varied", "working days"],
)
def test_it_agrees_with_the_judge_on_disturbed_plans(portfolio: Portfolio, tmp_path: Path) -> None:
    plan = good_plan(portfolio)
    verdicts = set()
    for seed in range(60):
        other = disturbed(portfolio, plan, seed)
        cost, broken = checked(portfolio, other, tmp_path)
        breaches = judge(PlanCase(portfolio, other))
        assert bool(broken) == bool(breaches), broken
        # A chain with a hole has no price: the two need not agree on one.
        if not any(breach.rule is Rule.OPTION_CHAIN for breach in breaches):
            assert sum(cost.values()) == sum(PlanCase(portfolio, other).terms.values())
        verdicts.add(bool(broken))
    assert verdicts == {True, False}


def in_bundles(portfolio: Portfolio) -> Portfolio:
    """The portfolio with every third option in one of eight bundles; some of them are of later options of a chain."""
    names = {option.id: f"B{place % 8}" for place, option in enumerate(portfolio.options) if place % 3 == 0}
    return replace(portfolio, options=tuple(replace(o, bundle=names.get(o.id)) for o in portfolio.options))


def test_it_agrees_with_the_judge_on_bundles(tmp_path: Path) -> None:
    portfolio = in_bundles(generate_portfolio(RICH))
    plan = good_plan(portfolio)
    split = 0
    for seed in range(40):
        bundle = Stream(seed, "bundles").pick(tuple(portfolio.options_by_bundle.values()))
        chains = [portfolio.options_by_contract[option.contract][: option.sequence] for option in bundle[seed % 2 :]]
        added = {option.id for chain in chains for option in chain}
        other = replace(plan, options=tuple(set(plan.options) | added))
        _, broken = checked(portfolio, other, tmp_path)
        breaches = judge(PlanCase(portfolio, other))
        assert bool(broken) == bool(breaches), (seed, broken, breaches)
        named = {line.split(":")[0].removeprefix("bundle ") for line in broken if line.startswith("bundle ")}
        assert named == {breach.subjects[-1] for breach in breaches if breach.rule is Rule.BUNDLE}
        used = {line.split(":")[0] for line in broken if line.endswith("can no longer be used")}
        assert used == {breach.subjects[0] for breach in breaches if breach.rule is Rule.OPTION_AVAILABLE}
        split += bool(named)
    assert split > 5


RULE_BREAKERS: dict[str, Callable[[Portfolio, Plan], Portfolio]] = {
    "deadline": lambda portfolio, plan: _with_first_migration(portfolio, plan, deadline_date=portfolio.date_of(1)),
    "release": lambda portfolio, plan: _with_first_migration(portfolio, plan, release_date=portfolio.date_of(9_000)),
    "horizon": lambda portfolio, plan: replace(portfolio, horizon_date=portfolio.date_of(300)),
    "wave windows": lambda portfolio, plan: replace(portfolio, wave_windows=portfolio.wave_windows[:1]),
    "freeze": lambda portfolio, plan: replace(
        portfolio, freezes=(replace(portfolio.freezes[0], until_date=date(2027, 9, 1)), *portfolio.freezes[1:])
    ),
    "where": lambda portfolio, plan: replace(
        portfolio, resources=tuple(replace(resource, capacity=1) for resource in portfolio.resources), capacity_steps=()
    ),
    "allows": lambda portfolio, plan: replace(
        portfolio,
        milestones=tuple(
            replace(item, likely_date=(item.likely_date or date(2027, 1, 1)) + timedelta(days=900), late_date=None)
            for item in portfolio.milestones
        ),
    ),
    "budget": lambda portfolio, plan: replace(
        portfolio, budgets=tuple(replace(budget, pounds=1) for budget in portfolio.budgets)
    ),
    "together": lambda portfolio, plan: replace(
        portfolio, groups=tuple(replace(group, bridge_pounds_per_day=None) for group in portfolio.groups)
    ),
}
"""By a word of the sentence: how to change a portfolio so that a plan that was right breaks the rule."""


def _with_first_migration(portfolio: Portfolio, plan: Plan, **changes: Any) -> Portfolio:
    first, *others = portfolio.migrations
    return replace(portfolio, migrations=(replace(first, **changes), *others))


@pytest.mark.parametrize("word", RULE_BREAKERS)
def test_it_names_the_rule_that_the_judge_finds_broken(word: str, tmp_path: Path) -> None:
    portfolio = generate_portfolio(RICH)
    plan = good_plan(portfolio)
    changed = RULE_BREAKERS[word](portfolio, plan)
    _, broken = checked(changed, plan, tmp_path)
    assert judge(PlanCase(changed, plan))
    assert any(word in sentence for sentence in broken)


def test_a_packed_plan_file_of_the_planner_is_read_and_its_cost_confirmed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    portfolio = generate_portfolio(RICH)
    write_portfolio(portfolio, tmp_path)
    text = to_json(document_of(portfolio, good_plan(portfolio)))
    file = tmp_path / "plan.json.gz"
    file.write_bytes(gzip.compress(text.encode(), mtime=0))
    assert CHECKER["main"](str(tmp_path), str(file)) == 0
    assert "every rule is kept" in capsys.readouterr().out
    cheaper = json.loads(text) | {"objective_pounds": 1}
    (tmp_path / "plan.json").write_text(json.dumps(cheaper))
    assert CHECKER["main"](str(tmp_path), str(tmp_path / "plan.json")) == 1


def test_it_imports_nothing_but_the_standard_library() -> None:
    lines = SCRIPT.read_text(encoding="utf-8").splitlines()
    imports = [line for line in lines if line.startswith(("import ", "from "))]
    assert imports
    assert not [line for line in imports if "planner" in line or "pandas" in line]
