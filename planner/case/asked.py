"""Questions about a case: why it is so, and what if the input or a promise were another."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from planner.case.planned import PlannedCase
from planner.domain.portfolio import Portfolio
from planner.errors import SettingsError
from planner.plan.entries import Plan
from planner.plan.outcome import Outcome

if TYPE_CHECKING:
    from planner.explain import Answer
    from planner.futures import Comparison, Scenario
    from planner.futures.tipping import SlipCurve, TippingPoint
    from planner.futures.trade_offs.marginal_records import MarginalValue
    from planner.solver import Earliest, PartReplanned, Repair, SolveSettings, Together


class AskedCase(PlannedCase):
    """Why the plan of a case is as it is, and what another input or promise would make of it."""

    def explain(self, subject: str, *, levers: bool = False) -> Answer:
        """Why a contract is needed for so long; of an organisation its contracts, of a milestone what hangs on it.

        `levers`: say also what would clear each contract, proved from both sides.
        """
        from planner.explain import explain

        return explain(self.plan_case, subject, levers=levers)

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

    def earliest(self, contract: str, moving: str = "feeders", modes: str = "planned") -> Earliest:
        """How early a contract can be off: by its `feeders` among the others, `alone`, or with `all`; at most 4 seconds."""
        from planner.solver import Modes, Moving, earliest

        return earliest(self.portfolio, self.plan, contract, Moving(moving), Modes(modes))

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

    def tipping_points(self, milestone: str) -> tuple[TippingPoint, ...]:
        """How far a milestone can slip before each contract behind it needs more than it has."""
        from planner.futures.tipping import tipping_points

        return tipping_points(self.plan_case, milestone)

    def slip_curve(self, milestone: str, *slips: int) -> SlipCurve:
        """What slips of a milestone by so many days (30, 90 and 180 unless stated) cost, everything planned again."""
        from planner.futures.tipping import slip_curve
        from planner.futures.tipping.curve import SLIPS

        return slip_curve(self.plan_case, milestone, slips or SLIPS, self._settings)

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


def _text(value: str) -> str:
    """A text as TOML writes it; JSON's escapes are TOML's as well."""
    return json.dumps(value)
