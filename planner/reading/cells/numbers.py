"""Number cells: whole numbers and decimals as people type them, with thousands separators and a pound sign."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from planner.reading.cells.cell_error import cell_error

_NUMBER = re.compile(r"(?P<sign>-?)£?(?P<digits>\d+|\d{1,3}(?:,\d{3})+)(?P<fraction>\.\d*)?", re.ASCII)
_SHORTHAND = re.compile(r"£?(?P<digits>[\d.,]+)\s*(?P<suffix>k|m|bn)", re.IGNORECASE)
_SUFFIXES = {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}


def parse_number(text: str) -> Decimal | None:
    """The number a text stands for; None where it is none. `£1,200,000`, `-30` and `0.25` are numbers."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    return Decimal(match["sign"] + match["digits"].replace(",", "") + (match["fraction"] or ""))


def plain_number(value: float) -> str:
    """A number as it is typed: without exponent, and without decimals where it has none."""
    return str(int(value)) if value.is_integer() else f"{Decimal(repr(value)):f}"


def guess_number(text: str) -> Decimal | None:
    """The number probably meant by a text that is none, for instance 1200000 for `1.2m`."""
    shorthand = _SHORTHAND.fullmatch(text)
    if shorthand:
        number = parse_number(shorthand["digits"])
        return None if number is None else number * _SUFFIXES[shorthand["suffix"].lower()]
    if not re.search(r"\d", text) or re.search(r"\d[-/:]\d", text):
        return None
    likely = re.sub(r"(?<=\d)[oO]|[oO](?=\d)", "0", re.sub(r"(?<=\d)[lI]|[lI](?=\d)", "1", text))
    digits = re.sub(r"[^0-9.]", "", likely)
    number = parse_number(digits)
    return -number if number is not None and text.strip()[0] in "-−–(" else number


@dataclass(frozen=True)
class _NumberCell:
    """A number from `lowest` to `highest`, both allowed."""

    unit: str | None
    lowest: int
    highest: int

    def _number(self, text: str) -> Decimal:
        number = parse_number(text)
        if number is None:
            guess = guess_number(text)
            cure = f"write {self._show(guess)}" if guess is not None else f"write {self.label} such as {self.sample}"
            raise cell_error("not-a-number", f'"{text}" is not a number', self.expected, cure)
        if number < 0 <= self.lowest:
            cure = f"write {self._show(-number)}, or leave it blank if it is not stated"
            raise cell_error("negative", f"{text} is negative", self.expected, cure)
        if not self.lowest <= number <= self.highest:
            raise cell_error("out-of-range", f"{text} is out of range", self.expected, self._range_cure(number))
        return number

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
            cure = f"write {round(number)}"
            raise cell_error("not-whole", f"{text} is not a whole number", self.expected, cure)
        return int(number)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        inner = core_schema.int_schema(ge=self.lowest, le=self.highest)
        return core_schema.no_info_before_validator_function(self.parse, inner)


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
            return f"write {self._show(number / 100)} for {self._show(number)} per cent"
        return "write a number from 0 to 1"

    def parse(self, text: Any) -> Any:
        """The share a text stands for; `40%` is refused with the share it means."""
        if isinstance(text, str) and text.endswith("%"):
            number = parse_number(text[:-1].strip())
            cure = f"write {self._show(number / 100)}" if number is not None else "write a number from 0 to 1"
            raise cell_error("not-a-number", f'"{text}" is not a share from 0 to 1', self.expected, cure)
        return super().parse(text)
