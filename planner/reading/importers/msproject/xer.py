"""Primavera XER: activities with their finishes as P6 computed them, and user fields under their labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from planner.domain.wording import counted
from planner.reading.importers.msproject.moments import day_of, moment
from planner.reading.importers.msproject.plan_task import (
    NO_FIELDS,
    PlanField,
    PlanFile,
    PlanTask,
    field_key,
    guid_key,
    plain_line,
)
from planner.reading.importers.msproject.xer_tables import Cells, XerTables, read_tables

FORM = "Primavera XER"
TABLES = ("PROJECT", "PROJWBS", "TASK", "UDFTYPE", "UDFVALUE", "RSRC")
MILESTONES = ("TT_Mile", "TT_FinMile")
START_MILESTONE, WBS_SUMMARY = "TT_Mile", "TT_WBS"
COMPLETE, ACTIVE = "TK_Complete", "TK_Active"
MANDATORY = ("CS_MANDSTART", "CS_MANDFIN")
BEGUN = ("reend_date", "early_end_date", "target_end_date")
NOT_BEGUN = ("early_end_date", "target_end_date")
OF_START = {"act_end_date": "act_start_date", "reend_date": "restart_date", "early_end_date": "early_start_date",
            "target_end_date": "target_start_date"}  # fmt: skip
"""Where a start milestone states its day, if it states no end."""
NOT_ENDED = "The file does not end with %E, so its last rows may be missing: export it from P6 again."


def read_xer(content: bytes, name: str) -> PlanFile:
    """The plan in the content of a file. Raises `UnreadableFile` where it is no XER."""
    tables = read_tables(content, TABLES)
    exported = any(row.get("export_flag") == "Y" for row in tables.of("PROJECT"))
    projects = {row.get("proj_id", ""): _Project(row, tables, exported) for row in tables.of("PROJECT")}
    names = {row.get("udf_type_id", ""): _field(row) for row in tables.of("UDFTYPE") if row.get("table_name") == "TASK"}
    activities = _Activities(tables, projects, names)
    return PlanFile(
        name=name,
        form=FORM,
        tasks=(*activities.headings(), *activities.tasks()),
        fields=tuple(names.values()),
        people=tuple(_people(tables)),
        remarks=() if tables.is_ended else (NOT_ENDED,),
    )


class _Project:
    """A project of the file: the day of its plan, whether it is there only for its links, and whose baseline it is.

    `exported`: whether the file says of any project that it was exported; without that all of them were.
    """

    def __init__(self, row: Cells, tables: XerTables, exported: bool) -> None:
        self.id = row.get("proj_id", "")
        self.is_external = exported and row.get("export_flag") == "N"
        self.baseline_of = row.get("orig_proj_id", "")
        written = tables.header[2] if len(tables.header) > 2 else ""
        self.as_of: date | None = day_of(row.get("last_recalc_date", "")) or day_of(written)
        self.separator = row.get("name_sep_char", ".")


class _Activities:
    def __init__(self, tables: XerTables, projects: Mapping[str, _Project], names: Mapping[str, PlanField]) -> None:
        self._tables, self._projects = tables, projects
        self._headings = {row.get("wbs_id", ""): row for row in tables.of("PROJWBS")}
        self._fields = _fields_by_task(tables, names)
        self._baselines = {
            project.id
            for project in projects.values()
            if project.baseline_of in projects and project.baseline_of != project.id
        }
        self._baseline_finish = dict(self._finishes_of_baselines())

    def headings(self) -> Iterator[PlanTask]:
        """The work breakdown, whose dates follow from the activities below it."""
        for id, row in self._headings.items():
            if row.get("proj_id") not in self._baselines:
                wbs, name = self._path(id), plain_line(row.get("wbs_name", ""))
                yield PlanTask(
                    place=f"WBS {wbs}", guid=guid_key(row.get("guid", "")), wbs=wbs, name=name, is_summary=True
                )

    def tasks(self) -> Iterator[PlanTask]:
        """The activities of all projects but the baselines."""
        for row in self._tables.of("TASK"):
            if row.get("proj_id") not in self._baselines:
                yield self._task(row)

    def _task(self, row: Cells) -> PlanTask:
        project = self._projects.get(row.get("proj_id", ""))
        code, (finish, text) = row.get("task_code", ""), _finish(row)
        return PlanTask(
            place=f"activity {code}" if code else f"UID {row.get('task_id', '')}",
            uid=row.get("task_id", ""),
            guid=guid_key(row.get("guid", "")),
            wbs=self._path(row.get("wbs_id", "")),
            code=code,
            name=plain_line(row.get("task_name", "")),
            is_milestone=row.get("task_type") in MILESTONES,
            is_summary=row.get("task_type") == WBS_SUMMARY,
            is_external=project is not None and project.is_external,
            is_fixed=not {row.get("cstr_type"), row.get("cstr_type2")}.isdisjoint(MANDATORY),
            finish=finish,
            actual_finish=moment(_cell(row, "act_end_date")) if row.get("status_code") == COMPLETE else None,
            text_date=text,
            baseline_finish=self._baseline_finish.get((row.get("proj_id", ""), code)),
            fields=self._fields.get(row.get("task_id", ""), NO_FIELDS),
            as_of=project.as_of if project is not None else None,
        )

    def _finishes_of_baselines(self) -> Iterator[tuple[tuple[str, str], datetime]]:
        for row in self._tables.of("TASK"):
            project = self._projects.get(row.get("proj_id", ""))
            finish, _ = _finish(row)
            if project is not None and project.id in self._baselines and finish is not None:
                yield (project.baseline_of, row.get("task_code", "")), finish

    def _path(self, heading: str) -> str:
        """The codes of a heading and of all above it, down from the project."""
        codes: list[str] = []
        seen: set[str] = set()
        separator = "."
        while heading in self._headings and heading not in seen:
            seen.add(heading)
            row = self._headings[heading]
            project = self._projects.get(row.get("proj_id", ""))
            separator = project.separator if project is not None else separator
            codes.append(row.get("wbs_short_name", ""))
            heading = row.get("parent_wbs_id", "")
        return separator.join(reversed(codes))


def _finish(row: Cells) -> tuple[datetime | None, str]:
    """The finish, and what stands in its place if that is no date: the actual one, else as P6 last computed it."""
    begun = row.get("status_code") == ACTIVE or "act_start_date" in row
    for column in ("act_end_date", *(BEGUN if begun else NOT_BEGUN)):
        if text := _cell(row, column):
            found = moment(text)
            return found, "" if found is not None else text
    return None, ""


def _cell(row: Cells, column: str) -> str:
    """The cell of an end; a start milestone without one states its day as a start."""
    found = row.get(column, "")
    if not found and row.get("task_type") == START_MILESTONE:
        if column == "act_end_date" and row.get("status_code") != COMPLETE:
            return ""
        return row.get(OF_START[column], "")
    return found


def _field(row: Cells) -> PlanField:
    return PlanField(row.get("udf_type_name", ""), row.get("udf_type_label", ""))


def _fields_by_task(tables: XerTables, names: Mapping[str, PlanField]) -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in tables.of("UDFVALUE"):
        value = next((row[column] for column in ("udf_text", "udf_date", "udf_number") if column in row), "")
        field = names.get(row.get("udf_type_id", ""))
        for name in field.names if field is not None and value else ():
            found.setdefault(row.get("fk_id", ""), {})[field_key(name)] = value
    return found


def _people(tables: XerTables) -> Iterator[str]:
    """What names people and was left unread."""
    if resources := sum(1 for row in tables.of("RSRC") if "rsrc_name" in row):
        yield counted(resources, "resource")
    if any("create_user" in row or "update_user" in row for row in tables.of("TASK")):
        yield "who made and changed activities"
    if any(tables.header[4:6]):
        yield "who exported the file"
