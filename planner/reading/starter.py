"""The smallest useful set of tables: one worked row each, or what a list of contracts lacks for a first plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from planner.domain.calendar import ONE_DAY, add_months
from planner.domain.clusters import Cluster, Milestone
from planner.domain.contracts import Contract, ExtensionOption, Notice, NoticeUnit
from planner.domain.migrations import Migration, Precedence, PrecedenceKind
from planner.domain.organisations import Organisation
from planner.domain.portfolio import Portfolio
from planner.domain.provenance import Basis, Provenance
from planner.reading.write import portfolio_files

WORKED = Provenance(basis=Basis.ASSUMED, reason="worked example; replace it")
"""Where the rows come from: nowhere yet, and they say so."""
CLUSTER = Cluster(id="CLUSTER-1", name="First cluster", provenance=WORKED)
EXAMPLE = Organisation(id="ORG-1", name="Example Department", cluster=CLUSTER.id, provenance=WORKED)
CELL = 4_000
"""Characters of the ids in one cell; a cell of more than 5,000 is refused."""
READY_MONTHS, HORIZON_MONTHS, EXPIRY_MONTHS = 9, 60, 15
STARTER_TABLES = (
    "portfolio", "organisations", "clusters", "contracts", "options", "milestones", "migrations", "precedences",
)  # fmt: skip


def starter_files(today: date) -> dict[str, str]:
    """The text of every table of a worked example as of `today`, by file name."""
    expiry = add_months(today.replace(day=1), EXPIRY_MONTHS) - ONE_DAY
    contract = Contract(
        id="C-1",
        name="Finance and payroll services",
        buyer=EXAMPLE.id,
        organisations=(EXAMPLE.id,),
        expiry_date=expiry,
        annual_price_pounds=1_200_000,
        notice=Notice(6, NoticeUnit.MONTHS),
        internal_lead_days=60,
        exposure_pounds_per_day=10_000,
        provenance=WORKED,
    )
    option = ExtensionOption(id="C-1-1", contract=contract.id, sequence=1, months=12, provenance=WORKED)
    empty = Portfolio(name="My portfolio", status_date=today, horizon_date=add_months(today, HORIZON_MONTHS))
    listed = replace(empty, organisations=(EXAMPLE,), contracts=(contract,), options=(option,))
    return _chosen(_completed(listed))


def missing_files(listed: Portfolio, there: frozenset[str]) -> dict[str, str]:
    """The tables that a list of contracts lacks for a first plan, by file name; `there` are the files it has.

    Each organisation that a contract names has one row and one migration, which waits for one milestone. What nobody names
    is served by one example organisation. Every row says that it is assumed.
    """
    found = _chosen(_completed(listed))
    return {name: text for name, text in found.items() if name not in there}


def _chosen(portfolio: Portfolio) -> dict[str, str]:
    names = {f"{table}.csv" for table in STARTER_TABLES}
    return {name: text for name, text in portfolio_files(portfolio).items() if name in names}


def _completed(listed: Portfolio) -> Portfolio:
    organisations = listed.organisations or tuple(_organisations(listed))
    clusters = listed.clusters or (CLUSTER,)
    milestones = listed.milestones or (_ready(listed, clusters[0]),)
    if listed.migrations:
        return replace(listed, organisations=organisations, clusters=clusters, milestones=milestones)
    migrations = tuple(
        migration for organisation in organisations for migration in _migrations(listed, organisation, clusters[0])
    )
    return replace(
        listed,
        provenance=WORKED,
        organisations=organisations,
        clusters=clusters,
        milestones=milestones,
        migrations=migrations,
        precedences=tuple(_after(milestones[0], migration) for migration in migrations),
    )


def _ready(listed: Portfolio, cluster: Cluster) -> Milestone:
    return Milestone(
        id="CLUSTER-1-READY",
        name="First cluster ready",
        cluster=cluster.id,
        forecast_date=add_months(listed.status_date, READY_MONTHS),
        provenance=WORKED,
    )


def _organisations(listed: Portfolio) -> Iterator[Organisation]:
    """One for each that a contract names, in the order of their ids; an example for contracts that name none."""
    named = sorted({id for contract in listed.contracts for id in _named(contract)})
    yield from (Organisation(id=id, name=id, cluster=CLUSTER.id, provenance=WORKED) for id in named)
    if not all(_named(contract) for contract in listed.contracts):
        yield EXAMPLE


def _named(contract: Contract) -> tuple[str, ...]:
    return contract.organisations or ((contract.buyer,) if contract.buyer else ())


def _migrations(listed: Portfolio, organisation: Organisation, cluster: Cluster) -> Iterator[Migration]:
    """One that releases every contract of the organisation; several where these are more than a cell holds."""
    released = [c.id for c in listed.contracts if organisation.id in (_named(c) or (EXAMPLE.id,))]
    for number, contracts in enumerate(_in_cells(released), start=1):
        yield Migration(
            id=f"{organisation.id}-MOVE" + (f"-{number}" if number > 1 else ""),
            organisation=organisation.id,
            cluster=cluster.id,
            releases=contracts,
            provenance=WORKED,
        )


def _in_cells(ids: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The ids in as many parts as they need cells."""
    part: list[str] = []
    for id in ids:
        if part and len("; ".join((*part, id))) > CELL:
            yield tuple(part)
            part = []
        part.append(id)
    if part:
        yield tuple(part)


def _after(milestone: Milestone, migration: Migration) -> Precedence:
    kind = PrecedenceKind.FINISH_START
    return Precedence(predecessor=milestone.id, successor=migration.id, kind=kind, provenance=WORKED)
