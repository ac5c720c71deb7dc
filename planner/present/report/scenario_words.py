"""What a scenario changes, in sentences for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from planner.present.tables.scenario_tables import OverviewRow
from planner.present.wording import calendar_day, counted, listed, money

if TYPE_CHECKING:
    from planner.futures import Comparison, Future, RegretTable
    from planner.futures.comparison.contrast import Contrast, Decision

SHOWN = 4
"""How many of a kind are named; the others are counted."""


def comparison_lines(comparison: Comparison) -> Iterator[str]:
    """A few lines for every scenario: its question, and what is different from the base."""
    for future in comparison.futures[1:]:
        yield f"{future.name}: {future.title}"
        if future.scenario is not None and future.scenario.question:
            yield f"  {future.scenario.question}"
        yield f"  {cost_sentence(comparison.base, future)}"
        yield from (f"  {line}" for line in contrast_sentences(comparison.base, future))
        yield ""


def contrast_sentences(base: Future, future: Future) -> tuple[str, ...]:
    """What is different from the base; nothing where one of them has no plan."""
    from planner.futures.comparison.contrast import contrast

    if future.plan is None or base.plan is None:
        return ()
    return tuple(contrast_lines(contrast(base, future)))


def cost_sentence(base: Future, future: Future) -> str:
    """The cost of the future against the base, and how sure it is."""
    pounds, before = future.outcome.objective_pounds, base.outcome.objective_pounds
    currency = future.portfolio.currency
    if pounds is None or before is None:
        return f"No plan: {future.outcome.status.value}."
    change = pounds - before
    words = (
        "the same as the base" if change == 0 else f"{money(abs(change), currency)} {'more' if change > 0 else 'less'}"
    )
    bound = future.outcome.bound_pounds
    proof = f"; no plan costs less than {money(bound, currency)}" if bound is not None and bound < pounds else ""
    sure = OverviewRow(base, future).sure
    apart = f"; the best plans differ by {sure}" if sure not in (None, "exact", "not proved") else ""
    lent = f"; the plan made for {future.borrowed_from} is the best known here" if future.borrowed_from else ""
    return f"Costs {money(pounds, currency)}, {words}{proof}{apart}{lent}."


def contrast_lines(found: Contrast) -> Iterator[str]:
    """Flags, acts and dates that differ."""
    worse = [f"{turn.department} {turn.before.value} → {turn.after.value}" for turn in found.turns if turn.is_worse]
    better = [
        f"{turn.department} {turn.before.value} → {turn.after.value}" for turn in found.turns if not turn.is_worse
    ]
    if worse:
        yield f"Worse: {_some(worse)}."
    if better:
        yield f"Better: {_some(better)}."
    if found.stranded:
        yield f"No way off any more: {_some(list(found.stranded))}."
    if found.new_decisions:
        yield f"To decide as well: {_some([decision_words(decision) for decision in found.new_decisions])}."
    if found.dropped_decisions:
        yield f"No longer needed: {_some([decision.option for decision in found.dropped_decisions])}."
    if found.moves:
        furthest = [f"{move.migration} {abs(move.days)} days {'later' if move.days > 0 else 'earlier'}"
                    for move in found.moves[:3]]  # fmt: skip
        yield f"{counted(len(found.moves), 'cutover')} on another day, furthest: {', '.join(furthest)}."
    if not (found.turns or found.new_decisions or found.dropped_decisions or found.moves):
        yield "Flags, decisions and dates are those of the base."


def regret_sentence(regret: RegretTable, currency: str) -> str:
    """The plan with the smallest largest regret."""
    robust = regret.most_robust
    if robust is None:
        return "No plan can be carried out in every future."
    worst = money(regret.worst_pounds(robust), currency)
    sentence = f"The plan made for {robust} is the least wrong whatever comes: at most {worst} above the best known."
    if not regret.unproved:
        return sentence
    return f"{sentence} Better plans may exist for {listed(regret.unproved)}, and a regret may be more there."


def decision_words(decision: Decision) -> str:
    assumed = " (assumed)" if decision.assumed else ""
    return f"{decision.option} by {calendar_day(decision.decide_by_date)}{assumed}"


def _some(words: Sequence[str]) -> str:
    more = len(words) - SHOWN
    return ", ".join(words[:SHOWN]) + (f" and {more} more" if more > 0 else "")
