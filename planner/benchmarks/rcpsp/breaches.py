"""Whether a schedule of an RCPSP project keeps its rules."""

from __future__ import annotations

from collections.abc import Iterator

from planner.benchmarks.rcpsp.project import RcpspProject


def rcpsp_breaches(project: RcpspProject, starts: tuple[int, ...]) -> Iterator[str]:
    """A sentence for each activity missing or too early, and for each resource in a period that it is overloaded."""
    if len(starts) != len(project.durations):
        yield f"{len(starts)} starts for {len(project.durations)} activities"
        return
    for activity, start in enumerate(starts):
        if start < 0:
            yield f"activity {activity + 1} starts before 0"
        for before in project.predecessors[activity]:
            if start < starts[before] + project.durations[before]:
                yield f"activity {activity + 1} starts before {before + 1} ends"
    for resource, capacity in enumerate(project.capacities):
        load: dict[int, int] = {}
        for activity, start in enumerate(starts):
            for period in range(start, start + project.durations[activity]):
                load[period] = load.get(period, 0) + project.demands[activity][resource]
        yield from (
            f"resource {resource + 1} has {capacity}, not {taken}, in period {period}"
            for period, taken in sorted(load.items())
            if taken > capacity
        )
