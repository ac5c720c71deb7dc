"""A plan as pandas frames for notebooks; source, basis and confidence stand in every row that comes from a record."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property

import pandas as pd

from planner.plan.plan_case import PlanCase
from planner.present.gantt.bar_tables import bar_records, csv_columns
from planner.present.gantt.build import bars
from planner.present.gantt.model import Gantt
from planner.present.tables.frame import frame_of
from planner.present.tables.plans.plan_tables import TABLES
from planner.present.tables.resource_use import use_by_day, use_by_week


@dataclass(frozen=True)
class PlanFrames:
    """Everything a notebook looks at; dates are pandas timestamps, pounds and days whole numbers.

    `flags`, `contracts`: one row a contract. `departments`, `migrations`: one row each. `register`: every act, late ones
    first. `terms`: cost by term. `charges`: every pound of it. `rules`: one row an option, and `sureness`: totals over
    sampled futures, both empty where nobody asked. `bars`: one row for each bar and marker of the Gantt chart. `quarters`:
    money at risk by financial quarter. `use`: resources by day. A frame has the columns of its CSV file.
    """

    flags: pd.DataFrame
    departments: pd.DataFrame
    register: pd.DataFrame
    quarters: pd.DataFrame
    contracts: pd.DataFrame
    migrations: pd.DataFrame
    terms: pd.DataFrame
    charges: pd.DataFrame
    rules: pd.DataFrame
    sureness: pd.DataFrame
    bars: pd.DataFrame
    use: pd.DataFrame

    @cached_property
    def use_by_week(self) -> pd.DataFrame:
        """Resources by week, from Monday."""
        return use_by_week(self.use)

    def _repr_html_(self) -> str:
        shown = (("Cost by term", self.terms), ("Contracts", self.contracts), ("Register", self.register))
        return "".join(f"<h4>{title}</h4>{frame.to_html(max_rows=12, index=False)}" for title, frame in shown)


def plan_frames(case: PlanCase) -> PlanFrames:
    """The frames of a plan."""
    from_tables = {field.name for field in fields(PlanFrames)} & set(TABLES)
    return PlanFrames(
        **{name: frame_of(TABLES[name].of(case)) for name in from_tables},
        bars=bars_frame(bars(case)),
        use=use_by_day(case.portfolio, case.schedule),
    )


def bars_frame(gantt: Gantt) -> pd.DataFrame:
    """One row for each bar and marker; `first_date` and `last_date` are inclusive."""
    frame = pd.DataFrame(list(bar_records(gantt)), columns=list(csv_columns()))
    dates = [name for name in frame.columns if name.endswith("_date")]
    return frame.assign(**{name: pd.to_datetime(frame[name]) for name in dates})
