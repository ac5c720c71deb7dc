"""How sure a case is: risk, rules of options, robust plans, and whether it was right."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.case.planned import PlannedCase
from planner.plan.sureness import Sureness, together

if TYPE_CHECKING:
    import pandas as pd

    from planner.present.tables.risk.calibration_frames import CalibrationFrames
    from planner.present.tables.risk.risk_frames import RiskFrames
    from planner.risk.robust.records import Robust
    from planner.risk.tripwires.records import Tripwires


class SureCase(PlannedCase):
    """What sampled futures say of the plan of a case."""

    def risk(
        self,
        draws: int = 20_480,
        seed: int = 1,
        *,
        range: str | None = None,
        spread: float = 1.0,
        outside_view: bool = False,
        as_early_as_possible: bool = False,
    ) -> RiskFrames:
        """How sure the plan is: it is carried out in so many sampled futures, and every figure has an interval.

        `range`: one family for all ranges, for instance `lognormal`. `spread`: a factor that widens them. `outside_view`:
        every open date has the slips of others, a stress case. `as_early_as_possible`: migrations may begin before their
        planned start. Without these, flags, register, charts and reports of the case take from the answer.
        """
        from planner.domain.uncertain.families import family_of
        from planner.present.tables.risk.risk_frames import RiskFrames
        from planner.risk.risk import RiskSettings, find_risk
        from planner.risk.sureness.of_risk import sureness_of_risk

        settings = RiskSettings(
            draws=draws, seed=seed, range=None if range is None else family_of(range), spread=spread,
            outside_view=outside_view, as_early_as_possible=as_early_as_possible,
        )  # fmt: skip
        found = find_risk(self.plan_case, settings)
        assert found is not None  # nobody stops it
        self._learn(sureness_of_risk(found))
        return RiskFrames(found)

    def assumptions(self, seed: int = 1) -> pd.DataFrame:
        """What the risk rests on: what the plan costs with other tails, widths, correlations, events and lengths."""
        from planner.present.tables.frame import frame_of
        from planner.present.tables.risk.assumption_table import assumption_table
        from planner.risk.changes.other_assumptions import assumption_rows

        return frame_of(assumption_table(self.portfolio, assumption_rows(self.plan_case, seed=seed)))

    def tripwires(
        self,
        tolerance: float | None = None,
        level: float | None = None,
        *,
        scope: str = "contract",
        draws: int = 20_480,
        seed: int = 1,
        outside_view: bool = False,
        as_early_as_possible: bool = False,
    ) -> Tripwires:
        """For every open option the day to decide and what to look at, fitted and measured on drawn futures.

        The rules cost least in the mean. With a `tolerance` they keep the chance of uncovered days within it where that can
        be. `scope` says of whom: each `contract`, any of a `department`, or any of `all`. With a `level` the worst
        `1 - level` of the draws are to be cheap. The same seed gives the same draws; `draws` are those of the figures.
        `outside_view` and `as_early_as_possible` are those of `risk`; without them register, charts and reports of the case
        take from the answer.
        """
        from planner.present.tables.risk.tripwire_sentences import tripwire_sentences
        from planner.risk.assumptions import Assumptions
        from planner.risk.sureness.of_tripwires import sureness_of_tripwires
        from planner.risk.tolerances.goal import Goal, Scope
        from planner.risk.tripwires.study import tripwires_of

        goal = Goal(tolerance, Scope(scope), level)
        assumed = Assumptions(outside_view=outside_view, as_early_as_possible=as_early_as_possible)
        found = tripwires_of(self.portfolio, self.plan, draws=draws, seed=seed, assumptions=assumed, goal=goal)
        sentences = tripwire_sentences(self.portfolio, found)
        self._learn(sureness_of_tripwires(self.plan_case, found, sentences, assumed))
        return found

    def tripwire_frame(self, found: Tripwires, table: str = "tripwires") -> pd.DataFrame:
        """A table of an answer of `tripwires`.

        `tripwires` has a row for each option, `contracts` each contract by every way to decide; the others are `tolerances`,
        `answers`, `departments` and `tied`.
        """
        from planner.present.tables.frame import frame_of
        from planner.present.tables.risk.tripwire_files import TRIPWIRE_TABLES

        return frame_of(TRIPWIRE_TABLES[table](self.portfolio, found))

    def information(self, seed: int = 1) -> pd.DataFrame:
        """What it would save to know more: better forecasts, earlier announcements, each event and each date known today."""
        from planner.present.tables.frame import frame_of
        from planner.present.tables.rules.information_table import information_table
        from planner.risk.rules_followed.information import information_worth
        from planner.risk.uncertainty import uncertainty_of

        found = information_worth(self.portfolio, self.plan, seed=seed)
        return frame_of(information_table(self.portfolio, found, uncertainty_of(self.portfolio).family))

    def calibration(self, *runs: str, store: str | None = None) -> CalibrationFrames:
        """What risk runs promised, against the dates and decisions that stand in the portfolio now.

        `runs` are plan files that say how sure they are, or beginnings of ids of stored risk runs; without any, the newest
        of every status date of this portfolio. `store`: as `--store`.
        """
        from planner.present.tables.risk.calibration_frames import CalibrationFrames
        from planner.risk.calibration.calibration import calibration_of
        from planner.store.addresses import store_if_there
        from planner.store.past_runs import named_runs, runs_of

        opened = store_if_there(store)
        past = named_runs(opened, runs) if runs else runs_of(opened, self.portfolio.name)
        return CalibrationFrames(self.portfolio, calibration_of(self.portfolio, past))

    def robust(self, *, seconds: float = 60.0, draws: int = 20_480, seed: int = 1, keep_order: bool = False) -> Robust:
        """A plan that costs less where dates slip, beside this one, with what that is worth on draws of its own.

        `seconds` are those of the search for a better order; `keep_order` leaves it out.
        """
        from planner.risk.robust.records import RobustSettings
        from planner.risk.robust.robust import robust_plan

        settings = RobustSettings(seconds=seconds, draws=draws, seed=seed, keep_order=keep_order)
        return robust_plan(self.portfolio, self.plan, settings)

    def _learn(self, found: Sureness) -> None:
        """Keep how sure the plan is; what was asked before of the other kind stays. A what-if is not kept."""
        if not found.as_stated:
            return
        known = self.plan_case.sureness
        whole = together(found, known)
        kept = vars(self)
        kept |= {name: replace(kept[name], sureness=whole) for name in ("plan_case", "explained") if name in kept}
        kept.pop("frames", None)
