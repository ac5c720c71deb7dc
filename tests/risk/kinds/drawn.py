"""The kinds of the folder `cases/risk`, drawn anew: other numbers, more events, longer chains."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from tests.risk.kinds.small import Contract, Event, Gate, Migration, Milestone, Mitigation, Option, Small, day_of, iso

BANK_HOLIDAYS = {
    2027: ("03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"),
    2028: ("01-03", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26"),
    2029: ("01-01", "03-30", "04-02", "05-07", "05-28", "08-27", "12-25", "12-26"),
    2030: ("01-01", "04-19", "04-22", "05-06", "05-27", "08-26"),
}
"""Those of England, by year, as month and day."""
MONDAY = day_of("2027-01-04")


def is_working(day: int) -> bool:
    year, rest = iso(day).split("-", 1)
    return (day - MONDAY) % 7 < 5 and rest not in BANK_HOLIDAYS.get(int(year), ())


def settled(small: Small) -> Small:
    """The same portfolio, where all last days to decide are working days still to come: notices become longer."""
    return replace(small, contracts=tuple(_settled(contract) for contract in small.contracts))


def _settled(contract: Contract) -> Contract:
    for link in range(len(contract.options)):
        while not is_working(contract.last_day_to_decide(link)):
            own = contract.options[link].notice
            changed = replace(contract.options[link], notice=(contract.notice if own is None else own) + 1)
            contract = replace(contract, options=(*contract.options[:link], changed, *contract.options[link + 1 :]))
    if any(contract.last_day_to_decide(link) < 1 for link in range(len(contract.options))):
        raise ValueError("a last day to decide is over")
    return contract


def chance(random: Random) -> float:
    return random.randint(2, 18) / 20


def contract(
    random: Random, name: str, ready: int, late: int, *options: Option, notice: int, lead: int = 0
) -> Contract:
    """A contract that ends after all goes as planned, and before it is needed no more where an event has happened."""
    last = ready + 95 + random.randint(5, max(6, late - 20))
    exposure = random.choice((300, 500, 800, 1000, 1500))
    return Contract(
        id=f"C-{name}", organisation=name, last_day=last, exposure=exposure, notice=notice, lead=lead, options=options
    )


def option(random: Random, name: str, place: int = 1, **rest: float) -> Option:
    found = Option(id=f"C-{name}-{place}", months=random.choice((1, 3, 4, 6, 12)), annual_pounds=0)
    annual = random.choice((12, 24, 36, 60, 96, 120, 180)) * 1000
    return replace(found, annual_pounds=annual, **rest)  # type: ignore[arg-type]


def one(random: Random, *, names: tuple[str, ...] = ("ASH",), **rest: object) -> Small:
    """One milestone, one event, one option for each name."""
    ready, late = random.randint(90, 260), random.randint(40, 260)
    known = random.randint(20, ready)
    contracts, migrations = [], []
    for name in names:
        notice = random.randint(30, 250)
        contracts.append(contract(random, name, ready, late, option(random, name), notice=notice))
        migrations.append(Migration(id=f"{name}-MOVE", organisation=name, contract=f"C-{name}"))
    event = Event(id="DESIGN-OPEN", probability=chance(random), days=late, affects=("NORTH-READY",), known_day=known)
    return Small(
        contracts=tuple(contracts),
        migrations=tuple(migrations),
        milestones=(Milestone(id="NORTH-READY", day=ready),),
        gates=tuple(Gate(milestone="NORTH-READY", migration=item.id) for item in migrations),
        events=(event,),
        **rest,  # type: ignore[arg-type]
    )


def wait_for_the_event(random: Random) -> Small:
    small = one(random)
    if random.random() < 0.5:
        return small
    more = Event(id="LATE-TESTS", probability=chance(random), days=random.randint(20, 150), affects=("ASH-MOVE",),
                 known_day=random.randint(20, small.milestones[0].day))  # fmt: skip
    return replace(small, events=(*small.events, more))


def known_on_the_day(random: Random) -> Small:
    """The event is known on the last day to decide of one contract, a day too late for the other."""
    small = one(random, names=("ASH", "ELM"))
    first = small.contracts[0]
    small = settled(replace(small, contracts=(first, replace(first, id="C-ELM", organisation="ELM", options=(
        replace(first.options[0], id="C-ELM-1"),)))))  # fmt: skip
    day = small.contracts[0].last_day_to_decide(0)
    ready = max(day, small.milestones[0].day)
    event = small.events[0]
    less = Mitigation(
        pounds=random.randint(1, 9) * 1000,
        probability=round(event.probability / 2, 3),
        percent=random.choice((100, 100, 50)),
    )
    event = replace(event, known_day=day, mitigation=less)
    second = small.contracts[1]
    before = next(early for early in range(1, 9) if is_working(day - early))
    own = second.options[0].notice
    changed = replace(second.options[0], notice=(second.notice if own is None else own) + before)
    second = replace(second, options=(changed,))
    return replace(
        small,
        contracts=(small.contracts[0], second),
        milestones=(replace(small.milestones[0], day=ready),),
        events=(event,),
    )


def supplier_may_refuse(random: Random) -> Small:
    small = one(random)
    asked = tuple(replace(item, agreement=random.randint(2, 19) / 20) for item in small.contracts[0].options)
    if random.random() < 0.5:
        agreement = random.choice((1.0, 0.5, 0.75))
        asked = (*asked, option(random, "ASH", 2, notice=random.randint(30, 300), agreement=agreement))
    return replace(small, contracts=(replace(small.contracts[0], options=asked),))


def ended_early(random: Random) -> Small:
    small = one(random)
    first = small.contracts[0]
    months = random.choice((4, 6, 12, 18))
    early = replace(first.options[0], months=months, least=random.choice((1, 30, 60, 90)))
    options: tuple[Option, ...] = (early,)
    if random.random() < 0.4:
        options = (early, option(random, "ASH", 2, notice=random.randint(30, 200), least=30))
    return replace(small, contracts=(replace(first, options=options),))


def chains(random: Random) -> Small:
    """Two or three options one after the other; one event before the first, one for each migration later."""
    small = one(random, names=("ASH", "ELM"))
    contracts = []
    for item in small.contracts:
        name = item.organisation
        length = random.choice((2, 2, 3))
        more = [option(random, name, k + 1, notice=random.randint(30, 320)) for k in range(length)]
        contracts.append(replace(item, options=tuple(replace(each, months=random.choice((1, 3, 4))) for each in more)))
    ready = small.milestones[0].day
    own = tuple(
        Event(id=f"{name}-DATA", probability=chance(random), days=random.randint(30, 150), affects=(f"{name}-MOVE",),
              known_day=random.randint(20, ready + 59))
        for name in ("ASH", "ELM")
    )  # fmt: skip
    return replace(small, contracts=tuple(contracts), events=(*small.events, *own))


def one_negotiation_at_a_time(random: Random) -> Small:
    """Two contracts with an event each; their negotiations fall on the same days."""
    ready, late = random.randint(110, 200), random.randint(100, 260)
    lead, notice = random.choice((20, 30, 45)), random.randint(30, 90)
    contracts, migrations, milestones, gates, events = [], [], [], [], []
    last = ready + 95 + random.randint(40, 100) + lead + notice
    known = min(ready, last - lead - notice)
    for name in ("ASH", "ELM"):
        own = option(random, name, agreement=1.0)
        exposure = random.choice((500, 800, 1000, 1500))
        contracts.append(Contract(id=f"C-{name}", organisation=name, last_day=last, exposure=exposure, notice=notice,
                                  lead=lead, options=(replace(own, months=6, agreement=1.0),)))  # fmt: skip
        migrations.append(Migration(id=f"{name}-MOVE", organisation=name, contract=f"C-{name}"))
        milestones.append(Milestone(id=f"{name}-READY", day=ready))
        gates.append(Gate(milestone=f"{name}-READY", migration=f"{name}-MOVE"))
        events.append(Event(id=f"{name}-OPEN", probability=chance(random), days=late + 100,
                            affects=(f"{name}-READY",), known_day=known))  # fmt: skip
    return Small(
        contracts=tuple(contracts), migrations=tuple(migrations), milestones=tuple(milestones), gates=tuple(gates),
        events=tuple(events), limit=1,
    )  # fmt: skip


def common_cause(random: Random) -> Small:
    """Two contracts, each released by the last of two migrations: one common event, or two of one's own."""
    ready, late = random.randint(90, 260), random.randint(60, 260)
    known = random.randint(20, ready)
    contracts, migrations, milestones = [], [], []
    odds = chance(random)
    for name in ("ASH", "ELM"):
        contracts.append(contract(random, name, ready, late, option(random, name), notice=random.randint(60, 280)))
        for part in ("HR", "FIN"):
            migrations.append(Migration(id=f"{name}-{part}", organisation=name, contract=f"C-{name}"))
            milestones.append(Milestone(id=f"{name}-{part}-READY", day=ready))
    ids = [milestone.id for milestone in milestones]
    hit = {"COMMON": (ids[0], ids[1]), "OWN-HR": (ids[2],), "OWN-FIN": (ids[3],)}
    events = tuple(
        Event(id=id, probability=odds, days=late, affects=affects, known_day=known) for id, affects in hit.items()
    )
    gates = tuple(Gate(milestone=f"{item.id}-READY", migration=item.id) for item in migrations)
    return Small(
        contracts=tuple(contracts), migrations=tuple(migrations), milestones=tuple(milestones), gates=gates,
        events=events,
    )  # fmt: skip


