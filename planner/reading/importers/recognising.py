"""Files that are no portfolio but can be imported: what each is by its content, and the command that reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from planner.domain.findings import Finding, Severity
from planner.errors import InputError
from planner.reading.files.open_document import SUFFIX as OPEN_DOCUMENT
from planner.reading.files.regular_file import UnreadableFile, read_bytes
from planner.reading.importers.contracts.list_file import WORKBOOKS, read_contract_list
from planner.reading.importers.contracts.suggest.suggested_mapping import suggest_mapping
from planner.reading.importers.msproject import mspdi
from planner.reading.importers.msproject.opening import MOST_BYTES, OLE, PMXML_ROOT, is_xer, is_xml
from planner.reading.importers.msproject.safe_xml import root_name
from planner.reading.importers.ocds.packages.json_encoding import read_json_text
from planner.reading.importers.workbook.returned_workbook import read_returned
from planner.reading.schema.tables import TABLES

CODE = "importable"
_OPEN_CONTRACTING = re.compile(r'"(?:ocid|releases|compiledRelease)"\s*:')
_LOOKED_AT = 200_000
"""Characters of a JSON file that are looked at."""
_PROJECT_INSIDE = "MSProject".encode("utf-16-le")
TABLE_FILES = frozenset(f"{table.name}.csv" for table in TABLES)


@dataclass(frozen=True)
class Importable:
    """What a file is, for people, and the words of the command that reads it."""

    what: str
    command: str


def importable(path: Path) -> Importable | None:
    """What can be imported from a file; None where it is a table of ours, or nothing that is known."""
    if path.name.casefold() in TABLE_FILES:
        return None
    return next((found for found in _guesses(path) if found is not None), None)


def importable_finding(path: Path) -> Finding | None:
    """The error that a file is no portfolio, with the command that imports it."""
    found = importable(path)
    if found is None:
        return None
    return Finding(
        severity=Severity.ERROR, code=CODE, file=path.name, message=f"it is {found.what}, and no portfolio",
        expected="a folder of CSV files or an .xlsx workbook", cure=f"to import it: {found.command}",
    )  # fmt: skip


def _guesses(path: Path) -> Iterator[Importable | None]:
    """One after another, the cheap ones first."""
    if path.suffix.casefold() == OPEN_DOCUMENT:
        yield _returned_workbook(path)
    elif path.suffix.casefold() not in WORKBOOKS:
        yield _plan(path)
        yield _open_contracting(path)
    yield _contract_list(path)


def _returned_workbook(path: Path) -> Importable | None:
    """A workbook of ours that was saved as .ods; as .xlsx it is a portfolio, or says itself what it is."""
    try:
        read_returned(path)
    except InputError:
        return None
    command = f"planner import workbook {quote(str(path))} --into FOLDER; to plan with it, save it as .xlsx"
    return Importable("a workbook of the planner, saved as .ods", command)


def _plan(path: Path) -> Importable | None:
    try:
        content = read_bytes(path, MOST_BYTES)
    except UnreadableFile:
        return None
    command = f"planner import msproject {quote(str(path))} --into FOLDER"
    if content.startswith(OLE):
        is_project = path.suffix.casefold() in (".mpp", ".mpt") or _PROJECT_INSIDE in content
        return Importable("a plan of MS Project", command) if is_project else None
    if is_xer(content):
        return Importable("a plan of Primavera P6", command)
    kinds = {mspdi.ROOT: "a plan of MS Project", PMXML_ROOT: "a plan of Primavera P6"}
    try:
        what = kinds.get(root_name(content)) if is_xml(content) else None
    except UnreadableFile:
        return None
    return Importable(what, command) if what else None


def _open_contracting(path: Path) -> Importable | None:
    try:
        text = read_json_text(path).text[:_LOOKED_AT]
    except UnreadableFile:
        return None
    if text.lstrip()[:1] not in ("{", "[") or not _OPEN_CONTRACTING.search(text):
        return None
    return Importable("open contracting data", f"planner import ocds {quote(str(path))} --into FOLDER")


def _contract_list(path: Path) -> Importable | None:
    try:
        suggest_mapping(read_contract_list(path))
    except InputError:
        return None
    return Importable("a list of contracts", f"planner import contracts {quote(str(path))} --suggest")
