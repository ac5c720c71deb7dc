"""The business case of a programme: public totals spread over financial years, discounted, with and without a plan."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from planner.domain.findings import Finding, Severity
from planner.errors import InputError
from planner.reading.cells.nearest import nearest_name
from planner.reading.overlay import keys
from planner.reading.overlay.file_position import Spot
from planner.reading.overlay.keys import Key, Unfit
from planner.reading.toml_lines import KeyPath, line_numbers, line_of


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
    Key(name="pounds", parse=keys.whole, meaning="The total.", example="900000000", required=True),
    Key(name="from_year", parse=keys.whole, meaning="First financial year.", example="2023", required=True),
    Key(name="years", parse=keys.whole, meaning="Financial years it is spread over.", example="15", required=True),
    Key(name="source", parse=keys.text, meaning="Where the total comes from.", example='"https://..."'),
    Key(name="basis", parse=keys.text, meaning="What stands behind it. Absent: assumed.", example='"public"'),
    Key(name="note", parse=keys.text, meaning="What has to be known about it.", example='"before VAT"'),
)
CASE_KEYS = (
    Key(name="name", parse=keys.text, meaning="Name of the case.", example='"Shared services"', required=True),
    Key(name="base_year", parse=keys.whole, meaning="Year prices are of.", example="2023", required=True),
    Key(name="discount_percent", parse=keys.number, meaning="A year.", example="3.5", required=True),
    Key(name="discount_source", parse=keys.text, meaning="Where the rate comes from.", example='"Green Book"'),
)
LINES = ("costs", "benefits", "alternatives")


def read_business_case(path: str | Path) -> BusinessCase:
    """The business case in a TOML file; raises `InputError` with every finding."""
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8-sig")
        content = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"it cannot be read: {getattr(error, 'strerror', None) or error}"
        finding = Finding(severity=Severity.ERROR, code="unreadable-file", file=file.name, message=message)
        raise InputError([finding]) from error
    return _CaseReader(file.name, line_numbers(text)).read(content)


class _CaseReader:
    def __init__(self, file: str, lines: Mapping[KeyPath, int]) -> None:
        self._file, self._lines = file, lines
        self._findings: list[Finding] = []

    def read(self, content: Mapping[str, Any]) -> BusinessCase:
        head = {key: value for key, value in content.items() if key not in LINES}
        values = self._values((), head, CASE_KEYS)
        lines = {kind: tuple(self._lines_of(kind, content.get(kind, []))) for kind in LINES}
        if not lines["costs"] and not lines["benefits"]:
            self._report((), "there is neither a cost nor a benefit", "write [[costs]] or [[benefits]]")
        if self._findings:
            raise InputError(self._findings)
        return BusinessCase(
            **values, costs=lines["costs"], benefits=lines["benefits"], alternatives=lines["alternatives"]
        )

    def _lines_of(self, kind: str, listed: Any) -> list[CaseLine]:
        found = []
        for place, body in enumerate(listed if isinstance(listed, list) else [listed]):
            path: KeyPath = (kind, place)
            before = len(self._findings)
            values = self._values(path, body, LINE_KEYS) if isinstance(body, dict) else {}
            if not isinstance(body, dict):
                self._report(path, f"{keys.shown(body)} is not a table", f"write it below [[{kind}]]")
            elif values.get("years", 1) < 1:
                self._report((*path, "years"), "it is spread over no year", "write 1 or more")
            if len(self._findings) == before:
                found.append(CaseLine(**values))
        return found

    def _values(self, path: KeyPath, body: Mapping[str, Any], known: tuple[Key, ...]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        names = [key.name for key in known] + (list(LINES) if not path else [])
        for name in body:
            if name not in names:
                nearest = nearest_name(name, names)
                cure = f'did you mean "{nearest}"?' if nearest else "write one of " + ", ".join(names)
                self._report((*path, name), f'"{name}" is not a key of a business case', cure)
        for key in known:
            if key.name not in body:
                if key.required:
                    self._report(path, f"{key.name} is missing: {key.meaning}", f"write {key.name} = {key.example}")
                continue
            try:
                found[key.name] = key.parse(body[key.name])
            except Unfit as unfit:
                self._report((*path, key.name), unfit.message, unfit.cure)
        return found

    def _report(self, path: KeyPath, message: str, cure: str) -> None:
        key = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
        spot = Spot(file=self._file, key=key or "case", line=line_of(self._lines, path))
        self._findings.append(spot.finding("wrong-case", message, cure=cure))
