"""Every moved date, changed choice and pound between two plans, assigned to the input change that made it.

The changes are made one after another, from the old portfolio to the new, and the best plan known is taken on every step.
Whatever a step changes belongs to its cause. This is done in one order and in its reverse, and the mean of the two is taken.

These are the two polar decompositions of Dietzenbacher and Los (1998), Structural decomposition techniques: sense and
sensitivity, Economic Systems Research 10(4). For two causes the mean is the value of Shapley (1953). `docs/diff.md` says
more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.domain.portfolio import Portfolio
from planner.errors import NoPlanError, PlanFileError
from planner.futures.difference.causes import Cause, causes_of, orders, together
from planner.futures.difference.facts import facts_of
from planner.futures.difference.lines import Walk, choice_lines, date_lines, pounds_lines
from planner.futures.difference.records import UNPROMPTED, Difference, DifferenceSettings, Version
from planner.futures.difference.states import Made, State, States, kept_pounds
from planner.futures.known_plans import Solve, remembering
from planner.plan.better_plan import BetterPlan, better_plan
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.solver.interruption import CallerStop

Listener = Callable[[int, int], None]
"""Hears how many portfolios on the way are done, and of how many."""


@dataclass(frozen=True, kw_only=True)
class Ways:
    """Causes, the orders they are taken in (by place), and the states each order leads through."""

    causes: tuple[Cause, ...]
    orders: tuple[tuple[int, ...], ...]
    states: tuple[tuple[State, ...], ...]


def diff(
    old: Version,
    new: Version,
    settings: DifferenceSettings | None = None,
    *,
    start: Plan | None = None,
    stop: Callable[[], bool] | None = None,
    solve: Solve | None = None,
    on_portfolio: Listener | None = None,
) -> Difference:
    """What is different in the new plan, and because of which change of the input.

    `start` is one more plan of the new portfolio; like every plan known it is tried on all the way, and searches start from
    the best of them. `stop` is as in `solve`: what is not solved until then is valued by the plans known.

    Raises `PlanFileError` where a plan given breaks a rule of its portfolio, `NoPlanError` where one has no plan.
    """
    settings = settings or DifferenceSettings()
    for version, name in ((old, "old"), (new, "new")):
        _refuse_breaches(version, name)
    caller = CallerStop.of(stop)
    causes = causes_of(old.portfolio, new.portfolio, settings.most_causes)
    nodes: Made = frozenset(node for cause in causes for node in cause.nodes)
    states = States(old, new, nodes, settings.solve, solve or remembering(caller), start)
    ways = _ways(states, causes, settings.both_orders, on_portfolio)
    caller.raise_failure()
    first, last = ways.states[0][0], ways.states[0][-1]
    found = _attributed(ways, _given_or(old, first), _given_or(new, last))
    return replace(found, better_plan=_better(new.portfolio, new.plan or start, last))


def _better(portfolio: Portfolio, given: Plan | None, last: State) -> BetterPlan | None:
    """The best plan known for the new portfolio, where it is better than the one given; None where that breaks a rule."""
    case = PlanCase(portfolio, given) if given is not None else None
    pounds = case.pounds if case is not None and not judge(case) else None
    return better_plan(last.case.plan, last.case.pounds, pounds)


def _given_or(version: Version, found: State) -> PlanCase:
    """The plan given, else the one that was found."""
    return PlanCase(version.portfolio, version.plan) if version.plan is not None else found.case


def _refuse_breaches(version: Version, name: str) -> None:
    breaches = judge(PlanCase(version.portfolio, version.plan)) if version.plan is not None else ()
    if breaches:
        reasons = "; ".join(str(breach) for breach in breaches[:3])
        raise PlanFileError(f"the {name} plan breaks rules of the {name} portfolio: {reasons}")


def _ways(states: States, causes: tuple[Cause, ...], both: bool, on_portfolio: Listener | None) -> Ways:
    """The states on the ways. A cause after which no plan is known is put together with the next one."""
    while True:
        taken = orders(causes, both)
        prefixes = [_prefixes(causes, order) for order in taken]
        needed = list(dict.fromkeys(made for way in prefixes for made in way))
        for done, made in enumerate(needed, start=1):
            states.prepare(made)
            if on_portfolio is not None:
                on_portfolio(done, len(needed))
        found = {made: states.best(made) for made in needed}
        lame = next(
            (pair for order, way in zip(taken, prefixes, strict=True) for pair in _lame_pairs(order, way, found)), None
        )
        if lame is None:
            ways = tuple(tuple(state for made in way if (state := found[made])) for way in prefixes)
            return Ways(causes=causes, orders=taken, states=ways)
        causes = together(causes, *lame)


def _prefixes(causes: Sequence[Cause], order: Sequence[int]) -> list[Made]:
    made: list[Made] = [frozenset()]
    for place in order:
        made.append(made[-1] | causes[place].nodes)
    return made


def _lame_pairs(
    order: Sequence[int], way: Sequence[Made], found: Mapping[Made, State | None]
) -> Iterator[tuple[int, int]]:
    """The causes before and after a state without a plan. Raises `NoPlanError` where an end has none."""
    for name, end in (("old", way[0]), ("new", way[-1])):
        if found[end] is None:
            raise NoPlanError(f"the {name} portfolio has no plan, or none was found in time")
    yield from ((order[k - 1], order[k]) for k in range(1, len(order)) if found[way[k]] is None)


def _attributed(ways: Ways, old: PlanCase, new: PlanCase) -> Difference:
    count = len(ways.causes) + 1
    before, after = facts_of(old), facts_of(new)
    facts = {id(state): facts_of(state.case) for way in ways.states for state in way}
    unprompted = count - 1
    walks = tuple(
        Walk(
            facts=(before, *(facts[id(state)] for state in way), after),
            causes=(unprompted, *order, unprompted),
            count=count,
        )
        for order, way in zip(ways.orders, ways.states, strict=True)
    )
    return Difference(
        currency=new.portfolio.currency,
        marking=new.portfolio.marking,
        terms_before=old.terms,
        terms_after=new.terms,
        causes=(*ways.causes, UNPROMPTED),
        kept_pounds=(*(_kept(ways, place) for place in range(unprompted)), 0),
        unsure_pounds=tuple(_unsure(ways, place) for place in range(count)),
        pounds=tuple(pounds_lines(walks)),
        dates=tuple(date_lines(walks)),
        choices=tuple(choice_lines(walks)),
    )


def _steps(ways: Ways, place: int) -> list[tuple[State, State]]:
    """The states before and after a cause in each order; for `UNPROMPTED` those at the two ends."""
    if place == len(ways.causes):
        return [(way[0], way[-1]) for way in ways.states]
    at = [order.index(place) for order in ways.orders]
    return [(way[k], way[k + 1]) for way, k in zip(ways.states, at, strict=True)]


def _kept(ways: Ways, place: int) -> int | None:
    """The mean over the orders, rounded down."""
    changes = []
    for before, after in _steps(ways, place):
        kept = kept_pounds(before, after)
        if kept is None:
            return None
        changes.append(kept - before.case.pounds)
    return sum(changes) // len(changes)


def _unsure(ways: Ways, place: int) -> int | None:
    """The value of a state lies within its gap below its plan, so a step is sure to within the larger of two gaps."""
    gaps = [(before.gap_pounds, after.gap_pounds) for before, after in _steps(ways, place)]
    known = [max(one, other) for one, other in gaps if one is not None and other is not None]
    return max(known) if len(known) == len(gaps) else None
