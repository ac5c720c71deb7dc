"""How organisations, contracts and migrations are called in a sentence."""

from __future__ import annotations

import re

from planner.domain.contracts import Contract
from planner.domain.migrations import Migration
from planner.domain.portfolio import Portfolio
from planner.domain.routes import served_organisations
from planner.domain.wording import few_of, listed
from planner.explain.records import Category, RecordRef
from planner.plan.flagging.owners import organisation_name

HEADS = re.compile(
    r"(Department|Ministry|Office|Agency|Authority|Executive|Service|Commission|Council|Board|Inspectorate|Regulator"
    r"|Commissioner|Company|Fund|Directorate|Organisation|Committee|Laboratory|Registry|Centre|Institute|Trust|University"
    r"|Bureau|Corporation|Society|Foundation|Association)$"
)
"""Nouns that take an article where they are the head of a name."""
NOT_NAMED = ("", "not known", "unknown", "tbc", "none")
"""What stands for a supplier where nobody stated one."""


def named(portfolio: Portfolio, organisation: str) -> str:
    """An organisation with its article inside a sentence, for instance `the Home Office`, `HM Treasury`, `Ofsted`."""
    name = organisation_name(portfolio, organisation)
    if name.startswith("The "):
        return f"the {name[4:]}"
    core = name.split(" (")[0].split(" of ")[0].split(" for ")[0]
    return f"the {name}" if HEADS.search(core) and not name.startswith("HM ") else name


def capital(text: str) -> str:
    """The text as the beginning of a sentence."""
    return f"{text[:1].upper()}{text[1:]}"


def users_of(portfolio: Portfolio, contract: Contract) -> tuple[str, ...]:
    """Who is said to need a contract: its buyer where that is one of those it serves, else all of those."""
    served = served_organisations(portfolio, contract)
    if contract.buyer is not None and contract.buyer in served:
        return (contract.buyer,)
    return served or ((contract.buyer,) if contract.buyer else ())


def users_words(portfolio: Portfolio, contract: Contract) -> str:
    """Those who need a contract, at most three by name; `nobody stated` where the records name none."""
    return (
        few_of([named(portfolio, id) for id in users_of(portfolio, contract)]) or "an organisation that is not stated"
    )


def contract_words(portfolio: Portfolio, contract: Contract) -> str:
    """A contract after its users: with its supplier where one is stated, with its id where they have several alike."""
    users = users_of(portfolio, contract)
    whose = "their contract" if len(users) > 1 else "its contract"
    theirs = [other for other in portfolio.contracts if users_of(portfolio, other) == users]
    supplier = contract.supplier or ""
    if sum(other.supplier == contract.supplier for other in theirs) > 1:
        return f"{whose} {contract.id}"
    if supplier.lower() in NOT_NAMED:
        return whose if len(theirs) == 1 else f"{whose} {contract.id}"
    return f"{whose} with {listed([name.strip() for name in supplier.split(' (')[0].split(';')])}"


def the_contract(portfolio: Portfolio, contract: str) -> str:
    """A contract without its users before it, for instance `the contract of the Home Office with SSCL`."""
    return f"the contract {of_whom(portfolio, contract)}"


def of_whom(portfolio: Portfolio, contract: str) -> str:
    """Whose contract it is, for instance `of the Home Office with SSCL`."""
    found = portfolio.contract_by_id[contract]
    which = contract_words(portfolio, found).partition(" contract")[2]
    users = users_words(portfolio, found)
    return f"of {users}{which}" if which.startswith(" with ") else f"{which.strip()} of {users}".strip()


def own_move_words(portfolio: Portfolio, contract: Contract, migration: str) -> str:
    """As `move_words`; `its own move` where it is one of those who need the contract and have one contract to leave."""
    found = portfolio.migration_by_id[migration]
    users, releasing = users_of(portfolio, contract), portfolio.migrations_by_contract[contract.id]
    own = [other for other in releasing if other.organisation == found.organisation]
    if users != (found.organisation,) or found not in own:
        return move_words(portfolio, migration)
    return "its own move" if len(own) == 1 else f"its own move ({_part(found)})"


def _part(migration: Migration) -> str:
    return listed(migration.services) or migration.id


def move_words(portfolio: Portfolio, migration: str) -> str:
    """One migration by its organisation; with its services where that has several, for instance `the Home Office (HR)`."""
    found = portfolio.migration_by_id[migration]
    alone = sum(other.organisation == found.organisation for other in portfolio.migrations) == 1
    if alone:
        return named(portfolio, found.organisation)
    return f"{named(portfolio, found.organisation)} ({_part(found)})"


def resource_words(portfolio: Portfolio, resource: str) -> str:
    """The name of a resource up to the first comma: what follows is a remark."""
    return portfolio.resource_by_id[resource].name.split(",")[0]


def cause_name(portfolio: Portfolio, record: RecordRef, category: Category) -> str:
    """A record as a cause, for instance `the milestone “Platform ready”`, `the freeze DECEMBER`."""
    key = record.key
    match record.table:
        case "milestones":
            return f"the milestone “{portfolio.milestone_by_id[key].name}”"
        case "migrations":
            return f"the release date of {move_words(portfolio, key)}"
        case "freezes":
            return f"the freeze {key}"
        case "wave_windows":
            return f"the wave windows of {portfolio.cluster_by_id[key].name}"
        case "resources":
            return f"the queue for {resource_words(portfolio, key)}"
        case "commitments":
            return f"the agreement {key}"
        case _:
            return "the work itself" if category is Category.OWN_WORK else "the moves that it depends on"
