"""Scale figures, and what a supplier asks for an extension."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from planner.domain.findings import Severity
from planner.reading.cells.numbers import parse_number
from planner.reading.overlay.editor import Editor, Row
from planner.reading.overlay.selector import Selector
from planner.reading.schema.columns import columns_of
from planner.reading.schema.tables import table_named

SETTLED_STATES = ("exercised", "lapsed", "refused")
PLACES = 6
"""Decimal places that a percentage written into a cell keeps."""


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Multiply the figures in `columns` of the rows selected; whole numbers are rounded half up.

    A figure that is not stated stays so; where no row states any, that is reported.
    """

    table: str
    selector: Selector
    columns: tuple[str, ...]
    factor: Fraction

    def apply(self, editor: Editor) -> None:
        rows = self.selector.rows(editor, self.table)
        changed = [self._scale(editor, row, column) for row in rows for column in self.columns]
        if rows and not any(changed):
            editor.report(
                "nothing-stated",
                f"no row it selects states {' or '.join(self.columns)}, so nothing is changed",
                cure='write the figures with "set" instead',
                severity=Severity.WARNING,
            )

    def _scale(self, editor: Editor, row: Row, column: str) -> bool:
        number = parse_number(row.cells.get(column, ""))
        if number is None:
            return False
        scaled = Fraction(number) * self.factor
        whole = _is_whole(self.table, column)
        editor.write(row, column, str(floor(scaled + Fraction(1, 2))) if whole else decimal_text(scaled))
        return True


@dataclass(frozen=True, kw_only=True)
class Reprice:
    """Raise the annual price of the options selected by a share (0.3 for 30 % more), however that price is stated.

    An option with a price of its own gets that price raised; one that takes the contract's price gets a higher uplift.
    Fees change only where `fees` says so. Options exercised, lapsed or refused keep the price they had.
    """

    selector: Selector
    share: Fraction
    fees: bool

    def apply(self, editor: Editor) -> None:
        for row in self.selector.rows(editor, "options"):
            if row.cells.get("state", "available") not in SETTLED_STATES:
                self._raise(editor, row)

    def _raise(self, editor: Editor, row: Row) -> None:
        own_price = parse_number(row.cells.get("annual_price_pounds", ""))
        if own_price is not None:
            raised = floor(Fraction(own_price) * (1 + self.share) + Fraction(1, 2))
            editor.write(row, "annual_price_pounds", str(raised))
        else:
            uplift = Fraction(parse_number(row.cells.get("uplift_percent", "")) or 0)
            new_uplift = ((1 + uplift / 100) * (1 + self.share) - 1) * 100
            editor.write(row, "uplift_percent", decimal_text(new_uplift))
        fee = parse_number(row.cells.get("fee_pounds", ""))
        if self.fees and fee is not None:
            editor.write(row, "fee_pounds", str(floor(Fraction(fee) * (1 + self.share) + Fraction(1, 2))))


def decimal_text(number: Fraction) -> str:
    """A number as a plain decimal of at most `PLACES` places, without trailing zeros, rounded half up."""
    units = floor(number * 10**PLACES + Fraction(1, 2))
    sign, digits = ("-" if units < 0 else ""), f"{abs(units):0{PLACES + 1}d}"
    whole, places = digits[:-PLACES], digits[-PLACES:].rstrip("0")
    return f"{sign}{whole}.{places}" if places else f"{sign}{whole}"


def _is_whole(table: str, column: str) -> bool:
    found = next(schema for schema in columns_of(table_named(table).row) if schema.name == column)
    return found.type == "a whole number"
