"""Scenarios picked by name from those of a file; a plus between names stacks them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.errors import SettingsError
from planner.reading.cells.nearest import nearest_name
from planner.reading.overlay.scenario import Scenario, stacked


def choose(scenarios: Mapping[str, Scenario], names: Iterable[str]) -> tuple[Scenario, ...]:
    """The scenarios of these names; `a+b` is one scenario with both, `b` on top. All of them where no name is given.

    Raises `SettingsError`, with the nearest valid name, for a name that is not there.
    """
    wanted = list(dict.fromkeys(names)) or list(scenarios)
    return tuple(_chosen(scenarios, [part.strip() for part in name.split("+")]) for name in wanted)


def _chosen(scenarios: Mapping[str, Scenario], parts: list[str]) -> Scenario:
    for part in parts:
        if part not in scenarios:
            nearest = nearest_name(part, scenarios)
            hint = f'did you mean "{nearest}"?' if nearest else "it holds " + ", ".join(scenarios)
            raise SettingsError(f'the file has no scenario "{part}"; {hint}')
    found = [scenarios[part] for part in parts]
    return found[0] if len(found) == 1 else stacked(found)
