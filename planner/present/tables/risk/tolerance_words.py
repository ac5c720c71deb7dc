"""Tolerances and worst cases in words: for one option, and for all contracts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from planner.domain.portfolio import Portfolio
from planner.domain.wording import few_of
from planner.present.tables.risk.figure_words import about
from planner.present.wording import counted, day_count, long_day, short_money, whole_per_cent
from planner.risk.tolerances.goal import Scope
from planner.risk.tolerances.records import Tolerance, ToleranceState
from planner.risk.tolerances.relief import Relief
from planner.risk.tripwires.records import Tripwire, Tripwires
from planner.risk.tripwires.rules import LEVEL_NAMES, Kind, Rule


def own_tolerance(found: Tripwires, row: Tripwire) -> Tolerance | None:
    """The tolerance of the contract of an option by itself; None where contracts share theirs."""
    return next((each for each in found.tolerances_of(row.contract) if each.scope is Scope.CONTRACT), None)


def against_tolerance(tolerance: Tolerance | None) -> str:
    """What follows the chance that days are uncovered, for instance `, above the 10 % tolerated`."""
    if tolerance is None:
        return ""
    tolerated = f"the {whole_per_cent(tolerance.tolerated)} tolerated"
    match tolerance.state:
        case ToleranceState.KEPT:
            return f", within {tolerated}"
        case ToleranceState.MISSED:
            return f", above {tolerated}"
        case ToleranceState.OPEN:
            return f", which the draws cannot tell from {tolerated}"
        case ToleranceState.NOT_ATTAINABLE:
            least = whole_per_cent(tolerance.least.value)
            if least == whole_per_cent(tolerance.chance.value):
                return f", whatever is bought, above {tolerated}"
            return f"; whatever is bought it is at least {least}, above {tolerated}"


def tolerance_of_option(portfolio: Portfolio, found: Tripwires, row: Tripwire) -> Iterator[str]:
    """What a tolerance does to the rule of an option or would do to it, and what else would help."""
    for tolerance in found.tolerances_of(row.contract):
        rule = tolerance.keeping.get(row.option)
        if rule is not None and tolerance.binding:
            yield _asked_for(portfolio, tolerance, row)
        elif rule is not None:
            yield _dearer_rule(portfolio, tolerance, row, rule)
        own = tolerance.scope is Scope.CONTRACT and row == _last_of(found, row.contract)
        if own and tolerance.state is ToleranceState.NOT_ATTAINABLE:
            yield from (what_else_helps(portfolio, relief) for relief in tolerance.reliefs)


def _last_of(found: Tripwires, contract: str) -> Tripwire:
    return [row for row in found.options if row.contract == contract][-1]


def _asked_for(portfolio: Portfolio, tolerance: Tolerance, row: Tripwire) -> str:
    others = [option for option in tolerance.keeping if option != row.option]
    also = f", with that of {few_of(others)}," if others else ""
    return f"Because of the tolerance this rule{also} costs {_dearer(portfolio, tolerance)} more than without it."


def _dearer_rule(portfolio: Portfolio, tolerance: Tolerance, row: Tripwire, rule: Rule) -> str:
    assert tolerance.keeps is not None
    others = [option for option in tolerance.keeping if option != row.option]
    also = f", together with another rule for {few_of(others)}," if others else ""
    chance = whole_per_cent(tolerance.keeps.value)
    return f"{_with_rule(portfolio, row, rule)}{also} it is {chance}, for {_dearer(portfolio, tolerance)} more."


def _with_rule(portfolio: Portfolio, row: Tripwire, rule: Rule) -> str:
    if rule.kind is not Kind.DATE:
        return "Extended whatever is known then" if rule.kind is Kind.ALWAYS else "Not extended"
    day = long_day(portfolio.date_of(rule.threshold))
    if row.rule.kind is Kind.DATE and row.rule.level == rule.level:
        return f"With {day} as the date"
    return f"Extended unless, with every open date at its {LEVEL_NAMES[rule.level]}, the plan has it off by {day}"


def _dearer(portfolio: Portfolio, tolerance: Tolerance) -> str:
    return "nothing" if tolerance.dearer is None else about(tolerance.dearer, portfolio.currency)


def what_else_helps(portfolio: Portfolio, relief: Relief) -> str:
    """A bridge with its day, or by how many days the contract has to be off earlier."""
    begin = long_day(portfolio.date_of(relief.bridge_from_day))
    bridge = f"a bridge from {begin}, begun by {day_or_past(portfolio, relief.bridge_by_day)}"
    return f"What else would help {relief.contract}: {bridge}, or being off {day_count(relief.days_earlier)} earlier."


def day_or_past(portfolio: Portfolio, day: int) -> str:
    """A day to act by, which says so where it is past."""
    text = long_day(portfolio.date_of(day))
    return f"{text} (that day is past)" if day < 0 else text


def tolerance_summary(portfolio: Portfolio, found: Tripwires) -> Iterator[str]:
    """How many keep their tolerance, what keeping it costs, and the worst cases."""
    if found.tolerances:
        yield from _kept(portfolio, found)
    for tolerance in found.tolerances:
        if tolerance.scope is not Scope.CONTRACT:
            yield from _together(portfolio, tolerance)
    if found.answers:
        yield _worst_cases(portfolio, found)


def _kept(portfolio: Portfolio, found: Tripwires) -> Iterator[str]:
    first = found.tolerances[0]
    counts = Counter(each.state for each in found.tolerances)
    states = ", ".join(f"{counts[state]:,} {state.value}" for state in ToleranceState if counts[state])
    whose = {
        Scope.CONTRACT: "for each contract",
        Scope.DEPARTMENT: "for each department",
        Scope.ALL: "for all together",
    }
    share = whole_per_cent(first.tolerated)
    yield f"Uncovered days are tolerated with {share} {whose[first.scope]}: {states}."
    if not first.binding:
        yield "No rule looks at that: they cost least in the mean. --tolerance makes them keep it where that is possible."
        return
    dearer = sum(each.dearer.value for each in found.tolerances if each.dearer is not None)
    if dearer:
        yield f"The rules keep it where that is possible, for {short_money(round(dearer), portfolio.currency)} in the mean."


def _together(portfolio: Portfolio, tolerance: Tolerance) -> Iterator[str]:
    """The line of contracts that share a tolerance."""
    who = f"{tolerance.name} ({counted(len(tolerance.contracts), 'contract')})"
    chance = whole_per_cent(tolerance.chance.value)
    yield f"{who}: the chance that any has uncovered days is {chance}{against_tolerance(tolerance)}."
    if tolerance.state is ToleranceState.NOT_ATTAINABLE:
        alone = ", ".join(f"{each.contract} {whole_per_cent(each.least)}" for each in tolerance.reliefs)
        yield f"With everything bought, alone: {alone}."
        yield from (what_else_helps(portfolio, relief) for relief in tolerance.reliefs if relief.days_earlier)


def _worst_cases(portfolio: Portfolio, found: Tripwires) -> str:
    level = found.goal.tail_level
    worst = {each.answer: about(each.tail, portfolio.currency) for each in found.answers}
    text = (
        f"In the worst {whole_per_cent(1.0 - level)} of draws it costs {worst['tripwires']} with these rules, and "
        f"{worst['commit now']} where everything is decided today."
    )
    return f"{text} The rules were fitted to make that cheap." if found.goal.level else text
