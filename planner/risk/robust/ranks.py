"""From the starts of a plan to the order of its activities: the order of the queue when the plan is carried out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.risk.execution.activities import Activity, Member
from planner.risk.execution.flat_program import Ints
from planner.risk.execution.program import Program


@dataclass(frozen=True)
class ActivityRanks:
    """What the order of activities is made from: for each of them its migrations, and the days from their start to its own.

    `order` gives what `Activity.order` would, whatever the starts.
    """

    migrations: Ints
    offsets: Ints
    lengths: Ints
    ties: Ints

    @classmethod
    def of(cls, program: Program) -> ActivityRanks:
        """Those of a program. A block of a group has a column for each member; others repeat their only one."""
        activities = program.activities
        most = max((len(activity.members) for activity in activities), default=1)
        members = [[*item.members, *[item.member] * (most - len(item.members))] for item in activities]
        named = sorted(range(len(activities)), key=lambda place: activities[place].order[2:])
        ties = np.empty(len(activities), dtype=np.int64)
        ties[named] = np.arange(len(activities))
        return cls(
            migrations=np.array([[member.place for member in row] for row in members], dtype=np.int64),
            offsets=np.array(
                [[_offset(item, member) for member in row] for item, row in zip(activities, members, strict=True)],
                dtype=np.int64,
            ),
            lengths=np.array([item.length for item in activities], dtype=np.int64),
            ties=ties,
        )

    def order(self, starts: Ints) -> Ints:
        """The activities, by their places in the program, in the order of a plan with these starts of migrations."""
        planned = (starts[self.migrations] + self.offsets).max(axis=1)
        return np.asarray(np.lexsort((self.ties, planned + self.lengths, planned)), dtype=np.int64)


def _offset(activity: Activity, member: Member) -> int:
    return member.block_offset - member.shift if activity.is_block else activity.offset
