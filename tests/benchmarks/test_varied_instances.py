"""Portfolios drawn with what version 0.2.0 added: all of it comes up, and a plan always exists."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from planner.benchmarks.canonical import canonical_hash
from planner.benchmarks.comparison.best_known import read_best_known
from planner.benchmarks.generator.portfolio import generate_portfolio
from planner.benchmarks.generator.spec import GeneratorSpec
from planner.benchmarks.instances import FrozenInstance, draw_instance, read_instances, write_instances
from planner.benchmarks.reduced import reduce_portfolio
from planner.benchmarks.rivals.expiry_first import solve_expiry_first
from planner.benchmarks.rivals.pyjobshop_portfolio import solve_with_pyjobshop
from planner.domain.contracts import OptionKind
from planner.domain.migrations import PrecedenceKind
from planner.domain.rules import Term
from planner.errors import SettingsError
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.reading import check, write_portfolio
from planner.solver.settings import SolveSettings

LIST = Path(__file__).parents[2] / "data" / "benchmarks" / "instances_varied.csv"
INSTANCES = read_instances(LIST)
VARIED = GeneratorSpec(
    contracts=60,
    shared_percent=20,
    cross_percent=20,
    modes_percent=30,
    groups_percent=20,
    windows_percent=30,
    varied_percent=60,
)


@pytest.mark.parametrize("instance", INSTANCES[:-2], ids=lambda instance: instance.name)
def test_an_instance_of_the_second_set_drawn_again_has_its_hash_and_a_plan(instance: FrozenInstance) -> None:
    portfolio = draw_instance(instance)
    plan = solve_expiry_first(portfolio, SolveSettings()).plan
    assert plan is not None
    assert judge(PlanCase(portfolio, plan)) == ()


def test_the_second_set_is_varied_and_some_of_it_counts_working_days() -> None:
    assert all(instance.spec.varied_percent for instance in INSTANCES)
    assert sum(instance.spec.working_days for instance in INSTANCES) == 4


def test_the_second_list_survives_being_written_and_read(tmp_path: Path) -> None:
    write_instances(tmp_path / "list.csv", INSTANCES)
    assert (tmp_path / "list.csv").read_bytes() == LIST.read_bytes()


@pytest.mark.parametrize("seed", range(3))
def test_the_list_rule_keeps_every_rule_of_a_varied_portfolio(seed: int) -> None:
    limits = {"budget_percent": 40, "negotiation_limit": 3} if seed % 2 else {}
    portfolio = generate_portfolio(replace(VARIED, seed=seed, **limits))
    plan = solve_expiry_first(portfolio, SolveSettings()).plan
    assert plan is not None
    assert judge(PlanCase(portfolio, plan)) == ()


def test_all_that_was_added_comes_up() -> None:
    drawn = generate_portfolio(replace(VARIED, contracts=150, seed=2))
    kinds = Counter(arc.kind for arc in drawn.precedences)
    assert kinds.keys() == set(PrecedenceKind)
    assert any(phase.days == 0 for profile in drawn.profiles for phase in profile.phases)
    shares = {
        "renews": sum(contract.renewal_months is not None for contract in drawn.contracts),
        "rolls": sum(contract.rolling for contract in drawn.contracts),
        "opens late": sum(contract.earliest_notice is not None for contract in drawn.contracts),
        "maximum end": sum(contract.maximum_end_date is not None for contract in drawn.contracts),
        "up to": sum(option.up_to for option in drawn.options),
        "bundles": len(drawn.options_by_bundle),
    }
    assert min(shares.values()) >= 5, shares
    assert all(2 <= len(bundle) <= 4 for bundle in drawn.options_by_bundle.values())
    running = {contract.id for contract in drawn.contracts if contract.runs_on}
    assert not running & {option.contract for option in drawn.options}
    assert all(drawn.chain_by_contract[id][0].option.kind is OptionKind.RENEWAL for id in running)


def test_a_varied_portfolio_is_read_back_as_it_was_without_a_fault(tmp_path: Path) -> None:
    drawn = generate_portfolio(replace(VARIED, seed=4, working_days=1))
    write_portfolio(drawn, tmp_path)
    report = check(tmp_path)
    assert report.errors == ()
    assert report.portfolio is not None
    assert canonical_hash(report.portfolio) == canonical_hash(drawn)


@pytest.mark.parametrize("working", [0, 1])
def test_a_reduced_varied_portfolio_has_no_renewals_and_counts_calendar_days(working: int) -> None:
    portfolio = reduce_portfolio(generate_portfolio(replace(VARIED, working_days=working)))
    plan = solve_expiry_first(portfolio, SolveSettings()).plan
    assert plan is not None
    assert judge(PlanCase(portfolio, plan)) == ()
    assert portfolio.axis.is_calendar
    assert {term for term, pounds in PlanCase(portfolio, plan).terms.items() if pounds} <= {Term.EXPOSURE, Term.DELAY}


@pytest.mark.parametrize("changes", [{"varied_percent": 60}, {"working_days": 1}])
def test_pyjobshop_refuses_renewals_and_working_days(changes: dict[str, int]) -> None:
    case = generate_portfolio(replace(VARIED, modes_percent=0, groups_percent=0, windows_percent=0, **changes))
    with pytest.raises(SettingsError, match="renewals" if "varied_percent" in changes else "working days"):
        solve_with_pyjobshop(replace(case, options=(), freezes=(), capacity_steps=()), SolveSettings())


def test_without_variety_the_portfolio_is_the_one_of_before() -> None:
    plain, varied = (generate_portfolio(replace(VARIED, varied_percent=share)) for share in (0, 60))
    assert not plain.closed_days
    assert not any(contract.runs_on or contract.earliest_notice for contract in plain.contracts)
    # What is not varied is drawn from streams of its own, and stays.
    assert plain.organisations == varied.organisations
    assert plain.groups == varied.groups
    assert plain.freezes == varied.freezes


def test_working_days_keep_the_weeks_that_phases_last() -> None:
    calendar, working = (generate_portfolio(replace(VARIED, varied_percent=0, working_days=one)) for one in (0, 1))
    assert working.closed_days
    for profile in calendar.profiles[1:]:
        days = working.profile_by_id[profile.id].duration_days
        # five phases, each rounded up to whole working days
        assert 0 <= 7 * days - 5 * profile.duration_days < 7 * len(profile.phases)


def test_the_page_about_benchmarks_states_the_best_known_of_the_second_set() -> None:
    page = (LIST.parents[2] / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    for name, best in read_best_known(LIST.with_name("best_known_varied.csv")).items():
        (row,) = (line for line in page.splitlines() if line.startswith(f"| {name} |"))
        assert f"| {int(best.cost):,} | {int(best.bound):,} | {float(best.gap_percent):.1f} % |" in row
