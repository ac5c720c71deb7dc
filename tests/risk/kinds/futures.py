"""Every future of a small portfolio whose events are all that is uncertain, and what is known of it on each day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod

from tests.risk.kinds.carrying_out import carried_out
from tests.risk.kinds.small import Event, Small

LEVELS = (0.5, 0.8, 0.95)
ROUNDING = 1e-9

Outcome = tuple[bool, ...]
"""Which events happen, in the order of the portfolio."""
Known = tuple[object, ...]
"""What is known of a future; equal for two futures that nobody can tell apart."""


@dataclass(frozen=True)
class Futures:
    """All futures of a portfolio under a plan, which gives the planned start of each migration."""

    small: Small
    plan: Mapping[str, int]

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        return tuple(product((True, False), repeat=len(self.small.events)))

    @cached_property
    def shares(self) -> tuple[float, ...]:
        """The probability of each future."""
        events = self.small.events
        return tuple(
            prod(e.probability if hit else 1 - e.probability for e, hit in zip(events, outcome, strict=True))
            for outcome in self.outcomes
        )

    def needed(self, contract: str) -> tuple[int, ...]:
        """The first day without need of a contract in each future."""
        return tuple(self._needed(contract, self.true_delays(outcome)) for outcome in self.outcomes)

    def cutovers(self, outcome: Outcome) -> dict[str, int]:
        return carried_out(self.small, self.plan, self.dates(self.true_delays(outcome)), self.true_delays(outcome))

    def known(self, day: int) -> tuple[Known, ...]:
        """What is known at the end of a day in each future."""
        return tuple(
            (*self._told(outcome, day), *self._come(self.dates(self.true_delays(outcome)), day))
            for outcome in self.outcomes
        )

    def seen(self, contract: str, day: int) -> tuple[tuple[int, ...], ...]:
        """The re-forecasts of a contract on a day: a row for each level, and in it each future."""
        return tuple(tuple(self._seen(contract, o, day, level) for o in self.outcomes) for level in LEVELS)

    def _needed(self, contract: str, delays: Mapping[str, int]) -> int:
        return self._needed_on(contract, self.dates(delays), delays)

    def _needed_on(self, contract: str, dates: Mapping[str, int], delays: Mapping[str, int]) -> int:
        cutovers = carried_out(self.small, self.plan, dates, delays)
        released = [cutovers[item.id] for item in self.small.migrations if item.contract == contract]
        return max(released) + self.small.parallel

    def dates(self, delays: Mapping[str, int]) -> dict[str, int]:
        return {item.id: item.day + delays.get(item.id, 0) for item in self.small.milestones}

    def true_delays(self, outcome: Outcome) -> dict[str, int]:
        return _delays((event, hit) for event, hit in zip(self.small.events, outcome, strict=True))

    def _told(self, outcome: Outcome, day: int) -> tuple[bool | None, ...]:
        return tuple(
            hit if event.known_day <= day else None for event, hit in zip(self.small.events, outcome, strict=True)
        )

    def _come(self, dates: Mapping[str, int], day: int) -> tuple[int | None, ...]:
        """The milestones whose day is known: they have come, or come within the warning."""
        return tuple(date if date <= day + self.small.warning else None for date in dates.values())

    def _seen(self, contract: str, outcome: Outcome, day: int, level: float) -> int:
        told = zip(self.small.events, self._told(outcome, day), strict=True)
        reckoned = [(e, e.probability >= 1 - level - ROUNDING if hit is None else hit) for e, hit in told]
        delays, true = _delays(reckoned), self.dates(self.true_delays(outcome))
        at_least = day + self.small.warning + 1
        dates = {
            id: true[id] if true[id] < at_least else max(at_least, date) for id, date in self.dates(delays).items()
        }
        return self._needed_on(contract, dates, delays)


def _delays(happens: Iterable[tuple[Event, bool]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for event, hit in happens:
        for id in event.affects if hit else ():
            found[id] = found.get(id, 0) + event.days
    return found
