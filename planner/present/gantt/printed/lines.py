"""The lines of a printed chart: headings and rows in order, cut into pages that repeat their headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from planner.plan.flagging.records import Flag
from planner.present.gantt.model import Gantt, Row
from planner.present.gantt.rows.row_order import under_headings


class LineKind(StrEnum):
    """What stands on a line."""

    CLUSTER = "cluster"
    DEPARTMENT = "department"
    ROW = "row"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line: a heading with its text, or a row, and the flag it shows.

    `cluster` is the id of the cluster it stands under.
    """

    kind: LineKind
    text: str
    cluster: str
    row: Row | None = None
    flag: Flag | None = None


def lines_of(gantt: Gantt) -> tuple[Line, ...]:
    """Every heading and row from top to bottom."""
    return tuple(_lines(gantt))


def _lines(gantt: Gantt) -> Iterator[Line]:
    for cluster in under_headings(gantt):
        yield Line(kind=LineKind.CLUSTER, text=cluster.name, cluster=cluster.id)
        for department in cluster.departments:
            yield Line(kind=LineKind.DEPARTMENT, text=department.name, cluster=cluster.id, flag=department.flag)
            for row in department.rows:
                yield Line(kind=LineKind.ROW, text=row.title, cluster=cluster.id, row=row, flag=row.flag.flag)


def pages_of(lines: tuple[Line, ...], lines_per_page: int) -> tuple[tuple[Line, ...], ...]:
    """The lines in pages of at most `lines_per_page` (at least 4); headings in force are repeated on the next page,
    and no heading is left alone at the foot of one."""
    pages: list[list[Line]] = [[]]
    headings: dict[LineKind, Line] = {}
    for position, line in enumerate(lines):
        if line.kind is LineKind.CLUSTER:
            headings = {}
        if len(pages[-1]) + _tail(lines, position) > max(4, lines_per_page):
            pages.append([_continued(heading) for heading in headings.values() if line.kind is not heading.kind])
        if line.kind is not LineKind.ROW:
            headings[line.kind] = line
        pages[-1].append(line)
    return tuple(tuple(page) for page in pages)


def _tail(lines: tuple[Line, ...], position: int) -> int:
    """Lines that must stand together from here: headings with the first row under them."""
    length = 1
    while lines[position].kind is not LineKind.ROW and position + 1 < len(lines):
        position += 1
        length += 1
    return length


def _continued(heading: Line) -> Line:
    return replace(heading, text=f"{heading.text} (continued)")
