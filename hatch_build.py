"""Build hook: puts the example portfolios into the wheel, where `planner demo` finds them without a checkout."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUNDLED = ("data/whitehall", "data/tiny", "data/README.md", "data/benchmarks/instances.csv")


class BundledData(BuildHookInterface):
    """Adds the data to a standard wheel only: an editable install reads the checkout and must not hold a stale copy."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":
            build_data["force_include"].update({path: f"planner/{path}" for path in BUNDLED})
