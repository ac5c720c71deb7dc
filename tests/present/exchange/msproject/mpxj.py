"""The MPXJ of a test session: one process of it, and what it answers."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

Answer = dict[int, dict[str, Any]]
"""The tasks of a file by their number."""


class Mpxj:
    """One process for all questions of a session: a Java machine takes a second or two to start."""

    def __enter__(self) -> Mpxj:
        self.folder = TemporaryDirectory()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.present.exchange.msproject.mpxj_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[4],
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.communicate(timeout=60)
        self.folder.cleanup()

    def read(self, content: bytes, suffix: str = ".xml") -> Answer:
        """The file as it stands."""
        return _tasks(self._ask(content, suffix=suffix))

    def scheduled(self, content: bytes) -> Answer:
        """The file after all dates were computed anew."""
        return _tasks(self._ask(content, schedule=True))

    def saved(self, content: bytes) -> Path:
        """The file computed anew and saved; it is there until the next question."""
        self._ask(content, schedule=True, save=True)
        return self._path(".xml")

    def working_days(self, content: bytes, days: Iterable[date]) -> list[bool]:
        """Whether the calendar of the project works on each of these days."""
        return list(self._ask(content, days=[day.isoformat() for day in days])["works"])

    def _path(self, suffix: str) -> Path:
        return Path(self.folder.name) / f"plan{suffix}"

    def _ask(
        self,
        content: bytes,
        *,
        schedule: bool = False,
        save: bool = False,
        days: Sequence[str] = (),
        suffix: str = ".xml",
    ) -> dict[str, Any]:
        path = self._path(suffix)
        path.write_bytes(content)
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(
            json.dumps({"path": str(path), "schedule": schedule, "save": save, "days": days}) + "\n"
        )
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, "MPXJ has ended; what it said stands above"
        return dict(json.loads(answer))


def _tasks(answer: dict[str, Any]) -> Answer:
    return {task["uid"]: task for task in answer["tasks"]}
