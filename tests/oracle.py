"""The best plan of a tiny portfolio by trying them all, with nothing but the judge and the measures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations, product
from math import prod
from typing import NamedTuple

from planner.domain.decisions_taken import CommitmentKind
from planner.domain.portfolio import Portfolio
from planner.domain.routes import all_modes, has_no_route, planned_migrations, releasing_migrations
from planner.domain.rules import Rule, Term
from planner.plan.breaches import PREDICATES
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.judge import judge
from planner.plan.measures import sum_of_cutover_days
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import schedule_of

MARGIN_DAYS = 3
"""Starts are also tried this many days before the status date and after the horizon: the judge has to refuse them."""
OWN_TERMS = (Term.MODES, Term.DELAY)
TOO_MUCH = 10**12
"""The pounds of what breaks a budget."""
CONTRACT_TERMS = (Term.EXPOSURE, Term.EXTENSIONS, Term.NO_ROUTE)
AGREED_KINDS = (CommitmentKind.START_AGREED, CommitmentKind.CUTOVER_AGREED)


class Best(NamedTuple):
    """The least objective, the least sum of cutover days among the plans that reach it, and such a plan."""

    objective_pounds: int
    cutover_days: int
    plan: Plan


Allowed = Callable[[PlannedMigration], bool]


def brute_force(
    portfolio: Portfolio,
    without: frozenset[Rule] = frozenset(),
    allowed: Allowed = lambda entry: True,
    left_out: frozenset[str] = frozenset(),
) -> Best | None:
    """The best plan that breaks no rule but those in `without`; None where there is none.

    `allowed`: which entries are tried at all. `left_out`: migrations that no plan has, as if there were none. Pruning is
    safe because planning one more migration lowers no term and heals no breach but `complete`. The whole plan is judged
    and measured again at the end.
    """
    options = OptionChoice(portfolio, without)
    search = _Search(portfolio, without, options, allowed, left_out)
    if options.allowed and all(search.choices):
        search.extend((), 0)
    if search.best is not None:
        _confirm(portfolio, search.ignored, search.best)
    return search.best


def _confirm(portfolio: Portfolio, without: frozenset[Rule], best: Best) -> None:
    broken = _broken(portfolio, best.plan, without)
    assert not broken, broken
    assert PlanCase(portfolio, best.plan).pounds == best.objective_pounds
    assert sum_of_cutover_days(schedule_of(portfolio, best.plan)) == best.cutover_days


def _broken(portfolio: Portfolio, plan: Plan, ignored: frozenset[Rule]) -> list[Rule]:
    return [breach.rule for breach in judge(PlanCase(portfolio, plan)) if breach.rule not in ignored]


@dataclass(frozen=True)
class Choice:
    """One way to run a migration, with the pounds it costs by itself; without an entry it is not planned at all."""

    entry: PlannedMigration | None
    own_pounds: int = 0
    cutover_day: int = 0
    legacy_until_day: int = 0


def _plan_of(chosen: Sequence[Choice], options: frozenset[str] = frozenset()) -> Plan:
    entries = tuple(choice.entry for choice in chosen if choice.entry is not None)
    return Plan(migrations=entries, options=tuple(options))


@dataclass
class OptionChoice:
    """The options to use, given the migrations: every set that breaks no rule is tried."""

    portfolio: Portfolio
    without: frozenset[Rule]
    _pounds: dict[tuple[str, frozenset[str], int | None], int] = field(default_factory=dict)
    _best: dict[tuple[int | None, ...], tuple[int, frozenset[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Portfolios of one contract each, and the migrations that release it.

        All options stay: one of a bundle may be exercised because another contract's is.
        """
        whole = self.portfolio
        self.alone: Mapping[str, Portfolio] = {
            contract.id: replace(whole, contracts=(contract,)) for contract in whole.contracts
        }
        self.releasing: Mapping[str, frozenset[str]] = {
            contract.id: frozenset(
                migration.id for migration in releasing_migrations(whole, contract) if not has_no_route(whole, contract)
            )
            for contract in whole.contracts
        }

    @cached_property
    def allowed_alone(self) -> Mapping[str, list[frozenset[str]]]:
        """By contract the sets of its options that break no rule by themselves; bundles are asked of all together."""
        return {id: self._allowed_sets(id, portfolio) for id, portfolio in self.alone.items()}

    @cached_property
    def allowed(self) -> list[tuple[frozenset[str], ...]]:
        """The sets of options that break no rule together, split by contract; rules on options ask no migrations."""
        still = replace(self.portfolio, migrations=())
        return [
            sets
            for sets in product(*self.allowed_alone.values())
            if not _broken(still, _plan_of((), frozenset().union(*sets)), self._ignored)
        ]

    @cached_property
    def _ignored(self) -> frozenset[Rule]:
        return self.without | {Rule.COMPLETE} | ({Rule.BUDGET} if self.budgets_ask_days else frozenset())

    @cached_property
    def budgets_ask_days(self) -> bool:
        """Whether a budget counts the days that a contract rolls on, and so asks the migrations."""
        links = (link for chain in self.portfolio.chain_by_contract.values() for link in chain)
        return bool(self.portfolio.budgets) and Rule.BUDGET not in self.without and any(x.paid_by_day for x in links)

    @cached_property
    def independent(self) -> bool:
        """Whether each contract can choose for itself."""
        return len(self.allowed) == prod(len(sets) for sets in self.allowed_alone.values())

    def _allowed_sets(self, contract: str, portfolio: Portfolio) -> list[frozenset[str]]:
        still = replace(portfolio, migrations=())
        ids = [link.option.id for link in portfolio.chain_by_contract[contract]]
        sets = [frozenset(chosen) for size in range(len(ids) + 1) for chosen in combinations(ids, size)]
        ignored = self._ignored | {Rule.BUNDLE}
        return [chosen for chosen in sets if not _broken(still, _plan_of((), chosen), ignored)]

    def best(self, chosen: Sequence[Choice], complete: bool) -> tuple[int, frozenset[str]]:
        """The least pounds of all contracts and the options that reach them; a lower bound unless `complete`.

        The cost of a contract depends on the migrations only through the last day on which one of them needs it.
        """
        needs = tuple(self._need(contract, chosen) for contract in self.alone)
        key = (*needs, int(complete))
        if key not in self._best:
            pounds = self._pounds_by_set(chosen, needs, complete)
            within = complete and self.budgets_ask_days
            self._best[key] = self._least_within_budgets(pounds, chosen) if within else self._least(pounds)
        return self._best[key]

    def _least_within_budgets(
        self, pounds: Callable[[str, frozenset[str]], int], chosen: Sequence[Choice]
    ) -> tuple[int, frozenset[str]]:
        """The least of the sets that keep the budgets under these migrations; `TOO_MUCH` where none does."""
        whole = [frozenset().union(*sets) for sets in self.allowed]
        costs = [sum(map(pounds, self.alone, sets)) for sets in self.allowed]
        for cost, options in sorted(zip(costs, whole, strict=True), key=lambda one: (one[0], sorted(one[1]))):
            if next(PREDICATES[Rule.BUDGET](PlanCase(self.portfolio, _plan_of(chosen, options))), None) is None:
                return cost, options
        return TOO_MUCH, frozenset()

    def _least(self, pounds: Callable[[str, frozenset[str]], int]) -> tuple[int, frozenset[str]]:
        if self.independent:
            best = [
                min(((pounds(id, chosen), sorted(chosen)) for chosen in sets), default=(0, []))
                for id, sets in self.allowed_alone.items()
            ]
            return sum(cost for cost, _ in best), frozenset(id for _, chosen in best for id in chosen)
        total, chosen = min(
            (sum(map(pounds, self.alone, sets)), sorted(frozenset().union(*sets))) for sets in self.allowed
        )
        return total, frozenset(chosen)

    def _need(self, contract: str, chosen: Sequence[Choice]) -> int | None:
        """The last day on which the migrations chosen need the contract; None where none of them releases it."""
        return max(
            (c.legacy_until_day for c in chosen if c.entry and c.entry.migration in self.releasing[contract]),
            default=None,
        )

    def _pounds_by_set(
        self, chosen: Sequence[Choice], needs: tuple[int | None, ...], complete: bool
    ) -> Callable[[str, frozenset[str]], int]:
        need_of = dict(zip(self.alone, needs, strict=True))

        def pounds(contract: str, options: frozenset[str]) -> int:
            need = need_of[contract]
            if need is None and self.releasing[contract] and not complete:
                return 0
            key = (contract, options, need)
            if key not in self._pounds:
                found = PlanCase(self.alone[contract], _plan_of(chosen, options)).terms
                self._pounds[key] = sum(found[term] for term in CONTRACT_TERMS)
            return self._pounds[key]

        return pounds


