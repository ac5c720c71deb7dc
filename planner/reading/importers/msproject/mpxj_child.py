"""A program of its own that reads a plan with MPXJ: the file on its input, its tasks as JSON on its output.

It runs beside the planner, so that Java leaves the signals and the memory of the planner alone, and can be ended when a
file keeps it busy. It imports nothing of the planner.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from typing import Any

JAVA = ("-Xmx2g", "-Dlog4j2.loggerContextFactory=org.apache.logging.log4j.simple.SimpleLoggerContextFactory")
CUSTOM = re.compile(r"(Text|Date|Start|Finish|Number)\d+")
"""Names of the fields of MS Project that people fill as they like."""
DAYS = {"m": 1 / 480, "h": 1 / 8, "d": 1, "w": 7}
"""Days of eight hours in a unit of lags."""
USER_DEFINED = "UserDefinedField"
"""The class of the fields of P6 that people add."""


def main() -> None:
    """Read the form that the argument names."""
    import jpype
    import mpxj  # noqa: F401 - it tells Java where its library is

    try:
        jpype.startJVM(*JAVA)
    except (jpype.JVMNotFoundException, OSError) as error:
        answer({"no_java": str(error)})
        return
    try:
        stream = jpype.JClass("java.io.ByteArrayInputStream")(sys.stdin.buffer.read())
        found = READERS[sys.argv[1]](jpype, stream)
        answer({"projects": [plan(project) for project in found if project is not None]})
    except (jpype.JException, UnicodeError) as error:
        answer({"error": reason(error)})


def reason(error: Any) -> str:
    """What an exception says, without the name of its class in Java."""
    said = error.getMessage() if hasattr(error, "getMessage") else None
    return " ".join(str(said or error).split())


def read_mpp(jpype: Any, stream: Any) -> list[Any]:
    """The one project of a file of MS Project."""
    return [jpype.JClass("org.mpxj.mpp.MPPReader")().read(stream)]


def read_pmxml(jpype: Any, stream: Any) -> list[Any]:
    """The projects of a file of P6, without those that are only there as their baselines."""
    return list(jpype.JClass("org.mpxj.primavera.PrimaveraPMFileReader")().readAll(stream))


READERS: dict[str, Callable[[Any, Any], list[Any]]] = {"mpp": read_mpp, "pmxml": read_pmxml}


def answer(found: dict[str, Any]) -> None:
    """Write the answer; half characters, which a damaged file can hold, become question marks."""
    text = json.dumps(found, ensure_ascii=False)
    sys.stdout.buffer.write(text.encode("utf-8", errors="replace"))


def plan(project: Any) -> dict[str, Any]:
    """Everything that the planner asks for, as text; what is not stated is None.

    P6 has planned dates for a baseline where none is kept; they move with the plan, so they are left out.
    """
    properties, fields = project.getProjectProperties(), custom_fields(project)
    is_mpp = text(properties.getFileType()) == "MPP"
    has_baseline = is_mpp or bool(project.getBaselines())
    return {
        "status_date": text(properties.getStatusDate()),
        "last_saved": text(properties.getLastSaved()),
        "exported": is_mpp or bool(properties.getExportFlag()),
        "fields": [names for _, names in fields],
        "resources": sum(1 for resource in project.getResources() if resource.getName()),
        "people": [name for name in ("Author", "Manager") if text(getattr(properties, f"get{name}")())],
        "contacts": sum(1 for task in project.getTasks() if task.getContact()),
        "tasks": [task_values(task, fields, has_baseline) for task in project.getTasks()],
    }


def custom_fields(project: Any) -> list[tuple[Any, list[str]]]:
    """The custom fields of tasks, each with its name and, if it has one, its alias."""
    known = {
        str(field.getFieldType()): field for field in project.getCustomFields() if is_of_tasks(field.getFieldType())
    }
    kinds = {name: field.getFieldType() for name, field in known.items()}
    kinds |= {str(kind): kind for kind in project.getPopulatedFields() if is_of_tasks(kind) and is_custom(kind)}
    aliases = {name: text(field.getAlias()) for name, field in known.items()}
    return [(kind, [part for part in (name, aliases.get(name)) if part]) for name, kind in sorted(kinds.items())]


def is_of_tasks(kind: Any) -> bool:
    """Whether a field belongs to tasks, not to resources."""
    return str(kind.getFieldTypeClass()) == "TASK"


def is_custom(kind: Any) -> bool:
    """Whether people fill a field as they like."""
    return CUSTOM.fullmatch(str(kind)) is not None or type(kind).__name__.endswith(USER_DEFINED)


def task_values(task: Any, fields: list[tuple[Any, list[str]]], has_baseline: bool) -> dict[str, Any]:
    """The values of one task."""
    return {
        "uid": text(task.getUniqueID()),
        "guid": text(task.getGUID()),
        "wbs": text(task.getWBS()),
        "code": text(task.getActivityID()),
        "name": text(task.getName()),
        "milestone": bool(task.getMilestone()),
        "summary": bool(task.getSummary()) or text(task.getSubprojectFile()) is not None,
        "active": bool(task.getActive()),
        "external": bool(task.getExternalTask()),
        "null": bool(task.getNull()),
        "manual": text(task.getTaskMode()) == "MANUALLY_SCHEDULED",
        "constraint": text(task.getConstraintType()),
        "not_before": text(task.getConstraintDate()),
        "links": [link_values(link) for link in task.getPredecessors()],
        "start": text(task.getStart()),
        "finish": text(task.getFinish()),
        "finish_text": text(task.getFinishText()) or text(task.getStartText()),
        "actual_finish": text(task.getActualFinish()),
        "percent": None if task.getPercentageComplete() is None else float(task.getPercentageComplete()),
        "status": text(task.getActivityStatus()),
        "deadline": text(task.getDeadline()),
        "baseline_finish": text(task.getBaselineFinish()) if has_baseline else None,
        "fields": {name: value for kind, names in fields if (value := text(task.get(kind))) for name in names},
    }


def link_values(link: Any) -> list[Any]:
    """What a task waits for: the UID of the other task, the two ends as letters, and the days between them."""
    lag = link.getLag()
    days = float(lag.getDuration()) * DAYS.get(str(lag.getUnits()), 0) if lag is not None else 0
    ends = "".join(part[0] for part in str(link.getType().name()).split("_"))
    return [text(link.getPredecessorTask().getUniqueID()), ends, days]


def text(value: Any) -> str | None:
    """The text of a value of Java; None where there is none."""
    return None if value is None else str(value)


if __name__ == "__main__":
    main()
