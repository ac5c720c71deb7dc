"""Every table of a plan by name; files, frames and pages are loops over them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from planner.present.tables.plans.cluster_table import CLUSTERS
from planner.present.tables.plans.contract_table import CONTRACTS
from planner.present.tables.plans.department_table import DEPARTMENTS
from planner.present.tables.plans.flag_table import FLAGS
from planner.present.tables.plans.migration_table import MIGRATIONS
from planner.present.tables.plans.plan_table import PlanTable
from planner.present.tables.plans.quarter_table import QUARTERS
from planner.present.tables.plans.register_table import REGISTER
from planner.present.tables.plans.rule_table import RULES
from planner.present.tables.plans.sureness_table import SURENESS
from planner.present.tables.plans.term_table import CHARGES, TERMS

TABLES: Mapping[str, PlanTable[Any]] = MappingProxyType(
    {
        table.name: table
        for table in (
            *(FLAGS, DEPARTMENTS, REGISTER, QUARTERS, CONTRACTS, MIGRATIONS, CLUSTERS, TERMS, CHARGES, RULES, SURENESS),
        )
    }
)
"""By name, in the order in which people read them."""
FILES = ("flags", "departments", "register", "quarters", "contracts", "migrations")
"""The tables that are written beside a plan, each as `name.csv`."""
