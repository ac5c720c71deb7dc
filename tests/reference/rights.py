"""What can keep a contract in force: options, renewals and running on, each with its days, its price and its obstacle."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from tests.reference.days import ONE, acting, days_back, end_of_months, months_and_days
from tests.reference.tables import Row, Tables


@dataclass(frozen=True, kw_only=True)
class Right:
    """One step of the chain of a contract.

    `first` and `last`: days in force that it adds. `least`: the fewest days of it that are paid. `fee` and `part` make its
    price; a day of an early end costs `part` over the whole length, rounded up, or `daily` where that is stated.
    `taken`: decided or owed. `obstacle`: None where it can be used; `gone`: it has lapsed or is past its last day.
    """

    id: str
    contract: str
    kind: str
    first: date
    last: date
    notice: date
    decide: date
    opens: date | None = None
    least: int | None = None
    fee: int = 0
    part: int = 0
    daily: int | None = None
    taken: bool = False
    obstacle: str | None = None
    gone: bool = False
    bundle: str | None = None
    paid_from: date | None = None

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1

    def price(self, needed: date) -> tuple[int, date]:
        """Pounds and last day covered when it is the last one used and the contract is needed until `needed`."""
        if self.daily is not None:
            assert self.paid_from is not None
            end = min(self.last, max(needed, self.first + timedelta(days=(self.least or 0) - 1)))
            return self.daily * max(0, (end - self.paid_from).days + 1), end
        wanted = (needed - self.first).days + 1
        days = self.length if self.least is None else min(self.length, max(self.least, wanted))
        if days == self.length:
            return self.fee + self.part, self.last
        return self.fee + min(self.part, days * -(-self.part // self.length)), self.first + timedelta(days=days - 1)

    @property
    def whole_price(self) -> int:
        return self.price(self.last)[0]


BEHIND = "behind another"
"""The obstacle of a right that one before it blocks."""
BUNDLE = "bundle"
"""The obstacle of a right that another of its bundle blocks."""
Found = Mapping[str, list[Right]]
"""The chain of every contract."""


def rounded(pounds: Fraction) -> int:
    """Half a pound is rounded up."""
    return int(pounds + Fraction(1, 2))


def chains(tables: Tables) -> Mapping[str, list[Right]]:
    """By contract the rights in their sequence, bundles looked at."""
    found: Found = {row["id"]: list(_Chain(tables, row).rights()) for row in tables.rows("contracts")}
    found = _earliest_of_bundles(tables, found)
    changed = True
    while changed:
        before = found
        found = {id: _blocked_behind(chain) for id, chain in _blocked_by_bundles(found).items()}
        changed = before != found
    return found


class _Chain:
    def __init__(self, tables: Tables, row: Row) -> None:
        self.tables, self.row, self.id = tables, row, row["id"]
        self.nation = row.get("jurisdiction", tables.nation)
        self.rolls = row.get("rolling") == "yes"
        options = [option for option in tables.rows("options") if option["contract"] == self.id]
        self.options = sorted(options, key=lambda option: int(option["sequence"]))
        self.exercised = _exercised(tables)
        if self.rolls or "renewal_months" in row:
            self.options = [option for option in self.options if option["id"] in self.exercised]

    def rights(self) -> Iterator[Right]:
        end = date.fromisoformat(self.row["expiry_date"])
        first, months, blocked = end + ONE, 0, False
        last_taken = (end, first, months)
        for place, option in enumerate(self.options, start=1):
            begins = end + ONE
            if "end_date" in option:
                end = date.fromisoformat(option["end_date"])
                first, months = end + ONE, 0
            else:
                months += int(option["months"])
                end = end_of_months(first, months)
            right = self._option(option, begins, end)
            if int(option["sequence"]) > place or blocked:
                right = right if right.taken else replace(right, obstacle=BEHIND, gone=False)
            blocked = blocked or right.obstacle is not None
            end = right.last
            if right.taken:
                last_taken = (end, first, months)
            yield right
        if "renewal_months" in self.row:
            yield from self._renewals(*last_taken)
        elif self.rolls:
            yield from self._running_on(last_taken[0])

    def _option(self, option: Row, begins: date, end: date) -> Right:
        maximum = date.fromisoformat(self.row.get("maximum_end_date", "9999-12-31"))
        stated = "end_date" in option
        taken = option["id"] in self.exercised
        if option.get("up_to") == "yes" and begins <= maximum < end:
            end, stated = maximum, True
        months, days = months_and_days(begins, end) if stated else (int(option["months"]), 0)
        notice, decide, opens = self.last_days(option, begins - ONE)
        state = option.get("state", "available")
        obstacle = None
        if state in ("lapsed", "refused"):
            obstacle = state
        elif opens is not None and opens > notice:
            obstacle = "never opens"
        elif decide < self.tables.status:
            obstacle = "too late"
        elif end > maximum:
            obstacle = "maximum"
        least = option.get("minimum_commitment_days")
        return Right(
            id=option["id"],
            contract=self.id,
            kind="option",
            first=begins,
            last=end,
            notice=notice,
            decide=decide,
            opens=opens,
            least=None if least is None else int(least),
            fee=int(option.get("fee_pounds", 0)),
            part=rounded(self._annual(option) * (Fraction(months, 12) + Fraction(days, 365))),
            taken=taken,
            obstacle=None if taken else obstacle,
            gone=not taken and obstacle in ("lapsed", "too late") and end <= maximum,
            bundle=option.get("bundle"),
        )

    def _annual(self, option: Row) -> Fraction:
        if "annual_price_pounds" in option:
            return Fraction(option["annual_price_pounds"])
        return Fraction(self.row["annual_price_pounds"]) * (100 + Fraction(option.get("uplift_percent", "0"))) / 100

    def last_days(self, option: Row, end: date) -> tuple[date, date, date | None]:
        """Last day for notice, last day to decide, first day for notice, of what would extend this end."""
        source = option if "notice" in option else self.row
        policy = self.tables.policy
        if "notice" in source:
            unit = source.get("notice_unit", "days")
            notice = days_back(end, int(source["notice"]), unit, self.nation)
        else:
            unit = "days"
            notice = end - timedelta(days=int(policy.get("unstated_notice_days", 180)))
        unstated = policy.get("unstated_lead_days", "60")
        lead = option.get("internal_lead_days", self.row.get("internal_lead_days", unstated))
        late = option if "earliest_notice" in option else self.row
        opens = None
        if "earliest_notice" in late:
            opens = days_back(
                end,
                int(late["earliest_notice"]),
                late.get("earliest_notice_unit", late.get("notice_unit", unit)),
                self.nation,
            )
        return notice, notice - timedelta(days=int(lead)), opens

    def _stopped_on(self) -> date | None:
        """The day on which a stop was served."""
        for row in self.tables.commitments("stop served"):
            if row["subject"] == self.id:
                return date.fromisoformat(row["agreed_date"])
        return None

    def _renewals(self, end: date, first: date, months: int) -> Iterator[Right]:
        maximum = date.fromisoformat(self.row.get("maximum_end_date", "9999-12-31"))
        length, stopped, number = int(self.row["renewal_months"]), self._stopped_on(), 0
        price = Fraction(self.row.get("renewal_annual_price_pounds") or self.row["annual_price_pounds"])
        while end + ONE < self.tables.horizon:
            begins, number, months = end + ONE, number + 1, months + length
            notice, decide, opens = self.last_days({}, end)
            end = end_of_months(first, months)
            if end > maximum or (stopped is not None and stopped <= notice):
                return
            yield Right(
                id=f"{self.id} renewal {number}",
                contract=self.id,
                kind="renewal",
                first=begins,
                last=end,
                notice=notice,
                decide=decide,
                opens=opens,
                part=0 if end < self.tables.status else rounded(price * Fraction(length, 12)),
                taken=decide < self.tables.status,
            )

    def _running_on(self, end: date) -> Iterator[Right]:
        """The days owed, then the days to the maximum end or the horizon, both paid by the day from the status date on."""
        begins, stopped = end + ONE, self._stopped_on()
        maximum = date.fromisoformat(self.row.get("maximum_end_date", "9999-12-31"))
        longest = min(maximum, self.tables.horizon - ONE)
        daily = -(-int(self.row["annual_price_pounds"]) // 365)
        paid_from = max(begins, self.tables.status)
        if stopped is not None:
            owed = self._first_end(end, lambda last: self.last_days({}, last)[0] >= stopped)
        else:
            owed = self._first_end(end, lambda last: self.last_days({}, last)[1] >= self.tables.status)
        owed = min(owed, maximum)
        if owed > end:
            yield self._days(end, owed, daily, paid_from, taken=True)
        if stopped is None and longest > owed:
            yield self._days(max(owed, end), longest, daily, paid_from, taken=False)

    def _days(self, end: date, until: date, daily: int, paid_from: date, *, taken: bool) -> Right:
        """The days after an end that are owed, or those that can be ended on any day."""
        notice, decide, opens = self.last_days({}, end)
        return Right(
            id=f"{self.id} rolling",
            contract=self.id,
            kind="rolling",
            first=end + ONE,
            last=until,
            notice=notice,
            decide=decide,
            opens=opens,
            least=(until - end).days if taken else 1,
            daily=daily,
            taken=taken,
            paid_from=max(paid_from, end + ONE),
        )

    def _first_end(self, end: date, allowed: Callable[[date], bool]) -> date:
        while not allowed(end):
            end += ONE
        return end


def _exercised(tables: Tables) -> frozenset[str]:
    """Options decided, all of their bundles, and the available ones before them."""
    options = tables.by_id("options")
    decided = {id for id, row in options.items() if row.get("state") == "exercised"}
    decided |= {row["subject"] for row in tables.commitments("option exercised", "option approved", "notice served")}
    while True:
        more = {
            id
            for id, row in options.items()
            for other in decided
            if _follows(row, options[other]) or ("bundle" in row and row["bundle"] == options[other].get("bundle"))
        }
        more = {id for id in more if options[id].get("state", "available") in ("available", "exercised")}
        if more <= decided:
            return frozenset(decided)
        decided |= more


def _follows(row: Row, later: Row) -> bool:
    return row["contract"] == later["contract"] and int(row["sequence"]) < int(later["sequence"])


def _earliest_of_bundles(tables: Tables, found: Found) -> Found:
    """The last days of a bundle are the earliest among its open options; past it, all are too late."""
    members: dict[str, list[Right]] = {}
    for right in (right for chain in found.values() for right in chain if right.bundle):
        members.setdefault(str(right.bundle), []).append(right)

    def together(right: Right) -> Right:
        if right.bundle is None or right.taken:
            return right
        mates = members[right.bundle]
        first = min(mates, key=lambda mate: (mate.decide, mate.notice))
        right = replace(right, decide=first.decide, notice=min(mate.notice for mate in mates))
        if right.opens is not None and right.opens > right.notice:
            return replace(right, obstacle=right.obstacle or "never opens")
        if right.obstacle is None and right.decide < tables.status:
            return replace(right, obstacle="too late", gone=True)
        return right

    return {id: [together(right) for right in chain] for id, chain in found.items()}


def _blocked_by_bundles(found: Found) -> Found:
    """One that cannot be used makes all unusable; what has lapsed or is late has lapsed for all that could be used."""
    blocked: dict[str, bool] = {}
    for right in (right for chain in found.values() for right in chain if right.bundle and right.obstacle):
        name = str(right.bundle)
        blocked[name] = blocked.get(name, False) or right.gone

    def together(right: Right) -> Right:
        if right.bundle not in blocked or right.taken:
            return right
        if right.obstacle not in (None, BUNDLE):
            return right
        return replace(right, obstacle=BUNDLE, gone=blocked[str(right.bundle)])

    return {id: [together(right) for right in chain] for id, chain in found.items()}


def _blocked_behind(chain: list[Right]) -> list[Right]:
    """What stands behind one that cannot be used is as good as gone where that one has gone."""
    found: list[Right] = []
    blocker: Right | None = None
    for right in chain:
        if blocker is not None and not right.taken and right.obstacle in (None, BEHIND):
            right = replace(right, obstacle=BEHIND, gone=blocker.gone)
        blocker = blocker or (right if right.obstacle is not None else None)
        found.append(right)
    return found


def last_days_of_stop(tables: Tables, row: Row, end: date) -> tuple[date, date, date | None]:
    """Last day for notice, last day to decide and first day for notice of a stop that ends the contract on `end`."""
    return _Chain(tables, row).last_days({}, end)


def acting_day(right: Right, day: date, tables: Tables) -> date:
    row = tables.by_id("contracts")[right.contract]
    return acting(day, row.get("jurisdiction", tables.nation))
