"""The rule of one option: always, never, or yes unless the re-forecast is on or before a day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from planner.risk.draws import Days, Flags

LEVELS = (0.5, 0.8, 0.95)
"""The levels that re-forecasts are read at: P50, P80, P95."""
LEVEL_NAMES = ("P50", "P80", "P95")
"""How people call them."""


class Kind(StrEnum):
    """What a rule looks at: nothing, or a date."""

    ALWAYS = "always"
    NEVER = "never"
    DATE = "date"


@dataclass(frozen=True)
class Rule:
    """What is answered on the acting day of an option.

    With a date: yes exactly where the re-forecast at `level` (a place in `LEVELS`) is later than `threshold`. Every
    threshold from `flat_from` to `flat_until` does as well, as far as the draws can tell.
    """

    kind: Kind
    level: int = 0
    threshold: int = 0
    flat_from: int = 0
    flat_until: int = 0

    def says_yes(self, seen: Days | None, draws: int) -> Flags:
        """In which draws the answer is yes."""
        if self.kind is not Kind.DATE:
            return np.full(draws, self.kind is Kind.ALWAYS)
        if seen is None:
            raise ValueError("a rule with a date needs the re-forecasts of its acting day")
        return np.asarray(seen[self.level] > self.threshold)


ALWAYS, NEVER = Rule(Kind.ALWAYS), Rule(Kind.NEVER)
