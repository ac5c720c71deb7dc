"""The tables of a run store, described once for every database."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ColumnKind(StrEnum):
    """What a column holds; each database has its own word for it."""

    TEXT = "text"
    INTEGER = "integer"
    REAL = "real"
    BYTES = "bytes"


@dataclass(frozen=True)
class Column:
    """One column; `required`: never null. `since` is the version of the tables that brought it, `before` the value older
    rows have, as SQL.
    """

    name: str
    kind: ColumnKind
    meaning: str
    required: bool = True
    since: int = 1
    before: str = "null"


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table; the first column is its primary key. `unique` groups of columns take a combination once."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    unique: tuple[tuple[str, ...], ...] = ()
    indexed: tuple[str, ...] = ()

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True, kw_only=True)
class Schema:
    """Tables, and the statements that lead to them from older versions; a table stands for the statements that make it.

    `steps[n]` brings a store of version n + 1 to version n + 2; a new store is made from `tables` at once.
    """

    tables: tuple[Table, ...]
    steps: tuple[tuple[str | Table, ...], ...] = ()

    @property
    def version(self) -> int:
        """Version of a store that has exactly these tables; 0 is an empty database."""
        return len(self.steps) + 1


TEXT, INTEGER, REAL, BYTES = ColumnKind.TEXT, ColumnKind.INTEGER, ColumnKind.REAL, ColumnKind.BYTES

PORTFOLIOS = Table(
    name="portfolios",
    meaning="Inputs, each kept once however many runs used it.",
    columns=(
        Column("hash", TEXT, "SHA-256 of the canonical text, hexadecimal"),
        Column("name", TEXT, "name of the portfolio"),
        Column("status_date", TEXT, "day 0 of the portfolio, YYYY-MM-DD"),
        Column(
            "format",
            INTEGER,
            "the meaning of `data`: canonical JSON in UTF-8, compressed by zlib",
        ),
        Column("data", BYTES, "the whole portfolio"),
    ),
)

RUNS = Table(
    name="runs",
    meaning="One row for each finished solve; written whole or not at all.",
    columns=(
        Column("id", TEXT, "16 hexadecimal digits"),
        Column("created", TEXT, "when the solve ended, UTC, ISO 8601"),
        Column("command", TEXT, "the command that made the run"),
        Column("label", TEXT, "short name given by a person", required=False),
        Column("notes", TEXT, "free text", required=False),
        Column("sweep", TEXT, "sweep the run belongs to", required=False),
        Column("item", TEXT, "name of the item of that sweep", required=False),
        Column("repeats", TEXT, "id of the run made again", required=False),
        Column("run_key", TEXT, "hash of portfolio, settings and start"),
        Column("portfolio", TEXT, "hash of the portfolio: a row of portfolios"),
        Column("fingerprint", TEXT, "hash of all a plan can depend on, as in plan files"),
        Column("portfolio_name", TEXT, "name of the portfolio"),
        Column("status_date", TEXT, "day 0 of the portfolio, YYYY-MM-DD"),
        Column("currency", TEXT, "label of all money"),
        Column("settings", TEXT, "settings of the solve, JSON"),
        Column("seed", INTEGER, "seed of every random choice"),
        Column("versions", TEXT, "planner, ortools, python and platform, JSON"),
        Column("status", TEXT, "optimal, feasible, infeasible or nothing found in time"),
        Column("objective_pounds", INTEGER, "cost of the plan", required=False),
        Column("bound_pounds", INTEGER, "proved lower bound", required=False),
        Column("gap", REAL, "share the plan may lie above the best", required=False),
        Column("seconds", REAL, "length of the solve"),
        Column("interrupted", INTEGER, "1: stopped by a person"),
        Column("pounds_by_term", TEXT, "cost by term, JSON"),
        Column("plan_hash", TEXT, "hash of what is decided", required=False),
        Column("plan", TEXT, "start, mode and options, JSON", required=False),
        Column("conflict", TEXT, "records that cannot stand together, JSON"),
        Column("log", TEXT, "improvements of plan and bound, JSON"),
        Column("meaning", INTEGER, "version of what dates, blanks and pounds mean", since=2, before="1"),
        Column("start_plan", TEXT, "the plan the search began with, JSON", required=False, since=3),
        Column("reasons", TEXT, "why contracts of the plan are late, JSON", required=False, since=4),
    ),
    unique=(("sweep", "run_key"),),
    indexed=("created",),
)

RISK_RUNS = Table(
    name="risk_runs",
    meaning="One row for each time a plan was carried out in sampled futures; written whole or not at all.",
    columns=(
        Column("id", TEXT, "16 hexadecimal digits", since=5),
        Column("created", TEXT, "when it ended, UTC, ISO 8601", since=5),
        Column("command", TEXT, "risk or tripwires", since=5),
        Column("portfolio_hash", TEXT, "hash of the portfolio: a row of portfolios", since=5),
        Column("portfolio_name", TEXT, "name of the portfolio", since=5),
        Column("status_date", TEXT, "day 0 of the portfolio, YYYY-MM-DD", since=5),
        Column("plan_hash", TEXT, "hash of what is decided", since=5),
        Column("basis", TEXT, "hash of portfolio, of what is uncertain in it, and of the plan", since=5),
        Column("as_stated", INTEGER, "1: with the ranges and the starts of the portfolio, 0: a what-if", since=5),
        Column("seed", INTEGER, "seed of the draws", since=5),
        Column("draws", INTEGER, "draws that its figures rest on", since=5),
        Column("family", TEXT, "families of the ranges", since=5),
        Column("versions", TEXT, "planner, ortools, python and platform, JSON", since=5),
        Column("meaning", INTEGER, "version of what dates, blanks and pounds mean", since=5),
        Column("plan", TEXT, "start, mode and options, JSON", since=5),
        Column("sureness", TEXT, "how sure its figures are, milestones and rules included, JSON", since=5),
    ),
    indexed=("basis",),
)

STORE_SCHEMA = Schema(
    tables=(PORTFOLIOS, RUNS, RISK_RUNS),
    steps=(
        ("alter table runs add column meaning integer not null default 1",),
        ("alter table runs add column start_plan text",),
        ("alter table runs add column reasons text",),
        (RISK_RUNS,),
    ),
)
