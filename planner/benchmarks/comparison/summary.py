"""The summary of the rows as a page of Markdown, against the figures to reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from statistics import median

from planner.benchmarks.comparison.markdown import NOTHING, markdown_table, number
from planner.benchmarks.comparison.pairs import Pair, contradictions, pairs_of
from planner.benchmarks.comparison.rows import Problem, Row
from planner.benchmarks.comparison.solvers import LIST_RULE, OURS, PYJOBSHOP, SINGLE_MODEL
from planner.benchmarks.comparison.targets import CONGESTED_PERCENT, Target, target_for

OVERRUN = 1.1
"""A solve that takes more than so many times its limit is named."""


def summary_page(rows: Sequence[Row]) -> str:
    """The page: our gaps by size, ours against each other solver, projects, then every failure."""
    portfolio = [row for row in rows if row.problem == Problem.PORTFOLIO]
    reduced = [row for row in rows if row.problem == Problem.REDUCED]
    projects = [row for row in rows if row.problem == Problem.RCPSP]
    sections = [
        "# What was measured\n\n" + _made_with(rows),
        _section("Gap to the own proved bound", _gap_table(portfolio)),
        _section(f"Ours against {SINGLE_MODEL}", _rival_table(portfolio, SINGLE_MODEL)),
        _section(f"Ours against {LIST_RULE}", _rival_table(portfolio, LIST_RULE)),
        _section(f"Ours against {PYJOBSHOP} on reduced portfolios", _rival_table(reduced, PYJOBSHOP)),
        _section("Projects of least makespan", _rcpsp_table(projects)),
        "## What went wrong\n\n" + ("\n".join(f"- {line}" for line in _troubles(rows)) or "Nothing."),
    ]
    return "\n\n".join(section for section in sections if section) + "\n"


def _section(title: str, table: str) -> str:
    return f"## {title}\n\n{table}" if table else ""


def _made_with(rows: Sequence[Row]) -> str:
    machines = sorted({row.machine for row in rows})
    versions = sorted({f"{row.solver}: {row.version}" for row in rows})
    workers = ", ".join(str(count) for count in sorted({row.workers for row in rows}))
    lines = [f"- machine: {machine}" for machine in machines] + [f"- {version}" for version in versions]
    return "\n".join([*lines, f"- workers: {workers}", f"- solves: {len(rows)}"])


def _by_size(rows: Sequence[Row]) -> Iterator[tuple[int, float, list[Row]]]:
    for size, seconds in sorted({(row.size, row.seconds_limit) for row in rows}):
        yield size, seconds, [row for row in rows if (row.size, row.seconds_limit) == (size, seconds)]


def _gap_table(rows: Sequence[Row]) -> str:
    ours = [row for row in rows if row.solver == OURS]
    header = (
        "contracts",
        "seconds",
        "instances",
        "with a plan",
        "proved",
        "median gap",
        "worst gap",
        "to reach",
        "first plan, median",
        "peak memory",
        "reached",
    )
    lines = [_gap_line(size, seconds, same) for size, seconds, same in _by_size(ours)]
    return markdown_table(header, lines) if lines else ""


def _gap_line(size: int, seconds: float, rows: list[Row]) -> tuple[str, ...]:
    target = target_for(size)
    gaps = [row.gap_percent for row in rows if row.gap_percent is not None]
    first_plans = [row.first_plan_seconds for row in rows if row.first_plan_seconds is not None]
    peaks = [row.peak_mb for row in rows if row.peak_mb is not None]
    proved = sum(row.gap_percent == 0 for row in rows)
    middle = median(gaps) if len(gaps) == len(rows) else None
    return (
        number(size),
        number(seconds),
        str(len(rows)),
        str(sum(row.valid_cost is not None for row in rows)),
        str(proved),
        number(middle, 2, " %"),
        number(max(gaps) if middle is not None else None, 2, " %"),
        NOTHING if target.gap_percent is None else f"≤ {target.gap_percent:g} %",
        number(median(first_plans) if first_plans else None, 1, " s"),
        number(max(peaks, default=None), 0, " MB"),
        _reached(target, rows, middle, proved, max(first_plans, default=None)),
    )


def _reached(target: Target, rows: list[Row], gap: float | None, proved: int, slowest_first: float | None) -> str:
    """Whether every figure asked of the size is reached; a dash where none is asked, or the seconds are others."""
    if any(row.seconds_limit != target.seconds for row in rows):
        return NOTHING
    peak = max((row.peak_mb for row in rows if row.peak_mb is not None), default=None)
    asked: list[tuple[float | None, Callable[[float], bool]]] = [
        (target.gap_percent, lambda most: gap is not None and gap <= most),
        (target.proved_share, lambda least: proved >= least * len(rows)),
        (target.first_plan_seconds, lambda most: slowest_first is not None and slowest_first <= most),
        (target.peak_mb, lambda most: peak is not None and peak <= most),
    ]
    answers = [test(figure) for figure, test in asked if figure is not None]
    if not answers:
        return NOTHING
    return "yes" if all(answers) else "no"


def _rival_table(rows: Sequence[Row], rival: str) -> str:
    header = (
        "contracts",
        "seconds",
        "instances",
        "ours cheaper",
        "same",
        "rival cheaper",
        "rival without plan",
        "median saving",
        "when congested",
        "to reach",
        "our median gap",
        "rival's median gap",
    )
    lines = []
    for size, seconds, same in _by_size(rows):
        pairs = pairs_of(same, OURS, rival)
        if pairs:
            lines.append(_rival_line(size, seconds, pairs))
    return markdown_table(header, lines) if lines else ""


def _rival_line(size: int, seconds: float, pairs: list[Pair]) -> tuple[str, ...]:
    congested = [pair for pair in pairs if (pair.ours.congestion_percent or 0) >= CONGESTED_PERCENT]
    cheaper, dearer = sum(pair.is_cheaper for pair in pairs), sum(pair.is_dearer for pair in pairs)
    asked = target_for(size).saving_percent if pairs[0].rival.solver == SINGLE_MODEL else None
    return (
        number(size),
        number(seconds),
        str(len(pairs)),
        str(cheaper),
        str(len(pairs) - cheaper - dearer),
        str(dearer),
        str(sum(pair.rival.valid_cost is None for pair in pairs)),
        number(_median_saving(pairs), 1, " %"),
        number(_median_saving(congested), 1, " %"),
        NOTHING if asked is None else f"≥ {asked:g} % when congested" if asked else "cheaper on all",
        number(_median_gap([pair.ours for pair in pairs]), 1, " %"),
        number(_median_gap([pair.rival for pair in pairs]), 1, " %"),
    )


def _median_saving(pairs: Sequence[Pair]) -> float | None:
    savings = [pair.saving_percent for pair in pairs if pair.saving_percent is not None]
    return median(savings) if savings else None


def _median_gap(rows: Sequence[Row]) -> float | None:
    gaps = [row.gap_percent for row in rows if row.gap_percent is not None]
    return median(gaps) if gaps else None


def _rcpsp_table(rows: Sequence[Row]) -> str:
    header = ("family", "solver", "seconds", "projects", "with a schedule", "proved", "mean deviation from best known")
    lines = []
    groups = sorted({(row.size, row.family, row.solver, row.seconds_limit) for row in rows})
    for _, family, solver, seconds in groups:
        same = [row for row in rows if (row.family, row.solver, row.seconds_limit) == (family, solver, seconds)]
        found = [row for row in same if row.valid_cost is not None]
        deviations = [
            100 * (row.valid_cost - row.best_known) / row.best_known
            for row in found
            if row.valid_cost is not None and row.best_known
        ]
        deviation = sum(deviations) / len(deviations) if deviations else None
        proved = sum(row.bound is not None and row.bound == row.valid_cost for row in found)
        line = (family, solver, number(seconds), str(len(same)), str(len(found)), str(proved))
        lines.append((*line, number(deviation, 2, " %")))
    return markdown_table(header, lines) if lines else ""


def _troubles(rows: Sequence[Row]) -> Iterator[str]:
    yield from contradictions(rows)
    for row in rows:
        where = f"{row.instance} ({row.problem}), {row.solver}, {row.seconds_limit:g} s"
        if row.breaches:
            yield f"{where}: the plan breaks rules {row.breaches} times: {row.remark}"
        elif row.remark:
            yield f"{where}: {row.status}: {row.remark}"
        elif row.valid_cost is None:
            yield f"{where}: {row.status}"
        if row.seconds is not None and row.seconds > OVERRUN * row.seconds_limit + 1:
            yield f"{where}: took {row.seconds:.0f} s"
    by_digest = {(row.problem, row.instance): set[str]() for row in rows}
    for row in rows:
        by_digest[row.problem, row.instance].add(row.digest)
    for (_, instance), digests in by_digest.items():
        if len(digests - {""}) > 1:
            yield f"{instance}: its rows are of {len(digests - {''})} different instances of that name"
