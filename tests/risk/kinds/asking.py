"""The planner asked as a stranger asks it: tables in a folder, a plan from `planner plan`, answers as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from planner.cli.commands import main
from tests.risk.kinds.small import Small, day_of


@dataclass(frozen=True)
class Asked:
    """A portfolio on disk, with its plan."""

    folder: Path

    @classmethod
    def of(cls, small: Small, folder: Path) -> Asked:
        small.write(folder / "portfolio")
        asked = cls(folder)
        asked.run("plan", asked.portfolio, "--out", str(folder / "results"), "--store", "none")
        return asked

    @property
    def portfolio(self) -> str:
        return str(self.folder / "portfolio")

    @property
    def plan(self) -> str:
        return str(self.folder / "results" / "plan.json")

    @property
    def starts(self) -> Mapping[str, int]:
        """The planned start of each migration."""
        document = json.loads(Path(self.plan).read_text(encoding="utf-8"))
        return {row["migration"]: day_of(row["start_date"]) for row in document["migrations"]}

    def tripwires(self, *words: str) -> dict[str, Any]:
        return self._answer("tripwires", *words)

    def risk(self, *words: str) -> dict[str, Any]:
        return self._answer("risk", *words)

    def _answer(self, command: str, *words: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(
            self.run(command, self.portfolio, self.plan, "--format", "json", "--store", "none", *words)
        )
        return found

    def run(self, *words: str) -> str:
        result = CliRunner().invoke(main, [*words, "--quiet"])
        assert (result.exit_code, result.exception) == (0, None), result.output
        return result.stdout
