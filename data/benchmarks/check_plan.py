"""Checks a plan against a portfolio with nothing but Python's standard library: python check_plan.py FOLDER PLAN.JSON[.GZ]

FOLDER holds the CSV tables that `planner generate` writes. The plan is a JSON object with `migrations` (each with
`migration`, `start_date` and `mode`, `standard` where there is none) and `options` (each with `option`). Prints the cost
by term and every broken rule. Exit code 0: the plan keeps every rule, and costs what it declares in `objective_pounds`
(where it does); 1: it does not; 2: the portfolio has something this script does not know, which it names.
The rules are those of docs/meaning.md, written down a second time and sharing no code with the planner.
"""

import calendar
import csv
import gzip
import json
import sys
from bisect import bisect_left
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

DEFAULT_PHASES = [("prepare", 60), ("build", 120), ("test", 60), ("cutover", 14), ("parallel run", 60)]
EXPOSURE_BY_CRITICALITY = {"low": 1_000, "medium": 5_000, "high": 20_000, "critical": 100_000}


class UnknownRecordError(Exception):
    """The portfolio has something this script does not know."""


def add_months(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def end_of_months(begins, months):
    """The last of so many whole months: the day before the same day of a later month, or the last day of a short one."""
    same = add_months(begins, months)
    return same - timedelta(days=1) if same.day == begins.day else same


def months_and_days(begins, end):
    """The whole months from the first to the last day, and the days beyond them."""
    months = 0
    while end_of_months(begins, months + 1) <= end:
        months += 1
    counted = end_of_months(begins, months) if months else begins - timedelta(days=1)
    return months, (end - counted).days


MOVED_HOLIDAYS = {
    date(2012, 5, 28): date(2012, 6, 4),
    date(2020, 5, 4): date(2020, 5, 8),
    date(2022, 5, 30): date(2022, 6, 2),
}
EXTRA_HOLIDAYS = {date(2011, 4, 29), date(2012, 6, 5), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)}


def bank_holidays(year):
    """The bank holidays of England and Wales; for one at a weekend the next weekday that is none."""
    fixed = [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)]
    found = {day for day in EXTRA_HOLIDAYS if day.year == year}
    mondays = [monday_from(date(year, 5, 1)), monday_from(date(year, 5, 25)), monday_from(date(year, 8, 25))]
    found.update(MOVED_HOLIDAYS.get(day, day) for day in mondays)
    found |= {easter(year) - timedelta(days=2), easter(year) + timedelta(days=1)}
    found.update(day for day in fixed if day.weekday() < 5)
    for day in fixed:
        if day.weekday() >= 5:
            while day.weekday() >= 5 or day in found:
                day += timedelta(days=1)
            found.add(day)
    return found


def monday_from(day):
    return day + timedelta(days=-day.weekday() % 7)


def easter(year):
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    (i, k) = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