@dataclass
class _Search:
    """Depth first over the migrations, cheapest choices first; a choice that breaks a rule by itself is never tried."""

    portfolio: Portfolio
    without: frozenset[Rule]
    options: OptionChoice
    allowed: Allowed = lambda entry: True
    left_out: frozenset[str] = frozenset()
    best: Best | None = None
    _together: dict[tuple[Choice, Choice], bool] = field(default_factory=dict)
    _bridges: dict[tuple[tuple[str, int], ...], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Everything but the contracts, which no rule on migrations asks."""
        self.bare = replace(self.portfolio, contracts=(), options=(), budgets=())
        self.ignored_in_parts = self.without | {Rule.COMPLETE}
        self.choices = [self._choices_of(migration.id) for migration in planned_migrations(self.portfolio)]
        self.least_pounds = [min((c.own_pounds for c in choices), default=0) for choices in self.choices]
        self.least_days = [min((c.cutover_day for c in choices), default=0) for choices in self.choices]

    @property
    def ignored(self) -> frozenset[Rule]:
        """The rules that a whole plan may break: a plan that leaves somebody out is never complete."""
        return self.ignored_in_parts if self.left_out else self.without

    def extend(self, chosen: tuple[Choice, ...], own_pounds: int) -> None:
        """Try every completion of the choices made that could still be better than the best plan known."""
        place = len(chosen)
        complete = place == len(self.choices)
        contract_pounds, options = self.options.best(chosen, complete)
        pounds = own_pounds + contract_pounds + self._bridge_pounds(chosen)
        days = sum(choice.cutover_day for choice in chosen)
        bound = (pounds + sum(self.least_pounds[place:]), days + sum(self.least_days[place:]))
        if self.best is not None and bound >= self.best[:2]:
            return
        if complete:
            if contract_pounds < TOO_MUCH:
                self._keep(Best(pounds, days, _plan_of(chosen, options)))
            return
        for choice in self.choices[place]:
            if all(self._stand_together(earlier, choice) for earlier in chosen):
                self.extend((*chosen, choice), own_pounds + choice.own_pounds)

    def _keep(self, found: Best) -> None:
        if not _broken(self.bare, replace(found.plan, options=()), self.ignored):
            self.best = found

    def _choices_of(self, id: str) -> list[Choice]:
        """Every start and mode of a migration that breaks no rule on its own, cheapest first."""
        if id in self.left_out:
            return [Choice(None)]
        entries = [
            PlannedMigration(migration=id, start_day=start, mode=mode.id)
            for mode in all_modes(self.portfolio, self.portfolio.migration_by_id[id])
            for start in self._start_days(id)
        ]
        alone = [entry for entry in entries if self.allowed(entry) and not self._breaks_alone(entry)]
        found = [self._choice(entry) for entry in alone]
        if Rule.COMPLETE in self.without:
            found.append(Choice(None))
        return sorted(found, key=lambda choice: (choice.own_pounds, choice.cutover_day))

    def _breaks_alone(self, entry: PlannedMigration) -> bool:
        return bool(_broken(self.bare, Plan(migrations=(entry,)), self.ignored_in_parts))

    def _start_days(self, id: str) -> range:
        """From a margin before the status date, or before what is agreed, to a margin after the horizon."""
        begun = any(t.subject == id and t.kind in AGREED_KINDS for t in self.portfolio.decisions_taken)
        longest = max(profile.duration_days for profile in self.portfolio.profiles)
        return range(-MARGIN_DAYS - (longest if begun else 0), self.portfolio.horizon_day + MARGIN_DAYS)

    def _choice(self, entry: PlannedMigration) -> Choice:
        plan = Plan(migrations=(entry,))
        scheduled = schedule_of(self.bare, plan).migrations[entry.migration]
        found = PlanCase(self.bare, plan).terms
        own = sum(found[term] for term in OWN_TERMS)
        return Choice(entry, own, scheduled.cutover_day, scheduled.legacy_until_day)

    def _stand_together(self, one: Choice, other: Choice) -> bool:
        if one.entry is None or other.entry is None:
            return True
        if (one, other) not in self._together:
            self._together[one, other] = not _broken(self.bare, _plan_of((one, other)), self.ignored_in_parts)
        return self._together[one, other]

    def _bridge_pounds(self, chosen: tuple[Choice, ...]) -> int:
        if not self.portfolio.groups:
            return 0
        key = tuple((choice.entry.migration, choice.cutover_day) for choice in chosen if choice.entry)
        if key not in self._bridges:
            self._bridges[key] = PlanCase(self.bare, _plan_of(chosen)).terms[Term.BRIDGES]
        return self._bridges[key]
