"""Shares of the variance that are more than the whole."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.findings import Finding
from planner.reading.cells.located import Tables
from planner.reading.read_settings import Settings
from planner.reading.rows.organisations import ClusterRow
from planner.reading.rows.settings import PolicySettings

ROUNDING = 1e-9


def check_shares(tables: Tables, policy: Settings[PolicySettings]) -> Iterator[Finding]:
    """The programme's share with that of a cluster must leave something, or nothing, to each date itself."""
    programme, common = policy.values.programme_share, policy.values.cluster_share
    setting = next((name for name in ("cluster_share", "programme_share") if name in policy.places), None)
    if programme + common > 1 + ROUNDING and setting is not None:
        message = f"programme_share {programme} and cluster_share {common} are more than 1 together"
        cure = "write shares of the variance that are at most 1 together"
        yield policy.places[setting].error("shares-above-one", "value", message, cure=cure)
    for cluster in tables.rows(ClusterRow):
        share = cluster.value.common_share
        if share is not None and programme + share > 1 + ROUNDING:
            message = f"programme_share {programme} and common_share {share} are more than 1 together"
            most = round(1 - programme, 9)
            cure = f"write a share up to {most:g}, or lower programme_share in {tables.files['policy']}"
            yield cluster.place.error(
                "shares-above-one", "common_share", message, cure=cure, expected=f"a share from 0 to {most:g}"
            )
