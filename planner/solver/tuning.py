"""Every tuning figure of the search, in one frozen record with a part for each stage.

The figures were chosen by measurement on the frozen benchmark (`docs/research/`). None of them changes what a plan means,
what a bound proves or which plans are allowed: they only say where the time goes. They are handed down from
`solve` and its like; no function reads a figure from anywhere else. Figures that compiled kernels need are named tuples
of plain numbers, the only records that kernels can take. What a proof rests on (the grids of prices, see
`planner.solver.bound.ascent_kernels`) is no tuning and stays a constant there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True, kw_only=True)
class ExactTuning:
    """The exact model and how CP-SAT searches it."""

    stop_check_seconds: float = 0.02
    """Seconds between two looks at whether a search must end."""
    provers: tuple[str, ...] = ("default_lp", "max_lp")
    """Full searches of CP-SAT that come first where a proof is in reach."""
    guided: tuple[str, ...] = ("quick_restart_no_lp", "objective_lb_search")
    """Those where the model knows reduced costs: one looks for plans, one raises the bound."""
    price_steps: int = 400
    """Prices of starts that differ by one part in so many of the highest, or less, are one step."""
    near_share: float = 0.1
    """A proof is in reach where no more than this share of the cost lies between plan and bound."""
    tie_break_share: float = 0.2
    """Share of the time that goes into breaking ties at most."""
    most_tied_migrations: int = 200
    """After the search by components, ties are broken up to so many migrations."""
    first_level_share: float = 0.7
    """Share of the time for the measure that a goal minimises; what it leaves goes to the later levels."""


@dataclass(frozen=True, kw_only=True)
class ConflictTuning:
    """The checks that find the records which cannot stand together."""

    first_seconds: float = 1.0
    """Deterministic seconds for each check, with one worker."""
    second_seconds: float = 30.0
    """Seconds for the confirmation, with two workers, another seed and no presolve."""
    repair_seconds: float = 1.0
    """Deterministic seconds for the confirmation of a repair on the whole portfolio, with one worker."""
    repairs_seconds: float = 5.0
    """Deterministic seconds for all repairs of one conflict."""


@dataclass(frozen=True, kw_only=True)
class OptionTuning:
    """The choice of options under budgets and the negotiation limit."""

    deterministic_seconds: float = 0.5
    """Deterministic seconds of CP-SAT for one choice."""
    last_deterministic_seconds: float = 5.0
    """Deterministic seconds where no choice at all was found within the first."""
    cover_first_weight: int = 1_000
    """Where cover comes first: how many more pounds a pound of exposure counts in a choice."""
    rest_ratio: float = 20.0
    """The search goes on so many times as long as the last choice took before options are chosen again."""
    most_kept_share: float = 0.25
    """Share of the time limit that is kept at most for the last choice."""


class AscentSteps(NamedTuple):
    """Steps on the prices of capacity; see `planner.solver.bound.ascent_kernels`."""

    shrink: float = 0.7
    """Factor of the step length after a stall."""
    patience: int = 40
    """Steps without a rise of the bound that make a stall."""
    momentum: float = 0.7
    """Share of the last direction in the next one."""
    weight_step: float = 0.4
    """Length of a step on the weights of shared contracts, at scale 1."""
    pull_step: float = 0.1
    """Length of a step on the pulls in split groups, as a share of the bridge price, at scale 1."""
    mean_decay: float = 0.93
    """Share of the old mean in the running mean of inner solutions."""
    target_margin: float = 0.05
    """Share above the bound that is aimed at while no plan is known."""
    flat_share: float = 1e-4
    """Rises of the bound below this share of it count as none."""
    shortest_step: float = 1e-4
    """Scale of a step below which the ascent has converged."""


@dataclass(frozen=True, kw_only=True)
class LimitTuning:
    """Steps on the prices of limits on options; see `planner.solver.bound.limit_ascent`."""

    first_steps: int = 300
    """Steps on the prices of capacity before the first on the prices of limits."""
    steps_between: int = 60
    """Steps on the prices of capacity between two on the prices of limits."""
    first_scale: float = 0.3
    """Scale of the first step."""
    shortest_scale: float = 0.01
    """Scale below which the ascent ends."""
    shrink: float = 0.7
    """Factor of the scale after a stall."""
    patience: int = 5
    """Rounds without a rise of the bound that make a stall."""
    momentum: float = 0.6
    """Share of the last direction in the next one."""
    margin: float = 0.1
    """Share above the bound that is aimed at: early plans lie too far above it to tell how long a step should be."""


@dataclass(frozen=True, kw_only=True)
class ShadowTuning:
    """Shadow prices; see `planner.solver.bound.shadow`."""

    steps_at_once: int = 20
    """Steps of the ascent between two looks at the clock."""
    deterministic_steps: int = 200
    """Steps in deterministic mode, where no clock counts."""
    lever_steps: int = 6
    """Steps from the prices of the portfolio as it is towards those of the changed one."""


@dataclass(frozen=True, kw_only=True)
class BoundTuning:
    """The priced relaxation."""

    most_ways: int = 32
    """Mode combinations of a group above which its members stay blocks of their own."""
    ascent: AscentSteps = field(default_factory=AscentSteps)
    """Steps on the prices of capacity."""
    first_scale: float = 1.0
    """Scale of the first step of an ascent."""
    later_scale: float = 0.03
    """Scale of the first step from prices that are good already."""
    work_at_once: int = 20_000_000
    """Ways times positions times steps between two looks at the clock."""
    step_share: float = 0.05
    """Reduced costs may lie this share of the least of them apart to be one step in the exact model,"""
    steps: int = 1000
    """or one part in so many of what lies between bound and target."""
    largest_part_share: float = 0.75
    """A component is taken apart where the largest part has at most this share of the migrations."""
    limits: LimitTuning = LimitTuning()
    """Steps on the prices of limits."""
    shadow: ShadowTuning = ShadowTuning()
    """Shadow prices."""


class Moves(NamedTuple):
    """Steps of local search; shares are shares of the steps. See `planner.solver.search.annealing_kernels`."""

    start_temperature: float = 0.5
    """What a step may lose at the beginning, in units of the mean cost of a block."""
    window_blocks: int = 32
    """Blocks a step may take out at most."""
    room_share: float = 0.3
    """Steps that put a block where it could run earlier, before all that are in its way there."""
    contract_share: float = 0.3
    """Steps that move all blocks that release one contract: its cost falls only when the last of them moves."""
    swap_share: float = 0.3
    """Steps that swap two blocks; the others put one block elsewhere."""
    forward_share: float = 0.67
    """Of the steps that move one block, those that move it forward."""
    dear_share: float = 0.5
    """Steps that begin with a block that costs much where it is."""
    dear_tried: int = 4
    """Such a block is the dearest of so many random ones and one more."""
    all_resources_share: float = 0.5
    """Steps that order all blocks one competes with; the others order those that use one of its resources."""
    short_share: float = 0.6
    """Steps that move no more than the blocks whose places change and some behind them."""
    most_behind: int = 6
    """Blocks behind them at most."""
    way_share: float = 0.5
    """Steps that give one of the blocks they move a random way: the best for itself may not be best for all."""
    follow_share: float = 0.5
    """Steps that also move the blocks that wait for those they move."""
    ruin_share: float = 0.3
    """Steps that draw an order anew; see `planner.solver.search.ruin_kernels`."""
    most_strings: int = 2
    """Strings of blocks that such a step takes out at most,"""
    string_blocks: int = 15
    """so many places of a resource long at most,"""
    kept_share: float = 0.5
    """without this share of their blocks at most, which stay."""
    blurred_share: float = 0.6
    """Such steps that order the blocks as they lie, blurred by chance,"""
    dear_first_share: float = 0.2
    """and those that place dear blocks first; the others take any order."""
    chosen_first_share: float = 0.3
    """Such steps that place the block they began with before all others."""
    days_tried: int = 12
    """Days tried for a block that may gain by waiting for the other members of its split group."""


@dataclass(frozen=True, kw_only=True)
class AreaTuning:
    """Areas of a component for local search; see `planner.solver.search.areas`."""

    smallest_blocks: int = 60
    """Components up to this size are one area."""
    largest_share: float = 0.5
    """Others are divided until no area has more than this share of their blocks."""
    group_blocks: tuple[int, ...] = (60, 120, 240, 480)
    """Areas are put together at random until they have so many blocks; each round draws a number, at most half of all,"""
    least_blocks: int = 10
    """or this one where none is so small."""
    everything_share: float = 0.5
    """How long a run over everything is, as a share of the runs in groups of areas between two of them."""


@dataclass(frozen=True, kw_only=True)
class LocalTuning:
    """Runs of local search in a component."""

    moves: Moves = field(default_factory=Moves)
    """What the steps do."""
    areas: AreaTuning = AreaTuning()
    """What a run moves."""
    chunk_steps: int = 1000
    """Steps between two looks at the clock."""
    first_heat: float = 1.0
    """Heat at the beginning of the first run, as a multiple of the starting temperature."""
    heats: tuple[float, ...] = (0.3, 1.0, 3.0)
    """Heats of later runs, drawn at random."""
    offer_steps: int = 20_000
    """Steps after which other threads may see what a run has found so far."""
    part_ascent_steps: int = 100
    """Steps of the ascent before the first visit to a part of a component."""
    part_chunks: int = 20
    """Chunks of local search before the first visit to a part of a component."""


@dataclass(frozen=True, kw_only=True)
class TargetTuning:
    """How far above the bound exact searches aim; see `planner.solver.search.targets`."""

    first_stride: float = 0.1
    """Distance of the first target from the bound, as a share of the gap."""
    shortest_stride: float = 0.02
    """The least such share."""
    longest_stride: float = 0.5
    """The largest such share."""
    quick_share: float = 0.3
    """An answer within this share of the time doubles the stride; no answer halves it."""
    hope: float = 4.0
    """A visit may close the whole gap in so many times the seconds spent before."""


@dataclass(frozen=True, kw_only=True)
class VisitTuning:
    """Visits of the exact model to a component; see `planner.solver.search.exact_visits`."""

    exact_blocks: int = 60
    """Components and parts up to this size are searched whole by the exact model."""
    few_components: int = 2
    """With so many open ones or fewer, now and then by all workers, some of which look for plans."""
    tiny_blocks: int = 8
    """Components up to this size are left to the exact model alone."""
    split_blocks: int = 2_000
    """Components up to this size are taken apart."""
    parts_at_once: int = 4
    """Parts, or neighbourhoods where there are none, in one visit."""
    first_visit_seconds: float = 0.5
    """Seconds for the whole component at the first visit, with a linear relaxation, which proves what is easy."""
    target_seconds: float = 1.0
    """Seconds for a plan below a target at the second visit; each further one has a quarter of it more."""
    neighbourhood_seconds: float = 2.0
    """Seconds for a neighbourhood at most,"""
    neighbourhood_share: float = 0.05
    """and this share of the time limit."""
    whole_share: float = 0.25
    """Share of the time limit for a whole component at most; with many components each has its part."""
    neighbourhood_blocks: tuple[int, ...] = (6, 8, 10, 12, 16)
    """Blocks that a neighbourhood frees; each draws a number."""
    targets: TargetTuning = TargetTuning()
    """How far above the bound searches aim."""


@dataclass(frozen=True, kw_only=True)
class PipelineTuning:
    """How the time is shared between the stages; see `planner.solver.pipeline`."""

    priced_chapters: tuple[float, ...] = (0.03, 0.97)
    """Shares of the time where limits tie the options of contracts together; before the second they are priced."""
    small_chapters: tuple[float, ...] = (0.03, 0.17, 0.3, 0.5)
    """The same for small portfolios, whose third chapter belongs to the exact model of everything."""
    exact_coupled_migrations: int = 60
    """Portfolios up to this size are small in this sense."""
    pricing_share: float = 0.1
    """Share of the time for the prices of limits at most,"""
    limit_rounds: int = 100
    """and so many rounds,"""
    limit_rounds_in_turn: int = 10
    """or so many in deterministic mode."""
    decided_share: float = 0.4
    """Share of the time in which bundles are decided before the search, in the end,"""
    decided_rounds: int = 4
    """shared by so many choices."""
    decided_near_share: float = 0.03
    """With less than this share of the cost between plan and bound, that time belongs to the exact model of everything."""
    bundle_sweeps: int = 3
    """Times that the first prices of bundles are balanced one after the other."""
    first_ascent_steps: int = 40
    """Steps of the ascent at the first visit to a component."""
    later_ascent_steps: int = 200
    """Steps of the ascent at later visits."""
    shortest_slice_seconds: float = 0.1
    """Seconds of the shortest run of local search."""
    slice_seconds_per_block: float = 0.05
    """Seconds of a run of local search for each block at most;"""
    first_slice_share: float = 0.05
    """with few open components this share of it, and of the shortest run, in the first round,"""
    slice_growth: float = 1.5
    """and so many times as long in each further one."""
    rounds: int = 6
    """Runs of local search are short enough for so many of them in every component and area."""
    last_slice: float = 1.5
    """The last run is up to so many times as long."""
    shares_of_many: tuple[float, ...] = (0.25, 0.25, 0.25, 1.0)
    """Lengths of runs in turn, where many small components are open."""
    stale_runs: int = 3
    """After so many runs that found nothing the first thread raises bounds as well."""
    stale_runs_of_parts: int = 12
    """The same for a component taken apart, where a run moves some of its parts only."""
    exact_at_once: int = 2
    """Exact searches between two rounds of raising bounds."""
    far_share: float = 0.03
    """Gaps above this share of the cost are far from a proof."""
    rounds_in_turn: int = 3
    """Rounds over all components in deterministic mode."""
    steps_per_second: int = 10_000
    """Steps of local search that a second of effort is worth in deterministic mode."""


@dataclass(frozen=True, kw_only=True)
class QuestionTuning:
    """Small questions about a plan; see `planner.solver.questions`."""

    look_share: float = 0.1
    """Share of the time limit for a look at those bound to an end, whether they can be in time without all others."""
    look_migrations: int = 100
    """Up to so many are looked at where no question is asked."""


@dataclass(frozen=True, kw_only=True)
class SearchTuning:
    """All of it; the defaults suit a machine with two cores and portfolios of 10 to 10,000 contracts."""

    exact_alone_migrations: int = 12
    """Up to so many migrations the exact model is searched at once and alone."""
    exact: ExactTuning = ExactTuning()
    """The exact model."""
    conflicts: ConflictTuning = ConflictTuning()
    """Records that cannot stand together."""
    options: OptionTuning = OptionTuning()
    """The choice of options under limits."""
    bound: BoundTuning = BoundTuning()
    """The priced relaxation."""
    local: LocalTuning = LocalTuning()
    """Local search."""
    visits: VisitTuning = VisitTuning()
    """Visits of the exact model."""
    pipeline: PipelineTuning = PipelineTuning()
    """How the time is shared."""
    questions: QuestionTuning = QuestionTuning()
    """Small questions about a plan."""


DEFAULT_TUNING = SearchTuning()
"""What `solve` and its like take unless they are told otherwise."""
