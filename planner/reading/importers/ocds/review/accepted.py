"""A review that a person has filled in: the rows accepted, each checked before anything is made of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from planner.domain.findings import Finding, Severity
from planner.errors import InputError
from planner.reading.cells.dates import date_cure
from planner.reading.files.regular_file import UnreadableFile, read_text
from planner.reading.files.sheets import plain_name
from planner.reading.importers.ocds.prose.items import Extension
from planner.reading.importers.ocds.review.proposals import COLUMNS
from planner.reading.importers.typed_chain import typed_chain
from planner.writing.csv_text import without_quote

YES = ("yes", "y", "true", "1", "x", "accept", "accepted", "ok")
NO = ("", "no", "n", "false", "0", "-", "reject", "rejected")
_NEEDED = ("contract", "proposal", "accept")


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """The options of a contract as a person accepted them; `expiry` is None where the row states none."""

    place: str
    contract: str
    chain: tuple[Extension, ...]
    expiry: date | None
    reviewer: str
    text: str


def read_review(path: Path) -> tuple[Accepted, ...]:
    """The accepted rows of a review. Raises `InputError` with everything that is wrong with it."""
    try:
        text = read_text(path, save_as='save it as "CSV UTF-8 (comma delimited)"')
    except UnreadableFile as fault:
        raise InputError([fault.finding(path.name)]) from fault
    return _Review(path.name, text).accepted()


@dataclass(frozen=True)
class _Review:
    file: str
    text: str

    def accepted(self) -> tuple[Accepted, ...]:
        findings: list[Finding] = []
        rows = [found for row, cells in self._rows() if (found := self._accepted(row, cells, findings)) is not None]
        findings += self._accepted_twice(rows)
        if findings:
            raise InputError(findings)
        return tuple(rows)

    def _rows(self) -> Iterator[tuple[int, Mapping[str, str]]]:
        """The cells of each row by the plain names of the columns."""
        try:
            records = list(csv.reader(io.StringIO(self.text, newline=""), delimiter=self._separator(), strict=True))
        except csv.Error as error:
            raise InputError([self._finding(None, f"it is no CSV: {error}", "save it as CSV UTF-8")]) from error
        header = [plain_name(name) for name in records[0]] if records else []
        if missing := [name for name in _NEEDED if name not in header]:
            cure = f"name a review that this import wrote; its columns are {', '.join(COLUMNS)}"
            raise InputError([self._finding(1, f"it has no column {' and no column '.join(missing)}", cure)])
        for number, record in enumerate(records[1:], start=2):
            cells = (without_quote(cell.strip()) for cell in record)
            if any(record):
                yield number, dict(zip(header, cells, strict=False))

    def _separator(self) -> str:
        """Spreadsheets of some countries write semicolons."""
        head = self.text.split("\n", 1)[0]
        return max(",;\t", key=head.count)

    def _accepted(self, row: int, cells: Mapping[str, str], findings: list[Finding]) -> Accepted | None:
        answer = cells.get("accept", "").casefold()
        if answer in NO:
            return None
        if answer not in YES:
            findings.append(self._finding(row, f'"{answer}" is neither yes nor no', "write yes or no", "accept"))
            return None
        chain, expiry = typed_chain(cells.get("proposal", "")), self._expiry(row, cells, findings)
        if not chain:
            message = (
                f'"{cells.get("proposal", "")}" states no options' if cells.get("proposal") else "no options are stated"
            )
            cure = "write the months of each option, for instance 12 + 12 or up to 24"
            findings.append(self._finding(row, message, cure, "proposal"))
        if not cells.get("contract"):
            findings.append(self._finding(row, "it names no contract", "write the id of the contract", "contract"))
        return Accepted(
            place=f"{self.file} row {row}",
            contract=cells.get("contract", ""),
            chain=chain,
            expiry=expiry,
            reviewer=cells.get("reviewer", ""),
            text=cells.get("text", ""),
        )

    def _expiry(self, row: int, cells: Mapping[str, str], findings: list[Finding]) -> date | None:
        written = cells.get("expiry_date", "")
        if not written:
            return None
        try:
            return date.fromisoformat(written) if len(written) == len("2027-12-31") else _no_date(written)
        except ValueError:
            findings.append(self._finding(row, f'"{written}" is not a date', date_cure(written), "expiry_date"))
            return None

    def _accepted_twice(self, rows: Iterable[Accepted]) -> Iterator[Finding]:
        seen: dict[str, str] = {}
        for found in rows:
            if found.contract in seen:
                message = f"{found.contract} is accepted in {seen[found.contract]} as well"
                yield self._finding(
                    int(found.place.rsplit(" ", 1)[1]), message, "accept one reading of a contract", "accept"
                )
            seen[found.contract] = found.place

    def _finding(self, row: int | None, message: str, cure: str, column: str | None = None) -> Finding:
        return Finding(
            severity=Severity.ERROR, code="review", file=self.file, row=row, column=column, message=message, cure=cure
        )


def _no_date(written: str) -> date:
    raise ValueError(written)
