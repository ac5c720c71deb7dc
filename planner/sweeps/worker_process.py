"""One process that answers items: the parent's side and the worker's side."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from planner.sweeps.items import Answer, SweepItem, answer_item

STOP_SECONDS = 5.0
"""Seconds that a worker may take to stop before it is killed."""

_SPAWN = multiprocessing.get_context("spawn")


class WorkerDeathError(Exception):
    """The process ended without an answer; the message says how."""


class WorkerProcess:
    """A fresh process that answers one item after another. It ends when it is stopped, or when its parent is gone."""

    def __init__(self, sweep: str) -> None:
        self.connection, end_of_child = _SPAWN.Pipe()
        self.process: SpawnProcess = _SPAWN.Process(target=_serve, args=(end_of_child, sweep), daemon=True)
        self.process.start()
        end_of_child.close()
        self.item: SweepItem | None = None

    def give(self, item: SweepItem) -> None:
        """Hand over the next item. Raises WorkerDeathError where the process is dead."""
        self.item = item
        try:
            self.connection.send(item)
        except (BrokenPipeError, ConnectionResetError) as error:
            raise self._death() from error

    def take(self) -> Answer:
        """Wait for the answer. Raises WorkerDeathError where the process died."""
        try:
            answer = self.connection.recv()
        except (EOFError, OSError) as error:
            raise self._death() from error
        assert isinstance(answer, Answer)
        self.item = None
        return answer

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self.connection.close()
        self.process.terminate()
        self.process.join(STOP_SECONDS)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()

    def _death(self) -> WorkerDeathError:
        self.process.join(STOP_SECONDS)
        code = self.process.exitcode
        if code is None:
            return WorkerDeathError("it closed its connection")
        return WorkerDeathError(f"killed by signal {-code}" if code < 0 else f"exit code {code}")


def first_ready(workers: list[WorkerProcess]) -> list[WorkerProcess]:
    """Wait until at least one worker has an answer or is dead, and give back those workers."""
    ready = wait([worker.connection for worker in workers])
    return [worker for worker in workers if worker.connection in ready]


def _serve(connection: Connection, sweep: str) -> None:
    """Leave Ctrl-C to the parent, which stops its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    while True:
        try:
            item = connection.recv()
        except EOFError:
            return
        connection.send(answer_item(item, sweep))


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
