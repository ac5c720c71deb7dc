"""Rows about what is scarce: capacity, freeze periods, wave windows and closed days."""

from __future__ import annotations

from typing import Annotated

from planner.domain.resources import FreezeScope
from planner.reading.cells.conversion import Choice, Count, Day, Flag, Id, Ids, Text
from planner.reading.rows.base import RowModel, column


class ResourceRow(RowModel):
    """Something that migrations use while a phase runs and give back after it."""

    id: Id = column("Id of the resource, unique in the table.", example="unity-cutover")
    name: Text = column("Name as people know it.", example="Unity cutover team")
    capacity: Count = column("Units there are until the first capacity step.", example="2", unit="units")
    kind: Text | None = column(
        "Kind by which profiles can name it without its id. Blank: none.", example="cutover team", default=None
    )
    clusters: Ids = column(
        "Clusters that own it. Blank: shared by all.", example="unity", default=(), refers_to=("clusters",)
    )


class CapacityStepRow(RowModel):
    """From a day on a resource has another capacity."""

    resource: Id = column("Resource it belongs to.", example="unity-cutover", refers_to=("resources",))
    from_date: Day = column("First day of the new capacity.", example="2027-10-01")
    capacity: Count = column("Units there are from that day until the next step.", example="3", unit="units")


class FreezeRow(RowModel):
    """A period in which no cutover may fall."""

    id: Id = column("Id of the freeze, unique in the table.", example="year-end")
    from_date: Day = column("First day of the freeze.", example="2027-03-15")
    until_date: Day = column("First day after the freeze.", example="2027-05-01")
    scope: Annotated[FreezeScope, Choice(FreezeScope)] = column(
        "Whose cutovers it stops.", example="everyone", default=FreezeScope.EVERYONE
    )
    subject: Id | None = column(
        "The cluster or organisation of the scope. Blank for everyone.", example="unity", default=None
    )
    yearly: Flag = column("Whether it comes again every year on the same days.", example="yes", default=False)
    explanation: Text | None = column("Why it holds.", example="Closing of the accounts.", default=None)


class WaveWindowRow(RowModel):
    """A period in which a cluster accepts cutovers; a cluster with windows accepts none outside them."""

    id: Id = column("Id of the window, unique in the table.", example="unity-wave-1")
    cluster: Id = column("Cluster it belongs to.", example="unity", refers_to=("clusters",))
    from_date: Day = column("First day of the window.", example="2028-01-10")
    until_date: Day = column("First day after the window.", example="2028-02-01")


class ClosedDaysRow(RowModel):
    """Days on which nobody works, beside weekends and public holidays, where the portfolio counts working days."""

    from_date: Day = column("First closed day.", example="2027-12-27")
    until_date: Day = column("First day after the closed days.", example="2028-01-01")
    name: Text | None = column("Name as people know it.", example="Shutdown at Christmas", default=None)