def one_crew(random: Random) -> Small:
    """One crew; the milestones of two or three migrations can slip."""
    names = ("ASH", "ELM", "OAK")[: random.choice((2, 2, 3))]
    contracts, migrations, milestones, events, gates = [], [], [], [], []
    for place, name in enumerate(names):
        ready, late = random.randint(80, 120), random.randint(30, 150)
        own = option(random, name)
        later = contract(random, name, ready + 60 * place, late, own, notice=random.randint(60, 150))
        contracts.append(later)
        migrations.append(Migration(id=f"{name}-MOVE", organisation=name, contract=f"C-{name}"))
        milestones.append(Milestone(id=f"{name}-READY", day=ready))
        gates.append(Gate(milestone=f"{name}-READY", migration=f"{name}-MOVE"))
        if place == 0 or random.random() < 0.6:
            events.append(Event(id=f"{name}-OPEN", probability=chance(random), days=late, affects=(f"{name}-READY",),
                                known_day=random.randint(20, ready)))  # fmt: skip
    return Small(
        contracts=tuple(contracts), migrations=tuple(migrations), milestones=tuple(milestones), gates=tuple(gates),
        events=tuple(events), crew=True,
    )  # fmt: skip


def finish_gate_and_freeze(random: Random) -> Small:
    small = one(random)
    ready, late = small.milestones[0].day, small.events[0].days
    lag = random.choice((35, 40, 50, 20))
    begins = ready + late + lag - 35 + random.randint(-10, 5)
    freeze = (begins, begins + random.randint(10, 60))
    return replace(small, gates=(replace(small.gates[0], kind="FF", lag=lag),), freeze=freeze)


