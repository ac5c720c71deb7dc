"""A re-planning as tables, sentences and files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from planner.plan.plan_file.document import document_of, to_json
from planner.present.report.no_plan import conflict_lines
from planner.present.tables.breach_table import breach_table
from planner.present.tables.column import Column, Kind
from planner.present.tables.table import Table, csv_text, json_text, plain_rows, table_text
from planner.present.wording import calendar_day, counted, money, status_words
from planner.reading.write import portfolio_files
from planner.writing import Content

if TYPE_CHECKING:
    from planner.domain.portfolio import Portfolio
    from planner.futures.replan.records import Replan
    from planner.plan.promises import ChangedPromise

MARK = "replan.json"
"""The file that tells a folder of a re-planning."""
FORM = "planner replan"
"""What that file says of its format."""
PLAN = "plan.json"
CHANGES = "changes.csv"
PORTFOLIO = "portfolio"
"""The folder of the portfolio with the facts, which the new plan belongs to."""
BREACHES_SHOWN = 10


@dataclass(frozen=True)
class ChangeRow:
    """A broken promise on the calendar."""

    portfolio: Portfolio
    change: ChangedPromise

    def date(self, day: int | None) -> date | None:
        """A day of the plan on the calendar."""
        return None if day is None else self.portfolio.date_of(day)


CHANGE_COLUMNS: tuple[Column[ChangeRow], ...] = (
    Column("kind", "Change", Kind.NAME, lambda row: row.change.kind),
    Column("subject", "Of", Kind.NAME, lambda row: row.change.subject),
    Column("promised_date", "Promised", Kind.DATE, lambda row: row.date(row.change.promised_day)),
    Column("new_date", "Now", Kind.DATE, lambda row: row.date(row.change.new_day)),
    Column("days", "Days later", Kind.NUMBER, lambda row: None if row.change.new_day is None else row.change.days),
)


def change_table(found: Replan) -> Table[ChangeRow]:
    """One row a broken promise; days are negative where a cutover is earlier."""
    portfolio = found.rebased.portfolio
    rows = [ChangeRow(portfolio, change) for change in found.changes]
    return Table(columns=CHANGE_COLUMNS, rows=rows, currency=portfolio.currency, marking=portfolio.marking)


def replan_lines(found: Replan) -> Iterator[str]:
    """What is done, whether the old plan still holds, what the new one costs and changes."""
    if found.rebased.portfolio.marking:
        yield found.rebased.portfolio.marking
        yield ""
    yield facts_line(found)
    yield from _old_plan_lines(found)
    yield from (f"No longer possible: {gone.subject}: {gone.explanation}." for gone in found.gone)
    if found.outcome.plan is None:
        return
    yield _cost_line(found)
    if found.changes:
        yield ""
        yield table_text(change_table(found))
    else:
        yield "No promise is broken." if not found.kept_old_plan else "It is the old plan."


def facts_line(found: Replan) -> str:
    """For instance: as of 1 Apr 2027, 3 migrations have begun (1 of them cut over), 2 options are exercised as planned."""
    facts = found.rebased
    begun = counted(len(facts.begun), "migration")
    options = counted(len(facts.exercised), "option")
    stopped = f", {counted(len(facts.stopped), 'contract')} stopped" if facts.stopped else ""
    return (
        f"As of {calendar_day(facts.portfolio.status_date)}, as the old plan said: {begun} begun, "
        f"{len(facts.cut_over)} of them cut over, {options} exercised{stopped}."
    )


def _old_plan_lines(found: Replan) -> Iterator[str]:
    currency = found.rebased.portfolio.currency
    cost = "" if found.old_pounds is None else f" It costs {money(found.old_pounds, currency)}."
    if not found.breaches:
        yield f"The old plan keeps every rule.{cost}"
        return
    yield f"The old plan is not allowed any more as it stands.{cost}"
    yield ""
    yield table_text(breach_table(found.breaches[:BREACHES_SHOWN]))
    if len(found.breaches) > BREACHES_SHOWN:
        yield f"and {len(found.breaches) - BREACHES_SHOWN} more"
    yield ""
    if found.fewest_changes is not None:
        yield f"At least {counted(found.fewest_changes, 'promise')} must be broken in any plan."


def _cost_line(found: Replan) -> str:
    outcome, currency = found.outcome, found.rebased.portfolio.currency
    budget = "" if found.change_budget is None else f" with at most {counted(found.change_budget, 'broken promise')}"
    return (
        f"The new plan breaks {counted(len(found.changes), 'promise')} and costs "
        f"{money(cost_of(found), currency)}: {status_words(outcome.status, outcome.wished_gap)}{budget}."
    )


def cost_of(found: Replan) -> int | None:
    """Cost of the new plan; None where there is none."""
    from planner.solver import Measure

    return found.outcome.values.get(Measure.COST)


def no_plan_lines(found: Replan) -> Iterator[str]:
    """Why there is no new plan."""
    from planner.solver import Status

    if found.conflicts:
        yield "No plan keeps every rule."
        yield from conflict_lines(found.conflicts, found.rebased.portfolio.currency)
    elif found.outcome.status is Status.INFEASIBLE and found.fewest is not None and found.fewest.plan is None:
        yield "No plan keeps every rule."
    elif found.outcome.status is Status.INFEASIBLE:
        yield f"No plan keeps every rule with a change budget of {found.change_budget}."
    else:
        yield "Nothing was found in time, and nothing proves that there is no plan; allow more time."


def replan_as_json(found: Replan) -> dict[str, object]:
    """Everything but the plan, which is a file of its own."""
    outcome, facts = found.outcome, found.rebased
    breaches, changes = breach_table(found.breaches), change_table(found)
    return {
        "format": FORM,
        "portfolio": facts.portfolio.name,
        "marking": facts.portfolio.marking,
        "status_date": facts.portfolio.status_date,
        "begun": facts.begun,
        "cut_over": facts.cut_over,
        "exercised": facts.exercised,
        "stopped": facts.stopped,
        "old_plan": {
            "allowed": not found.breaches,
            "cost_pounds": found.old_pounds,
            "breaches": plain_rows(breaches),
        },
        "gone": [{"subject": gone.subject, "explanation": gone.explanation} for gone in found.gone],
        "fewest_changes": found.fewest_changes,
        "change_budget": found.change_budget,
        "status": outcome.status,
        "wished_gap": outcome.wished_gap,
        "cost_pounds": cost_of(found),
        "bound": outcome.bound,
        "values": {measure.value: value for measure, value in outcome.values.items()},
        "changes": plain_rows(changes),
        "conflicts": found.conflicts,
    }


def replan_files(found: Replan) -> dict[str, Content]:
    """The new plan, what it changes, and the portfolio with the facts, from which the next plan starts; by name."""
    assert found.outcome.plan is not None
    budget = "" if found.change_budget is None else f", change budget {found.change_budget}"
    status = f"re-planned, {status_words(found.outcome.status, found.outcome.wished_gap)}{budget}"
    portfolio = found.rebased.portfolio
    return {
        PLAN: to_json(document_of(portfolio, found.outcome.plan, status=status)),
        CHANGES: csv_text(change_table(found)),
        MARK: json_text(replan_as_json(found)) + "\n",
        **{f"{PORTFOLIO}/{name}": text for name, text in portfolio_files(portfolio).items()},
    }
