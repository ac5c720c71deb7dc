"""A Mermaid diagram for each cluster, as files with safe names; a cluster that is too large has several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.domain.clusters import Cluster
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import ScheduledMigration
from planner.present.exchange.mermaid import MOST_BARS, mermaid_text
from planner.reading.files.safe_names import is_file_name


def cluster_files(case: PlanCase) -> dict[str, str]:
    """The text of each diagram by the name of its file: the id of the cluster, or its place where that is no file name."""
    files: dict[str, str] = {}
    taken: set[str] = set()
    for place, cluster in enumerate(case.portfolio.clusters, start=1):
        stem = cluster.id if is_file_name(cluster.id) and cluster.id.lower() not in taken else f"cluster-{place}"
        taken.add(stem.lower())
        files.update(_of_cluster(case, cluster, stem))
    return files


def _of_cluster(case: PlanCase, cluster: Cluster, stem: str) -> Iterator[tuple[str, str]]:
    pieces = list(
        _pieces([entry for entry in case.schedule.migrations.values() if entry.migration.cluster == cluster.id])
    )
    for number, piece in enumerate(pieces, start=1):
        part = f", {number} of {len(pieces)}" if len(pieces) > 1 else ""
        name = f"{stem}-{number}" if len(pieces) > 1 else stem
        yield f"{name}.mmd", mermaid_text(case, f"{cluster.name}{part}", piece)


def _pieces(entries: Sequence[ScheduledMigration]) -> Iterator[list[ScheduledMigration]]:
    """The migrations by their start, cut where a diagram would have too many bars."""
    piece: list[ScheduledMigration] = []
    bars = 0
    for entry in sorted(entries, key=lambda entry: (entry.start_day, entry.migration.id)):
        own = len(entry.phases) + 1
        if piece and bars + own > MOST_BARS:
            yield piece
            piece, bars = [], 0
        piece, bars = [*piece, entry], bars + own
    if piece:
        yield piece
