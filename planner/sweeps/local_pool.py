"""Items answered on the processes of this machine; an item that kills its process harms no other."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterator, Sequence

from planner.errors import SettingsError
from planner.sweeps.items import Answer, SweepItem
from planner.sweeps.worker_process import WorkerDeathError, WorkerProcess, first_ready


class LocalPool:
    """Up to `workers` processes, each fresh at the beginning and replaced when it dies."""

    def __init__(self, workers: int | None = None) -> None:
        """`workers`: None takes one for each core this process may use."""
        if workers is not None and workers < 1:
            raise SettingsError(f"workers is {workers}; it must be at least 1")
        self.workers = workers or usable_cores()

    def answers(self, items: Sequence[SweepItem], sweep: str) -> Generator[Answer]:
        """An answer for every item, in the order in which they are finished.

        Items whose process died are tried once more at the end. They may only have been short of memory, so each then
        has the machine to itself. An item that ends its process again has failed. Closing the iterator stops the processes.
        """
        first = _Round(items, sweep, self.workers)
        yield from first.answers()
        for item in first.suspects:
            yield _answer_alone(item, sweep)


def usable_cores() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Round:
    """Items given to workers as these become free; `suspects` are those whose worker died."""

    def __init__(self, items: Sequence[SweepItem], sweep: str, most: int) -> None:
        self._waiting = deque(items)
        self._sweep = sweep
        self._most = most
        self._workers: list[WorkerProcess] = []
        self.suspects: list[SweepItem] = []

    def answers(self) -> Iterator[Answer]:
        try:
            while self._staff():
                for worker in first_ready(self._workers):
                    yield from self._take(worker)
        finally:
            for worker in self._workers:
                worker.stop()

    def _staff(self) -> bool:
        """Start workers while there is work for them; False when no worker is left."""
        while self._waiting and len(self._workers) < self._most:
            worker = WorkerProcess(self._sweep)
            self._workers.append(worker)
            self._occupy(worker)
        return bool(self._workers)

    def _take(self, worker: WorkerProcess) -> Iterator[Answer]:
        """The answer, if there is one; the worker gets its next item first."""
        try:
            answer = worker.take()
        except WorkerDeathError:
            self._suspect(worker)
            return
        self._occupy(worker)
        yield answer

    def _occupy(self, worker: WorkerProcess) -> None:
        if not self._waiting:
            self._dismiss(worker)
            return
        try:
            worker.give(self._waiting.popleft())
        except WorkerDeathError:
            self._suspect(worker)

    def _suspect(self, worker: WorkerProcess) -> None:
        if worker.item is not None:
            self.suspects.append(worker.item)
        self._dismiss(worker)

    def _dismiss(self, worker: WorkerProcess) -> None:
        self._workers.remove(worker)
        worker.stop()


def _answer_alone(item: SweepItem, sweep: str) -> Answer:
    worker = WorkerProcess(sweep)
    try:
        worker.give(item)
        return worker.take()
    except WorkerDeathError as death:
        return Answer(
            key=item.key, failure=f"its process died twice, the second time with the machine to itself ({death})"
        )
    finally:
        worker.stop()
