"""Many solves at once, on this machine or on a cluster; each answer is stored when it comes."""

from planner.sweeps.cluster import DaskCluster
from planner.sweeps.items import PlanItem, SweepItem, plan_items
from planner.sweeps.local_pool import LocalPool
from planner.sweeps.running import ItemResult, SweepProgress, SweepResult, run_sweep, sweep_name

__all__ = [
    "DaskCluster",
    "ItemResult",
    "LocalPool",
    "PlanItem",
    "SweepItem",
    "SweepProgress",
    "SweepResult",
    "plan_items",
    "run_sweep",
    "sweep_name",
]