def tolerances_and_worst_cases(random: Random) -> Small:
    """Two contracts, all decided before anything is known, or after."""
    small = one_negotiation_at_a_time(random)
    early = [replace(item, notice=item.notice + random.randint(0, 150), lead=0) for item in small.contracts]
    return replace(small, contracts=tuple(early), limit=None)


def announced(random: Random) -> Small:
    """Dates are known some days before they come."""
    return replace(wait_for_the_event(random), warning=random.choice((5, 30, 90)))


def tree(random: Random) -> Small:
    """One contract released by the last of one to three dates; several events, each with its day; one to three options."""
    names = ("HR", "FIN", "PAY")[: random.randint(1, 3)]
    ready, last = random.randint(120, 300), 0
    milestones, events = [], []
    for name in names:
        day = ready - random.choice((0, 0, 30, 60))
        milestones.append(Milestone(id=f"{name}-READY", day=day))
        for place in range(random.randint(1, 2)):
            events.append(Event(id=f"{name}-{place}", probability=chance(random), days=random.randint(20, 250),
                                affects=(f"{name}-READY",), known_day=random.randint(5, day)))  # fmt: skip
        last = max(last, sum(event.days for event in events if event.affects == (f"{name}-READY",)))
    if len(names) > 1 and random.random() < 0.5:
        first = min(item.day for item in milestones[:2])
        events.append(Event(id="COMMON", probability=chance(random), days=random.randint(20, 200),
                            affects=tuple(item.id for item in milestones[:2]),
                            known_day=random.randint(5, first)))  # fmt: skip
    if random.random() < 0.5:
        events.append(Event(id="DATA", probability=chance(random), days=random.randint(20, 120), affects=("HR-MOVE",),
                            known_day=random.randint(5, milestones[0].day + 59)))  # fmt: skip
    moves = tuple(Migration(id=f"{name}-MOVE", organisation="ASH", contract="C-ASH") for name in names)
    asked = [
        option(random, "ASH", place + 1, notice=random.randint(30, 330), agreement=random.choice((1, 1, 0.9, 0.7, 0.5)))
        for place in range(random.randint(1, 3))
    ]
    early = [replace(item, least=random.choice((None, None, 1, 30))) for item in asked]
    held = contract(random, "ASH", ready, last, *early, notice=random.randint(30, 250))
    gates = tuple(Gate(milestone=f"{name}-READY", migration=f"{name}-MOVE") for name in names)
    return Small(
        contracts=(held,), migrations=moves, milestones=tuple(milestones), gates=gates, events=tuple(events),
        warning=random.choice((0, 0, 30)),
    )  # fmt: skip


KINDS: Mapping[str, Callable[[Random], Small]] = {
    "wait_for_the_event": wait_for_the_event,
    "known_on_the_day": known_on_the_day,
    "supplier_may_refuse": supplier_may_refuse,
    "ended_early": ended_early,
    "chains": chains,
    "one_negotiation_at_a_time": one_negotiation_at_a_time,
    "common_cause": common_cause,
    "one_crew": one_crew,
    "finish_gate_and_freeze": finish_gate_and_freeze,
    "tolerances_and_worst_cases": tolerances_and_worst_cases,
    "announced": announced,
}


def drawn(kind: str, seed: int) -> Small:
    """A portfolio of a kind; draws again until every last day to decide lies ahead."""
    return _drawn(KINDS[kind], Random(f"{kind} {seed}"))


def drawn_tree(seed: int) -> Small:
    """A decision tree as a portfolio."""
    return _drawn(tree, Random(f"tree {seed}"))


def _drawn(make: Callable[[Random], Small], random: Random) -> Small:
    while True:
        try:
            return settled(make(random))
        except ValueError:
            continue
