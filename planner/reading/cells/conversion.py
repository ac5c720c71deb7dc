"""Cell types: what the text of a cell stands for. Row models are put together from these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from planner.reading.cells.cell_error import cell_error
from planner.reading.cells.date_order import FIRST_YEAR, LAST_YEAR
from planner.reading.cells.dates import IsoDate
from planner.reading.cells.nearest import nearest_name
from planner.reading.cells.numbers import (
    MOST_DAYS,
    DaysNumber,
    Decimals,
    MonthsNumber,
    NoticeNumber,
    Share,
    WholeNumber,
)
from planner.reading.cells.quantities import UNITS

LIST_SEPARATOR = ";"
MOST_POUNDS = 10**12
YES_OR_NO = ("yes", "no")
_TRUE = frozenset({"yes", "y", "true", "1"})
_FALSE = frozenset({"no", "n", "false", "0"})


@dataclass(frozen=True)
class PlainText:
    """Text as it is, without the white space around it."""

    label: str = "text"
    unit: str | None = None

    def parse(self, text: Any) -> Any:
        """The text itself."""
        return text

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.parse, core_schema.str_schema(min_length=1))


@dataclass(frozen=True)
class Identifier(PlainText):
    """An id: any text without the separator of lists."""

    label: str = "an id"

    def parse(self, text: Any) -> Any:
        """The id, refused where it holds the separator of lists."""
        if isinstance(text, str) and LIST_SEPARATOR in text:
            expected = f"one id, without '{LIST_SEPARATOR}'"
            first = text.split(LIST_SEPARATOR)[0].strip()
            cure = f'write one id, for instance "{first}"' if first else "write one id"
            raise cell_error("bad-id", f'"{text}" is not one id', expected, cure)
        return text


NATIONS = {"england": "GB-ENG", "wales": "GB-WLS", "scotland": "GB-SCT", "northern ireland": "GB-NIR"}
"""The nations of the United Kingdom, each with public holidays of its own."""
_WHOLE_KINGDOM = frozenset({"gb", "uk", "gbr", "united kingdom", "great britain", "gb-gbn", "gb-ukm", "gb-eaw"})


@dataclass(frozen=True)
class Jurisdiction(PlainText):
    """A country or part of a country whose public holidays are known, as an ISO 3166 code; of the kingdom, a nation."""

    label: str = "a jurisdiction code"

    def parse(self, text: Any) -> Any:
        """The code, refused where no public holidays are known for it, or those of four nations differ."""
        if not isinstance(text, str):
            return text
        if text.casefold() in _WHOLE_KINGDOM:
            message = f'the four nations of "{text}" have different public holidays'
            cure = f"write the nation: {', '.join(NATIONS.values())}"
            raise cell_error("unknown-jurisdiction", message, "a nation such as GB-ENG", cure)
        if text in known_jurisdictions():
            return text
        nation = NATIONS.get(text.casefold())
        nearest = nearest_name(text, known_jurisdictions())
        cure = f'did you mean "{nearest}"?' if nearest else "write an ISO code, for instance GB-ENG"
        message = f'no public holidays are known for "{text}"'
        cure = f"write {nation}" if nation else cure
        raise cell_error("unknown-jurisdiction", message, "an ISO 3166 code such as GB-ENG, GB-SCT or FR", cure)


@lru_cache(maxsize=1)
def known_jurisdictions() -> frozenset[str]:
    """Codes of the countries and their parts with known public holidays."""
    import holidays

    parts = holidays.list_supported_countries()
    return frozenset(parts) | {f"{country}-{part}" for country, found in parts.items() for part in found}


@dataclass(frozen=True)
class Choice:
    """One of the values of an enumeration; capitals, underscores and hyphens do not matter."""

    values: type[StrEnum]
    unit: str | None = None
    left_out: tuple[StrEnum, ...] = ()
    """Members that nobody can write."""

    @property
    def label(self) -> str:
        return "one of " + ", ".join(self.choices)

    @property
    def choices(self) -> tuple[str, ...]:
        """The values that can be written."""
        return tuple(member.value for member in self.values if member not in self.left_out)

    def parse(self, text: Any) -> Any:
        """The member a text stands for; a value that is not text is left as it is."""
        if not isinstance(text, str) or isinstance(text, self.values):
            return text
        plain = _plain(text)
        for member in self.values:
            if _plain(member.value) == plain and member not in self.left_out:
                return member
        raise cell_error("unknown-value", f'"{text}" is not one of the values', self.label, self._cure(plain))

    def _cure(self, plain: str) -> str:
        """A unit of time in other words is written as the list has it: calendar days are days."""
        unit = UNITS.get(plain)
        if unit in self.choices:
            return f"write {unit}"
        if unit == "years" and "months" in self.choices:
            return "write months here, and 12 months for each year in notice"
        nearest = nearest_name(plain, self.choices)
        return f'did you mean "{nearest}"?' if nearest else f"write {self.label}"

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.parse, handler(self.values))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """The enumeration; only the values that can be written, where some cannot."""
        return {"type": "string", "enum": list(self.choices)} if self.left_out else handler(schema)


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())


@dataclass(frozen=True)
class YesNo:
    """Yes or no; true, false, y, n, 1 and 0 are understood."""

    label: str = "yes or no"
    unit: str | None = None

    @property
    def choices(self) -> tuple[str, ...]:
        """The values that can be written."""
        return YES_OR_NO

    def parse(self, text: Any) -> Any:
        """True or false; a value that is not text is left as it is."""
        if not isinstance(text, str):
            return text
        plain = text.casefold()
        if plain not in _TRUE | _FALSE:
            raise cell_error("unknown-value", f'"{text}" is neither yes nor no', "yes or no", "write yes or no")
        return plain in _TRUE

    @staticmethod
    def says_yes(text: object) -> bool:
        """Whether a cell says yes in one of the ways that are understood."""
        return isinstance(text, str) and text.casefold() in _TRUE

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.parse, core_schema.bool_schema())


@dataclass(frozen=True)
class ListOf:
    """Values separated by semicolons; empty places between separators are left out."""

    label: str
    unit: str | None = None

    def parse(self, text: Any) -> Any:
        """The values as a tuple; a value that is not text is left as it is."""
        if not isinstance(text, str):
            return text
        return tuple(part for part in (piece.strip() for piece in text.split(LIST_SEPARATOR)) if part)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        inner = core_schema.tuple_variable_schema(core_schema.str_schema(min_length=1))
        return core_schema.no_info_before_validator_function(self.parse, inner)


Id = Annotated[str, Identifier()]
Text = Annotated[str, PlainText()]
JurisdictionCode = Annotated[str, Jurisdiction()]
Day = Annotated[date, IsoDate()]
Flag = Annotated[bool, YesNo()]
Ids = Annotated[tuple[str, ...], ListOf("ids separated by ;")]
Texts = Annotated[tuple[str, ...], ListOf("texts separated by ;")]
Pounds = Annotated[int, WholeNumber("pounds", 0, MOST_POUNDS)]
PoundsPerDay = Annotated[int, WholeNumber("pounds per day", 0, MOST_POUNDS)]
Days = Annotated[int, DaysNumber()]
OneDayOrMore = Annotated[int, DaysNumber(lowest=1)]
SignedDays = Annotated[int, DaysNumber(lowest=-MOST_DAYS)]
Months = Annotated[int, MonthsNumber()]
NoticeLength = Annotated[int, NoticeNumber()]
Count = Annotated[int, WholeNumber(None, 0, 10**9)]
PositiveCount = Annotated[int, WholeNumber(None, 1, 10**9)]
MonthOfYear = Annotated[int, WholeNumber(None, 1, 12)]
Year = Annotated[int, WholeNumber("year", FIRST_YEAR, LAST_YEAR)]
Percent = Annotated[float, Decimals("per cent", -100, 1_000)]
PercentDown = Annotated[float, Decimals("per cent", -100, 0)]
PercentUp = Annotated[float, Decimals("per cent", 0, 1_000)]
PercentLeft = Annotated[float, Decimals("per cent", 0, 100)]
Probability = Annotated[float, Share()]
