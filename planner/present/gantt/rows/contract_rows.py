"""The rows of contracts: days in force, extended, idle and uncovered, and the last day to decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

from planner.domain.chains.notice_terms import stop_terms
from planner.domain.contracts import Contract, OptionState
from planner.domain.option_chain import ChainLink, Obstacle
from planner.domain.portfolio import Portfolio
from planner.domain.wording import calendar_day, counted, day_count
from planner.plan.flagging.bundled import together_with
from planner.plan.flagging.stops import stop_needed
from planner.plan.ledger import exposure_price
from planner.plan.schedule import ContractCover
from planner.present.gantt.model import Bar, BarKind, Fact, Marker, MarkerKind

UNUSABLE: Mapping[Obstacle, str] = MappingProxyType(
    {Obstacle.BEYOND_MAXIMUM: "beyond the maximum end", Obstacle.NEVER_OPENS: "never opens"}
)
"""What is said of a right that is not simply past."""


def contract_bars(portfolio: Portfolio, cover: ContractCover, shown_from_day: int) -> tuple[Bar, ...]:
    """The contract's days from the shown range (or its last day in force, if that is earlier) to the end of need and
    cover, tiled without a gap."""
    expired_day = cover.expiry_day
    begins = [expired_day, *(portfolio.day_of(link.end.value) + 1 for link in cover.used)]
    if cover.used:
        begins[-1] = cover.covered_until_day
    start = min(shown_from_day, expired_day - 1)
    bars = [*_needed_then_idle(BarKind.IN_FORCE, "in force", None, start, expired_day, cover.needed_until_day)]
    for link, (from_day, until_day) in zip(cover.used, pairwise(begins), strict=True):
        parts = _needed_then_idle(
            BarKind.EXTENDED,
            link.option.id,
            link,
            from_day,
            until_day,
            cover.needed_until_day,
            _price(portfolio, cover, link),
        )
        bars.extend(parts)
    return (*bars, *_uncovered(portfolio, cover))


def _price(portfolio: Portfolio, cover: ContractCover, link: ChainLink) -> int:
    """What the plan pays for an option: only the last one used can end early."""
    if link is not cover.used[-1]:
        return link.full_price_pounds
    return link.price_pounds(cover.needed_until_day - portfolio.day_of(link.extends_end_date) - 1)


def _needed_then_idle(
    kind: BarKind,
    label: str,
    link: ChainLink | None,
    from_day: int,
    until_day: int,
    needed_until_day: int,
    pounds: int | None = None,
) -> Iterator[Bar]:
    """The part somebody needs, then the part nobody does; the price stands on the first of them."""
    needed = max(from_day, min(needed_until_day, until_day))
    option = link.option.id if link else None
    note = _option_note(link) if link else ""
    for part, first, last in ((kind, from_day, needed), (BarKind.IDLE, needed, until_day)):
        if last > first:
            yield Bar(kind=part, label=label, from_day=first, until_day=last, option=option, pounds=pounds, note=note)
            pounds = None


def _option_note(link: ChainLink) -> str:
    assumed = " (assumed)" if link.assumed else ""
    if link.by_itself:
        return "goes on by itself" + (", owed" if link.exercised else "")
    state = "already exercised" if link.exercised else f"decide by {calendar_day(link.decision.value)}{assumed}"
    return f"{link.option.kind.value}, {state}"


def _uncovered(portfolio: Portfolio, cover: ContractCover) -> Iterator[Bar]:
    if cover.uncovered_days:
        price = exposure_price(portfolio, cover.contract)
        yield Bar(
            kind=BarKind.UNCOVERED,
            label="uncovered",
            from_day=cover.covered_until_day,
            until_day=cover.needed_until_day,
            pounds=cover.uncovered_days * price,
            note=f"{cover.uncovered_days:,} days at {price:,} {portfolio.currency} a day",
        )


def contract_markers(portfolio: Portfolio, cover: ContractCover) -> tuple[Marker, ...]:
    """Expiry, the last day for notice of every option used but not yet exercised, and both last days of the next option.

    The markers of a right the plan does not use are not settled. The last days to decide are told by the register.
    """
    markers = list(_expiry_marker(portfolio, cover))
    markers.extend(_notice_marker(portfolio, link) for link in cover.used if link.is_negotiated)
    markers.extend(_stop_marker(portfolio, cover))
    following = _next_right(cover)
    if following is not None:
        markers.extend(_unused_markers(portfolio, following))
    return tuple(sorted(markers, key=lambda marker: marker.day))


def _expiry_marker(portfolio: Portfolio, cover: ContractCover) -> Iterator[Marker]:
    """The end before any option; of a contract that goes on by itself only where that end lies ahead of its periods."""
    expiry = cover.contract.expiry_date
    if expiry is not None and portfolio.day_of(expiry) + 1 == cover.expiry_day:
        said = "goes on by itself after" if cover.contract.runs_on else "last day in force"
        yield Marker(kind=MarkerKind.EXPIRY, day=cover.expiry_day - 1, label=f"{said} {calendar_day(expiry)}")


def _stop_marker(portfolio: Portfolio, cover: ContractCover) -> Iterator[Marker]:
    """The last day for the notice of a stop that the plan asks for."""
    stop = stop_needed(portfolio, cover)
    if stop is not None:
        yield Marker(
            kind=MarkerKind.NOTICE,
            day=portfolio.day_of(stop.notice_date),
            label=f"stop {cover.contract.id}",
            note=stop.derivation,
            act_day=portfolio.day_of(stop.notice_acting_date),
            assumed=bool(stop.assumed),
        )


def _next_right(cover: ContractCover) -> ChainLink | None:
    """The first option after those used, unless it has lapsed or was refused, or nobody buys it."""
    unused = cover.chain[len(cover.used) :]
    if not unused or unused[0].option.state in (OptionState.LAPSED, OptionState.REFUSED) or unused[0].by_itself:
        return None
    return unused[0]


def _notice_marker(portfolio: Portfolio, link: ChainLink) -> Marker:
    return Marker(
        kind=MarkerKind.NOTICE,
        day=portfolio.day_of(link.notice.value),
        label=link.option.id,
        note=str(link.notice),
        act_day=portfolio.day_of(link.acting_notice.value),
        assumed=bool(link.notice_assumed),
    )


def _unused_markers(portfolio: Portfolio, link: ChainLink) -> tuple[Marker, Marker]:
    notice = _notice_marker(portfolio, link)
    purpose = "not used" if link.obstacle is None else UNUSABLE.get(link.obstacle, "past")
    hollow = replace(notice, label=f"{link.option.id} ({purpose})", settled=False)
    decision = replace(
        hollow,
        kind=MarkerKind.DECISION,
        day=portfolio.day_of(link.decision.value),
        note=str(link.decision),
        act_day=portfolio.day_of(link.acting_decision.value),
        assumed=bool(link.assumed),
    )
    return decision, hollow


def _notice(portfolio: Portfolio, contract: Contract) -> str:
    earliest = stop_terms(portfolio.policy, contract).earliest
    window = "" if earliest is None else f", not before {earliest} before the end"
    if contract.notice is None:
        return f"not stated, {day_count(portfolio.policy.unstated_notice_days)} assumed{window}"
    return f"{contract.notice}{window}"


def _expiry(contract: Contract) -> str:
    if contract.rolling:
        stated = "" if contract.expiry_date is None else f"{calendar_day(contract.expiry_date)}, then "
        return f"{stated}rolls on until it is stopped"
    months = contract.renewal_months
    renews = "" if months is None else f", then renews by {counted(months, 'month')} unless it is stopped"
    return f"{calendar_day(contract.expiry_date)}{renews}"


def contract_facts(portfolio: Portfolio, cover: ContractCover) -> tuple[Fact, ...]:
    """What a reader asks about a contract, in words; "until" is the last day."""
    contract = cover.contract
    needed = "the horizon" if cover.no_route else calendar_day(portfolio.date_of(cover.needed_until_day - 1))
    facts = [
        ("Supplier", contract.supplier or "not stated"),
        ("Buyer", contract.buyer or "not stated"),
        ("Expiry", _expiry(contract)),
        ("Covered until", calendar_day(portfolio.date_of(cover.covered_until_day - 1))),
        ("Needed until", needed),
        ("Notice", _notice(portfolio, contract)),
    ]
    bundled = [(link.option.id, together_with(portfolio, link.option)) for link in cover.chain]
    facts += [("Bundle", f"{option} {together}") for option, together in bundled if together is not None]
    return tuple(Fact(label=label, text=text) for label, text in facts)
