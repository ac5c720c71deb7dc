"""Why a plan needs one contract until its last day of need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from planner.errors import SettingsError
from planner.explain.days import DayFinder
from planner.explain.push_table import PushTable
from planner.explain.pushing import Push
from planner.explain.records import Band, Category, Certificate, Explanation, Segment, ThreeDays
from planner.explain.reference_day import reference_day
from planner.explain.segments import BandDays, segments_of
from planner.explain.waits import Waits
from planner.plan.breaches.questions import check_contracts
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.solver import SolveSettings


def explain_contract(
    case: PlanCase,
    contract: str,
    *,
    settings: SolveSettings | None = None,
    stop: Callable[[], bool] | None = None,
) -> Explanation:
    """The late days of a contract by cause, and how early it could be off.

    The usual settings allow 4 seconds for each of the three days. Raises SettingsError for an unknown contract, and for a
    plan that breaks a rule.
    """
    check_contracts(case.portfolio, {contract: 0})
    return Explainer.of(case, settings, stop).explain(contract)


@dataclass(frozen=True)
class Explainer:
    """Explains contracts of one plan; what they share is worked out once."""

    case: PlanCase
    waits: Waits
    finder: DayFinder

    @classmethod
    def of(
        cls, case: PlanCase, settings: SolveSettings | None = None, stop: Callable[[], bool] | None = None
    ) -> Explainer:
        """One for a plan that keeps all rules."""
        breaches = judge(case)
        if breaches:
            raise SettingsError(
                f"the plan breaks {len(breaches)} rules: {breaches[0]}; mend it first, for instance by repair"
            )
        return cls(case, Waits.of(case.portfolio), DayFinder(case, settings, stop))

    def explain(self, contract: str) -> Explanation:
        """The explanation of one contract."""
        needed_until, off_by = (
            self.case.schedule.contracts[contract].needed_until_day,
            reference_day(self.case, contract),
        )
        if self.case.schedule.contracts[contract].no_route:
            segments = _whole(Band.ALONE, Category.NO_ROUTE, off_by, needed_until)
            return Explanation(
                contract=contract,
                flag=self.case.facts[contract].flag,
                needed_until_day=needed_until,
                off_by_day=off_by,
                feeders=(),
                days=None,
                segments=segments,
                certificate=Certificate.ALONE if segments else Certificate.CLEAR,
            )
        push = Push(self.case, contract, self.waits)
        days, better = self.finder.three_days(push)
        return Explanation(
            contract=contract,
            flag=self.case.facts[contract].flag,
            needed_until_day=needed_until,
            off_by_day=off_by,
            feeders=push.feeders,
            days=days,
            segments=self._segments(push, days, off_by),
            certificate=_certificate(days, off_by, needed_until),
            better_plan=better,
        )

    def _segments(self, push: Push, days: ThreeDays, off_by: int) -> tuple[Segment, ...]:
        needed_until = push.needed_until_day
        others = min(needed_until, max(days.others_fixed.day, off_by))
        alone = min(others, max(days.alone.day, off_by))
        bands = [BandDays(Band.OTHERS, (alone, others), PushTable(push))]
        if off_by < alone:
            bands.append(BandDays(Band.ALONE, (off_by, alone), PushTable(self._alone(push, days))))
        return (*_whole(Band.CHOICE, Category.CHOICE, others, needed_until), *segments_of(bands))

    def _alone(self, push: Push, days: ThreeDays) -> Push:
        return replace(push, case=PlanCase(self.case.portfolio, days.alone.witness))


def _whole(band: Band, category: Category, first: int, until: int) -> tuple[Segment, ...]:
    """Late days without a record, if there are any."""
    return (Segment(band=band, category=category, from_day=first, until_day=until),) if first < until else ()


def _certificate(days: ThreeDays, off_by: int, needed_until: int) -> Certificate | None:
    if needed_until <= off_by:
        return Certificate.CLEAR
    return Certificate.ALONE if days.alone_any_mode.bound_day > off_by else None
