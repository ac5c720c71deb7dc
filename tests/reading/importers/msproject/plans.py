"""Small plans as MS Project and P6 write them, and a portfolio with milestones for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from planner.domain.clusters import Milestone
from planner.domain.portfolio import Portfolio
from planner.reading.importers.imported import Imported, ImportLine, Verdict
from planner.reading.importers.msproject.importing import import_plan
from planner.reading.importers.msproject.mspdi import read_mspdi
from planner.reading.importers.msproject.plan_map import PlanMap
from planner.reading.importers.msproject.plan_task import PlanTask
from planner.reading.importers.msproject.xer import read_xer
from tests.sample import portfolio

SPACE = "http://schemas.microsoft.com/project"
TEXT1, TEXT2, DATE1, DATE2 = "188743731", "188743734", "188743945", "188743946"
OUR_FIELDS = ((TEXT1, "Text1", "planner id"), (TEXT2, "Text2", "kind"))


def task(uid: int | str = 1, name: str = "Go live", finish: str = "2030-06-01T17:00:00", **values: str) -> str:
    """A task element; values by the names of their elements, custom fields by their numbers with an underscore before."""
    fields = "".join(
        f"<ExtendedAttribute><FieldID>{key[1:]}</FieldID><Value>{value}</Value></ExtendedAttribute>"
        for key, value in values.items()
        if key.startswith("_")
    )
    plain = {"UID": str(uid), "Name": name, "OutlineLevel": "1", "Finish": finish}
    plain |= {key: value for key, value in values.items() if not key.startswith("_")}
    return f"<Task>{''.join(f'<{key}>{value}</{key}>' for key, value in plain.items() if value)}{fields}</Task>"


def mspdi(*tasks: str, fields: Iterable[tuple[str, str, str]] = (), head: str = "", tail: str = "") -> bytes:
    """A file of MS Project XML; fields as number, name and alias."""
    listed = "".join(
        f"<ExtendedAttribute><FieldID>{id}</FieldID><FieldName>{name}</FieldName><Alias>{alias}</Alias></ExtendedAttribute>"
        for id, name, alias in fields
    )
    body = f"{head}<ExtendedAttributes>{listed}</ExtendedAttributes><Tasks>{''.join(tasks)}</Tasks>{tail}"
    return f'<?xml version="1.0" encoding="UTF-8"?><Project xmlns="{SPACE}">{body}</Project>'.encode()


def xer(
    tables: Mapping[str, Sequence[Mapping[str, str]]], header: str = "ERMHDR\t19.12\t2030-01-05", end: str = "%E\n"
) -> str:
    """A XER with these tables; columns are those of their rows."""
    lines = [header]
    for name, rows in tables.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        lines += [f"%T\t{name}", "\t".join(["%F", *columns])]
        lines += ["\t".join(["%R", *(row.get(column, "") for column in columns)]) for row in rows]
    return "\n".join([*lines, end])


def milestones(*ids: str, **changes: str) -> Portfolio:
    """The sample portfolio (status date 1 January 2030) with milestones forecast for 1 June 2030, called `Name of ID`."""
    dates = {key: date.fromisoformat(value) for key, value in changes.items()} or {"forecast_date": date(2030, 6, 1)}
    made = tuple(Milestone(id=id, name=f"Name of {id}", **dates) for id in ids)  # type: ignore[arg-type]
    return portfolio(milestones=made)


def only_task(content: bytes) -> PlanTask:
    """The task of a file of MS Project XML that has one."""
    (found,) = read_mspdi(content, "plan.xml").tasks
    return found


def imported(base: Portfolio, content: bytes | str, given: PlanMap | None = None) -> Imported:
    """What a file changes; a text is a XER."""
    plan = read_xer(content.encode(), "plan.xer") if isinstance(content, str) else read_mspdi(content, "plan.xml")
    return import_plan(base, plan, given or PlanMap())


def values_of(found: Imported) -> dict[str, Mapping[str, str]]:
    """The new cells of each milestone that changes."""
    return {operation.selector.ids[0]: operation.values for operation in found.operations}  # type: ignore[attr-defined]


def dates_of(found: Imported) -> dict[str, str]:
    """The new forecasts."""
    return {id: values["forecast_date"] for id, values in values_of(found).items() if "forecast_date" in values}


def line(found: Imported, record: str, verdict: Verdict) -> ImportLine:
    """The one line about a milestone with this verdict."""
    (only,) = (line for line in found.lines if line.record == record and line.verdict is verdict)
    return only
