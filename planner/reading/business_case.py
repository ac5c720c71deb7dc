"""The business case of a programme: public totals spread over financial years, discounted, with and without a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from planner.errors import InputError
from planner.reading.cells.date_order import FIRST_YEAR, LAST_YEAR
from planner.reading.toml import keys
from planner.reading.toml.key_reader import KeyReader
from planner.reading.toml.keys import Key
from planner.reading.toml.lines import KeyPath
from planner.reading.toml.toml_file import TomlFile, read_toml

MOST_YEARS = 200
MOST_POUNDS = 10**15
LOWEST_DISCOUNT, HIGHEST_DISCOUNT = -50, 100
"""Per cent a year; what lies outside is no rate but a slip."""
YEAR = keys.whole_between(FIRST_YEAR, LAST_YEAR)
YEARS = keys.whole_between(1, MOST_YEARS)
POUNDS = keys.whole_between(-MOST_POUNDS, MOST_POUNDS)
DISCOUNT = keys.number_between(LOWEST_DISCOUNT, HIGHEST_DISCOUNT)


@dataclass(frozen=True, kw_only=True)
class CaseLine:
    """One total of a case, spread evenly over `years` financial years from `from_year` on.

    `basis` says what stands behind the total; the even spread is an assumption unless the source says otherwise.
    """

    name: str
    pounds: int
    from_year: int
    years: int
    source: str | None = None
    basis: str = "assumed"
    note: str | None = None

    def pounds_in(self, year: int) -> int:
        """Its part of a financial year; whole pounds that add up to the total."""
        elapsed = min(max(0, year - self.from_year), self.years)
        after = min(max(0, year + 1 - self.from_year), self.years)
        return self.pounds * after // self.years - self.pounds * elapsed // self.years


@dataclass(frozen=True, kw_only=True)
class BusinessCase:
    """Costs and benefits of a programme, and the cost of doing without it.

    `discount_percent` a year, from `base_year` (which is not discounted). Financial years are named by the calendar year
    they begin in.
    """

    name: str
    base_year: int
    discount_percent: Fraction
    costs: tuple[CaseLine, ...]
    benefits: tuple[CaseLine, ...]
    alternatives: tuple[CaseLine, ...] = ()
    discount_source: str | None = None

    @property
    def years(self) -> range:
        """From the first to the last year of any line."""
        lines = (*self.costs, *self.benefits, *self.alternatives)
        return range(min(line.from_year for line in lines), max(line.from_year + line.years for line in lines))

    def present_value(self, pounds_by_year: Mapping[int, int]) -> int:
        """Pounds of the base year, rounded half up; years before the base year are not discounted."""
        value = sum(
            (pounds / self.growth ** max(0, year - self.base_year) for year, pounds in pounds_by_year.items()),
            start=Fraction(0),
        )
        return int((2 * value + 1) // 2)

    @property
    def growth(self) -> Fraction:
        """What a pound grows to in a year: 1.035 for 3.5 %."""
        return 1 + self.discount_percent / 100


LINE_KEYS = (
    Key(name="name", parse=keys.text, meaning="What it is.", example='"Five clusters"', required=True),
    Key(
        name="pounds",
        parse=POUNDS,
        meaning="The total.",
        example="900000000",
        required=True,
    ),
    Key(name="from_year", parse=YEAR, meaning="First financial year.", example="2023", required=True),
    Key(
        name="years",
        parse=YEARS,
        meaning="Financial years it is spread over.",
        example="15",
        required=True,
    ),
    Key(name="source", parse=keys.text, meaning="Where the total comes from.", example='"https://..."'),
    Key(name="basis", parse=keys.text, meaning="What stands behind it. Absent: assumed.", example='"public"'),
    Key(name="note", parse=keys.text, meaning="What has to be known about it.", example='"before VAT"'),
)
CASE_KEYS = (
    Key(name="name", parse=keys.text, meaning="Name of the case.", example='"Shared services"', required=True),
    Key(name="base_year", parse=YEAR, meaning="Year prices are of.", example="2023", required=True),
    Key(
        name="discount_percent",
        parse=DISCOUNT,
        meaning="A year.",
        example="3.5",
        required=True,
    ),
    Key(name="discount_source", parse=keys.text, meaning="Where the rate comes from.", example='"Green Book"'),
)
LINES = ("costs", "benefits", "alternatives")


def read_business_case(path: str | Path) -> BusinessCase:
    """The business case in a TOML file; raises `InputError` with every finding."""
    return _CaseReader(read_toml(path)).read()


class _CaseReader(KeyReader):
    def __init__(self, file: TomlFile) -> None:
        super().__init__(file, unnamed="case")

    def read(self) -> BusinessCase:
        content = self.file.content
        values = self._case_values((), {key: value for key, value in content.items() if key not in LINES}, CASE_KEYS)
        lines = {kind: tuple(self._lines_of(kind, content.get(kind, []))) for kind in LINES}
        if not content.get("costs") and not content.get("benefits"):
            self._wrong((), "there is neither a cost nor a benefit", "write [[costs]] or [[benefits]]")
        if self.findings:
            raise InputError(self.findings)
        return BusinessCase(
            **values, costs=lines["costs"], benefits=lines["benefits"], alternatives=lines["alternatives"]
        )

    def _lines_of(self, kind: str, listed: Any) -> list[CaseLine]:
        found = []
        for place, body in enumerate(listed if isinstance(listed, list) else [listed]):
            path: KeyPath = (kind, place)
            before = len(self.findings)
            values = self._case_values(path, body, LINE_KEYS) if isinstance(body, dict) else {}
            if not isinstance(body, dict):
                self._wrong(path, f"{keys.shown(body)} is not a table", f"write it below [[{kind}]]")
            if len(self.findings) == before:
                found.append(CaseLine(**values))
        return found

    def _case_values(self, path: KeyPath, body: Mapping[str, Any], known: tuple[Key, ...]) -> dict[str, Any]:
        names = [key.name for key in known] + (list(LINES) if not path else [])
        for name in body:
            if name not in names:
                self.unknown(self.spot((*path, name)), name, names, "a key of a business case")
        for key in known:
            if key.required and key.name not in body:
                self._wrong(path, f"{key.name} is missing: {key.meaning}", f"write {key.name} = {key.example}")
        return self.values(path, body, known)

    def _wrong(self, path: KeyPath, message: str, cure: str) -> None:
        self.report(self.spot(path), "wrong-case", message, cure)
