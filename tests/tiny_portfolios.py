"""Seeded random portfolios so small that every plan can be tried, which over the seeds use every rule and term."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from planner.domain.clusters import Cluster, Milestone
from planner.domain.contracts import (
    STATED_KINDS,
    Contract,
    Criticality,
    ExtensionOption,
    Notice,
    NoticeUnit,
    OptionKind,
    OptionState,
)
from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.domain.migrations import (
    STANDARD_MODE,
    Demand,
    Group,
    Migration,
    Mode,
    Phase,
    PhaseProfile,
    Precedence,
    PrecedenceKind,
)
from planner.domain.organisations import Commitment, Organisation
from planner.domain.policy import ExtensionBudget, Policy, UndecidedPolicy
from planner.domain.portfolio import Portfolio
from planner.domain.resources import CapacityStep, FreezePeriod, FreezeScope, Resource, WaveWindow

STATUS_DATES = (date(2030, 3, 20), date(2028, 2, 20), date(2031, 1, 25), date(2029, 12, 20))
"""Near the end of a financial year, a leap day, and months of unequal length."""
CLUSTERS = ("c1", "c2")
FIRST_KINDS = (
    PrecedenceKind.FINISH_START,
    PrecedenceKind.START_START,
    PrecedenceKind.FINISH_FINISH,
    PrecedenceKind.START_FINISH,
)
"""The kinds there were when the answers of brute force were first kept."""


def random_portfolio(seed: int) -> Portfolio:
    """The portfolio of a seed: 2 to 4 migrations over 9 to 26 days; about one in six has no plan at all."""
    return Draw(Random(seed)).portfolio(seed)


@dataclass
class Draw:
    """One portfolio in the making; every method draws the records of one table.

    What came later is drawn by heirs of it, so that a seed keeps its portfolio, whose answer is kept in `answers.csv`.
    """

    random: Random
    status: date = field(init=False)
    horizon: int = field(init=False)
    migration_ids: tuple[str, ...] = field(init=False)
    profiles: tuple[PhaseProfile, ...] = field(init=False)

    def __post_init__(self) -> None:
        count = self.random.choices((2, 3, 4), (30, 50, 20))[0]
        self.status = self.random.choice(STATUS_DATES)
        self.horizon = self.random.randint(9, 13) if self.chance(0.15) else self.random.randint(18, 32 - 3 * count)
        self.migration_ids = tuple(f"m{place}" for place in range(1, count + 1))
        self.profiles = tuple(self.profile(f"p{place}") for place in (1, 2, 3))

    def portfolio(self, seed: int) -> Portfolio:
        contracts = self.contracts()
        options = tuple(option for contract in contracts for option in self.options(contract))
        migrations = self.migrations(contracts)
        modes = self.modes()
        milestones = self.milestones()
        return Portfolio(
            name=f"tiny {seed}",
            status_date=self.status,
            horizon_date=self.day(self.horizon),
            policy=self.policy(),
            organisations=self.organisations(),
            clusters=tuple(Cluster(id=id, name=id) for id in CLUSTERS),
            milestones=milestones,
            contracts=contracts,
            options=options,
            profiles=self.profiles,
            migrations=migrations,
            modes=modes,
            precedences=self.precedences(milestones),
            groups=self.groups(),
            resources=self.resources(),
            capacity_steps=self.capacity_steps(),
            freezes=self.freezes(),
            wave_windows=self.wave_windows(),
            budgets=self.budgets(),
            decisions_taken=(*self.option_decisions(options), *self.migration_decisions(migrations, modes)),
        )

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def day(self, number: int) -> date:
        return self.status + timedelta(days=number)

    def maybe_day(self, probability: float, low: int, high: int) -> date | None:
        return self.day(self.random.randint(low, high)) if self.chance(probability) else None

    def policy(self) -> Policy:
        return Policy(
            undecided=self.random.choice((UndecidedPolicy.JOIN, UndecidedPolicy.JOIN, UndecidedPolicy.STAY)),
            exposure_low_pounds_per_day=3,
            exposure_medium_pounds_per_day=11,
            exposure_high_pounds_per_day=24,
            exposure_critical_pounds_per_day=60,
            negotiation_limit=self.random.choice((None, None, None, 1, 1, 0)),
        )

    def organisations(self) -> tuple[Organisation, ...]:
        """One for every migration, the later ones sometimes bodies of the first, and one that nothing moves."""
        commitments = (*[Commitment.COMMITTED] * 10, Commitment.UNDECIDED, Commitment.DECLINED)
        movers = [
            Organisation(
                id=f"o{place}",
                name=f"Organisation {place}",
                parent="o1" if place > 1 and self.chance(0.3) else None,
                commitment=self.random.choice(commitments),
            )
            for place in range(1, len(self.migration_ids) + 1)
        ]
        return (*movers, Organisation(id="body", name="Body", parent="o1"), Organisation(id="apart", name="Apart"))

    def profile(self, id: str) -> PhaseProfile:
        """Sometimes no preparation, sometimes nothing after the cutover."""
        lengths = {
            "prepare": self.random.randint(0, 2),
            "build": self.random.randint(1, 4),
            "cutover": self.random.randint(1, 2),
            "parallel run": self.random.randint(0, 3),
        }
        phases = tuple(
            Phase(name=name, days=days, demands=self.demands(name)) for name, days in lengths.items() if days
        )
        return PhaseProfile(
            id=id, name=id, phases=phases, cutover_phase="cutover", legacy_days=self.random.randint(0, 3)
        )

    def demands(self, phase: str) -> tuple[Demand, ...]:
        likely = {"prepare": 0.2, "build": 0.9, "cutover": 0.5, "parallel run": 0.3}[phase]
        names = [name for name in ("shared", "team") if self.chance(likely)]
        return tuple(Demand(name, self.random.choice((1, 1, 1, 2))) for name in names)

    def resources(self) -> tuple[Resource, ...]:
        """A shared one named by its id, a team of cluster c1 by kind, and one for c2 or, shared, for whom has none."""
        owners = ("c2",) if self.chance(0.6) else ()
        return (
            Resource(id="shared", name="Shared", capacity=self.random.choice((2, 2, 3))),
            Resource(id="t1", name="Team 1", kind="team", capacity=self.random.choice((2, 2, 3)), clusters=("c1",)),
            Resource(id="t2", name="Team 2", kind="team", capacity=self.random.choice((2, 3)), clusters=owners),
        )

    def capacity_steps(self) -> tuple[CapacityStep, ...]:
        return tuple(
            CapacityStep(
                resource=resource,
                from_date=self.day(self.random.randint(-3, self.horizon - 2)),
                capacity=self.random.choice((1, 2, 2, 3, 4)),
            )
            for resource in ("shared", "t1", "t2")
            if self.chance(0.25)
        )

    def contracts(self) -> tuple[Contract, ...]:
        return tuple(self.contract(f"k{place}") for place in range(1, self.random.choice((1, 2, 2, 3)) + 1))

    def contract(self, id: str) -> Contract:
        served = self.random.choices(((), ("o1",), ("o1", "o2"), ("body",), ("apart",)), (72, 10, 7, 6, 5))[0]
        expiry = self.random.choices((self.random.randint(2, self.horizon // 2), self.random.randint(-4, 0)), (85, 15))
        return Contract(
            id=id,
            name=f"Contract {id}",
            expiry_date=self.day(expiry[0]),
            organisations=served,
            annual_price_pounds=365 * self.random.randint(1, 12),
            notice=self.notice(),
            internal_lead_days=self.random.randint(0, 3),
            exposure_pounds_per_day=self.random.choice((None, 20, 45)),
            criticality=self.random.choice(tuple(Criticality)),
            maximum_end_date=self.maybe_day(0.25, expiry[0] + 2, self.horizon + 8),
        )

    def notice(self) -> Notice:
        unit = self.random.choice((NoticeUnit.DAYS, NoticeUnit.DAYS, NoticeUnit.CLEAR_DAYS, NoticeUnit.WORKING_DAYS))
        return Notice(self.random.randint(0, 4), unit)

    def options(self, contract: Contract) -> tuple[ExtensionOption, ...]:
        options, end = [], contract.stated_expiry_date
        for sequence in range(1, self.random.choices((0, 1, 2, 3), (15, 35, 35, 15))[0] + 1):
            option = self.option(contract, sequence, end)
            options.append(option)
            end = option.end_date or end + timedelta(days=31)
        return tuple(options)

    def option(self, contract: Contract, sequence: int, end: date) -> ExtensionOption:
        """The first ones run to a stated end a few days on, so that a chain matters within the horizon."""
        kind = self.random.choices(STATED_KINDS, (60, 20, 20))[0]
        by_months = self.chance(0.25)
        state = self.random.choices(tuple(OptionState), (85, 5, 5, 5))[0]
        return ExtensionOption(
            id=f"{contract.id}x{sequence}",
            contract=contract.id,
            sequence=sequence,
            kind=kind,
            months=1 if by_months else None,
            end_date=None if by_months else end + timedelta(days=self.random.randint(2, 8)),
            annual_price_pounds=self.random.choice((None, 365 * self.random.randint(1, 8))),
            uplift_percent=self.random.choice((None, 12.5)),
            fee_pounds=self.random.choice((0, 0, 7, 20)),
            notice=self.random.choice((None, Notice(self.random.randint(0, 3)))),
            internal_lead_days=self.random.choice((None, 0, 2)),
            lead_days=self.random.randint(0, 4) if kind is OptionKind.BRIDGE else 0,
            minimum_commitment_days=self.random.choice((None, 1, 4)),
            state=state,
        )

    def migrations(self, contracts: tuple[Contract, ...]) -> tuple[Migration, ...]:
        return tuple(self.migration(id, contracts) for id in self.migration_ids)

    def migration(self, id: str, contracts: tuple[Contract, ...]) -> Migration:
        released = tuple(contract.id for contract in contracts if self.chance(0.65))
        return Migration(
            id=id,
            organisation=f"o{id[1:]}",
            cluster=self.random.choice(CLUSTERS),
            releases=released,
            release_date=self.maybe_day(0.35, -3, 5),
            due_date=self.maybe_day(0.5, -2, self.horizon),
            deadline_date=self.maybe_day(0.4, self.horizon // 2, self.horizon),
            profile=self.random.choice(self.profiles).id,
            benefit_pounds_per_day=self.random.choice((0, 0, 3, 8)),
            running_pounds_per_day=self.random.choice((0, 0, 0, 2)),
        )

    def modes(self) -> tuple[Mode, ...]:
        return tuple(
            Mode(
                migration=id,
                id="fast",
                profile=self.random.choice(self.profiles).id,
                extra_pounds=self.random.choice((1, 8, 25)),
            )
            for id in self.migration_ids
            if self.chance(0.4)
        )

    def groups(self) -> tuple[Group, ...]:
        if not self.chance(0.5):
            return ()
        price = self.random.choice((None, 1, 4))
        size = self.random.choices((2, 3), (80, 20))[0]
        members = tuple(self.random.sample(self.migration_ids, min(size, len(self.migration_ids))))
        return (Group(id="g", migrations=members, bridge_pounds_per_day=price),)

    def milestones(self) -> tuple[Milestone, ...]:
        return tuple(self.milestone(f"s{place}") for place in range(1, self.random.choice((0, 1, 2, 2)) + 1))

    def milestone(self, id: str) -> Milestone:
        """A forecast, three dates, or achieved."""
        own, spread = self.day(self.random.randint(-3, 7)), timedelta(days=3)
        return self.random.choice(
            (
                Milestone(id=id, name=id, forecast_date=own),
                Milestone(id=id, name=id, early_date=own - spread, likely_date=own, late_date=own + spread),
                Milestone(id=id, name=id, forecast_date=own, achieved_date=min(own, self.status)),
            )
        )

    def precedences(self, milestones: tuple[Milestone, ...]) -> tuple[Precedence, ...]:
        """Always from an earlier to a later migration, a milestone between two of them, so that there is no cycle."""
        count = len(self.migration_ids)
        pairs = [(self.migration_ids[i], self.migration_ids[j]) for i in range(count) for j in range(i + 1, count)]
        links = [self.precedence(*pair) for pair in pairs if self.chance(0.22)]
        for milestone in milestones:
            before, after = self.random.choice(pairs)
            if self.chance(0.8):
                links.append(self.precedence(milestone.id, after))
            if self.chance(0.4):
                links.append(self.precedence(before, milestone.id))
        if len(milestones) > 1 and self.chance(0.4):
            links.append(self.precedence(milestones[0].id, milestones[1].id))
        return tuple(links)

    def precedence(self, predecessor: str, successor: str) -> Precedence:
        kind = self.random.choice(FIRST_KINDS)
        return Precedence(
            predecessor=predecessor, successor=successor, kind=kind, lag_days=self.random.choice((-3, -1, 0, 0, 1, 3))
        )

    def freezes(self) -> tuple[FreezePeriod, ...]:
        return tuple(self.freeze(f"f{place}") for place in range(self.random.choice((0, 0, 1, 2))))

    def freeze(self, id: str) -> FreezePeriod:
        """A yearly one is stated a year earlier, so that only its return is felt."""
        scope = self.random.choice(tuple(FreezeScope))
        subject = {FreezeScope.EVERYONE: None, FreezeScope.CLUSTER: "c1", FreezeScope.ORGANISATION: "o1"}[scope]
        begins = self.day(self.random.randint(0, self.horizon))
        ends = begins + timedelta(days=self.random.randint(1, 5))
        yearly = self.chance(0.4)
        if yearly and (begins.month, begins.day) != (2, 29) and (ends.month, ends.day) != (2, 29):
            begins, ends = begins.replace(year=begins.year - 1), ends.replace(year=ends.year - 1)
        return FreezePeriod(id=id, from_date=begins, until_date=ends, scope=scope, subject=subject, yearly=yearly)

    def wave_windows(self) -> tuple[WaveWindow, ...]:
        if not self.chance(0.25):
            return ()
        cluster = self.random.choice(CLUSTERS)
        first = self.random.randint(4, self.horizon // 2)
        begins = (first, first + self.random.randint(4, 7))
        return tuple(
            WaveWindow(
                id=f"w{place}",
                cluster=cluster,
                from_date=self.day(start),
                until_date=self.day(start + self.random.randint(2, 5)),
            )
            for place, start in enumerate(begins)
        )

    def budgets(self) -> tuple[ExtensionBudget, ...]:
        """For the financial years that the status date and the horizon lie in."""
        return tuple(
            ExtensionBudget(financial_year=year, pounds=self.random.choice((20, 40, 80)))
            for year in (self.status.year - 1, self.status.year)
            if self.chance(0.3)
        )

    def option_decisions(self, options: tuple[ExtensionOption, ...]) -> tuple[DecisionTaken, ...]:
        kinds = (CommitmentKind.OPTION_EXERCISED, CommitmentKind.NOTICE_SERVED)
        return tuple(
            DecisionTaken(id=f"d-{option.id}", kind=self.random.choice(kinds), subject=option.id)
            for option in options
            if option.sequence == 1 and self.chance(0.06)
        )

    def migration_decisions(
        self, migrations: tuple[Migration, ...], modes: tuple[Mode, ...]
    ) -> tuple[DecisionTaken, ...]:
        """One agreed start or cutover; a start before the status date says that the migration has begun."""
        if not self.chance(0.2):
            return ()
        migration = self.random.choice(migrations)
        known = [STANDARD_MODE, *(mode.id for mode in modes if mode.migration == migration.id)]
        kind = self.random.choice((CommitmentKind.CUTOVER_AGREED, CommitmentKind.START_AGREED))
        agreed = self.random.choice((-2, -1, 4, 6, 8)) + (6 if kind is CommitmentKind.CUTOVER_AGREED else 0)
        return (
            DecisionTaken(
                id=f"d-{migration.id}",
                kind=kind,
                subject=migration.id,
                agreed_date=self.day(agreed),
                mode=self.random.choice((None, None, self.random.choice(known))),
            ),
        )
