"""A line of the outline, and how it is told from the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import NamedTuple

Value = str | date | int
NOTHING: Mapping[str, Value] = MappingProxyType({})


class Key(NamedTuple):
    """What a task is about: its kind, the id of its record, which of several it is, and the cluster it stands in."""

    kind: str
    record: str
    place: int = 0
    within: str | None = None


@dataclass(frozen=True, kw_only=True)
class Task:
    """A task with the tasks below it; only one without any has days, links and a constraint of its own.

    `days` are of the days the portfolio counts, of every day with `every_day`; 0 makes it a milestone. `begun`: a commitment
    says that it has started. `fields` are the values of the custom fields by their alias, `notes` what is read beside it,
    and `source` where it comes from.
    """

    key: Key
    name: str
    start: datetime
    finish: datetime
    days: int = 0
    every_day: bool = False
    pounds: int = 0
    achieved: bool = False
    begun: bool = False
    deadline: datetime | None = None
    fields: Mapping[str, Value] = field(default_factory=lambda: NOTHING)
    notes: tuple[str, ...] = ()
    source: str | None = None
    below: tuple[Task, ...] = ()

    @property
    def is_summary(self) -> bool:
        """Whether Project computes it from the tasks below it."""
        return bool(self.below)

    @property
    def total_pounds(self) -> int:
        """Its price with those of all tasks below it."""
        return self.pounds + sum(task.total_pounds for task in self.below)


def summary(
    key: Key,
    name: str,
    below: tuple[Task, ...],
    *,
    fields: Mapping[str, Value] = NOTHING,
    notes: tuple[str, ...] = (),
    source: str | None = None,
) -> Iterator[Task]:
    """The task over these; nothing where there is none."""
    if below:
        start, finish = min(task.start for task in below), max(task.finish for task in below)
        yield Task(
            key=key, name=name, start=start, finish=finish, fields=fields, notes=notes, source=source, below=below
        )
