"""A plan read from a file; what it is shows from its first bytes, not from its name."""

from __future__ import annotations

from pathlib import Path

from planner.errors import InputError
from planner.reading.files.regular_file import UnreadableFile, read_bytes
from planner.reading.importers.msproject import mspdi
from planner.reading.importers.msproject.foreign import read_foreign
from planner.reading.importers.msproject.plan_task import PlanFile
from planner.reading.importers.msproject.safe_xml import check_xml, root_name
from planner.reading.importers.msproject.xer import read_xer
from planner.reading.importers.msproject.xer_tables import HEADER

MOST_BYTES = 200_000_000
OLE, ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
PMXML_ROOT = "APIBusinessObjects"
READ = "MS Project XML, MS Project (.mpp), Primavera XER and Primavera PMXML are read"
SAVE_AS = "in MS Project save the plan as XML (*.xml); in P6 export it as XER"


def read_plan(path: str | Path) -> PlanFile:
    """The plan of a file. Raises `InputError` where it cannot be read, and as `read_foreign` does."""
    file = Path(path)
    try:
        return _plan_of(_content(file), file.name)
    except UnreadableFile as fault:
        raise InputError([fault.finding(file.name)]) from fault


def _content(file: Path) -> bytes:
    try:
        return read_bytes(file, MOST_BYTES)
    except UnreadableFile as fault:
        if fault.code != "too-large":
            raise
        cure = "save a plan of its own with the milestones of the cluster, without the assignments of resources"
        raise UnreadableFile(fault.message, cure, code=fault.code) from fault


def _plan_of(content: bytes, name: str) -> PlanFile:
    if content.startswith(OLE):
        return read_foreign(content, name, "mpp")
    if is_xer(content):
        return read_xer(content, name)
    if not is_xml(content):
        raise UnreadableFile(_not_read(content), SAVE_AS)
    root = root_name(content)
    if root == mspdi.ROOT:
        return mspdi.read_mspdi(content, name)
    if root == PMXML_ROOT:
        check_xml(content, root)
        return read_foreign(content, name, "pmxml")
    raise UnreadableFile(f"it is XML of another kind: it begins with <{root}>; {READ}", SAVE_AS)


def is_xer(content: bytes) -> bool:
    """Whether a file says that it is a XER."""
    return _plain_start(content).startswith(HEADER.encode())


def is_xml(content: bytes) -> bool:
    """Whether a file begins as XML does."""
    return _plain_start(content).startswith(b"<")


def _plain_start(content: bytes) -> bytes:
    """The first characters without marks, blank space, and the zero bytes of UTF-16."""
    return content[:400].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"").lstrip()


def _not_read(content: bytes) -> str:
    """What the file is instead, where that can be seen."""
    start = _plain_start(content)
    if not start:
        return "it is empty"
    if start.startswith(b"MPX"):
        return f"it is an MPX file, as MS Project 98 wrote them; {READ}"
    if content.startswith(ZIP):
        return f"it is an archive or a workbook; {READ}"
    return f"it is no plan that is known here; {READ}"
