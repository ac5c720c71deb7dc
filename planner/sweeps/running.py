"""Runs a sweep: stored items are not solved again, and each answer is stored at once."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Protocol

from planner.errors import SweepError
from planner.store.portfolio_archive import PortfolioArchive
from planner.store.run_records import RunFilter, RunSummary
from planner.store.run_store import RunStore
from planner.store.versions import Versions, versions_here
from planner.sweeps.items import Answer, SweepItem


class Workforce(Protocol):
    """The workers that answer items: processes of this machine, or a cluster."""

    def answers(self, items: Sequence[SweepItem], sweep: str) -> Generator[Answer]:
        """An answer for every item, in the order in which they are finished."""
        ...


@dataclass(frozen=True, kw_only=True)
class SweepProgress:
    """The progress of a sweep. `finished` counts items that were in the store before (`found`), but not failed ones.

    `last` is the item finished or failed just now. `seconds_left` is None until the first item is answered.
    """

    total: int
    found: int
    finished: int
    failed: int
    seconds: float
    seconds_left: float | None
    last: ItemResult | None = None


@dataclass(frozen=True, kw_only=True)
class ItemResult:
    """The result of one item: a stored run, or a failure. `found`: the run was in the store before."""

    name: str
    key: str
    run: RunSummary | None
    failure: str | None = None
    details: str = ""
    found: bool = False


@dataclass(frozen=True, kw_only=True)
class SweepResult:
    """Every item with its result, in the order in which they were given."""

    sweep: str
    items: tuple[ItemResult, ...]

    @property
    def failures(self) -> tuple[ItemResult, ...]:
        return tuple(item for item in self.items if item.failure is not None)


def sweep_name(archive: PortfolioArchive) -> str:
    """The default name of a sweep: the same for the same portfolio and versions."""
    here = versions_here()
    return hashlib.sha256(f"{archive.hash}\n{here.planner}\n{here.ortools}".encode()).hexdigest()[:12]


def run_sweep(
    items: Sequence[SweepItem],
    store: RunStore,
    workforce: Workforce,
    sweep: str,
    on_progress: Callable[[SweepProgress], None] | None = None,
) -> SweepResult:
    """Answer every item and store each answer when it comes.

    After a stop or a kill, run it again with the same store and name: it goes on where it was. Failed items are tried
    again. Raises SweepError where the sweep was begun with other versions of planner or ortools.
    """
    _refuse_equal_names(items)
    found = _stored(store, sweep)
    tally = _Tally(items, found, on_progress or (lambda progress: None))
    item_by_key = {item.key: item for item in items}
    open_items = [item for key, item in item_by_key.items() if key not in found]
    tally.report()
    if open_items:
        with closing(workforce.answers(open_items, sweep)) as answers:
            for answer in answers:
                tally.add(_stored_answer(store, answer, item_by_key[answer.key]))
    return SweepResult(sweep=sweep, items=tuple(tally.result_of(item) for item in items))


def _refuse_equal_names(items: Sequence[SweepItem]) -> None:
    seen: set[str] = set()
    for item in items:
        if item.name in seen:
            raise SweepError(f"two items of the sweep are called {item.name!r}")
        seen.add(item.name)


def _stored(store: RunStore, sweep: str) -> dict[str, ItemResult]:
    """The items of the sweep that are in the store, by key."""
    here = versions_here()
    found: dict[str, ItemResult] = {}
    for run in store.runs(RunFilter(sweep=sweep)):
        odd = programs_that_differ(run.versions, here)
        if odd:
            raise SweepError(f"sweep {sweep} was begun with {odd}; give this one another name")
        found[run.key] = ItemResult(name=run.note.item or "", key=run.key, run=run, found=True)
    return found


def programs_that_differ(versions: Versions, here: Versions) -> str:
    """The programs that can change a plan and differ from those of this process, with their versions."""
    pairs = (("planner", versions.planner, here.planner), ("ortools", versions.ortools, here.ortools))
    return " and ".join(f"{name} {theirs} (here {ours})" for name, theirs, ours in pairs if theirs != ours)


def _stored_answer(store: RunStore, answer: Answer, item: SweepItem) -> ItemResult:
    if answer.run is None:
        return ItemResult(name=item.name, key=item.key, run=None, failure=answer.failure, details=answer.details)
    odd = programs_that_differ(answer.run.versions, versions_here())
    if odd:
        return ItemResult(
            name=item.name, key=item.key, run=None, failure=f"its worker has {odd}; install the same there"
        )
    stored = store.get(store.add(answer.run, item.archive))
    return ItemResult(name=item.name, key=item.key, run=stored)


class _Tally:
    """Counts items (several may share a key) and estimates the time left from the pace of the answers so far."""

    def __init__(
        self, items: Sequence[SweepItem], found: dict[str, ItemResult], listener: Callable[[SweepProgress], None]
    ) -> None:
        self._items = items
        self._result_by_key = {item.key: found[item.key] for item in items if item.key in found}
        self._asked = len({item.key for item in items}) - len(self._result_by_key)
        self._answered = 0
        self._listener = listener
        self._started = time.monotonic()

    def add(self, result: ItemResult) -> None:
        self._result_by_key[result.key] = result
        self._answered += 1
        self.report(result)

    def result_of(self, item: SweepItem) -> ItemResult:
        return replace(self._result_by_key[item.key], name=item.name)

    def report(self, last: ItemResult | None = None) -> None:
        known = [self._result_by_key[item.key] for item in self._items if item.key in self._result_by_key]
        seconds = time.monotonic() - self._started
        pace = seconds / self._answered if self._answered else None
        self._listener(
            SweepProgress(
                total=len(self._items),
                found=sum(result.found for result in known),
                finished=sum(result.run is not None for result in known),
                failed=sum(result.failure is not None for result in known),
                seconds=seconds,
                seconds_left=None if pace is None else pace * (self._asked - self._answered),
                last=last,
            )
        )
