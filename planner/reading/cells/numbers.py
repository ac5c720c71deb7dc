"""Number cells: whole numbers and decimals as people type them, with thousands separators and a pound sign."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from planner.reading.cells.cell_error import cell_error
from planner.reading.cells.quantities import Length, added_parts, length_reading, number_readings

MOST_DIGITS = 40
MOST_DAYS = 36_525
_NUMBER = re.compile(r"(?P<sign>-?)£?(?P<digits>\d+|\d{1,3}(?:,\d{3})+)(?P<fraction>\.\d*)?", re.ASCII)
_PER_CENT = re.compile(r"(?:%|per\s?cent)\s*$", re.IGNORECASE)
_DAYS_OF = {"days": 1, "weeks": 7}
_MONTHS_OF = {"months": 1, "years": 12}
_USUAL_DAYS = {"months": 30, "years": 365}
"""Days of a month or a year for a value that is only an example: neither has a fixed number of them."""


def parse_number(text: str) -> Decimal | None:
    """The number a text stands for; None where it is none. `£1,200,000`, `-30` and `0.25` are numbers."""
    match = _NUMBER.fullmatch(text) if len(text) <= MOST_DIGITS else None
    if match is None:
        return None
    return Decimal(match["sign"] + match["digits"].replace(",", "") + (match["fraction"] or ""))


def plain_number(value: float) -> str:
    """A number as it is typed: without exponent, and without decimals where it has none."""
    return str(int(value)) if value.is_integer() else f"{Decimal(repr(value)):f}"


@dataclass(frozen=True)
class _NumberCell:
    """A number from `lowest` to `highest`, both allowed."""

    unit: str | None
    lowest: int
    highest: int

    def _number(self, text: str) -> Decimal:
        number = parse_number(text)
        if number is None:
            raise cell_error("not-a-number", f'"{text}" is not a number', self.expected, self._cure(text))
        if number < 0 <= self.lowest:
            cure = f"write a number from {self._bounds}, or leave it blank if it is not stated"
            raise cell_error("negative", f"{text} is negative", self.expected, cure)
        if not self.lowest <= number <= self.highest:
            raise cell_error("out-of-range", f"{text} is out of range", self.expected, self._range_cure(number))
        return number

    def _cure(self, text: str) -> str:
        """The number that was meant, where the text has one reading; all of them where it has several."""
        return self._length_cure(text) or self._choice(number_readings(text)) or f"write for instance {self.sample}"

    def _length_cure(self, text: str) -> str | None:
        """What to write for an amount with a unit of time; None where this is no column for one."""
        return None

    def _choice(self, readings: Iterable[Decimal]) -> str | None:
        fitting = [self._show(number) for number in readings if self._fits(number)]
        if not fitting:
            return None
        return f"write {' or '.join(fitting)}" + (", whichever is meant" if len(fitting) > 1 else "")

    def _fits(self, number: Decimal) -> bool:
        return self.lowest <= number <= self.highest

    def _range_cure(self, number: Decimal) -> str:
        return f"write a number from {self._bounds}"

    @staticmethod
    def _show(number: Decimal) -> str:
        return f"{number.normalize():f}"

    @property
    def label(self) -> str:
        return "a number"

    @property
    def sample(self) -> str:
        return "5"

    @property
    def expected(self) -> str:
        unit = f" of {self.unit}" if self.unit and self.unit != "year" else ""
        return f"{self.label}{unit} from {self._bounds}"

    @property
    def _bounds(self) -> str:
        """For instance `1 to 36,525`; numbers of four digits, such as years, without a separator."""
        return " to ".join(f"{bound:,}" if abs(bound) > 9_999 else str(bound) for bound in (self.lowest, self.highest))


@dataclass(frozen=True)
class WholeNumber(_NumberCell):
    """A whole number; `12.0` is one, `12.5` is not."""

    @property
    def label(self) -> str:
        return "a whole number"

    @property
    def sample(self) -> str:
        if self.unit == "year":
            return "2027"
        return "250000" if self.unit and self.unit.startswith("pounds") else "30"

    def parse(self, text: Any) -> Any:
        """The whole number a text stands for; a value that is not text is left as it is."""
        if not isinstance(text, str):
            return text
        if text.isascii() and text.isdigit() and len(text) < 16 and self.lowest <= int(text) <= self.highest:
            return int(text)
        number = self._number(text)
        if number != int(number):
            cure = self._choice((*number_readings(text), number)) or f"write for instance {self.sample}"
            raise cell_error("not-whole", f"{text} is not a whole number", self.expected, cure)
        return int(number)

    def _choice(self, readings: Iterable[Decimal]) -> str | None:
        """The whole readings; where there is none, the whole numbers next to the others."""
        found = tuple(readings)
        near = (Decimal(whole) for number in found for whole in (floor(number), ceil(number)))
        return super()._choice(dict.fromkeys([number for number in found if number == int(number)] or near))

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        inner = core_schema.int_schema(ge=self.lowest, le=self.highest)
        return core_schema.no_info_before_validator_function(self.parse, inner)


@dataclass(frozen=True)
class DaysNumber(WholeNumber):
    """A number of days."""

    unit: str | None = "days"
    lowest: int = 0
    highest: int = MOST_DAYS

    def _length_cure(self, text: str) -> str | None:
        """A week has 7 days; months and years have no fixed number of them."""
        length = length_reading(text)
        if length is None:
            return None
        if length.unit in _DAYS_OF:
            return self._choice([length.amount * _DAYS_OF[length.unit]])
        if length.unit in _USUAL_DAYS:
            return f"write the days, for instance {round(length.amount * _USUAL_DAYS[length.unit])}"
        return f"write the calendar days, for instance {self.sample}"


@dataclass(frozen=True)
class MonthsNumber(WholeNumber):
    """A number of whole months."""

    unit: str | None = "months"
    lowest: int = 1
    highest: int = 600

    @property
    def sample(self) -> str:
        return "12"

    def _length_cure(self, text: str) -> str | None:
        """A year has 12 months; days and weeks make no whole months."""
        parts = added_parts(text)
        if parts:
            return _cure_of_sum(parts)
        length = length_reading(text)
        if length is None:
            return None
        months = length.amount * _MONTHS_OF.get(length.unit, 0)
        if months and months == int(months):
            return self._choice([months])
        return "write whole months; where the length is none, leave it blank and state the last day as end_date"


def _cure_of_sum(parts: tuple[int, ...]) -> str:
    """`2+2` may be two options, of months or of years, or one with the sum."""
    shown = " and ".join(str(part) for part in parts)
    years = " and ".join(str(12 * part) for part in parts)
    in_years = f" ({years} where years are meant)" if max(parts) <= 10 else ""
    return f"write one row for each option: {shown} months{in_years}; or {sum(parts)} for a single option"


@dataclass(frozen=True)
class NoticeNumber(WholeNumber):
    """A length of notice, counted in the unit that stands in the column `notice_unit`."""

    unit: str | None = "notice unit"
    lowest: int = 0
    highest: int = MOST_DAYS

    def _length_cure(self, text: str) -> str | None:
        """The unit goes into a column of its own; a year is 12 months."""
        length = length_reading(text)
        if length is None:
            return None
        if length.unit == "years":
            length = Length(length.amount * 12, "months")
        if length.amount != int(length.amount):
            return None
        days = f", or {self._show(length.amount * 7)} and `days`" if length.unit == "weeks" else ""
        return f"write {self._show(length.amount)} and `{length.unit}` in notice_unit{days}"


@dataclass(frozen=True)
class Decimals(_NumberCell):
    """A number that may have decimals."""

    def parse(self, text: Any) -> Any:
        """The number a text stands for; a value that is not text is left as it is."""
        return float(self._number(text)) if isinstance(text, str) else text

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        inner = core_schema.float_schema(ge=self.lowest, le=self.highest)
        return core_schema.no_info_before_validator_function(self.parse, inner)


@dataclass(frozen=True)
class Share(Decimals):
    """A share or probability from 0 to 1."""

    unit: str | None = None
    lowest: int = 0
    highest: int = 1

    @property
    def label(self) -> str:
        return "a share"

    @property
    def sample(self) -> str:
        return "0.25"

    def _range_cure(self, number: Decimal) -> str:
        if 1 < number <= 100:
            return (
                f"write a number from 0 to 1, for instance {self._show(number / 100)} for {self._show(number)} per cent"
            )
        return "write a number from 0 to 1"

    def parse(self, text: Any) -> Any:
        """The share a text stands for; `40%` is refused with the share it means."""
        if isinstance(text, str) and parse_number(text) is None and _PER_CENT.search(text):
            shares = [number / 100 for number in number_readings(text)]
            cure = self._choice(shares) or "write a number from 0 to 1"
            raise cell_error("not-a-number", f'"{text}" is not a share from 0 to 1', self.expected, cure)
        return super().parse(text)
