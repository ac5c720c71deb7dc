"""A plan of another program as the planner needs it: tasks with their names, finishes and own fields."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from uuid import UUID

NO_FIELDS: Mapping[str, str] = MappingProxyType({})
PLANNER_ID, KIND, PLANNED_DAY = "planner id", "kind", "planned day"
"""The aliases of fields that our own export fills."""
TEXT1 = "text1"
"""The field that holds the planner id where no field has that alias."""
MILESTONE = "milestone"
"""What the field `kind` says of a milestone that we wrote."""

LONGEST = 255
"""Letters of a name in MS Project."""
P6_LETTERS = 22
"""Letters of a GUID as P6 writes it."""


@dataclass(frozen=True)
class PlanLink:
    """What a task waits for: the UID of the other task, the two ends as letters (`FS`, `SS`), and days between them."""

    uid: str
    kind: str
    lag_days: Fraction


@dataclass(frozen=True, kw_only=True)
class PlanTask:
    """One task, activity or heading; texts are trimmed, and blank where the file says nothing.

    `place` is how its own program calls it, for instance `UID 17` or `activity A1010`. `text_date` is what stands where
    the finish should, if that is no date. `is_fixed`: a Must or Mandatory constraint holds its date, whatever its logic
    says. `is_typed`: somebody typed its dates. `not_before` is the date of its constraint. `fields` are custom fields by
    alias and by name, in small letters. `as_of` is the day of the plan it belongs to.
    """

    place: str
    uid: str = ""
    guid: str = ""
    wbs: str = ""
    code: str = ""
    name: str = ""
    is_milestone: bool = False
    is_summary: bool = False
    is_inactive: bool = False
    is_external: bool = False
    is_null: bool = False
    is_fixed: bool = False
    is_typed: bool = False
    start: datetime | None = None
    finish: datetime | None = None
    actual_finish: datetime | None = None
    text_date: str = ""
    not_before: datetime | None = None
    links: tuple[PlanLink, ...] = ()
    deadline: datetime | None = None
    baseline_finish: datetime | None = None
    fields: Mapping[str, str] = field(default_factory=lambda: NO_FIELDS)
    as_of: date | None = None

    @property
    def planner_id(self) -> str:
        """The id that our own export wrote, or that somebody typed; blank where it stands for a record of another kind."""
        if self.fields.get(KIND, MILESTONE) != MILESTONE:
            return ""
        return self.fields.get(PLANNER_ID) or self.fields.get(TEXT1, "")

    @property
    def is_ours(self) -> bool:
        """Whether our own export wrote it, as a milestone."""
        return self.fields.get(KIND) == MILESTONE and bool(self.planner_id)

    @property
    def hindrance(self) -> str | None:
        """Why no date can be taken from it; None where one can."""
        return next((why for why in self._hindrances), None)

    @property
    def _hindrances(self) -> Iterator[str]:
        if self.is_null:
            yield "a blank line of the plan"
        if self.is_summary:
            yield "a summary: its date follows from the tasks below it"
        if self.is_inactive:
            yield "inactive: its program leaves it out of the plan"
        if self.is_external:
            yield "external: it belongs to another plan"
        if self.text_date:
            yield f'no date, but the text "{short(self.text_date)}"'
        if self.finish is None:
            yield "no date"


@dataclass(frozen=True)
class PlanField:
    """A custom field: its name, and what people call it, if they call it something."""

    name: str
    alias: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Under what it is known."""
        return tuple(filter(None, (self.name, self.alias)))


@dataclass(frozen=True, kw_only=True)
class PlanFile:
    """The tasks of a file in its order.

    `form` is what people call it. `fields` are its custom fields. `people` says what was left unread because it names
    people, for instance `12 resources`. `remarks` are sentences about the file as a whole.
    """

    name: str
    form: str
    tasks: tuple[PlanTask, ...]
    fields: tuple[PlanField, ...] = ()
    people: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @cached_property
    def task_by_uid(self) -> Mapping[str, PlanTask]:
        """The tasks by their UID; of several with the same one, the last."""
        return {task.uid: task for task in self.tasks}


def plain_line(text: str) -> str:
    """A text on one line, with single spaces; what cannot be seen becomes a space."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def short(text: str) -> str:
    """A text of a plan as a report shows it: on one line, and not too long."""
    line = plain_line(text)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def field_key(name: str) -> str:
    """How the name of a field is compared: small letters, single spaces."""
    return " ".join(name.split()).casefold()


def guid_key(text: str) -> str:
    """How a GUID is compared; P6 writes the same number in 22 letters of base 64."""
    plain = text.strip().strip("{}")
    if len(plain) == P6_LETTERS:
        try:
            return str(UUID(bytes_le=b64decode(f"{plain}==", validate=True)))
        except ValueError:
            return plain
    return plain.casefold()
