"""The map that says which task is which milestone, and which fields of a plan hold what; a TOML file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from planner.errors import InputError
from planner.reading.importers.msproject.plan_task import PlanTask, field_key, guid_key, plain_line
from planner.reading.toml import keys
from planner.reading.toml.key_reader import KeyReader
from planner.reading.toml.keys import Key, Unfit
from planner.reading.toml.toml_file import read_toml

MILESTONES, FIELDS = "milestones", "fields"


def _number_or_text(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return keys.text(value)


def _quoted(value: Any) -> str:
    """Text only: a number such as 1.10 would lose its last digit."""
    if isinstance(value, int | float):
        raise Unfit(f"{keys.shown(value)} is a number", 'write it between quotes, for instance "1.10"', "text")
    return keys.text(value)


TASK_KEYS: tuple[Key, ...] = (
    Key(name="uid", parse=_number_or_text, meaning="Unique id of the task (task_id in P6).", example="17"),
    Key(name="guid", parse=keys.text, meaning="GUID of the task.", example='"5F7C9C4E-…"'),
    Key(name="wbs", parse=_quoted, meaning="WBS code of the task.", example='"1.2.3"'),
    Key(name="task_code", parse=_quoted, meaning="Activity id in P6.", example='"A1010"'),
    Key(name="name", parse=keys.text, meaning="Name of the task, as it stands in the plan.", example='"Go live"'),
)
"""How a task is named; with several keys all must hold."""
FIELD_KEYS: tuple[Key, ...] = (
    Key(name="planner_id", parse=keys.text, meaning="Field with the ids of milestones.", example='"Text5"'),
    Key(name="early_date", parse=keys.text, meaning="Field with the early date (P10).", example='"Date1"'),
    Key(name="late_date", parse=keys.text, meaning="Field with the late date (P90).", example='"Date2"'),
    Key(name="owner", parse=keys.text, meaning="Field with the office that answers for it.", example='"Text7"'),
)
"""Fields of the plan, by name or alias."""

_OF_TASK: Mapping[str, Callable[[PlanTask], str]] = {
    "uid": lambda task: task.uid,
    "guid": lambda task: guid_key(task.guid),
    "wbs": lambda task: task.wbs,
    "task_code": lambda task: task.code,
    "name": lambda task: task.name,
}


@dataclass(frozen=True, kw_only=True)
class PlanMap:
    """Field names by the column they fill, and what each mapped task must have, by milestone."""

    fields: Mapping[str, str] = field(default_factory=dict)
    tasks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def tasks_of(self, milestone: str, tasks: Iterable[PlanTask]) -> list[PlanTask]:
        """The tasks that the map says are the milestone."""
        wanted = self.tasks.get(milestone)
        if wanted is None:
            return []
        return [task for task in tasks if all(_OF_TASK[key](task) == value for key, value in wanted.items())]

    def described(self, milestone: str) -> str:
        """How the map names the task of a milestone, for instance `uid 17`."""
        return ", ".join(f"{key} {value}" for key, value in self.tasks.get(milestone, {}).items())

    def value(self, column: str, task: PlanTask) -> str:
        """What the field of a column holds; blank where it is not mapped."""
        return task.fields.get(field_key(self.fields.get(column, "")), "")

    def planner_id(self, task: PlanTask) -> str:
        """The id of the milestone that the task states."""
        return self.value("planner_id", task) if "planner_id" in self.fields else task.planner_id


def read_map(path: str | Path, milestones: Collection[str], fields: Collection[str]) -> PlanMap:
    """The map in a file. Raises `InputError` with every finding: unknown keys, milestones and fields of the plan.

    `fields` are the names and aliases that the plan knows.
    """
    file = read_toml(path)
    reader = KeyReader(file, unnamed="map")
    for name in file.content.keys() - {FIELDS, MILESTONES}:
        reader.unknown(reader.spot((name,)), name, [FIELDS, MILESTONES], "a table of a map")
    found = PlanMap(
        fields=_fields(reader, file.content.get(FIELDS, {}), fields),
        tasks=_tasks(reader, file.content.get(MILESTONES, {}), milestones),
    )
    if reader.findings:
        raise InputError(reader.findings)
    return found


def _fields(reader: KeyReader, body: Any, known: Collection[str]) -> Mapping[str, str]:
    if not _is_table(reader, FIELDS, body):
        return {}
    _check_names(reader, (FIELDS,), body, [key.name for key in FIELD_KEYS], "a column that a plan can fill")
    found = reader.values((FIELDS,), body, FIELD_KEYS)
    plain = {field_key(name) for name in known}
    for column, name in found.items():
        if field_key(name) not in plain:
            reader.unknown(reader.spot((FIELDS, column)), name, sorted(known) or ["no field"], "a field of this plan")
    return found


def _tasks(reader: KeyReader, body: Any, known: Collection[str]) -> Mapping[str, Mapping[str, str]]:
    if not _is_table(reader, MILESTONES, body):
        return {}
    _check_names(reader, (MILESTONES,), body, sorted(known), "a milestone of the portfolio")
    found: dict[str, Mapping[str, str]] = {}
    for id, keyed in body.items():
        path = (MILESTONES, id)
        if not isinstance(keyed, dict) or not keyed:
            reader.report(
                reader.spot(path), "wrong-value", "it does not name a task", "write for instance { uid = 17 }"
            )
            continue
        _check_names(reader, path, keyed, [key.name for key in TASK_KEYS], "a way to name a task")
        stated = reader.values(path, keyed, TASK_KEYS)
        if "name" in stated:
            stated["name"] = plain_line(stated["name"])
        if "guid" in stated:
            stated["guid"] = guid_key(stated["guid"])
        found[id] = stated
    return found


def _is_table(reader: KeyReader, name: str, body: Any) -> bool:
    if not isinstance(body, dict):
        reader.report(reader.spot((name,)), "wrong-type", f'"{name}" is not a table', f"write it below [{name}]")
    return isinstance(body, dict)


def _check_names(
    reader: KeyReader, path: tuple[str, ...], body: Mapping[str, Any], known: list[str], what: str
) -> None:
    for name in body:
        if name not in known:
            reader.unknown(reader.spot((*path, name)), name, known, what)
