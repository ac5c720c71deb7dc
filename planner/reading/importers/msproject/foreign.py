"""`.mpp` and PMXML read by MPXJ, a Java library that the extra `msproject` brings; it runs as a program of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from planner.domain.wording import counted
from planner.errors import MissingExtraError, SettingsError
from planner.reading.files.regular_file import UnreadableFile
from planner.reading.importers.msproject.moments import day_of, moment
from planner.reading.importers.msproject.plan_task import PlanField, PlanFile, PlanLink, PlanTask, field_key, plain_line

EXTRA = "msproject"
FORMS: Mapping[str, str] = {"mpp": "MS Project (.mpp)", "pmxml": "Primavera PMXML"}
"""What people call the forms that MPXJ reads for us."""
CURES: Mapping[str, str] = {
    "mpp": "open it in MS Project and save it as XML (*.xml), without a password",
    "pmxml": "export it from P6 again, or as XER",
}
MOST_SECONDS = 300
MUST = ("MUST_START_ON", "MUST_FINISH_ON")
DONE = 100
COMPLETED = "COMPLETED"
CHILD = Path(__file__).with_name("mpxj_child.py")


def read_foreign(content: bytes, name: str, form: str) -> PlanFile:
    """The plan in the content of a file of this form.

    Raises `MissingExtraError` where the extra is not installed, `SettingsError` where Java is not, and `UnreadableFile`
    where MPXJ cannot read the file.
    """
    for library in ("jpype", "mpxj"):
        if find_spec(library) is None:
            raise MissingExtraError(f"{library}, which reads {FORMS[form]},", EXTRA)
    found = _answer(content, form)
    if "no_java" in found:
        raise SettingsError(f"Java is not installed, and {FORMS[form]} needs it; install Java 17, or {CURES[form]}")
    if "error" in found:
        raise UnreadableFile(f"it cannot be read as {FORMS[form]} ({found['error']})", CURES[form])
    return _plan(found, name, form)


def _answer(content: bytes, form: str) -> dict[str, Any]:
    """What MPXJ says of the file; a program that breaks down, or takes too long, is a fault of the file."""
    command = [sys.executable, "-P", str(CHILD), form]
    try:
        run = subprocess.run(command, input=content, capture_output=True, timeout=MOST_SECONDS, check=True)
        answer: dict[str, Any] = json.loads(run.stdout)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(f"MPXJ has not read it in {MOST_SECONDS} s", CURES[form]) from error
    except (subprocess.CalledProcessError, ValueError) as error:
        raise UnreadableFile(f"MPXJ broke down while it read it as {FORMS[form]}", CURES[form]) from error
    return answer


def _plan(found: Mapping[str, Any], name: str, form: str) -> PlanFile:
    projects = found["projects"]
    exported = any(project["exported"] for project in projects)
    fields = {tuple(names): PlanField(*names) for project in projects for names in project["fields"]}
    return PlanFile(
        name=name,
        form=FORMS[form],
        tasks=tuple(
            task for project in projects for task in _tasks(project, is_external=exported > project["exported"])
        ),
        fields=tuple(fields.values()),
        people=tuple(_people(projects)),
    )


def _tasks(project: Mapping[str, Any], *, is_external: bool) -> Iterator[PlanTask]:
    as_of = day_of(project["status_date"] or "") or day_of(project["last_saved"] or "")
    for values in project["tasks"]:
        yield _task(values, as_of, is_external=is_external)


def _task(values: Mapping[str, Any], as_of: date | None, *, is_external: bool) -> PlanTask:
    text = {name: plain_line(value or "") for name, value in values.items() if value is None or isinstance(value, str)}
    done = values["percent"] == DONE or values["status"] == COMPLETED
    return PlanTask(
        place=f"activity {text['code']}" if text["code"] else f"UID {text['uid']}",
        uid=text["uid"],
        guid=text["guid"],
        wbs=text["wbs"],
        code=text["code"],
        name=text["name"],
        is_milestone=values["milestone"],
        is_summary=values["summary"],
        is_inactive=not values["active"],
        is_external=is_external or values["external"],
        is_null=values["null"],
        is_fixed=values["constraint"] in MUST,
        is_typed=values["manual"],
        start=moment(text["start"]),
        finish=moment(text["finish"]),
        actual_finish=moment(text["actual_finish"]) if done else None,
        text_date=_text_date(text["finish_text"]),
        not_before=moment(text["not_before"]),
        links=tuple(PlanLink(uid or "", ends, Fraction(days)) for uid, ends, days in values["links"]),
        deadline=moment(text["deadline"]),
        baseline_finish=moment(text["baseline_finish"]),
        fields={field_key(name): value for name, value in values["fields"].items() if value},
        as_of=as_of,
    )


def _text_date(typed: str) -> str:
    return typed if typed and moment(typed) is None else ""


def _people(projects: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What names people and was left unread."""
    if resources := sum(project["resources"] for project in projects):
        yield counted(resources, "resource")
    yield from dict.fromkeys(name for project in projects for name in project["people"])
    if contacts := sum(project["contacts"] for project in projects):
        yield f"Contact of {counted(contacts, 'task')}"
