"""Items answered by a Dask cluster, a running one or a local one."""

from __future__ import annotations

import uuid
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from planner.errors import MissingExtraError, SweepError
from planner.sweeps.items import Answer, SweepItem, answer_item
from planner.sweeps.local_pool import LocalPool

CONNECT_SECONDS = 30
"""How long to wait for the scheduler and for its first worker."""

DEATHS_ALLOWED = 0
"""Workers that an item may lose on a local cluster before it is a suspect."""


class DaskCluster:
    """The workers of a Dask scheduler, each of which has this planner installed.

    The items of a lost worker go to another one; those that lose more workers than the scheduler allows are suspects.
    Raises MissingExtraError without `distributed`.
    """

    def __init__(self, scheduler: str | None = None, workers: int | None = None) -> None:
        """`scheduler`: its address (`tcp://HOST:8786`); None starts a cluster of `workers` processes on this machine."""
        try:
            import distributed
        except ImportError as error:
            raise MissingExtraError("distributed", "distributed") from error
        self._distributed: Any = distributed
        self._scheduler = scheduler
        self._workers = workers

    def answers(self, items: Sequence[SweepItem], sweep: str) -> Generator[Answer]:
        """An answer for every item, in the order in which they are finished. Closing the iterator drops the rest.

        A scheduler blames a dead worker on all items it held, even those not begun. So suspects are asked once more at
        the end, one at a time with nothing else on the cluster; those that end their worker again have failed.
        """
        with self._client() as client:
            suspects: list[SweepItem] = []
            for answer, item in self._round(client, items, sweep):
                if answer is None:
                    suspects.append(item)
                else:
                    yield answer
            for suspect in suspects:
                for answer, item in self._round(client, [suspect], sweep):
                    yield answer or Answer(
                        key=item.key, failure="its worker died, again when it was alone on the cluster"
                    )

    def _round(self, client: Any, items: Sequence[SweepItem], sweep: str) -> Iterator[tuple[Answer | None, SweepItem]]:
        """Every item with its answer, None for suspects; the keys of the tasks are new, so that nothing old is taken."""
        batch = uuid.uuid4().hex[:8]
        item_by_future = {
            client.submit(answer_item, item, sweep, key=f"{item.name} {batch}", pure=False): item for item in items
        }
        for future in self._distributed.as_completed(list(item_by_future)):
            item = item_by_future.pop(future)
            yield self._answer_of(future, item), item
            future.release()

    def _answer_of(self, future: Any, item: SweepItem) -> Answer | None:
        if future.status == "finished":
            answer = future.result()
            assert isinstance(answer, Answer)
            return answer
        if future.status == "cancelled":
            return Answer(key=item.key, failure="the scheduler was lost before it was answered")
        error = future.exception()
        if isinstance(error, self._distributed.KilledWorker):
            return None
        return Answer(key=item.key, failure=f"{type(error).__name__}: {error}")

    @contextmanager
    def _client(self) -> Iterator[Any]:
        with ExitStack() as stack:
            address = self._scheduler or stack.enter_context(self._own_cluster())
            try:
                client = stack.enter_context(self._distributed.Client(address, timeout=CONNECT_SECONDS))
                client.wait_for_workers(1, timeout=CONNECT_SECONDS)
            except (OSError, TimeoutError) as error:
                raise SweepError(f"no Dask scheduler with a worker at {address}: {error}") from error
            yield client

    @contextmanager
    def _own_cluster(self) -> Iterator[Any]:
        with self._distributed.LocalCluster(
            n_workers=LocalPool(self._workers).workers,
            threads_per_worker=1,
            processes=True,
            dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"allowed_failures": DEATHS_ALLOWED},
        ) as cluster:
            yield cluster
