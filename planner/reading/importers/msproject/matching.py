"""Which task of a plan is which milestone: by id, by the map, by the same name; anything less is only suggested."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from planner.domain.clusters import Milestone
from planner.domain.wording import counted
from planner.reading.importers.msproject.plan_map import PlanMap
from planner.reading.importers.msproject.plan_task import PlanTask, plain_line
from planner.reading.importers.msproject.similar_names import SimilarNames

BY_ID, BY_MAP, BY_NAME = "by its planner id", "by the map", "by its name"


@dataclass(frozen=True)
class Candidate:
    """A task that may be a milestone, and why it is thought so, or why nothing can be taken from it."""

    task: PlanTask
    why: str


@dataclass
class Matched:
    """What was found for one milestone: the task taken, those suggested, those that cannot be used.

    `missing` says what was looked for in vain, where the map names a task that is not there.
    """

    milestone: Milestone
    taken: Candidate | None = None
    suggested: list[Candidate] = field(default_factory=list)
    refused: list[Candidate] = field(default_factory=list)
    missing: str = ""

    @property
    def tasks(self) -> list[PlanTask]:
        """Every task that this is about."""
        found = [*self.suggested, *self.refused, *([self.taken] if self.taken else [])]
        return [candidate.task for candidate in found]


def match(milestones: Sequence[Milestone], tasks: Sequence[PlanTask], given: PlanMap) -> list[Matched]:
    """What was found for every milestone, in their order. A task is taken for one milestone at most."""
    return _Matching(milestones, tasks, given).found()


class _Matching:
    def __init__(self, milestones: Sequence[Milestone], tasks: Sequence[PlanTask], given: PlanMap) -> None:
        self._tasks, self._map = tasks, given
        self._found = {milestone.id: Matched(milestone) for milestone in milestones}
        self._settled: set[str] = set()
        self._claimed: set[int] = set()
        self._names = Counter(plain_line(milestone.name) for milestone in milestones)

    def found(self) -> list[Matched]:
        by_id, by_name = (
            _index(self._tasks, self._map.planner_id),
            _index(self._tasks, lambda task: plain_line(task.name)),
        )
        self._settle(BY_ID, lambda milestone: by_id.get(milestone.id, []))
        self._settle(BY_MAP, lambda milestone: self._map.tasks_of(milestone.id, self._tasks))
        self._note_missing()
        self._settle(BY_NAME, lambda milestone: by_name.get(plain_line(milestone.name), []))
        self._suggest()
        return [*self._found.values()]

    def _settle(self, how: str, tasks_of: Callable[[Milestone], list[PlanTask]]) -> None:
        """Look for the milestones that no better way has found."""
        for id, matched in self._found.items():
            if id not in self._settled:
                self._sort(
                    matched, [task for task in tasks_of(matched.milestone) if id_of(task) not in self._claimed], how
                )

    def _sort(self, matched: Matched, fits: list[PlanTask], how: str) -> None:
        if not fits:
            return
        self._settled.add(matched.milestone.id)
        usable = [task for task in fits if task.hindrance is None]
        matched.refused += [Candidate(task, f"found {how}, but {task.hindrance}") for task in fits if task.hindrance]
        doubt = self._doubt(matched.milestone, usable, how)
        if doubt:
            matched.suggested += [Candidate(task, doubt) for task in usable]
        elif usable:
            matched.taken = Candidate(usable[0], f"found {how}{self._contradiction(matched.milestone, usable[0])}")
            self._claimed.add(id_of(usable[0]))

    def _contradiction(self, milestone: Milestone, task: PlanTask) -> str:
        """Whether the map names another task than the one with the id, which comes first."""
        named = milestone.id in self._map.tasks and not self._map.tasks_of(milestone.id, [task])
        return f", though the map names {self._map.described(milestone.id)}" if named else ""

    def _doubt(self, milestone: Milestone, usable: list[PlanTask], how: str) -> str:
        """Why a person has to say which it is; blank where it is plain."""
        if len(usable) > 1:
            return f"{counted(len(usable), 'task')} found {how}; name one in the map"
        if how == BY_NAME and self._names[plain_line(milestone.name)] > 1:
            return f"{self._names[plain_line(milestone.name)]} milestones have this name; name the task in the map"
        return ""

    def _note_missing(self) -> None:
        for id, matched in self._found.items():
            if id in self._map.tasks and id not in self._settled:
                matched.missing = f"the map names {self._map.described(id)}, and the file has no such task"
                self._settled.add(id)

    def _suggest(self) -> None:
        """Similar names for every milestone that has neither a task nor a choice of tasks."""
        free = [task for task in self._tasks if id_of(task) not in self._claimed and task.hindrance is None]
        similar = SimilarNames(free)
        for matched in self._found.values():
            if matched.taken is None and not matched.suggested:
                matched.suggested += [
                    Candidate(task, f"{why}; if it is the milestone, name it in the map")
                    for task, why in similar.to(matched.milestone)
                ]


def id_of(task: PlanTask) -> int:
    """Tells tasks apart, even where a file gives two of them the same ids."""
    return id(task)


def _index(tasks: Sequence[PlanTask], key: Callable[[PlanTask], str]) -> Mapping[str, list[PlanTask]]:
    """The tasks by their key; those without one are left out."""
    found: dict[str, list[PlanTask]] = {}
    for task in tasks:
        if text := key(task):
            found.setdefault(text, []).append(task)
    return found
