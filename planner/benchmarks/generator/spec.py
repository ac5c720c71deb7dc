"""The settings from which a portfolio is drawn."""

from __future__ import annotations

from dataclasses import dataclass, fields

from planner.errors import SettingsError


@dataclass(frozen=True, kw_only=True)
class GeneratorSpec:
    """What kind of portfolio to draw; the same spec always gives the same portfolio.

    `contracts`: how many. `cluster_size`: contracts for each cluster, about. `congestion_percent`: work of all migrations
    of a cluster in percent of its capacity from its readiness to its last expiry. `shared_percent`: share of contracts
    that several migrations release. `cross_percent`: share of migrations that need specialists shared by all clusters,
    and of shared contracts that reach into other clusters; 0 leaves the clusters independent. `modes_percent`: share of
    migrations with an accelerated mode. `groups_percent`: share of migrations that cut over in groups, every second group
    with a bridge price. `windows_percent`: share of clusters with wave windows. `budget_percent`: budget of every
    financial year in percent of what all options that begin about then would cost; None: no budgets.
    `negotiation_limit`: extension negotiations at once; None: no limit. `varied_percent`: share of contracts, precedences
    and sizes of organisations with what version 0.2.0 added. `working_days`: 1 where phases and lags count working days.
    """

    contracts: int = 150
    seed: int = 1
    cluster_size: int = 30
    congestion_percent: int = 100
    shared_percent: int = 10
    cross_percent: int = 0
    modes_percent: int = 20
    groups_percent: int = 10
    windows_percent: int = 20
    budget_percent: int | None = None
    negotiation_limit: int | None = None
    varied_percent: int = 0
    working_days: int = 0

    def __post_init__(self) -> None:
        lowest = {"contracts": 2, "cluster_size": 5, "congestion_percent": 10, "negotiation_limit": 1}
        highest = {"shared_percent": 80, "contracts": 99_999, "cluster_size": 10_000, "working_days": 1}
        for setting in fields(self):
            value = getattr(self, setting.name)
            low = lowest.get(setting.name, 0)
            high = highest.get(setting.name, 100 if setting.name in SHARES else value)
            if value is not None and not low <= value <= high:
                limit = f"at least {low}" if value < low else f"at most {high}"
                raise SettingsError(f"{setting.name} is {value}; it must be {limit}")

    def to_row(self) -> dict[str, str]:
        """The spec as a row of text; settings that came later are left out where they change nothing."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        stated = {name: value for name, value in values.items() if value or name not in LATER_SETTINGS}
        return {name: "" if value is None else str(value) for name, value in stated.items()}


SHARES = ("cross_percent", "modes_percent", "groups_percent", "windows_percent", "varied_percent")
"""Settings that are shares of a whole, in percent."""
LATER_SETTINGS = ("varied_percent", "working_days")
"""Settings that lists of instances written by version 0.1.0 do not have."""
