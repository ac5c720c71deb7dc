"""The explanations of a plan in the form that is kept with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from planner.errors import StoppedError
from planner.explain.contract import Explainer
from planner.explain.records import Category, Explanation, Segment
from planner.explain.words.causes import causes
from planner.explain.words.names import capital, cause_name
from planner.explain.words.sentence import record_id
from planner.explain.words.telling import sentences_of
from planner.plan.flagging.records import Flag
from planner.plan.plan_case import PlanCase
from planner.plan.reasons import LateStretch, Reason, Reasons, SaidReason
from planner.solver import SolveSettings

SETTINGS = SolveSettings(time_limit_seconds=1, deterministic=True)
"""For each day that is asked: most take a few hundredths, and the same plan gets the same sentences."""
UNNAMED = {Category.CHOICE: "A choice of the plan", Category.NO_ROUTE: "No way off the contract"}
"""Causes that are no record."""


def reasons_of(
    case: PlanCase,
    contracts: Iterable[str] | None = None,
    *,
    settings: SolveSettings = SETTINGS,
    stop: Callable[[], bool] | None = None,
    on_contract: Callable[[str, int, int], object] | None = None,
) -> Reasons:
    """The reasons of the contracts that are not clear, of all or of those named.

    `stop` is asked often; True ends it, and what is missing then keeps the sentence of its flag. `on_contract` is told each
    contract before it is explained, its place, and how many there are. Raises SettingsError for a plan that breaks a rule.
    """
    chosen = frozenset(contracts) if contracts is not None else None
    late = [
        flag.contract
        for flag in case.flags
        if flag.flag is not Flag.CLEAR and (chosen is None or flag.contract in chosen)
    ]
    explainer = Explainer.of(case, settings, stop)
    found: list[Reason] = []
    for place, contract in enumerate(late, start=1):
        if stop is not None and stop():
            break
        if on_contract is not None:
            on_contract(contract, place, len(late))
        try:
            found.append(reason_of(case, explainer.explain(contract)))
        except StoppedError:
            break
    return Reasons(contracts=tuple(found))


def reason_of(case: PlanCase, found: Explanation) -> Reason:
    """One explanation as it is kept; how sure it is, is kept apart from it."""
    case = replace(case, sureness=None)
    portfolio = case.portfolio
    cause = next(causes(case, found), None) if found.days is not None else None
    return Reason(
        contract=found.contract,
        needed_until_date=portfolio.date_of(found.needed_until_day - 1),
        off_by_date=portfolio.date_of(found.off_by_day - 1),
        cause=cause.text if cause is not None else None,
        sentences=tuple(
            SaidReason(text=said.text, records=tuple(dict.fromkeys(map(record_id, said.records))))
            for said in sentences_of(case, found)
        ),
        ladder=tuple(_ladder(case, found)),
    )


def _ladder(case: PlanCase, found: Explanation) -> Iterator[LateStretch]:
    for segment in found.segments:
        yield LateStretch(
            category=segment.category.value,
            cause=_named(case, segment),
            days=segment.days,
            first_date=case.portfolio.date_of(segment.from_day),
            last_date=case.portfolio.date_of(segment.until_day - 1),
        )


def _named(case: PlanCase, segment: Segment) -> str:
    if segment.record is None:
        return UNNAMED[segment.category]
    return capital(cause_name(case.portfolio, segment.record, segment.category))
