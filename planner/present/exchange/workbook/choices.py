"""The hidden sheet `lists`: what can be chosen, and the days that the formulas look up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.domain.contracts import NoticeUnit
from planner.domain.portfolio import Portfolio
from planner.domain.resources import FreezePeriod, FreezeScope
from planner.domain.routes import all_modes
from planner.plan.register.records import ActKind
from planner.present.exchange.workbook.cells import put, safe_text
from planner.present.exchange.workbook.styles import Styles
from planner.present.tables.column import Kind
from planner.reading.cells.date_order import FIRST_YEAR, LAST_YEAR
from planner.reading.cells.numbers import MOST_DAYS
from planner.reading.edits.words import LISTS, Decision

EVERYONE = "everyone"
DECISIONS_BY_ACT: Mapping[ActKind, tuple[Decision, ...]] = {
    ActKind.BUY: (
        *(Decision.APPROVE, Decision.EXERCISE, Decision.NOTICE_SERVED),
        *(Decision.REFUSED, Decision.DO_NOT_USE, Decision.NOT_YET),
    ),
    ActKind.SERVE_NOTICE: (
        *(Decision.NOTICE_SERVED, Decision.EXERCISE, Decision.REFUSED),
        *(Decision.DO_NOT_USE, Decision.NOT_YET),
    ),
    ActKind.STOP: (Decision.STOP_SERVED, Decision.NOT_YET),
    ActKind.START_BRIDGE: (Decision.BRIDGE_BEGUN, Decision.ACCEPT, Decision.NOT_YET),
    ActKind.ACCEPT_EXPOSURE: (Decision.ACCEPT, Decision.NOT_YET),
    ActKind.ANSWER: (Decision.JOINS, Decision.STAYS, Decision.NOT_YET),
}
"""What can be chosen for each kind of act."""


@dataclass(frozen=True)
class Choices:
    """Where on the sheet each list stands, as formulas call it; `spans` are those of the days, by their name."""

    by_name: Mapping[str, str]
    spans: Mapping[str, tuple[str, str, str]]
    closed: str | None

    def one_of(self, name: str, title: str) -> Mapping[str, object]:
        """The rule that a cell holds one of a list."""
        return {"validate": "list", "source": f"={self.by_name[name]}", **_message(title, "choose one from the list")}


def a_date(title: str) -> Mapping[str, object]:
    """The rule that a cell holds a date."""
    bounds = {"minimum": date(FIRST_YEAR, 1, 1), "maximum": date(LAST_YEAR, 12, 31)}
    return {"validate": "date", "criteria": "between", **bounds, **_message(title, "write a date, such as 2028-02-01")}


def a_whole_number(title: str, highest: int = MOST_DAYS) -> Mapping[str, object]:
    """The rule that a cell holds a whole number."""
    bounds = {"minimum": 0, "maximum": highest}
    return {"validate": "integer", "criteria": "between", **bounds, **_message(title, "write a whole number")}


def _message(title: str, text: str) -> Mapping[str, object]:
    return {"error_title": title, "error_message": f"{title}: {text}."}


def modes_list(migration: str) -> str:
    """The name of the list of modes of a migration."""
    return f"modes {migration}"


def lists_of(portfolio: Portfolio) -> Mapping[str, tuple[str, ...]]:
    """Every list by its name; migrations with the same modes share one."""
    decisions = {act.value: tuple(map(str, found)) for act, found in DECISIONS_BY_ACT.items()}
    return {**decisions, "notice units": tuple(map(str, NoticeUnit))}


class ChoicesWriter:
    """Writes lists and days side by side, one a column."""

    def __init__(self, sheet: Any, styles: Styles) -> None:
        self._sheet, self._styles, self._place = sheet, styles, 0

    def column(self, title: str, values: Sequence[str | date]) -> str:
        """Write a column, and give back its cells as formulas call them; an empty one has a blank cell."""
        from xlsxwriter.utility import xl_col_to_name

        put(self._sheet, 0, self._place, safe_text(title), self._styles.bold)
        for row, value in enumerate(values, start=1):
            kind = Kind.DATE if isinstance(value, date) else Kind.TEXT
            put(self._sheet, row, self._place, value, self._styles.cell(kind))
        letter = xl_col_to_name(self._place)
        self._place += 1
        return f"{LISTS}!${letter}$2:${letter}${max(2, len(values) + 1)}"


def write_choices(sheet: Any, styles: Styles, portfolio: Portfolio) -> Choices:
    """Fill the sheet."""
    writer = ChoicesWriter(sheet, styles)
    by_name = {name: writer.column(name, values) for name, values in lists_of(portfolio).items()}
    by_modes: dict[tuple[str, ...], str] = {}
    for migration, modes in mode_names(portfolio).items():
        if modes not in by_modes:
            by_modes[modes] = writer.column(f"modes {len(by_modes) + 1}", modes)
        by_name[modes_list(migration)] = by_modes[modes]
    return Choices(by_name=by_name, spans=_spans(writer, portfolio), closed=_closed(writer, portfolio))


def mode_names(portfolio: Portfolio) -> Mapping[str, tuple[str, ...]]:
    """The modes of every migration, the standard one first."""
    return {
        migration.id: tuple(safe_text(mode.id) for mode in all_modes(portfolio, migration))
        for migration in portfolio.migrations
    }


def _spans(writer: ChoicesWriter, portfolio: Portfolio) -> Mapping[str, tuple[str, str, str]]:
    freezes = [
        (freeze_subject(freeze), begins, ends)
        for freeze in portfolio.freezes
        for begins, ends in freeze.occurrences(portfolio.horizon_date)
        if ends > portfolio.status_date
    ]
    windows = [(safe_text(window.cluster), window.from_date, window.until_date) for window in portfolio.wave_windows]
    found = {"freeze": freezes, "wave window": windows}
    return {
        name: (
            writer.column(f"{name} of", [subject for subject, _, _ in spans]),
            writer.column(f"{name} from", [begins for _, begins, _ in spans]),
            writer.column(f"{name} until", [ends for _, _, ends in spans]),
        )
        for name, spans in found.items()
        if spans
    }


def freeze_subject(freeze: FreezePeriod) -> str:
    """Whose cutovers a freeze stops, in the words that the formulas compare."""
    return EVERYONE if freeze.scope is FreezeScope.EVERYONE else safe_text(f"{freeze.scope} {freeze.subject}")


def _closed(writer: ChoicesWriter, portfolio: Portfolio) -> str | None:
    """The closed days other than weekends, where working days are counted."""
    if portfolio.axis.is_calendar:
        return None
    days = (portfolio.date_of(day) for day in range(portfolio.horizon_day) if not portfolio.axis.is_open(day))
    found = [day for day in days if day.weekday() < 5]
    return writer.column("closed days", found)