class Portfolio:
    """The tables of a folder, by id, with dates as day numbers from the status date."""

    def __init__(self, folder):
        self.folder = Path(folder)
        settings = {row["setting"]: row["value"] for row in self.table("portfolio")}
        self.status = date.fromisoformat(settings["status_date"])
        self.horizon = self.day(settings["horizon_date"])
        self.year_start = int(settings.get("financial_year_start_month", 4))
        self.open_days = self.read_open_days(settings)
        self.policy = {row["setting"]: row["value"] for row in self.table("policy")}
        self.contracts = {row["id"]: row for row in self.table("contracts")}
        self.migrations = {row["id"]: row for row in self.table("migrations")}
        self.milestones = {row["id"]: row for row in self.table("milestones")}
        self.parents = {row["id"]: row.get("parent") for row in self.table("organisations")}
        self.profiles = self.read_profiles()
        self.modes = {(row["migration"], row["id"]): row for row in self.table("modes")}
        self.chains = defaultdict(list)
        for row in sorted(self.table("options"), key=lambda row: int(row["sequence"])):
            self.chains[row["contract"]].append(row)
        self.releasing = defaultdict(list)
        for id, row in self.migrations.items():
            for contract in ids(row.get("releases")):
                self.releasing[contract].append(id)
        self.refuse_what_is_not_known()

    def table(self, name):
        file = self.folder / f"{name}.csv"
        if not file.exists():
            return []
        with file.open(encoding="utf-8-sig", newline="") as text:
            return [{key: cell.strip() for key, cell in row.items() if cell.strip()} for row in csv.DictReader(text)]

    def day(self, text):
        return (date.fromisoformat(text) - self.status).days

    def read_open_days(self, settings):
        """The day numbers on which work is done, in order; none where calendar days are counted."""
        if settings.get("day_count", "calendar") == "calendar":
            return []
        if settings.get("jurisdiction", "GB-ENG") not in ("GB-ENG", "GB-WLS"):
            raise UnknownRecordError("bank holidays other than those of England and Wales")
        years = range(self.status.year - 5, self.status.year + self.horizon // 365 + 10)
        closed = set().union(*map(bank_holidays, years))
        for row in self.table("closed_days"):
            first, until = date.fromisoformat(row["from_date"]), date.fromisoformat(row["until_date"])
            closed.update(first + timedelta(days=number) for number in range((until - first).days))
        days = (date(years[0], 1, 1) + timedelta(days=number) for number in range(366 * len(years)))
        return [(day - self.status).days for day in days if day.weekday() < 5 and day not in closed]

    def later(self, day, count):
        """The day so many days that are counted after another; from the next open day where that is closed."""
        return self.open_days[bisect_left(self.open_days, day) + count] if self.open_days else day + count

    def read_profiles(self):
        phases, demands = defaultdict(list), defaultdict(list)
        for row in sorted(self.table("phases"), key=lambda row: int(row["sequence"])):
            phases[row["profile"]].append((row["name"], int(row["days"])))
        for row in self.table("demands"):
            demands[row["profile"], row["phase"]].append((row["resource"], int(row["amount"])))
        rows = {"default": {}} | {row["id"]: row for row in self.table("profiles")}
        return {id: profile(phases[id] or DEFAULT_PHASES, row, id, demands) for id, row in rows.items()}

    def refuse_what_is_not_known(self):
        if self.table("commitments"):
            raise UnknownRecordError("commitments")
        if any(row.get("commitment", "committed") != "committed" for row in self.table("organisations")):
            raise UnknownRecordError("organisations that are undecided or have declined")
        if self.policy.get("priority", "price") != "price":
            raise UnknownRecordError("priority other than price")
        if any(row.get("state") == "exercised" for chain in self.chains.values() for row in chain):
            raise UnknownRecordError("exercised options")
        for id, contract in self.contracts.items():
            movers = {self.migrations[migration]["organisation"] for migration in self.releasing[id]}
            served = ids(contract.get("organisations")) or movers
            if not movers or not all(movers & set(self.lineage(organisation)) for organisation in served):
                raise UnknownRecordError(f"contract {id}, which nobody can leave")

    def lineage(self, organisation):
        while organisation:
            yield organisation
            organisation = self.parents.get(organisation)

    def last_days(self, contract, option, end):
        """Last day for notice, last day to decide and first day for notice (None: any), counted back from `end`."""
        if option.get("kind") == "bridge":
            bare = end + timedelta(days=1)
            award = int(option.get("lead_days", self.policy.get("bridge_lead_days", 180)))
            unit = option.get("notice_unit", "days")
            notice = notice_day(bare - timedelta(days=award), int(option.get("notice", 0)), unit)
            opens = self.opening_day(option, end, unit)
            return notice, notice - timedelta(days=int(option.get("internal_lead_days", 0))), opens
        source = option if "notice" in option else contract
        unit = source.get("notice_unit", "days")
        if "notice" in source:
            notice = notice_day(end, int(source["notice"]), unit)
        else:
            notice = notice_day(end, int(self.policy.get("unstated_notice_days", 180)), "days")
        unstated = self.policy.get("unstated_lead_days", 60)
        internal = option.get("internal_lead_days", contract.get("internal_lead_days", unstated))
        own = "earliest_notice" in option
        opens = self.opening_day(option if own else contract, end, unit if own else contract.get("notice_unit", "days"))
        return notice, notice - timedelta(days=int(internal)), opens

    def opening_day(self, row, end, unit):
        """The first day for notice; None where no window is stated."""
        if "earliest_notice" not in row:
            return None
        return notice_day(end, int(row["earliest_notice"]), row.get("earliest_notice_unit", unit))

    def price_of_a_day(self, contract):
        if "exposure_pounds_per_day" in contract:
            return int(contract["exposure_pounds_per_day"])
        level = contract.get("criticality", "medium")
        return int(self.policy.get(f"exposure_{level}_pounds_per_day", EXPOSURE_BY_CRITICALITY[level]))


def ids(text):
    return [part.strip() for part in (text or "").split(";") if part.strip()]


def profile(phases, row, id, demands):
    names = [name for name, _ in phases]
    last = names.index(row.get("cutover_phase", "cutover")) if row.get("cutover_phase", "cutover") in names else -1
    until_cutover = phases[: last + 1] if last >= 0 else phases
    return {
        "phases": [(days, demands[id, name]) for name, days in phases],
        "cutover": sum(days for _, days in until_cutover),
        "length": sum(days for _, days in phases),
        "legacy": int(row["legacy_days"]) if "legacy_days" in row else None,
    }


def goes_on(contract):
    """Whether the contract goes on by itself after its end."""
    endless = contract.get("expiry_date") in ("rolling", "9999-12-31")
    return "renewal_months" in contract or contract.get("rolling") == "yes" or endless


def chain_of(portfolio, contract):
    """The options of a contract, or the periods it goes on for, with day numbers, prices and whether each can be used."""
    if "renewal_months" in contract:
        return renewals_of(portfolio, contract)
    if goes_on(contract):
        return running_on(portfolio, contract)
    end = date.fromisoformat(contract["expiry_date"])
    first, months, usable, links = end + timedelta(days=1), 0, True, []
    for place, row in enumerate(portfolio.chains[contract["id"]], start=1):
        if "end_date" in row:
            new_end = date.fromisoformat(row["end_date"])
            first, months = new_end + timedelta(days=1), 0
        else:
            months += int(row["months"])
            new_end = end_of_months(first, months)
        notice, decide, opens = portfolio.last_days(contract, row, end)
        maximum = date.fromisoformat(contract.get("maximum_end_date", "9999-12-31"))
        stated = "end_date" in row
        if row.get("up_to") == "yes" and end < maximum < new_end:
            new_end, stated = maximum, True
        usable = usable and int(row["sequence"]) <= place and (opens is None or opens <= notice)
        usable = usable and decide >= portfolio.status and row.get("state", "available") == "available"
        usable = usable and new_end <= maximum
        length = (new_end - end).days
        whole, days = months_and_days(end + timedelta(days=1), new_end) if stated else (int(row["months"]), 0)
        if "annual_price_pounds" in row:
            annual = Fraction(row["annual_price_pounds"])
        else:
            annual = Fraction(contract["annual_price_pounds"]) * (100 + Fraction(row.get("uplift_percent", 0))) / 100
        part = annual * (Fraction(whole, 12) + Fraction(days, 365))
        links.append(
            {
                "id": row["id"],
                "begins": (end - portfolio.status).days + 1,
                "length": length,
                "least": min(int(row.get("minimum_commitment_days", length)), length),
                "fee": int(row.get("fee_pounds", 0)),
                "part": int(part + Fraction(1, 2)),
                "usable": usable,
                "talks": ((decide - portfolio.status).days, (notice - portfolio.status).days + 1),
                "opens": None if opens is None else (opens - portfolio.status).days,
            }
        )
        end = new_end
    return links


def period(portfolio, id, end, new_end, part, **more):
    """A link of days for which the contract goes on by itself: nobody negotiates it, and it has no fee."""
    begins, length = (end - portfolio.status).days + 1, (new_end - end).days
    link = {"id": id, "begins": begins, "length": length, "least": length, "fee": 0, "part": part, "usable": True}
    return {**link, "talks": None, "owed": False, "by_day": 0, **more}


def renewals_of(portfolio, contract):
    """The periods that are not over, while they begin before the horizon and keep the maximum end."""
    end, each = date.fromisoformat(contract["expiry_date"]), int(contract["renewal_months"])
    first, number, links = end + timedelta(days=1), 0, []
    annual = Fraction(contract.get("renewal_annual_price_pounds") or contract["annual_price_pounds"])
    maximum = date.fromisoformat(contract.get("maximum_end_date", "9999-12-31"))
    while True:
        number += 1
        new_end = end_of_months(first, number * each)
        begins = (end - portfolio.status).days + 1
        if new_end > maximum or begins >= portfolio.horizon:
            return links
        notice, decide, opens = portfolio.last_days(contract, {}, end)
        owed = decide < portfolio.status or (opens is not None and opens > notice)
        if new_end >= portfolio.status:
            part = int(annual * Fraction(each, 12) + Fraction(1, 2))
            links.append(period(portfolio, f"{contract['id']}:renewal {number}", end, new_end, part, owed=owed))
        end = new_end


def first_bare_day(portfolio, contract, links):
    """The day after the last in force where no link is used; periods that are over before the status date count."""
    if not goes_on(contract):
        return portfolio.day(contract["expiry_date"]) + 1
    if links:
        return links[0]["begins"]
    if "renewal_months" not in contract:
        return portfolio.day(contract["maximum_end_date"]) + 1
    end, number = date.fromisoformat(contract["expiry_date"]), 0
    first = end + timedelta(days=1)
    while True:
        number += 1
        new_end = end_of_months(first, number * int(contract["renewal_months"]))
        if new_end.isoformat() > contract.get("maximum_end_date", "9999-12-31"):
            return (end - portfolio.status).days + 1
        end = new_end


def running_on(portfolio, contract):
    """The days that no stop decided today ends, then by financial years those that end on any day."""
    daily = -(-int(contract.get("renewal_annual_price_pounds") or contract["annual_price_pounds"]) // 365)
    end = portfolio.status - timedelta(days=1)
    stated = contract.get("expiry_date", "rolling")
    if stated not in ("rolling", "9999-12-31"):
        end = max(end, date.fromisoformat(stated))
    maximum = date.fromisoformat(contract.get("maximum_end_date", "9999-12-31"))
    last = min(maximum, portfolio.status + timedelta(days=portfolio.horizon - 1))
    earliest, links = portfolio.status, []
    while portfolio.last_days(contract, {}, earliest)[1] < portfolio.status:
        earliest += timedelta(days=1)
    notice, _, opens = portfolio.last_days(contract, {}, earliest)
    if opens is not None and opens > notice:
        earliest = last
    if min(earliest, maximum) > end:
        owed = min(earliest, maximum)
        pounds = (owed - end).days * daily
        links.append(period(portfolio, f"{contract['id']}:rolling owed", end, owed, pounds, owed=True))
        end = owed
    while end < last:
        begins = end + timedelta(days=1)
        year = begins.year if begins.month >= portfolio.year_start else begins.year - 1
        new_end = min(last, date(year + 1, portfolio.year_start, 1) - timedelta(days=1))
        label = year if portfolio.year_start == 1 else f"{year}-{(year + 1) % 100:02d}"
        id, pounds = f"{contract['id']}:rolling {label}", (new_end - end).days * daily
        links.append(period(portfolio, id, end, new_end, pounds, least=1, by_day=daily))
        end = new_end
    return links


def bundles_of(portfolio):
    """The options of every bundle, by its name."""
    bundles = defaultdict(set)
    for row in (row for chain in portfolio.chains.values() for row in chain):
        if "bundle" in row:
            bundles[row["bundle"]].add(row["id"])
    return bundles


def lay_together(chains, bundles):
    """Give the options of a bundle the earliest last days among them, and make all unusable where one is."""
    links = {link["id"]: link for chain in chains.values() for link in chain}
    known = [[links[id] for id in members if id in links] for members in bundles.values()]
    for members in known:
        decide, after_notice = (min((link["talks"][end] for link in members), default=0) for end in (0, 1))
        for link in members:
            in_time = decide >= 0 and (link["opens"] is None or link["opens"] < after_notice)
            link["talks"], link["usable"] = (decide, after_notice), link["usable"] and in_time
    for _ in range(len(links)):
        for members, ids_of_all in zip(known, bundles.values(), strict=True):
            usable = len(members) == len(ids_of_all) and all(link["usable"] for link in members)
            for link in members:
                link["usable"] = usable
        for chain in chains.values():
            for one, other in pairwise(chain):
                other["usable"] = other["usable"] and one["usable"]


def notice_day(end, amount, unit):
    unit = unit.replace("_", " ").replace("-", " ").lower()
    if unit == "months":
        return add_months(end, -amount)
    if unit == "weeks":
        return end - timedelta(days=7 * amount)
    if unit == "working days":
        raise UnknownRecordError("notice in working days")
    return end - timedelta(days=amount + (unit == "clear days"))


def options_cost(expiry, links, used, needed, price):
    """Extension pounds and exposure pounds of a contract that uses the first `used` of its links."""
    covered, pounds = None, 0
    for position, link in enumerate(links[:used]):
        days = link["length"]
        if position == used - 1:
            days = min(days, max(link["least"], needed - link["begins"]))
        covered = link["begins"] + days
        full = days == link["length"]
        pounds += link["fee"] + (link["part"] if full else min(link["part"], days * -(-link["part"] // link["length"])))
    return pounds, max(0, needed - (expiry if covered is None else covered)) * price


def check(portfolio, plan):
    """Cost by term, and the broken rules as sentences."""
    broken, cost = [], dict.fromkeys(("exposure", "extensions", "modes", "bridges", "delay"), 0)
    runs = {}
    for entry in plan["migrations"]:
        id, mode = entry["migration"], entry.get("mode", "standard")
        row = portfolio.migrations.get(id)
        if row is None or id in runs or (mode != "standard" and (id, mode) not in portfolio.modes):
            broken.append(f"{id}: unknown, twice, or in an unknown mode")
            continue
        chosen = row if mode == "standard" else portfolio.modes[id, mode]
        found = portfolio.profiles[chosen.get("profile", "default")]
        start = portfolio.day(entry["start_date"])
        if portfolio.later(start, 0) != start:
            broken.append(f"{id}: starts on a day on which nobody works")
        cutover, end = portfolio.later(start, found["cutover"]), portfolio.later(start, found["length"])
        need = end if found["legacy"] is None else cutover + found["legacy"]
        runs[id] = {"start": start, "cutover": cutover, "end": end, "need": need, "is": found}
        cost["modes"] += int(chosen.get("extra_pounds", 0))
    missing = portfolio.migrations.keys() - runs.keys()
    if missing:
        return cost, [*broken, f"not planned: {', '.join(sorted(missing))}"]
    broken += check_days(portfolio, runs) + check_order(portfolio, runs) + check_capacity(portfolio, runs)
    for id, row in portfolio.migrations.items():
        due = portfolio.day(row["due_date"]) if "due_date" in row else 0
        cost["delay"] += int(row.get("benefit_pounds_per_day", 0)) * max(0, runs[id]["cutover"] - due)
        cost["delay"] += int(row.get("running_pounds_per_day", 0)) * max(0, runs[id]["cutover"])
    for row in portfolio.table("groups"):
        days = [runs[id]["cutover"] for id in ids(row["migrations"])]
        cost["bridges"] += int(row.get("bridge_pounds_per_day", 0)) * (max(days) - min(days))
        if "bridge_pounds_per_day" not in row and max(days) > min(days):
            broken.append(f"{row['id']}: its migrations do not cut over together")
    return cost, broken + check_options(portfolio, plan, runs, cost)


def check_days(portfolio, runs):
    broken, windows, freezes = [], defaultdict(list), portfolio.table("freezes")
    for row in portfolio.table("wave_windows"):
        windows[row["cluster"]].append((portfolio.day(row["from_date"]), portfolio.day(row["until_date"])))
    for id, run in runs.items():
        row, day = portfolio.migrations[id], run["cutover"]
        if run["start"] < max(0, portfolio.day(row["release_date"]) if "release_date" in row else 0):
            broken.append(f"{id}: starts before its release")
        if "deadline_date" in row and day > portfolio.day(row["deadline_date"]):
            broken.append(f"{id}: cuts over after its deadline")
        if run["end"] > portfolio.later(portfolio.horizon, 0):
            broken.append(f"{id}: not finished by the horizon")
        if row["cluster"] in windows and not any(begins <= day < ends for begins, ends in windows[row["cluster"]]):
            broken.append(f"{id}: cuts over outside the wave windows")
        subjects = {"everyone": None, "cluster": row["cluster"], "organisation": row["organisation"]}
        for freeze in freezes:
            scope = freeze.get("scope", "everyone")
            binds = subjects[scope] == (freeze.get("subject") if scope != "everyone" else None)
            if binds and frozen(portfolio, freeze, portfolio.status + timedelta(days=day)):
                broken.append(f"{id}: cuts over in the freeze {freeze['id']}")
    return broken


def frozen(portfolio, freeze, day):
    first, until = date.fromisoformat(freeze["from_date"]), date.fromisoformat(freeze["until_date"])
    repeats = range(max(0, day.year - first.year + 1) + 1) if freeze.get("yearly") == "yes" else range(1)
    return any(add_months(first, 12 * year) <= day < add_months(until, 12 * year) for year in repeats)


def check_order(portfolio, runs):
    """Milestone days are raised until nothing changes, then every precedence of a migration is looked at."""
    ends = {id: {"S": run["start"], "C": run["cutover"], "F": run["end"]} for id, run in runs.items()}
    links = portfolio.table("precedences")
    for id, row in portfolio.milestones.items():
        day = portfolio.day(row.get("achieved_date") or row.get("forecast_date") or row["likely_date"])
        ends[id] = dict.fromkeys("SCF", day)
    for _ in range(len(portfolio.milestones) + 1):
        for row in links:
            moved = portfolio.milestones.get(row["successor"])
            if moved is not None and "achieved_date" not in moved:
                day = max(ends[row["successor"]]["S"], allowed(portfolio, row, ends))
                ends[row["successor"]] = dict.fromkeys("SCF", day)
    late = [row for row in links if row["successor"] in runs and tied(row, ends) < allowed(portfolio, row, ends)]
    return [f"{row['successor']}: earlier than {row['predecessor']} allows" for row in late]


def allowed(portfolio, row, ends):
    return portfolio.later(ends[row["predecessor"]][row.get("kind", "FS")[0]], int(row.get("lag_days", 0)))


def tied(row, ends):
    return ends[row["successor"]][row.get("kind", "FS")[1]]


def check_capacity(portfolio, runs):
    resources, changes, limits = portfolio.table("resources"), defaultdict(lambda: defaultdict(int)), defaultdict(dict)
    by_id = {row["id"]: row for row in resources}
    for id, run in runs.items():
        day, cluster = run["start"], portfolio.migrations[id]["cluster"]
        for days, demands in run["is"]["phases"]:
            for name, amount in demands:
                kind = [row for row in resources if row.get("kind") == name]
                own = [row for row in kind if cluster in ids(row.get("clusters"))]
                row = by_id.get(name) or next(iter(own + [row for row in kind if not ids(row.get("clusters"))]))
                changes[row["id"]][day] += amount
                changes[row["id"]][portfolio.later(day, days)] -= amount
            day = portfolio.later(day, days)
    for step in sorted(portfolio.table("capacity_steps"), key=lambda step: step["from_date"]):
        limits[step["resource"]][portfolio.later(portfolio.day(step["from_date"]), 0)] = int(step["capacity"])
    broken = []
    for id, moves in changes.items():
        load, limit = 0, int(by_id[id]["capacity"])
        for day in sorted(moves.keys() | limits[id].keys()):
            load, limit = load + moves.get(day, 0), limits[id].get(day, limit)
            if load > limit:
                broken.append(f"{id}: {load} on day {day}, where {limit} is the most")
    return broken


def check_options(portfolio, plan, runs, cost):
    broken, spent, talks = [], defaultdict(int), defaultdict(int)
    used = {entry["option"] for entry in plan["options"]}
    chains = {id: chain_of(portfolio, contract) for id, contract in portfolio.contracts.items()}
    bundles = bundles_of(portfolio)
    lay_together(chains, bundles)
    for name, members in bundles.items():
        if 0 < len(members & used) < len(members):
            broken.append(f"bundle {name}: only {', '.join(sorted(members & used))} of it")
    for id, contract in portfolio.contracts.items():
        links = chains[id]
        mine = [link["id"] in used for link in links]
        used -= {link["id"] for link in links}
        count = sum(mine)
        if mine != [True] * count + [False] * (len(mine) - count):
            broken.append(f"{id}: an option is used without the one before it")
        needed = max(runs[mover]["need"] for mover in portfolio.releasing[id])
        expiry, price = first_bare_day(portfolio, contract, links), portfolio.price_of_a_day(contract)
        broken += [f"{link['id']}: is owed and left out" for link in links[count:] if link.get("owed")]
        extension, exposure = options_cost(expiry, links, count, needed, price)
        cost["extensions"] += extension
        cost["exposure"] += exposure
        for place, link in enumerate(links[:count], start=1):
            if not link["usable"]:
                broken.append(f"{link['id']}: can no longer be used")
            if link.get("by_day") and place == count:
                days = min(link["length"], max(1, needed - link["begins"]))
                link = {**link, "length": days, "part": days * link["by_day"]}
            spend(portfolio, link, spent)
            if link["talks"] is not None:
                talks[link["talks"][0]] += 1
                talks[link["talks"][1]] -= 1
    broken += [f"{id}: no such option" for id in sorted(used)]
    for row in portfolio.table("budgets"):
        if spent[int(row["financial_year"])] > int(row["pounds"]):
            broken.append(f"budget of {row['financial_year']} is exceeded")
    running, limit = 0, int(portfolio.policy.get("negotiation_limit", 10**9))
    for day in sorted(talks):
        running += talks[day]
        if running > limit:
            broken.append(f"{running} negotiations on day {day}, where {limit} can run")
    return broken


def spend(portfolio, link, spent):
    """The full price of an option over financial years: the fee when it begins, the rest by days in force."""
    day, begins = portfolio.status + timedelta(days=link["begins"]), portfolio.status + timedelta(days=link["begins"])
    year, charged = (day.year if day.month >= portfolio.year_start else day.year - 1), 0
    spent[year] += link["fee"]
    while charged < link["part"]:
        elapsed = min(link["length"], (date(year + 1, portfolio.year_start, 1) - begins).days)
        total = link["part"] * elapsed // link["length"]
        spent[year] += total - charged
        charged, year = total, year + 1


def main(folder, plan_file):
    opener = gzip.open if plan_file.endswith(".gz") else open
    with opener(plan_file, "rt", encoding="utf-8") as text:
        plan = json.load(text)
    try:
        cost, broken = check(Portfolio(folder), plan)
    except UnknownRecordError as error:
        print(f"not known to this script: {error}")
        return 2
    total = sum(cost.values())
    for term, pounds in {**cost, "all": total}.items():
        print(f"{term:12}{pounds:>20,}")
    if plan.get("objective_pounds", total) != total:
        broken.append(f"the plan declares {plan['objective_pounds']:,}")
    print("\n".join(broken) if broken else "every rule is kept")
    return 1 if broken else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2]))
