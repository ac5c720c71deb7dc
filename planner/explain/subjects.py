"""What a person may ask to have explained, and which contracts that is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from planner.domain.graph.dependency_graph import Node, NodeKind, dependency_graph, waiting_for
from planner.domain.portfolio import Portfolio
from planner.domain.routes import lineage, served_organisations
from planner.errors import SettingsError
from planner.reading.cells.nearest import nearest_name


class SubjectKind(StrEnum):
    """The kinds, in the order in which an id is looked for."""

    CONTRACT = "contract"
    MIGRATION = "migration"
    MILESTONE = "milestone"
    ORGANISATION = "organisation"
    FREEZE = "freeze"
    RESOURCE = "resource"


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A record of the portfolio. `contracts`: those that are explained, or that could hang on it."""

    kind: SubjectKind
    id: str
    contracts: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether the question is what hangs on it."""
        return self.kind in (SubjectKind.MILESTONE, SubjectKind.FREEZE, SubjectKind.RESOURCE)


def find_subject(portfolio: Portfolio, id: str) -> Subject:
    """The record with this id: a contract, migration, milestone, organisation, freeze or resource, in this order.

    Raises SettingsError where there is none.
    """
    for kind, (table, contracts) in KINDS.items():
        if id in table(portfolio):
            return Subject(kind=kind, id=id, contracts=contracts(portfolio, id))
    known = [name for table, _ in KINDS.values() for name in table(portfolio)]
    nearest = nearest_name(id, known)
    hint = f"; did you mean {nearest!r}?" if nearest else ""
    raise SettingsError(
        f"{id!r} is no contract, organisation, migration, milestone, freeze or resource of the portfolio{hint}"
    )


def _released(portfolio: Portfolio, migration: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(portfolio.migration_by_id[migration].releases))


def _behind(portfolio: Portfolio, milestone: str) -> tuple[str, ...]:
    return waiting_for(dependency_graph(portfolio), Node(NodeKind.MILESTONE, milestone)).contracts


def _of_organisation(portfolio: Portfolio, organisation: str) -> tuple[str, ...]:
    """Of a department also those of its bodies, of a body its own."""
    return tuple(
        contract.id
        for contract in portfolio.contracts
        if any(organisation in lineage(portfolio, served) for served in served_organisations(portfolio, contract))
    )


def _all(portfolio: Portfolio, id: str) -> tuple[str, ...]:
    return tuple(contract.id for contract in portfolio.contracts)


Finder = tuple[Callable[[Portfolio], Mapping[str, object]], Callable[[Portfolio, str], tuple[str, ...]]]

KINDS: Mapping[SubjectKind, Finder] = MappingProxyType(
    {
        SubjectKind.CONTRACT: (lambda portfolio: portfolio.contract_by_id, lambda portfolio, id: (id,)),
        SubjectKind.MIGRATION: (lambda portfolio: portfolio.migration_by_id, _released),
        SubjectKind.MILESTONE: (lambda portfolio: portfolio.milestone_by_id, _behind),
        SubjectKind.ORGANISATION: (lambda portfolio: portfolio.organisation_by_id, _of_organisation),
        SubjectKind.FREEZE: (lambda portfolio: {freeze.id: freeze for freeze in portfolio.freezes}, _all),
        SubjectKind.RESOURCE: (lambda portfolio: portfolio.resource_by_id, _all),
    }
)
"""By kind: its records by id, and the contracts that one of them is about."""
