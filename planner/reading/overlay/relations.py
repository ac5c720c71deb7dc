"""Which cluster, supplier and organisations a row of any table belongs to, so that it can be selected by them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from planner.reading.cells.conversion import LIST_SEPARATOR
from planner.reading.overlay.table_rows import Cells, name_columns

Ids = frozenset[str]
NOTHING: Ids = frozenset()


@dataclass(frozen=True)
class Belongs:
    """Everything a row belongs to."""

    clusters: Ids = NOTHING
    suppliers: Ids = NOTHING
    organisations: Ids = NOTHING

    def __or__(self, other: Belongs) -> Belongs:
        return Belongs(
            self.clusters | other.clusters, self.suppliers | other.suppliers, self.organisations | other.organisations
        )


class Relations:
    """Looks up what rows belong to.

    An organisation belongs to its cluster, or else to that of the nearest organisation above it. A contract belongs to
    its supplier and to the organisations it serves; where none is stated, to those whose migrations release it, else to
    its buyer. It belongs to the clusters of the migrations that release it; where none does, to those of its
    organisations. Options belong where their contract does. Modes, groups, precedences (their successor) and risks belong
    where the migrations do.
    """

    def __init__(self, tables: Mapping[str, list[Cells]]) -> None:
        self._tables = tables

    def belongs(self, table: str, row: Cells) -> Belongs:
        """What a row belongs to; nothing for tables that have no such relation."""
        relation = RELATIONS.get(table)
        return relation(self, row) if relation else Belongs()

    def family(self, organisation: str) -> Ids:
        """The organisation and every one below it."""
        return frozenset(id for id in self._by_id("organisations") if organisation in self._upwards(id))

    @cached_property
    def ids(self) -> Mapping[str, Ids]:
        """What can be named in a selector, by its key."""
        return {
            "clusters": frozenset(self._by_id("clusters")),
            "organisations": frozenset(self._by_id("organisations")),
            "departments": frozenset(self._by_id("organisations")),
            "suppliers": frozenset(row["supplier"] for row in self._tables["contracts"] if "supplier" in row),
        }

    def first_column_ids(self, table: str) -> Ids:
        """The values of the first of the columns that tell the rows of a table apart."""
        column = name_columns(table)[0]
        return frozenset(row[column] for row in self._tables[table] if column in row)

    def of_organisation(self, id: str | None) -> Belongs:
        if id is None or id not in self._by_id("organisations"):
            return Belongs()
        rows = (self._by_id("organisations")[upper] for upper in self._upwards(id))
        cluster = next((row["cluster"] for row in rows if "cluster" in row), None)
        return Belongs(clusters=_one(cluster), organisations=_one(id))

    def of_contract(self, id: str | None) -> Belongs:
        row = self._by_id("contracts").get(id or "")
        if row is None:
            return Belongs()
        moves = [self.of_migration(migration["id"]) for migration in self._releasing.get(row["id"], [])]
        stated = _listed(row, "organisations")
        served = stated or sorted({id for move in moves for id in move.organisations}) or [row.get("buyer", "")]
        organisations = [self.of_organisation(organisation) for organisation in served]
        clusters = frozenset(id for move in moves for id in move.clusters)
        joined = _union(organisations)
        return Belongs(clusters or joined.clusters, _one(row.get("supplier")), joined.organisations)

    def of_migration(self, id: str | None) -> Belongs:
        row = self._by_id("migrations").get(id or "")
        if row is None:
            return Belongs()
        return Belongs(_one(row.get("cluster")), organisations=_one(row.get("organisation")))

    def of_activity(self, id: str | None) -> Belongs:
        milestone = self._by_id("milestones").get(id or "")
        return self.of_migration(id) if milestone is None else Belongs(_one(milestone.get("cluster")))

    def of_subject(self, row: Cells) -> Belongs:
        """A freeze by its scope, a commitment by what it binds."""
        subject = row.get("subject")
        if subject in self._by_id("clusters"):
            return Belongs(_one(subject))
        option = self._by_id("options").get(subject or "")
        if option is not None:
            return self.of_contract(option.get("contract"))
        return self.of_organisation(subject) | self.of_migration(subject)

    def of_resource(self, id: str | None) -> Belongs:
        row = self._by_id("resources").get(id or "")
        return Belongs(frozenset(_listed(row, "clusters"))) if row else Belongs()

    def any_of(self, activities: list[str]) -> Belongs:
        return _union([self.of_activity(activity) for activity in activities])

    def _by_id(self, table: str) -> Mapping[str, Cells]:
        return self._rows_by_id[table]

    @cached_property
    def _rows_by_id(self) -> Mapping[str, Mapping[str, Cells]]:
        return {table: {row["id"]: row for row in rows if "id" in row} for table, rows in self._tables.items()}

    @cached_property
    def _releasing(self) -> Mapping[str, list[Cells]]:
        releasing: dict[str, list[Cells]] = {}
        for row in self._tables["migrations"]:
            for contract in _listed(row, "releases"):
                releasing.setdefault(contract, []).append(row)
        return releasing

    def _upwards(self, organisation: str) -> list[str]:
        seen: list[str] = []
        current: str | None = organisation
        while current is not None and current in self._by_id("organisations") and current not in seen:
            seen.append(current)
            current = self._by_id("organisations")[current].get("parent")
        return seen


def _one(id: str | None) -> Ids:
    return NOTHING if not id else frozenset((id,))


def _listed(row: Cells, column: str) -> list[str]:
    return [part.strip() for part in row.get(column, "").split(LIST_SEPARATOR) if part.strip()]


def _union(parts: list[Belongs]) -> Belongs:
    joined = Belongs()
    for part in parts:
        joined |= part
    return joined


RELATIONS: Mapping[str, Callable[[Relations, Cells], Belongs]] = {
    "organisations": lambda relations, row: relations.of_organisation(row.get("id")),
    "clusters": lambda relations, row: Belongs(_one(row.get("id"))),
    "milestones": lambda relations, row: Belongs(_one(row.get("cluster"))),
    "contracts": lambda relations, row: relations.of_contract(row.get("id")),
    "options": lambda relations, row: relations.of_contract(row.get("contract")),
    "migrations": lambda relations, row: relations.of_migration(row.get("id")),
    "modes": lambda relations, row: relations.of_migration(row.get("migration")),
    "precedences": lambda relations, row: relations.of_activity(row.get("successor")),
    "groups": lambda relations, row: relations.any_of(_listed(row, "migrations")),
    "resources": lambda relations, row: relations.of_resource(row.get("id")),
    "capacity_steps": lambda relations, row: relations.of_resource(row.get("resource")),
    "freezes": lambda relations, row: relations.of_subject(row),
    "wave_windows": lambda relations, row: Belongs(_one(row.get("cluster"))),
    "risk_drivers": lambda relations, row: relations.any_of(_listed(row, "affects")),
    "commitments": lambda relations, row: relations.of_subject(row) | relations.of_contract(row.get("subject")),
}
"""How to find what a row belongs to, by table; tables not here cannot be selected by cluster, supplier or department."""
