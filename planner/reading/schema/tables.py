"""The input tables: name, row model, record, key, and what holds where a table is absent."""

from __future__ import annotations

import ast
import inspect
from dataclasses import dataclass

from pydantic import BaseModel

from planner.domain.clusters import Cluster, Milestone
from planner.domain.contracts import Contract, ExtensionOption
from planner.domain.days.closed_days import ClosedDays
from planner.domain.decisions_taken import DecisionTaken
from planner.domain.migrations import Group, Migration, Mode, Precedence
from planner.domain.organisations import Organisation
from planner.domain.policy import ExtensionBudget
from planner.domain.provenance import Record
from planner.domain.resources import CapacityStep, FreezePeriod, Resource, WaveWindow
from planner.domain.risks import ReferenceSlip, RiskDriver
from planner.reading.rows.base import RowModel
from planner.reading.rows.contracts import ContractRow, OptionRow
from planner.reading.rows.decisions import BudgetRow, CommitmentRow, ReferenceSlipRow, RiskDriverRow
from planner.reading.rows.migrations import (
    DemandRow,
    GroupRow,
    MigrationRow,
    ModeRow,
    PhaseRow,
    PrecedenceRow,
    ProfileRow,
)
from planner.reading.rows.organisations import ClusterRow, MilestoneRow, OrganisationRow
from planner.reading.rows.resources import CapacityStepRow, ClosedDaysRow, FreezeRow, ResourceRow, WaveWindowRow
from planner.reading.rows.settings import PolicySettings, PortfolioSettings, SettingRow


@dataclass(frozen=True, kw_only=True)
class Table:
    """An input table.

    `row` is the model of its rows, `record` the domain record each row becomes (None: rows are joined into another).
    `key` names the columns that are unique together; none: rows may be alike. `second_key` are
    others that are unique together.
    `when_absent` says what holds where the table is absent; None: the
    table is required. `settings` is the model of the settings a settings table may state.
    `field` is the name of the portfolio's field it fills, where it differs from `name`.
    """

    name: str
    row: type[RowModel]
    key: tuple[str, ...]
    second_key: tuple[str, ...] = ()
    record: type[Record] | None = None
    when_absent: str | None = None
    settings: type[BaseModel] | None = None
    field: str | None = None

    @property
    def required(self) -> bool:
        """Whether a portfolio cannot be read without it."""
        return self.when_absent is None

    @property
    def portfolio_field(self) -> str:
        """Name of the field of `Portfolio` it fills."""
        return self.field or self.name

    @property
    def meaning(self) -> str:
        """What a row of it is."""
        model = self.settings or self.row
        return model.__doc__ or _docstring_in_source(model)


def _docstring_in_source(model: type[BaseModel]) -> str:
    """The docstring of a model where Python was told to drop docstrings (`-OO`)."""
    (definition,) = ast.parse(inspect.getsource(model)).body
    return ast.get_docstring(definition) or "" if isinstance(definition, ast.ClassDef) else ""


def _settings(name: str, settings: type[BaseModel]) -> Table:
    absent = "The default of every setting holds."
    return Table(name=name, row=SettingRow, key=("setting",), settings=settings, when_absent=absent)


TABLES: tuple[Table, ...] = (
    _settings("portfolio", PortfolioSettings),
    _settings("policy", PolicySettings),
    Table(name="organisations", row=OrganisationRow, record=Organisation, key=("id",)),
    Table(name="clusters", row=ClusterRow, record=Cluster, key=("id",)),
    Table(name="milestones", row=MilestoneRow, record=Milestone, key=("id",)),
    Table(name="contracts", row=ContractRow, record=Contract, key=("id",)),
    Table(
        name="options",
        row=OptionRow,
        record=ExtensionOption,
        key=("id",),
        second_key=("contract", "sequence"),
        when_absent="No contract can be extended.",
    ),
    Table(name="profiles", row=ProfileRow, key=("id",), when_absent="Only the default profile is there."),
    Table(
        name="phases",
        row=PhaseRow,
        key=("profile", "sequence"),
        second_key=("profile", "name"),
        when_absent="Only the default profile is there.",
    ),
    Table(
        name="demands",
        row=DemandRow,
        key=("profile", "phase", "resource"),
        when_absent="No phase takes anything of a resource.",
    ),
    Table(name="migrations", row=MigrationRow, record=Migration, key=("id",)),
    Table(
        name="modes",
        row=ModeRow,
        record=Mode,
        key=("migration", "id"),
        when_absent="Every migration has only the mode standard.",
    ),
    Table(
        name="precedences",
        row=PrecedenceRow,
        record=Precedence,
        key=(),
        when_absent="No migration waits for a milestone or another migration.",
    ),
    Table(name="groups", row=GroupRow, record=Group, key=("id",), when_absent="No migrations are tied together."),
    Table(name="resources", row=ResourceRow, record=Resource, key=("id",), when_absent="Nothing is scarce."),
    Table(
        name="capacity_steps",
        row=CapacityStepRow,
        record=CapacityStep,
        key=("resource", "from_date"),
        when_absent="Every resource keeps its capacity.",
    ),
    Table(name="freezes", row=FreezeRow, record=FreezePeriod, key=("id",), when_absent="No day is frozen."),
    Table(
        name="wave_windows",
        row=WaveWindowRow,
        record=WaveWindow,
        key=("id",),
        when_absent="Clusters accept cutovers on every day.",
    ),
    Table(
        name="closed_days",
        row=ClosedDaysRow,
        record=ClosedDays,
        key=("from_date", "until_date"),
        when_absent="Working days are closed on no other days than weekends and public holidays.",
    ),
    Table(
        name="budgets",
        row=BudgetRow,
        record=ExtensionBudget,
        key=("financial_year",),
        when_absent="Extensions have no budget limit.",
    ),
    Table(
        name="risk_drivers",
        row=RiskDriverRow,
        record=RiskDriver,
        key=("id",),
        when_absent="No risk events are known.",
    ),
    Table(
        name="reference_slips",
        row=ReferenceSlipRow,
        record=ReferenceSlip,
        key=("id",),
        when_absent="There is no outside view.",
    ),
    Table(
        name="commitments",
        row=CommitmentRow,
        record=DecisionTaken,
        key=("id",),
        when_absent="Nothing has been decided beyond the states of the options.",
        field="decisions_taken",
    ),
)


def table_named(name: str) -> Table:
    """The table of that name."""
    return next(table for table in TABLES if table.name == name)
