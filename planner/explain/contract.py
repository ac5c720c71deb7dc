"""Why a plan needs one contract until its last day of need."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from planner.explain.days import DayFinder
from planner.explain.push_table import PushTable
from planner.explain.pushing import Push
from planner.explain.records import Band, Category, Certificate, Explanation, Segment, ThreeDays
from planner.explain.reference_day import reference_day
from planner.explain.segments import BandDays, segments_of
from planner.explain.settling import settled
from planner.explain.waits import Waits
from planner.plan.breaches.questions import check_contracts
from planner.plan.plan_case import PlanCase
from planner.solver import SolveSettings
from planner.solver.questions.prepared import Prepared


def explain_contract(
    case: PlanCase,
    contract: str,
    *,
    settings: SolveSettings | None = None,
    stop: Callable[[], bool] | None = None,
) -> Explanation:
    """The late days of a contract by cause, and how early it could be off.

    The usual settings allow 4 seconds for each of the three days. Raises SettingsError for an unknown contract and for a
    plan that breaks a rule, and StoppedError where `stop` or Ctrl-C ended it.
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
        """One for a plan that keeps all rules; raises SettingsError for another."""
        prepared = Prepared.of(case.portfolio, case.plan)
        return cls(case, Waits.of(case.portfolio), DayFinder(case, prepared, settings, stop))

    def explain(self, contract: str) -> Explanation:
        """The explanation of one contract."""
        cover, off_by = self.case.schedule.contracts[contract], reference_day(self.case, contract)
        found = Explanation(
            contract=contract,
            flag=self.case.facts[contract].flag,
            needed_until_day=cover.needed_until_day,
            off_by_day=off_by,
            feeders=(),
            days=None,
            segments=_whole(Band.ALONE, Category.NO_ROUTE, off_by, cover.needed_until_day),
            certificate=Certificate.CLEAR if cover.needed_until_day <= off_by else Certificate.ALONE,
        )
        return found if cover.no_route else self._with_days(found, Push(self.case, contract, self.waits))

    def _with_days(self, found: Explanation, push: Push) -> Explanation:
        """The explanation of a contract that somebody can leave."""
        off_by, late_until = found.off_by_day, found.needed_until_day
        days = settled(push, self.finder.three_days(push), off_by)
        others = min(late_until, max(days.others_fixed.day, off_by))
        chosen = _whole(Band.CHOICE, Category.CHOICE, others, late_until)
        return replace(
            found,
            feeders=push.feeders,
            days=days,
            segments=(*chosen, *segments_of(self._bands(push, days, off_by, others))),
            certificate=_certificate(days, off_by, late_until),
            choice=self.finder.choice(push, others) if chosen else None,
        )

    def _bands(self, push: Push, days: ThreeDays, off_by: int, others: int) -> Iterator[BandDays]:
        """The late days that rules keep: among the others, then alone."""
        alone = min(others, max(days.alone.day, off_by))
        if alone < others:
            yield BandDays(Band.OTHERS, (alone, others), PushTable(push))
        if off_by < alone:
            yield BandDays(Band.ALONE, (off_by, alone), PushTable(self._alone(push, days)))

    def _alone(self, push: Push, days: ThreeDays) -> Push:
        return replace(push, case=PlanCase(self.case.portfolio, days.alone.witness))


def _whole(band: Band, category: Category, first: int, until: int) -> tuple[Segment, ...]:
    """Late days without a record, if there are any."""
    return (Segment(band=band, category=category, from_day=first, until_day=until),) if first < until else ()


def _certificate(days: ThreeDays, off_by: int, needed_until: int) -> Certificate | None:
    if needed_until <= off_by:
        return Certificate.CLEAR
    return Certificate.ALONE if days.alone_any_mode.bound_day > off_by else None
