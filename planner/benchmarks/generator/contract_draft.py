"""Contracts with their extension options, and which migrations release them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planner.benchmarks.generator.cluster_draft import ClusterDraft, day_to_date
from planner.benchmarks.generator.spec import GeneratorSpec
from planner.benchmarks.generator.stream import Stream
from planner.domain.contracts import Contract, Criticality, ExtensionOption, Notice, NoticeUnit, OptionKind
from planner.domain.migrations import Migration

NOTICES = (
    Notice(30),
    Notice(60),
    Notice(90),
    Notice(120),
    Notice(180),
    Notice(90, NoticeUnit.CLEAR_DAYS),
    Notice(3, NoticeUnit.MONTHS),
    Notice(6, NoticeUnit.MONTHS),
    Notice(9, NoticeUnit.MONTHS),
)
ANNUAL_PRICES = (120_000, 250_000, 400_000, 700_000, 1_200_000, 2_500_000)
"""Assumed annual prices of legacy contracts, in pounds."""


@dataclass(frozen=True, kw_only=True)
class ContractsDraft:
    """All contracts and options of a portfolio, and the migrations, which now release them."""

    contracts: tuple[Contract, ...]
    options: tuple[ExtensionOption, ...]
    migrations: tuple[Migration, ...]


def draw_contracts(spec: GeneratorSpec, clusters: list[ClusterDraft]) -> ContractsDraft:
    """One contract of its own for every migration, and the shared ones released by two to four."""
    contracts: list[Contract] = []
    options: list[ExtensionOption] = []
    migrations: list[Migration] = []
    shared_releases: dict[str, list[str]] = {}
    for position, draft in enumerate(clusters):
        stream = Stream(spec.seed, f"contracts {draft.cluster.id}")
        for migration in draft.migrations:
            contract = _draw_contract(stream, draft, f"C{migration.id[1:]}", (migration,))
            contracts.append(contract)
            options += _draw_options(stream, contract)
            migrations.append(_with_benefit(stream, migration, contract))
        shared_stream = Stream(spec.seed, f"shared contracts {draft.cluster.id}")
        for number in range(draft.shared_contracts):
            releasing = _draw_releasing(spec, shared_stream, clusters, position)
            contract = _draw_contract(shared_stream, draft, f"S{draft.cluster.id[1:]}-{number + 1:03d}", releasing)
            contracts.append(contract)
            options += _draw_options(shared_stream, contract)
            for migration in releasing:
                shared_releases.setdefault(migration.id, []).append(contract.id)
    return ContractsDraft(
        contracts=tuple(contracts),
        options=tuple(options),
        migrations=tuple(
            replace(migration, releases=(*migration.releases, *shared_releases.get(migration.id, ())))
            for migration in migrations
        ),
    )


def _draw_releasing(
    spec: GeneratorSpec, stream: Stream, clusters: list[ClusterDraft], position: int
) -> tuple[Migration, ...]:
    """Two to four migrations of the cluster; across clusters, one of them is of the next cluster."""
    own = clusters[position].migrations
    count = min(len(own), stream.between(2, 4))
    releasing = stream.shuffled(own)[:count]
    if stream.happens(spec.cross_percent) and len(clusters) > 1:
        releasing[-1] = stream.pick(clusters[(position + 1) % len(clusters)].migrations)
    return tuple(sorted(releasing, key=lambda migration: migration.id))


def _draw_contract(stream: Stream, draft: ClusterDraft, id: str, releasing: tuple[Migration, ...]) -> Contract:
    annual = stream.pick(ANNUAL_PRICES) * len(releasing) * stream.between(80, 125) // 100
    exposure = annual * stream.between(2, 8) // 365 // 100 * 100 + 500
    criticality = Criticality.LOW if exposure < 2_000 else Criticality.MEDIUM if exposure < 15_000 else Criticality.HIGH
    return Contract(
        id=id,
        name=f"Legacy services {id}",
        buyer=releasing[0].organisation,
        supplier=f"Supplier {stream.between(1, 9)}",
        services=stream.pick((("hr", "payroll"), ("finance",), ("finance", "procurement"), ("hr",))),
        organisations=tuple(dict.fromkeys(migration.organisation for migration in releasing)),
        expiry_date=day_to_date(stream.between(draft.first_expiry_day, draft.last_expiry_day)),
        annual_price_pounds=annual,
        notice=stream.pick(NOTICES),
        internal_lead_days=stream.between(0, 4) * 15,
        exposure_pounds_per_day=exposure,
        criticality=criticality,
    )


def _draw_options(stream: Stream, contract: Contract) -> list[ExtensionOption]:
    """None to three options, dearer than the contract; the last may be a bridge, any other a modification."""
    count = stream.pick_weighted((0, 1, 2, 3), (15, 30, 35, 20))
    return [_draw_option(stream, contract, number, is_last=number == count) for number in range(1, count + 1)]


def _draw_option(stream: Stream, contract: Contract, number: int, is_last: bool) -> ExtensionOption:
    kind = OptionKind.MODIFICATION if stream.happens(15) else OptionKind.OPTION
    if stream.happens(20) and is_last:
        kind = OptionKind.BRIDGE
    uplift_percent = stream.between(0, 40) + (60 if kind is OptionKind.BRIDGE else 0)
    return ExtensionOption(
        id=f"{contract.id}-x{number}",
        contract=contract.id,
        sequence=number,
        kind=kind,
        months=stream.pick((6, 12, 12, 24) if number == 1 else (3, 6, 12)),
        annual_price_pounds=(contract.annual_price_pounds or 0) * (100 + uplift_percent) // 100,
        fee_pounds=stream.between(0, 8) * 5_000,
        notice=Notice(stream.between(2, 6) * 30) if kind is OptionKind.MODIFICATION else None,
        lead_days=stream.between(4, 8) * 30 if kind is OptionKind.BRIDGE else None,
        minimum_commitment_days=stream.pick((60, 90, 120)) if stream.happens(25) else None,
    )


def _with_benefit(stream: Stream, migration: Migration, contract: Contract) -> Migration:
    """The migration releases its contract; three in ten have a due date before the expiry and a benefit."""
    released = replace(migration, releases=(contract.id,))
    early_days, benefit = stream.between(0, 120), stream.between(2, 20) * 100
    if not stream.happens(30):
        return released
    due_date = day_to_date(max(1, (contract.stated_expiry_date - day_to_date(0)).days - early_days))
    return replace(released, due_date=due_date, benefit_pounds_per_day=benefit)
