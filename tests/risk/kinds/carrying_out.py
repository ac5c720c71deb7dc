"""A plan carried out once, day by day: one crew at most, gates before the first day or before the cutover, one freeze."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tests.risk.kinds.small import Migration, Small


def carried_out(
    small: Small, plan: Mapping[str, int], dates: Mapping[str, int], delays: Mapping[str, int]
) -> dict[str, int]:
    """The cutover day of each migration, where milestones have these dates and migrations build so much longer."""
    begun = begun_on(small, plan, dates, delays)
    return {item.id: _cutover(small, item, dates, begun[item.id] + small.build + delays.get(item.id, 0))
            for item in small.migrations}  # fmt: skip


def begun_on(
    small: Small, plan: Mapping[str, int], dates: Mapping[str, int], delays: Mapping[str, int]
) -> dict[str, int]:
    """The day on which each migration begins to build."""
    if small.crew:
        return _Queue(small, plan, dates, delays).begin()
    return {item.id: _ready(small, plan, dates, item) for item in small.migrations}


def _ready(small: Small, plan: Mapping[str, int], dates: Mapping[str, int], item: Migration) -> int:
    """Its planned start, or the last of its milestones."""
    return max(plan[item.id], *_gates(small, dates, item, "FS", 0), 0)


def _gates(small: Small, dates: Mapping[str, int], item: Migration, kind: str, rest: int) -> Iterator[int]:
    """The days that milestones allow, where the migration ends `rest` days later. No lead is longer than the warning."""
    for gate in small.gates:
        if (gate.migration, gate.kind) == (item.id, kind):
            yield dates[gate.milestone] + max(gate.lag - rest, -small.warning)


def _cutover(small: Small, item: Migration, dates: Mapping[str, int], built: int) -> int:
    """The first day of the new service: after the cutover phase, as milestones and the freeze allow."""
    rest = small.cutover + small.parallel
    day = max(built, *_gates(small, dates, item, "FF", rest), 0) + small.cutover
    if small.freeze is not None and small.freeze[0] <= day < small.freeze[1]:
        return small.freeze[1]
    return day


@dataclass
class _Queue:
    """Who is ready goes in the order of the plan; who is not ready holds nobody up."""

    small: Small
    plan: Mapping[str, int]
    dates: Mapping[str, int]
    delays: Mapping[str, int]
    begun: dict[str, int] = field(default_factory=dict)

    def begin(self) -> dict[str, int]:
        order = sorted(self.small.migrations, key=lambda item: (self.plan[item.id], item.id))
        day = 0
        while len(self.begun) < len(order):
            ready = [item.id for item in order if _ready(self.small, self.plan, self.dates, item) <= day]
            waiting = [id for id in ready if id not in self.begun]
            if waiting and not any(day < until for until in self._busy()):
                self.begun[waiting[0]] = day
            day += 1
        return self.begun

    def _busy(self) -> Iterator[int]:
        """The days on which those who have begun give the crew back."""
        return (day + self.small.build + self.delays.get(id, 0) for id, day in self.begun.items())
