"""Every plan of a tiny portfolio with all its measures, found with nothing but the judge and the measures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations, product

from planner.domain.portfolio import Portfolio
from planner.domain.rules import Rule
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.judge import judge
from planner.plan.ledger import charges_of, terms_of
from planner.plan.measures import extension_count, last_cutover_day, uncovered_days
from planner.plan.plan_case import PlanCase
from planner.plan.promises import Promises, changed_promises
from planner.plan.schedule import Schedule, schedule_of
from tests.oracle import OptionChoice, _Search
from tests.tiny_portfolios import random_portfolio

Values = Mapping[str, int]
MOST_SCHEDULES = 2_500


def _choices(portfolio: Portfolio) -> list[list[PlannedMigration]]:
    """By migration every start and mode that breaks no rule by itself."""
    search = _Search(portfolio, frozenset(), OptionChoice(portfolio, frozenset()))
    return [[choice.entry for choice in choices if choice.entry is not None] for choices in search.choices]


def small_portfolio(seed: int, draw: Callable[[int], Portfolio] = random_portfolio) -> Portfolio | None:
    """The portfolio of a seed if it has so few schedules that all can be tried."""
    portfolio = draw(seed)
    size = 1
    for choices in _choices(portfolio):
        size *= len(choices)
    return portfolio if 0 < size <= MOST_SCHEDULES else None


def every_plan(portfolio: Portfolio, promises: Promises | None = None) -> Iterator[tuple[Plan, Values]]:
    """Each plan that breaks no rule, with its measures by name.

    No rule ties options to starts, so plans are the lawful schedules times the lawful sets of options.
    """
    option_sets = [frozenset().union(*sets) for sets in OptionChoice(portfolio, frozenset()).allowed]
    for entries in _schedules(portfolio):
        for options in option_sets:
            plan = Plan(migrations=entries, options=tuple(options))
            yield plan, _values(portfolio, plan, schedule_of(portfolio, plan), promises)


def _schedules(portfolio: Portfolio) -> Iterator[tuple[PlannedMigration, ...]]:
    bare = replace(portfolio, contracts=(), options=(), budgets=())
    lawful: dict[frozenset[PlannedMigration], bool] = {}

    def stand_together(pair: tuple[PlannedMigration, PlannedMigration]) -> bool:
        key = frozenset(pair)
        if key not in lawful:
            broken = {breach.rule for breach in judge(PlanCase(bare, Plan(migrations=pair)))}
            lawful[key] = not broken - {Rule.COMPLETE}
        return lawful[key]

    for entries in product(*_choices(portfolio)):
        if all(map(stand_together, combinations(entries, 2))) and not judge(PlanCase(bare, Plan(migrations=entries))):
            yield entries


def _values(portfolio: Portfolio, plan: Plan, schedule: Schedule, promises: Promises | None) -> Values:
    pounds = terms_of(charges_of(portfolio, schedule))
    values = {term.value: amount for term, amount in pounds.items()}
    values |= {
        "cost": sum(pounds.values()),
        "uncovered days": uncovered_days(schedule),
        "last cutover": last_cutover_day(schedule),
        "extensions used": extension_count(schedule),
    }
    if promises is not None:
        values["changed promises"] = len(changed_promises(promises, plan, schedule))
    return values


def undominated(points: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """The points that no other point beats in one coordinate without losing in the other, by the first."""
    kept: list[tuple[int, int]] = []
    for x, y in sorted(points):
        if not kept or y < kept[-1][1]:
            kept.append((x, y))
    return kept
