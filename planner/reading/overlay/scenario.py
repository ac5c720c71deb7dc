"""Scenarios as values: named layers of operations, each knowing where it was written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from planner.reading.overlay.editor import Editor
from planner.reading.toml.spot import Spot


class Operation(Protocol):
    """One change of a scenario."""

    def apply(self, editor: Editor) -> None:
        """Make the change; what is wrong with it is reported to the editor, never raised."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """An operation with the place it was written at."""

    spot: Spot
    operation: Operation


@dataclass(frozen=True, kw_only=True)
class Layer:
    """What one named scenario changes by itself, without what it extends."""

    name: str
    steps: tuple[Step, ...]
    spot: Spot


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """A named overlay. `layers` are those it extends, each once and first, and its own last."""

    name: str
    title: str
    question: str | None
    layers: tuple[Layer, ...]
    source: str | None = None

    @property
    def spot(self) -> Spot:
        """Where it is written."""
        return self.layers[-1].spot


def stacked_layers(scenarios: Iterable[Scenario]) -> tuple[Layer, ...]:
    """The layers of several scenarios in order; one that several extend is applied once, where it comes first."""
    return tuple({layer.name: layer for scenario in scenarios for layer in scenario.layers}.values())


def stacked(scenarios: Iterable[Scenario]) -> Scenario:
    """Several scenarios as one, named after all of them."""
    parts = tuple(scenarios)
    return Scenario(
        name="+".join(part.name for part in parts),
        title=" + ".join(part.title for part in parts),
        question=None,
        layers=stacked_layers(parts),
    )
