"""Rows about who moves, to which cluster, and when the clusters are ready."""

from __future__ import annotations

from typing import Annotated

from planner.domain.organisations import Commitment
from planner.domain.uncertain.families import RangeFamily
from planner.reading.cells.conversion import Choice, Count, Day, Days, Id, Probability, Text
from planner.reading.rows.base import RowModel, column


class OrganisationRow(RowModel):
    """A department or one of its bodies."""

    id: Id = column("Id of the organisation, unique in the table.", example="HMRC")
    name: Text = column("Name as people know it.", example="HM Revenue and Customs")
    parent: Id | None = column(
        "Organisation above it. Blank: a department of its own.",
        example="HMT",
        default=None,
        refers_to=("organisations",),
    )
    cluster: Id | None = column(
        "Cluster it belongs to. Blank: not stated.", example="unity", default=None, refers_to=("clusters",)
    )
    users: Count | None = column(
        "People who use the services. Blank: not stated.", example="68000", default=None, unit="people"
    )
    commitment: Annotated[Commitment, Choice(Commitment)] = column(
        "Whether it has bound itself to move; declined organisations stay, undecided ones follow the policy.",
        example="committed",
        default=Commitment.COMMITTED,
    )


class ClusterRow(RowModel):
    """A shared-service cluster that departments move to."""

    id: Id = column("Id of the cluster, unique in the table.", example="unity")
    name: Text = column("Name as people know it.", example="Unity")
    lead: Text | None = column("Who leads it. Blank: not stated.", example="DfT", default=None)
    platform: Text | None = column("Target platform. Blank: not stated.", example="SAP S/4HANA", default=None)
    common_share: Probability | None = column(
        "Share of the variance of its dates that they have in common. Blank: the policy's cluster_share.",
        example="0.3",
        default=None,
    )


class MilestoneRow(RowModel):
    """A dated event that migrations wait for; it needs an achieved, a forecast or a likely date."""

    id: Id = column("Id of the milestone, unique among milestones and migrations.", example="unity-live")
    name: Text = column("What is reached.", example="Unity platform live")
    cluster: Id | None = column(
        "Cluster it belongs to. Blank: none.", example="unity", default=None, refers_to=("clusters",)
    )
    forecast_date: Day | None = column("The date forecast today.", example="2027-10-01", default=None)
    early_date: Day | None = column("Date with one chance in ten (P10).", example="2027-07-01", default=None)
    likely_date: Day | None = column("Date with an even chance (P50).", example="2027-10-01", default=None)
    late_date: Day | None = column("Date with nine chances in ten (P90).", example="2028-06-01", default=None)
    achieved_date: Day | None = column("Date it was reached. Blank: not yet.", example="2026-09-30", default=None)
    owner: Text | None = column("Who answers for it. Blank: not stated.", example="Programme office", default=None)
    range: Annotated[RangeFamily, Choice(RangeFamily)] = column(
        "Shape of the range. Two-piece and lognormal go through the three dates; pert and triangular never pass the early "
        "and late dates.",
        example="lognormal",
        default=RangeFamily.TWO_PIECE,
    )
    forecast_skill: Probability | None = column(
        "Share of the variance that forecasts have taken away by the likely date. Blank: the policy's.",
        example="0.5",
        default=None,
    )
    warning_days: Days | None = column(
        "How long before the date it is certain. Blank: the policy's.", example="30", default=None
    )
