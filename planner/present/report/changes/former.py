"""The plan that a report is compared with, and what is different now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planner.domain.rules import Term
from planner.errors import PlanFileError
from planner.futures.difference import Cause, Difference, DifferenceSettings, Version, diff
from planner.futures.difference.facts import ChoiceKind, DateKind, Facts, facts_of
from planner.futures.difference.records import UNPROMPTED
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.present.report.board.view import ReportView
from planner.present.report.veil.phrases import ANOTHER
from planner.present.wording import sentence

OF_SOMEBODY = frozenset(
    {"organisations", "contracts", "options", "migrations", "modes", "commitments", "precedences", "groups"}
)
"""Tables whose rows belong to somebody, so that a department is only told of its own."""


@dataclass(frozen=True, kw_only=True)
class Former:
    """A plan with the portfolio it was made for, and what people call it.

    `stated_terms`: what its file says that it cost when it was made; None where there is no file that does.
    """

    name: str
    case: PlanCase
    stated_terms: Mapping[Term, int] | None = None


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A flag that was another one."""

    record: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Move:
    """A day that was another one."""

    record: str
    before: date
    after: date

    @property
    def days(self) -> int:
        """How much later it is now; negative: earlier."""
        return (self.after - self.before).days


@dataclass(frozen=True, kw_only=True)
class Since:
    """What is different from the former plan, as far as a view shows it.

    `difference` is None where pounds cannot be assigned to causes; `refused` then says why.
    """

    former: Former
    view: ReportView
    difference: Difference | None
    refused: str = ""

    def pounds_of(self, place: int) -> int:
        """The pounds of a cause at the records that are shown."""
        return sum(line.shares[place] for line in self._found.pounds if self._shows(line.record))

    @property
    def total_pounds(self) -> int:
        """What the new plan costs more at the records that are shown."""
        return sum(line.after - line.before for line in self._found.pounds if self._shows(line.record))

    def term_pounds(self, place: int) -> dict[str, int]:
        """The pounds of a cause by term; terms without any are left out."""
        found: dict[str, int] = {}
        for line in self._found.pounds:
            if self._shows(line.record) and line.shares[place]:
                found[line.term.value] = found.get(line.term.value, 0) + line.shares[place]
        return {term: pounds for term, pounds in found.items() if pounds}

    @property
    def places(self) -> tuple[int, ...]:
        """The places of the causes with an effect, most pounds first, what no input explains last."""
        found = [place for place in range(len(self._found.causes)) if self._has_effect(place)]
        unprompted = len(self._found.causes) - 1
        return tuple(sorted(found, key=lambda place: (place == unprompted, -abs(self.pounds_of(place)), place)))

    def cause(self, place: int) -> Cause | None:
        """The cause at a place; None where it is about somebody else."""
        cause = self._found.causes[place]
        told = cause is UNPROMPTED or self.view.whole
        return cause if told or all(self._is_told(change.table, change.record) for change in cause.changes) else None

    @cached_property
    def flags(self) -> tuple[Turn, ...]:
        """The contracts whose flag is another one."""
        before, after = (
            {key[1]: flag for key, flag in found.choices.items() if key[0] is ChoiceKind.CONTRACT_FLAG}
            for found in self._facts
        )
        both = (id for id in after if id in before and self._shows(id))
        return tuple(Turn(record=id, before=before[id], after=after[id]) for id in both if before[id] != after[id])

    @cached_property
    def cutovers(self) -> tuple[Move, ...]:
        """The cutovers that moved."""
        before, after = (
            {key[1]: day for key, day in found.dates.items() if key[0] is DateKind.CUTOVER} for found in self._facts
        )
        both = (id for id in after if id in before and self._shows(id))
        return tuple(Move(record=id, before=before[id], after=after[id]) for id in both if before[id] != after[id])

    @cached_property
    def _facts(self) -> tuple[Facts, Facts]:
        return facts_of(self.former.case), facts_of(self.view.case)

    @property
    def _found(self) -> Difference:
        assert self.difference is not None
        return self.difference

    def _shows(self, record: str) -> bool:
        return self.view.whole or record in self.view.records_with_pounds

    def _has_effect(self, place: int) -> bool:
        costs = any(line.shares[place] for line in self._found.pounds if self._shows(line.record))
        moves = any(line.shares[place] for line in self._found.dates if self._shows(line.record))
        return costs or moves or any(place in line.causes for line in self._found.choices if self._shows(line.record))

    def _is_told(self, table: str, record: str) -> bool:
        if ANOTHER in record.lower():
            return False
        view = self.view
        own = view.organisations | view.contracts | view.migrations
        own |= {option.id for option in view.portfolio.options if option.contract in view.contracts}
        return table not in OF_SOMEBODY or not own.isdisjoint(record.split(" ")) or record in own


def since(view: ReportView, former: Former, on_portfolio: Callable[[int, int], None] | None = None) -> Since:
    """What is different. Nothing is solved: the two plans are carried out with every change of the input on the way.

    `former` is veiled as the view is.
    """
    try:
        old, new = (Version(portfolio=case.portfolio, plan=case.plan) for case in (former.case, view.case))
        found = diff(old, new, DifferenceSettings(solve=None), on_portfolio=on_portfolio)
    except PlanFileError:
        return Since(former=former, view=view, difference=None, refused=_refusal(former, view))
    return Since(former=former, view=view, difference=found)


def _refusal(former: Former, view: ReportView) -> str:
    """Which of the two plans breaks rules; a department is not told which."""
    breaches = judge(former.case)
    if not breaches:
        return f"This plan breaks rules, so no pound can be assigned to a cause since {former.name}."
    told = f": {breaches[0].message}" + (f", and {len(breaches) - 1} more" if len(breaches) > 1 else "")
    broken = f"{former.name} breaks rules of the portfolio as it is now{told if view.whole else ''}"
    return sentence(f"{broken}. So no pound can be assigned to a cause.")
