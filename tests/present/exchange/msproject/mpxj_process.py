"""MPXJ in a process of its own: it reads project files, schedules them anew, and prints what it found.

A line of input is a question as JSON: the `path` of a file, whether to `schedule` it and to `save` it over itself as MS
Project does, and `days` of which it is asked whether they are worked. A line of output is the answer.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import jpype
import mpxj


def serve() -> None:
    """Answer questions until the input ends."""
    assert mpxj.mpxj_dir
    jpype.startJVM("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
    from org.mpxj.cpm import MicrosoftScheduler
    from org.mpxj.reader import UniversalProjectReader
    from org.mpxj.writer import FileFormat, UniversalProjectWriter

    for line in sys.stdin:
        question = json.loads(line)
        file = UniversalProjectReader().read(question["path"])
        if question["schedule"]:
            MicrosoftScheduler().schedule(file, file.getProjectProperties().getStartDate())
        if question["save"]:
            UniversalProjectWriter(FileFormat.MSPDI).write(file, question["path"])
        answer = {"tasks": [task_of(task) for task in file.getTasks()], "works": works_on(file, question["days"])}
        print(json.dumps(answer), flush=True)


def works_on(file: Any, days: list[str]) -> list[bool]:
    """Whether the calendar of the project works on these days."""
    from java.time import LocalDate

    calendar = file.getDefaultCalendar()
    return [bool(calendar.isWorkingDate(LocalDate.parse(day))) for day in days]


def task_of(task: Any) -> dict[str, Any]:
    """What MPXJ knows of a task, dates as ISO text."""
    return {
        "uid": int(str(task.getUniqueID())),
        "guid": text(task.getGUID()).upper(),
        "name": str(task.getName()),
        "level": int(str(task.getOutlineLevel())),
        "number": str(task.getOutlineNumber()),
        "summary": bool(task.getSummary()),
        "milestone": bool(task.getMilestone()),
        "start": text(task.getStart()),
        "finish": text(task.getFinish()),
        "duration": text(task.getDuration()),
        "constraint": text(task.getConstraintType()),
        "constraint_date": text(task.getConstraintDate()),
        "deadline": text(task.getDeadline()),
        "cost": text(task.getCost()),
        "fixed_cost": text(task.getFixedCost()),
        "notes": text(task.getNotes()),
        "hyperlink": text(task.getHyperlinkAddress()),
        "actual_start": text(task.getActualStart()),
        "actual_finish": text(task.getActualFinish()),
        "baseline_start": text(task.getBaselineStart()),
        "baseline_finish": text(task.getBaselineFinish()),
        "texts": [text(task.getText(number)) for number in range(1, 9)],
        "dates": [text(task.getDate(number)) for number in range(1, 4)],
        "user": {str(kind.getName()): text(task.get(kind)) for kind in task.getParentFile().getUserDefinedFields()},
        "number1": text(task.getNumber(1)),
        "links": [
            [int(str(link.getPredecessorTask().getUniqueID())), str(link.getType()), str(link.getLag())]
            for link in task.getPredecessors()
        ],
    }


def text(value: Any) -> str:
    """As Java writes it; nothing for null."""
    return "" if value is None else str(value)


if __name__ == "__main__":
    serve()
