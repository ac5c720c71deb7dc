"""A plan as a file of Primavera P6 (PMXML): that of MS Project, converted by MPXJ, which the extra `msproject` brings."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from planner.errors import MissingExtraError, OutputError, SettingsError
from planner.plan.plan_case import PlanCase
from planner.present.exchange.msproject.document import export_project
from planner.present.exchange.msproject.pmxml_child import NO_JAVA
from planner.writing.marks import PROGRAM

EXTRA = "msproject"
MOST_SECONDS = 600
CHILD = Path(__file__).with_name("pmxml_child.py")
CURE = "or export to .xml, which P6 opens too"


def export_pmxml(case: PlanCase) -> bytes:
    """The whole file, marked as ours behind its first line.

    Raises MissingExtraError where the extra is not installed, SettingsError where Java is not, and OutputError where MPXJ
    cannot convert the plan.
    """
    need_extra()
    head, end, rest = _converted(export_project(case)).partition(b"?>")
    return head + end + f"<!-- {PROGRAM} -->".encode() + rest


def need_extra() -> None:
    """Raise MissingExtraError where the extra is not installed."""
    for library in ("jpype", "mpxj"):
        if find_spec(library) is None:
            raise MissingExtraError(f"{library}, which writes files of Primavera P6,", EXTRA)


def _converted(content: bytes) -> bytes:
    command = [sys.executable, "-P", str(CHILD)]
    try:
        run = subprocess.run(command, input=content, capture_output=True, timeout=MOST_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise OutputError(f"MPXJ has not written the file in {MOST_SECONDS} s; try again, {CURE}") from error
    if run.returncode == NO_JAVA:
        raise SettingsError(f"Java is not installed, and .pmxml needs it; install Java 17, {CURE}")
    if run.returncode:
        said = run.stderr.decode("utf-8", errors="replace").strip().splitlines()
        raise OutputError(f"MPXJ cannot write the plan as .pmxml ({said[-1] if said else 'it says nothing'}); {CURE}")
    return run.stdout
