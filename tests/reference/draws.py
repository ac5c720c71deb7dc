"""Seeded random portfolios as CSV folders that use every new meaning, and nothing that needs a search."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from tests.reference.days import end_of_months

STATUS_DATES = (date(2027, 1, 4), date(2028, 2, 28), date(2027, 8, 31), date(2026, 12, 24), date(2029, 3, 30))
"""A Monday, the day before a leap day, a month's end, the day before Christmas, Good Friday."""
KINDS = ("FS", "SS", "FF", "SF", "CS", "CC", "SC", "FC", "CF")
YES = 1.0

Rows = dict[str, list[dict[str, Any]]]


def write_draw(seed: int, folder: Path) -> Path:
    """The CSV folder of a seed."""
    for table, rows in _Draw(Random(seed)).tables().items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return folder


@dataclass
class _Draw:
    """One folder in the making."""

    random: Random
    rows: Rows = field(default_factory=lambda: defaultdict(list))
    status: date = field(init=False)
    organisations: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.status = self.random.choice(STATUS_DATES)
        self.organisations = [f"O{number}" for number in range(1, self.random.randint(1, 3) + 1)]

    def tables(self) -> Rows:
        self.settings()
        self.places()
        contracts = [f"C{number}" for number in range(1, self.random.randint(1, 4) + 1)]
        self.migrations(contracts)
        for contract in contracts:
            self.contract(contract)
        self.precedences()
        self.mend_exercised_bundles()
        return {table: rows for table, rows in self.rows.items() if rows}

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def day(self, low: int, high: int) -> date:
        return self.status + timedelta(days=self.random.randint(low, high))

    def settings(self) -> None:
        settings: dict[str, Any] = {
            "status_date": self.status,
            "horizon_date": self.status + timedelta(days=self.random.randint(1500, 1700)),
            "jurisdiction": self.random.choice(("GB-ENG", "GB-SCT")),
        }
        if self.chance(0.4):
            settings["day_count"] = "working"
            for _ in range(self.random.randint(0, 2)):
                first = self.day(-20, 200)
                until = first + timedelta(days=self.random.randint(1, 6))
                self.rows["closed_days"].append({"from_date": first, "until_date": until, "name": "closed"})
        self.rows["portfolio"] = [{"setting": key, "value": value} for key, value in settings.items()]

    def places(self) -> None:
        self.rows["clusters"] = [{"id": "N", "name": "North"}]
        for id in self.organisations:
            commitment = "declined" if self.chance(0.08) else "committed"
            self.rows["organisations"].append({"id": id, "name": id, "cluster": "N", "commitment": commitment})
        for id in ("R1", "R2"):
            self.rows["milestones"].append({"id": id, "name": id, "cluster": "N", "forecast_date": self.day(-30, 200)})

    def migrations(self, contracts: list[str]) -> None:
        """One for each organisation; together they release all contracts."""
        for number, organisation in enumerate(self.organisations, start=1):
            profile = f"P{number}"
            legacy = self.random.choice(("", 0, 0, 7, 40))
            self.rows["profiles"].append({"id": profile, "name": profile, "cutover_phase": "go", "legacy_days": legacy})
            lengths = {"prepare": self.random.randint(0, 30), "go": self.random.randint(0, 12)}
            lengths["after"] = self.random.randint(0, 25)
            if not any(lengths.values()):
                lengths["go"] = 1
            for sequence, (name, days) in enumerate(lengths.items(), start=1):
                self.rows["phases"].append({"profile": profile, "sequence": sequence, "name": name, "days": days})
            self.rows["migrations"].append(
                {
                    "id": f"M{number}",
                    "organisation": organisation,
                    "cluster": "N",
                    "releases": ";".join(contracts),
                    "release_date": self.day(-30, 500) if self.chance(0.7) else "",
                    "profile": profile,
                    "benefit_pounds_per_day": self.random.choice((0, 10, 25)),
                }
            )

    def precedences(self) -> None:
        names = ["R1", "R2", *(f"M{number}" for number in range(1, len(self.organisations) + 1))]
        for place, before in enumerate(names):
            for after in names[place + 1 :]:
                if after.startswith("M") and self.chance(0.35):
                    kind, lag = self.random.choice(KINDS), self.random.randint(-8, 20)
                    self.rows["precedences"].append(
                        {"predecessor": before, "successor": after, "kind": kind, "lag_days": lag}
                    )

    def contract(self, id: str) -> None:
        kind = self.random.choice(("renewal", "rolling", "options", "options", "options"))
        expiry = self.day(-300, 500) if kind != "options" else self.day(20, 450)
        row: dict[str, Any] = {
            "id": id,
            "name": id,
            "buyer": self.organisations[0],
            "organisations": ";".join(self.organisations),
            "expiry_date": expiry,
            "annual_price_pounds": self.random.choice((12_000, 36_500, 120_001)),
            "exposure_pounds_per_day": self.random.choice((30, 200, 1_000)),
            **self.notice(0.15),
        }
        if self.chance(0.25):
            row["maximum_end_date"] = max(expiry, self.status) + timedelta(days=self.random.randint(0, 500))
        if kind != "options" and row.get("earliest_notice", 0) < row.get("notice", 0):
            row.pop("earliest_notice", None)
        if kind == "renewal":
            row["renewal_months"] = self.random.choice((1, 3, 6, 12, 12))
            if self.chance(0.4):
                row["renewal_annual_price_pounds"] = 60_000
        elif kind == "rolling":
            row["rolling"] = "yes"
        if kind == "options" or self.chance(0.25):
            self.options(id, expiry, taken=kind != "options")
        if kind != "options" and self.chance(0.2):
            day = self.day(-100, 0)
            self.rows["commitments"].append(
                {"id": f"STOP-{id}", "kind": "stop served", "subject": id, "agreed_date": day}
            )
        self.rows["contracts"].append(row)

    def mend_exercised_bundles(self) -> None:
        """Where one option of a bundle is exercised, no right of its contracts has lapsed or was refused."""
        options = self.rows["options"]
        exercised = {row["bundle"] for row in options if row["state"] == "exercised" and "bundle" in row}
        contracts = {row["contract"] for row in options if row.get("bundle") in exercised}
        for row in options:
            if row["contract"] in contracts and row["state"] != "exercised":
                row["state"] = "available"

    def notice(self, blank: float) -> dict[str, Any]:
        """Notice, approval and window, sometimes none of them stated."""
        if self.chance(blank):
            return {}
        unit = self.random.choice(("days", "clear days", "weeks", "months", "months", "working days"))
        most = {"days": 120, "clear days": 120, "weeks": 16, "months": 5, "working days": 60}[unit]
        amount = self.random.randint(0, most)
        cells: dict[str, Any] = {
            "notice": amount,
            "notice_unit": unit,
            "internal_lead_days": self.random.choice((0, 30)),
        }
        if self.chance(0.3):
            cells["earliest_notice"] = max(0, amount + self.random.randint(-1, most))
        return cells

    def options(self, contract: str, expiry: date, taken: bool) -> None:
        """One to three, the first of them exercised where the contract goes on by itself after it."""
        count, end = (1 if taken else self.random.randint(1, 3)), expiry
        for sequence in range(1, count + 1):
            row: dict[str, Any] = {"id": f"{contract}-{sequence}", "contract": contract, "sequence": sequence}
            length = self.random.choice((1, 6, 12, 18))
            if self.chance(0.2):
                end += timedelta(days=self.random.randint(20, 400))
                row["end_date"] = end
            else:
                row["months"], end = length, end_of_months(end + timedelta(days=1), length)
                row["up_to"] = "yes" if self.chance(0.3) else ""
            row["state"] = "exercised" if taken else self.state(sequence)
            row["annual_price_pounds"] = self.random.choice(("", "", 0, 45_000))
            row["fee_pounds"] = self.random.choice((0, 500))
            if self.chance(0.3):
                row["minimum_commitment_days"] = self.random.choice((10, 60))
            if not taken and self.chance(0.35):
                row["bundle"] = f"B{sequence}"
            if self.chance(0.2):
                row |= self.notice(0)
            self.rows["options"].append(row)

    def state(self, sequence: int) -> str:
        if sequence == 1 and self.chance(0.1):
            return "exercised"
        return self.random.choice(("available",) * 12 + ("lapsed", "refused"))
