"""The notebook's door: one object that answers the questions of a commercial lead, each in one line."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from planner.domain.portfolio import Portfolio
from planner.errors import NoPlanError, SettingsError
from planner.plan.breaches import Breach
from planner.plan.entries import Plan
from planner.plan.flagging.records import ContractFlag, DepartmentFlag
from planner.plan.judge import judge
from planner.plan.outcome import Outcome
from planner.plan.plan_case import PlanCase
from planner.plan.register.records import Act
from planner.plan.sureness import Sureness, together

if TYPE_CHECKING:
    import pandas as pd

    from planner.domain.rules import Term
    from planner.explain import Answer
    from planner.futures import Comparison, Scenario
    from planner.futures.tipping import SlipCurve, TippingPoint
    from planner.futures.trade_offs.frontier_records import Frontier
    from planner.futures.trade_offs.marginal_records import MarginalValue
    from planner.plan.inaction import IfNobodyActs
    from planner.present import Gantt, PlanFrames
    from planner.present.tables.risk.calibration_frames import CalibrationFrames
    from planner.present.tables.risk.risk_frames import RiskFrames
    from planner.risk.robust.records import Robust
    from planner.risk.tripwires.records import Tripwires
    from planner.solver import Earliest, PartReplanned, Repair, SolveSettings, Together


class Case:
    """A portfolio with its plan, for notebooks.

    `portfolio` is a portfolio, or the folder or workbook to read it from. Without a `plan` it is solved for at the first
    question that needs one, with `settings`. Raises InputError for a portfolio that cannot be read, and NoPlanError where
    no plan is found.

    Questions go on from what earlier ones of the same case have proved.
    """

    def __init__(
        self,
        portfolio: Portfolio | str | PathLike[str],
        plan: Plan | None = None,
        *,
        outcome: Outcome | None = None,
        settings: SolveSettings | None = None,
    ) -> None:
        from planner.reading import read_portfolio
        from planner.solver import SolverMemory, SolveSettings

        self.portfolio = portfolio if isinstance(portfolio, Portfolio) else read_portfolio(Path(portfolio))
        self._plan, self._outcome = plan, outcome
        self._settings = settings or SolveSettings()
        self._memory = SolverMemory()

    @cached_property
    def plan_case(self) -> PlanCase:
        """The plan with everything that follows from it; solved for where none was given."""
        if self._plan is not None:
            return PlanCase(self.portfolio, self._plan, self._outcome)
        from planner.solver import solve

        outcome = solve(self.portfolio, self._settings, memory=self._memory)
        return PlanCase(self.portfolio, _plan_in(self.portfolio, outcome), outcome)

    @cached_property
    def explained(self) -> PlanCase:
        """The plan with the reasons of its late contracts, for everything that shows it; one that breaks rules has none."""
        from planner.explain.reasons import reasons_of

        case = self.plan_case
        return case if case.reasons is not None or judge(case) else replace(case, reasons=reasons_of(case))

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.plan_case.plan

    @property
    def outcome(self) -> Outcome | None:
        """Status, bound and gap; None for a plan that was given without them."""
        return self.plan_case.outcome

    @property
    def terms(self) -> Mapping[Term, int]:
        """Cost by term."""
        return self.plan_case.terms

    @property
    def flags(self) -> tuple[ContractFlag, ...]:
        """The flag of every contract."""
        return self.plan_case.flags

    @property
    def department_flags(self) -> tuple[DepartmentFlag, ...]:
        """The flag of every department."""
        return self.plan_case.department_flags

    @property
    def acts(self) -> tuple[Act, ...]:
        """The register of acts."""
        return self.plan_case.acts

    @property
    def if_nobody_acts(self) -> IfNobodyActs:
        """What comes of the cutovers of the plan where nobody takes an act of the register."""
        return self.plan_case.if_nobody_acts

    @property
    def breaches(self) -> tuple[Breach, ...]:
        """The rules the plan breaks; empty where it keeps them all."""
        return judge(self.plan_case)

    @cached_property
    def frames(self) -> PlanFrames:
        """The plan as pandas frames."""
        from planner.present import plan_frames

        return plan_frames(self.explained)

    def chart(
        self, *, clusters: Sequence[str] = (), departments: Sequence[str] = (), flags: Sequence[str] = ()
    ) -> Gantt:
        """The Gantt chart, which a notebook shows as a page: of some clusters, departments or flags, or of all."""
        from planner.present import bars, select

        return select(bars(self.explained), clusters=clusters, departments=departments, flags=flags)

    def export(self, path: str | PathLike[str], *, baseline: Case | None = None) -> Path:
        """Write the plan to a file; its suffix says the format, as for `planner export`.

        `.html`, `.svg`, `.png`, `.pdf` and `.csv` write the Gantt chart, as `write_gantt` does. `baseline` is an
        earlier case, for the chart and the formats that show where its plan stood.
        """
        from planner.present import write_gantt
        from planner.present.exchange.exports import EXPORTS, write_export
        from planner.present.gantt.baseline import baseline_of
        from planner.present.gantt.files import WRITERS

        suffix = Path(path).suffix.lower()
        drawn = suffix in WRITERS and suffix not in EXPORTS
        if drawn:
            before = baseline_of(baseline.plan_case, "the baseline") if baseline is not None else None
            return write_gantt(self.explained, path, baseline=before)
        return write_export(self.explained, path, baseline=None if baseline is None else baseline.plan_case)

    def report(
        self,
        path: str | PathLike[str],
        *,
        department: str | None = None,
        baseline: Case | Plan | None = None,
        comparison: Comparison | None = None,
        frontier: Frontier | None = None,
        risk: RiskFrames | None = None,
    ) -> Path:
        """Write the board report to a page (`.html`) or a PDF file, as `planner report` does.

        The report of a `department` names nobody else and holds nothing of theirs. It says what changed since the plan
        `baseline`: one of this portfolio, or with a portfolio of its own. A `comparison` of scenarios and a `frontier` that
        were run are parts of the whole report. A `risk` of this plan says how far its numbers can be off.
        """
        from planner.present.report.changes.former import Former
        from planner.present.report.page.files import ReportOptions, write_report
        from planner.present.report.parts.risk_file import ranges_of

        old = Case(self.portfolio, baseline) if isinstance(baseline, Plan) else baseline
        former = Former(name="the baseline", case=old.plan_case) if old is not None else None
        ranges = ranges_of(risk.risk) if risk is not None else None
        asked = ReportOptions(
            department=department, former=former, comparison=comparison, frontier=frontier, ranges=ranges
        )
        return write_report(self.explained, path, asked)

    def decide_within(self, days: int) -> pd.DataFrame:
        """The acts that are due within so many days, late ones first."""
        register = self.frames.register
        return register[register["days_left"] <= days].reset_index(drop=True)

    def what_if(
        self, scenario: Scenario | None = None, *, slip: str | None = None, months: int = 0, days: int = 0
    ) -> Comparison:
        """What changes under a scenario, or if one milestone comes so many months and days later (negative: earlier)."""
        if (scenario is None) == (slip is None):
            raise SettingsError("name a scenario, or the milestone that slips: what_if(slip='NORTH-LIVE', months=6)")
        if slip is not None:
            return self._compare(
                f"slip = [{{ ids = [{_text(slip)}], months = {months}, days = {days} }}]", f"{slip} slips"
            )
        return self._compare_with(scenario)

    def never_extend(self, contract: str) -> Comparison:
        """What changes if no open option of this contract can be used."""
        open_options = f'table = "options", where = {{ contract = {_text(contract)}, state = "available" }}'
        return self._compare(
            f'set = [{{ {open_options}, values = {{ state = "refused" }} }}]', f"{contract} not extended"
        )

    def value_of(
        self, *, resource: str | None = None, milestone: str | None = None, contract: str | None = None
    ) -> MarginalValue:
        """What one more unit of a resource, a milestone a month earlier, or one more option of a contract saves."""
        from planner.futures.trade_offs.marginal_levers import LeverKind
        from planner.futures.trade_offs.marginal_values import marginal_values

        asked = {LeverKind.CAPACITY: resource, LeverKind.MILESTONE: milestone, LeverKind.OPTION: contract}
        named = {kind: subject for kind, subject in asked.items() if subject is not None}
        if len(named) != 1:
            raise SettingsError("name one resource, milestone or contract: value_of(resource='TEAM')")
        ((kind, subject),) = named.items()
        found = marginal_values(self.portfolio, self._settings, chosen=[kind], subject=subject, start=self._known_plan)
        if not found.values:
            raise SettingsError(f"{subject!r} is no {kind.value} that can be made better")
        return found.values[0]

    def solve(
        self,
        settings: SolveSettings | None = None,
        *,
        start: Plan | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> Case:
        """The same portfolio with the best plan found from a plan on: `start`, else the plan there is; never a worse one.

        `stop` is asked often; True ends the search. What is better is in `outcome.better_plan`. Raises NoPlanError where no
        plan is found.
        """
        from planner.solver import solve

        begin = start if start is not None else self._known_plan
        chosen = settings or self._settings
        outcome = solve(self.portfolio, chosen, start=begin, stop=stop, memory=self._memory)
        found = Case(self.portfolio, _plan_in(self.portfolio, outcome), outcome=outcome, settings=chosen)
        found._memory = self._memory
        return found

    @property
    def _known_plan(self) -> Plan | None:
        """The plan, where it was given or solved for already."""
        return self.plan_case.plan if "plan_case" in vars(self) else self._plan

    def earliest(self, contract: str, moving: str = "feeders", modes: str = "planned") -> Earliest:
        """How early a contract can be off: by its `feeders` among the others, `alone`, or with `all`; at most 4 seconds."""
        from planner.solver import Modes, Moving, earliest

        return earliest(self.portfolio, self.plan, contract, Moving(moving), Modes(modes))

    def explain(self, subject: str, *, levers: bool = False) -> Answer:
        """Why a contract is needed for so long; of an organisation its contracts, of a milestone what hangs on it.

        `levers`: say also what would clear each contract, proved from both sides.
        """
        from planner.explain import explain

        return explain(self.plan_case, subject, levers=levers)

    def tipping_points(self, milestone: str) -> tuple[TippingPoint, ...]:
        """How far a milestone can slip before each contract behind it needs more than it has."""
        from planner.futures.tipping import tipping_points

        return tipping_points(self.plan_case, milestone)

    def slip_curve(self, milestone: str, *slips: int) -> SlipCurve:
        """What slips of a milestone by so many days (30, 90 and 180 unless stated) cost, everything planned again."""
        from planner.futures.tipping import slip_curve
        from planner.futures.tipping.curve import SLIPS

        return slip_curve(self.plan_case, milestone, slips or SLIPS, self._settings)

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

    def _learn(self, found: Sureness) -> None:
        """Keep how sure the plan is; what was asked before of the other kind stays. A what-if is not kept."""
        if not found.as_stated:
            return
        known = self.plan_case.sureness
        whole = together(found, known)
        kept = vars(self)
        kept |= {name: replace(kept[name], sureness=whole) for name in ("plan_case", "explained") if name in kept}
        kept.pop("frames", None)

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

    def can_all(self, must_be_off: Mapping[str, date]) -> Together:
        """Whether contracts can all be off, each by its last day of need, as if nobody else were there."""
        from planner.solver import can_all

        return can_all(self.portfolio, self._first_free_days(must_be_off))

    def replan_part(self, *migrations: str, must_be_off: Mapping[str, date] | None = None) -> PartReplanned:
        """The best plan in which only these migrations move, with contracts off by their last day of need."""
        from planner.solver import replan_part

        return replan_part(self.portfolio, self.plan, migrations, must_be_off=self._first_free_days(must_be_off or {}))

    def repair(self, changes: Scenario | Portfolio) -> Repair:
        """The plan mended after a scenario, or for the portfolio as it is now, with a reason for everything that moves."""
        from planner.futures import repair_plan

        return repair_plan(self.portfolio, self.plan, changes, memory=self._memory)

    def _first_free_days(self, last_days: Mapping[str, date]) -> dict[str, int]:
        return {contract: self.portfolio.day_of(day) + 1 for contract, day in last_days.items()}

    def _compare(self, operations: str, title: str) -> Comparison:
        from planner.futures import parse_scenarios

        return self._compare_with(parse_scenarios(f"[scenario.case]\ntitle = {_text(title)}\n{operations}\n")["case"])

    def _compare_with(self, scenario: Scenario | None) -> Comparison:
        from planner.futures import compare
        from planner.solver import solve

        known = self.plan_case.outcome

        def solved_once(portfolio: Portfolio, settings: SolveSettings, *, start: Plan | None = None) -> Outcome:
            if known is not None and portfolio is self.portfolio:
                return known
            return solve(portfolio, settings, start=start, memory=self._memory)

        chosen = [scenario] if scenario else []
        return compare(self.portfolio, chosen, self._settings, start=self.plan, solve=solved_once)

    def _repr_html_(self) -> str:
        from planner.present.notebook import plan_html

        return plan_html(self.plan_case)


def _plan_in(portfolio: Portfolio, outcome: Outcome) -> Plan:
    if outcome.plan is None:
        raise NoPlanError(f"{portfolio.name} has no plan ({outcome.status.value})")
    return outcome.plan


def _text(value: str) -> str:
    """A text as TOML writes it; JSON's escapes are TOML's as well."""
    return json.dumps(value)
