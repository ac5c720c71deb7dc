"""A sound portfolio folder as files that a decision edits, checked again before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from planner.domain.findings import Finding
from planner.domain.portfolio import Portfolio
from planner.errors import DecisionError, InputError
from planner.reading.deciding.decision_log import FILE, DecisionLog, log_of, log_text
from planner.reading.deciding.known_acts import Tables
from planner.reading.files.csv_folder import SUFFIX, parse_table, read_csv_folder, table_files
from planner.reading.files.regular_file import UnreadableFile, read_bytes
from planner.reading.overlay.table_rows import table_rows
from planner.reading.report import check, check_source
from planner.reading.schema.tables import TABLES
from planner.writing import Content, write_folder


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A portfolio with the warnings about it."""

    portfolio: Portfolio
    warnings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class PortfolioFolder:
    """A folder without errors: its portfolio, the names of its files by table, and the log of decisions."""

    path: Path
    portfolio: Portfolio
    warnings: tuple[Finding, ...]
    names: Mapping[str, str]
    log: DecisionLog

    @classmethod
    def read(cls, path: Path) -> PortfolioFolder:
        """The folder at a path. Raises `InputError` with every finding, `DecisionError` where it is a workbook."""
        if path.is_file():
            message = f"{path} is a file, and decisions are written into a folder of CSV files"
            cure = "write the decision into its sheet commitments, or save its sheets as the CSV files of a folder"
            raise DecisionError("not-a-folder", message, cure)
        report = check(path)
        if report.portfolio is None:
            raise InputError(report.findings)
        return cls(
            path=path,
            portfolio=report.portfolio,
            warnings=report.warnings,
            names=table_files(path),
            log=_log_in(path),
        )

    @property
    def tables(self) -> Tables:
        """The rows of every table."""
        return table_rows(self.portfolio)

    def file_of(self, table: str) -> str:
        """The name of the file of a table, be it there or not."""
        return self.names.get(table, f"{table}{SUFFIX}")

    def text_of(self, table: str) -> str:
        """The text of the file of a table that is there, with its byte order mark."""
        return _text(self.path / self.names[table])

    def checked(self, files: Mapping[str, str | None]) -> Checked:
        """What the folder would hold with these files, None for one that goes. Raises `InputError` where it is unsound."""
        source = read_csv_folder(self.path)
        tables = {self.file_of(table.name): table for table in TABLES}
        read = [parse_table(name, text, tables[name]) for name, text in files.items() if text is not None]
        kept = [sheet for sheet in source.sheets if sheet.file not in files]
        sheets = (*kept, *(table.sheet for table in read if table.sheet is not None))
        report = check_source(replace(source, sheets=sheets))
        if report.portfolio is None:
            raise InputError(report.findings)
        return Checked(portfolio=report.portfolio, warnings=report.warnings)

    def put(self, files: Mapping[str, str | None], log: DecisionLog) -> None:
        """Put the files and the log into place, all at once; a log without decisions goes."""
        texts: dict[str, Content] = {name: text for name, text in files.items() if text is not None}
        if log.decisions:
            texts[FILE] = log_text(log)
        write_folder(self.path, texts, (*files, FILE))


def _log_in(folder: Path) -> DecisionLog:
    file = folder / FILE
    return log_of(_text(file)) if file.exists() else DecisionLog()


def _text(path: Path) -> str:
    try:
        return read_bytes(path).decode("utf-8")
    except UnreadableFile as fault:
        raise InputError([fault.finding(path.name)]) from fault
    except UnicodeDecodeError as error:
        raise DecisionError("wrong-encoding", f"{path.name} is not encoded in UTF-8", "save it as UTF-8") from error
