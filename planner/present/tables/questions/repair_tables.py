"""A repaired plan as a table of moves, sentences and JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from planner.plan.plan_file.document import document_of, to_json
from planner.present.report.no_plan import conflict_lines
from planner.present.tables.column import Column, Kind
from planner.present.tables.table import Table, csv_text, json_text, plain_rows, table_text
from planner.present.wording import counted, money, status_words
from planner.reading.write import portfolio_files
from planner.writing import Content

if TYPE_CHECKING:
    from planner.domain.portfolio import Portfolio
    from planner.solver import Move, Repair

MARK = "repair.json"
"""The file that tells a folder of a repair."""
FORM = "planner repair"
"""What that file says of its format."""
PLAN = "plan.json"
SMALLEST = "plan_of_the_change.json"
"""The plan that moves only what the change explains."""
MOVES = "moves.csv"
PORTFOLIO = "portfolio"
"""The folder of the changed portfolio, which the plans belong to."""
NAMES = (MARK, PLAN, SMALLEST, MOVES, PORTFOLIO)


@dataclass(frozen=True)
class MoveRow:
    """A move on the calendar."""

    portfolio: Portfolio
    move: Move

    def date(self, day: int) -> date:
        """A day of the plan on the calendar."""
        return self.portfolio.date_of(day)


WORDS = {
    "rule": "it breaks a rule where it was",
    "required": "no plan as good leaves it",
    "as good": "another plan as good leaves it",
    "better": "it would have paid before",
}
"""Why a cutover moved, for people."""

COLUMNS: tuple[Column[MoveRow], ...] = (
    Column("migration", "Migration", Kind.NAME, lambda row: row.move.migration),
    Column("old_date", "Cutover before", Kind.DATE, lambda row: row.date(row.move.old_cutover_day)),
    Column("new_date", "Now", Kind.DATE, lambda row: row.date(row.move.new_cutover_day)),
    Column("days", "Days later", Kind.NUMBER, lambda row: row.move.days),
    Column("old_mode", "Mode before", Kind.NAME, lambda row: row.move.old_mode, shown=False),
    Column("new_mode", "Mode", Kind.NAME, lambda row: row.move.new_mode, spare=True),
    Column("because_of_change", "Because of the change", Kind.NAME, lambda row: _yes(row.move.because_of_change)),
    Column("why", "Why", of=lambda row: WORDS[row.move.reason.value]),
)


def move_table(found: Repair) -> Table[MoveRow]:
    """One row for each migration that cuts over on another day or in another mode, those of the change first."""
    moves = (*found.because_of_change, *found.for_another_plan)
    portfolio = found.portfolio
    rows = [MoveRow(portfolio, move) for move in moves]
    return Table(columns=COLUMNS, rows=rows, currency=portfolio.currency, marking=portfolio.marking)


def repair_lines(found: Repair) -> Iterator[str]:
    """What the old plan is worth now, what the new one costs, what moves and why."""
    currency = found.portfolio.currency
    if found.portfolio.marking:
        yield found.portfolio.marking
        yield ""
    if found.breaches:
        yield f"The old plan breaks {counted(len(found.breaches), 'rule')} now."
    else:
        yield f"The old plan keeps every rule and costs {money(found.old_pounds, currency)} now."
    if found.plan is None:
        return
    yield f"The repaired plan costs {money(found.pounds, currency)}: {status_words(found.status, None)}."
    yield (
        f"{counted(len(found.because_of_change), 'migration')} moved because of the change, "
        f"{len(found.for_another_plan)} because another plan is as good or better."
    )
    if found.saving_pounds:
        yield f"Without the latter it would cost {money(found.saving_pounds, currency)} more."
    if found.options:
        changed = ", ".join(f"{change.subject} ({change.kind.value})" for change in found.options)
        yield f"Options: {changed}."
    if found.moves:
        yield ""
        yield table_text(move_table(found))


def no_repair_lines(found: Repair) -> Iterator[str]:
    """Why there is no plan."""
    from planner.solver import Status

    if found.status is Status.INFEASIBLE:
        yield "No plan keeps every rule after the change."
        yield from conflict_lines(found.conflicts, found.portfolio.currency)
    else:
        yield "Nothing was found in time, and nothing proves that there is no plan; allow more time."


def repair_as_json(found: Repair) -> dict[str, object]:
    """Everything but the plan, which is a file of its own."""
    return {
        "format": FORM,
        "portfolio": found.portfolio.name,
        "marking": found.portfolio.marking,
        "status": found.status,
        "cost_pounds": found.pounds,
        "bound_pounds": found.bound_pounds,
        "old_pounds": found.old_pounds,
        "old_breaches": [str(breach) for breach in found.breaches],
        "touched": found.touched,
        "moves": plain_rows(move_table(found)),
        "fewest_moves_proved": found.fewest_proved,
        "options": [{"option": change.subject, "change": change.kind} for change in found.options],
        "only_because_of_change_pounds": found.smallest_pounds,
        "saving_pounds": found.saving_pounds,
        "conflicts": found.conflicts,
    }


def repair_files(found: Repair) -> dict[str, Content]:
    """The repaired plan, the one of the change alone, the moves and the changed portfolio, by name."""
    portfolio = found.portfolio
    assert found.plan is not None
    assert found.smallest is not None
    status = f"repaired, {status_words(found.status, None)}"
    return {
        PLAN: to_json(document_of(portfolio, found.plan, status=status)),
        SMALLEST: to_json(document_of(portfolio, found.smallest, status="repaired, only what the change explains")),
        MOVES: csv_text(move_table(found)),
        MARK: json_text(repair_as_json(found)) + "\n",
        **{f"{PORTFOLIO}/{name}": text for name, text in portfolio_files(portfolio).items()},
    }


def _yes(holds: bool) -> str:
    return "yes" if holds else "no"
