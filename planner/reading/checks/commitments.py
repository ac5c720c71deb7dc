"""Decisions already taken name an option, a contract or a migration, as their kind asks, and a day where they need one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.domain.contracts import OptionState
from planner.domain.decisions_taken import BINDING_KINDS, CommitmentKind
from planner.domain.findings import Finding
from planner.domain.migrations import STANDARD_MODE
from planner.reading.cells.located import Located, Place, Tables
from planner.reading.cells.nearest import nearest_name
from planner.reading.checks.references import unknown_reference
from planner.reading.rows.contracts import OptionRow
from planner.reading.rows.decisions import CommitmentRow
from planner.reading.rows.migrations import ModeRow

TABLE_BY_KIND = {
    CommitmentKind.OPTION_EXERCISED: "options",
    CommitmentKind.OPTION_APPROVED: "options",
    CommitmentKind.NOTICE_SERVED: "options",
    CommitmentKind.STOP_SERVED: "contracts",
    CommitmentKind.BRIDGE_BEGUN: "contracts",
    CommitmentKind.EXPOSURE_ACCEPTED: "contracts",
    CommitmentKind.OPTION_REFUSED: "options",
    CommitmentKind.OPTION_NOT_USED: "options",
    CommitmentKind.ANSWER_GIVEN: "organisations",
    CommitmentKind.CUTOVER_AGREED: "migrations",
    CommitmentKind.START_AGREED: "migrations",
}


ARTICLES = {
    "options": "an option",
    "contracts": "a contract",
    "migrations": "a migration",
    "organisations": "an organisation",
}


def check_commitments(tables: Tables) -> Iterator[Finding]:
    """Wrong subjects, missing days, unknown modes, and the same decision twice."""
    modes: dict[str, list[str]] = {}
    for mode in tables.rows(ModeRow):
        modes.setdefault(mode.value.migration, [STANDARD_MODE]).append(mode.value.id)
    states = {option.value.id: option.value.state for option in tables.rows(OptionRow)}
    first: dict[tuple[CommitmentKind, str], Place] = {}
    for taken in tables.rows(CommitmentRow):
        yield from _subject(tables, taken)
        yield from _agreed(taken)
        if tables.is_known("modes"):
            yield from _mode(taken, modes.get(taken.value.subject, [STANDARD_MODE]))
        yield from _contradiction(taken, states)
        key = (taken.value.kind, taken.value.subject)
        if key in first:
            message = f'{key[0]} for "{key[1]}" is already in row {first[key].row}'
            yield taken.place.error("duplicate-commitment", "subject", message, cure="remove one of the rows")
        first.setdefault(key, taken.place)


def _subject(tables: Tables, taken: Located[CommitmentRow]) -> Iterator[Finding]:
    table, subject = TABLE_BY_KIND[taken.value.kind], taken.value.subject
    if not tables.is_known(table) or subject in tables.names(table):
        return
    other = next((other for other in ARTICLES if subject in tables.names(other)), None)
    if other is not None:
        message = f'{taken.value.kind} is about {ARTICLES[table]}, but "{subject}" is one of {other}'
        cure = f"name {ARTICLES[table]}, or correct the kind"
        yield taken.place.error("wrong-subject", "subject", message, cure=cure)
    else:
        yield unknown_reference(tables, taken.place, "subject", subject, table)


def _agreed(taken: Located[CommitmentRow]) -> Iterator[Finding]:
    if TABLE_BY_KIND[taken.value.kind] == "migrations" and taken.value.agreed_date is None:
        message = f"{taken.value.kind} needs the day agreed"
        yield taken.place.error("missing-value", "agreed_date", message, cure="write the day, for instance 2028-01-31")


def _contradiction(taken: Located[CommitmentRow], states: Mapping[str, OptionState]) -> Iterator[Finding]:
    state = states.get(taken.value.subject)
    if taken.value.kind in BINDING_KINDS and state in (OptionState.LAPSED, OptionState.REFUSED):
        message = f'{taken.value.kind}, but option "{taken.value.subject}" is {state}'
        cure = "correct the state of the option, or remove this row"
        yield taken.place.error("wrong-subject", "subject", message, cure=cure)


def _mode(taken: Located[CommitmentRow], modes: list[str]) -> Iterator[Finding]:
    mode = taken.value.mode
    if mode is None:
        return
    table = TABLE_BY_KIND[taken.value.kind]
    if table != "migrations":
        message = f"{ARTICLES[table]} has no mode"
        yield taken.place.error("wrong-subject", "mode", message, cure="blank the mode")
    elif mode not in modes:
        nearest = nearest_name(mode, modes)
        message = f'migration "{taken.value.subject}" has no mode "{mode}"'
        cure = f'did you mean "{nearest}"?' if nearest else f"write one of {', '.join(modes)}"
        yield taken.place.error("unknown-reference", "mode", message, cure=cure, expected=f"one of {', '.join(modes)}")
