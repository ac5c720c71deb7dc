"""When the options under limits are chosen for what the search has found so far: seldom enough not to slow it.

Choosing takes up to seconds at thousands of contracts. The first time a greedy choice is enough. After a choice the search
goes on for some times (`OptionTuning.rest_ratio`) the seconds that it took. It keeps time for one more choice at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.solver.model.candidate import Candidate
from planner.solver.model.instance import Instance
from planner.solver.model.option_choice import with_options, with_options_at_once
from planner.solver.monitor import Monitor


@dataclass
class OptionTiming:
    """Chooses the options of plans; `seconds`: what to keep for the last choice."""

    instance: Instance
    monitor: Monitor
    seconds: float = 0.0
    _next: float = 0.0
    _none_yet: bool = True

    @property
    def due(self) -> bool:
        """Whether it is time to choose again; always, where nothing is to be saved or effort is not counted in seconds."""
        in_seconds = self.instance.couples_options and not self.monitor.settings.deterministic
        return not in_seconds or self.monitor.seconds >= self._next

    def choose(self, starts: Sequence[int], modes: Sequence[int]) -> Candidate | None:
        """The candidate with options for these starts; None where the limits leave none."""
        if self._none_yet and self.instance.couples_options:
            self._none_yet = False
            return with_options_at_once(self.instance, starts, modes)
        began = self.monitor.seconds
        chosen = with_options(self.instance, starts, modes, self.monitor.tuning.options)
        took = self.monitor.seconds - began
        self.seconds = min(took, self.monitor.tuning.options.most_kept_share * self.monitor.settings.time_limit_seconds)
        self._next = self.monitor.seconds + self.monitor.tuning.options.rest_ratio * self.seconds
        return chosen
