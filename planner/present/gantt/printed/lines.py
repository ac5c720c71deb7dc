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


MOST_HEADINGS = 2
"""Headings that a page can begin with."""


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
    """The lines in pages of at most `lines_per_page` (at least 4); headings in force are repeated on the next page.

    No heading is left alone at the foot of a page, and no contract without what stands under it, where a page holds both.
    """
    pages: list[list[Line]] = [[]]
    headings: dict[LineKind, Line] = {}
    for position, line in enumerate(lines):
        if line.kind is LineKind.CLUSTER:
            headings = {}
        if len(pages[-1]) + _tail(lines, position, lines_per_page) > max(4, lines_per_page):
            pages.append([_continued(heading) for heading in headings.values() if line.kind is not heading.kind])
        if line.kind is not LineKind.ROW:
            headings[line.kind] = line
        pages[-1].append(line)
    return tuple(tuple(page) for page in pages)


def _tail(lines: tuple[Line, ...], position: int, lines_per_page: int) -> int:
    """Lines that must stand together from here: headings with the first row under them, a contract with its migrations.

    A band too long for a page with its headings is broken.
    """
    first = position
    while lines[first].kind is not LineKind.ROW and first + 1 < len(lines):
        first += 1
    last = first
    while not _below(lines[first]) and last + 1 < len(lines) and _below(lines[last + 1]):
        last += 1
    return max(first - position + 1, min(last - position + 1, lines_per_page - MOST_HEADINGS))


def _below(line: Line) -> bool:
    return line.row is not None and line.row.under is not None


def _continued(heading: Line) -> Line:
    return replace(heading, text=f"{heading.text} (continued)")
