"""A program laid anew in another order, compiled: the kernels of the execution take the place of an activity as its rank."""

from __future__ import annotations

from planner.risk.execution.flat_program import FlatProgram, Ints
from planner.solver.compiling import lean


@lean
def lay_in_order(base: FlatProgram, order: Ints, place: Ints, laid: FlatProgram) -> None:
    """Fill `laid` with the activities of `base` in an order; `place` becomes the place of each of them in it."""
    for new in range(len(order)):
        place[order[new]] = new
    gate = link = peak = drop = span = member = 0
    for new in range(len(order)):
        old = order[new]
        _copy_activity(base, laid, old, new)
        laid.gates.first[new] = gate
        for k in range(base.gates.first[old], base.gates.first[old + 1]):
            laid.gates.milestone[gate] = base.gates.milestone[k]
            laid.gates.offset[gate] = base.gates.offset[k]
            gate += 1
        laid.links.first[new] = link
        for k in range(base.links.first[old], base.links.first[old + 1]):
            laid.links.target[link] = place[base.links.target[k]]
            laid.links.kind[link] = base.links.kind[k]
            laid.links.offset[link] = base.links.offset[k]
            link += 1
        laid.peaks.first[new] = peak
        for k in range(base.peaks.first[old], base.peaks.first[old + 1]):
            laid.peaks.resource[peak] = base.peaks.resource[k]
            laid.peaks.amount[peak] = base.peaks.amount[k]
            peak += 1
        laid.drops.first[new] = drop
        for k in range(base.drops.first[old], base.drops.first[old + 1]):
            laid.drops.resource[drop] = base.drops.resource[k]
            laid.drops.until[drop] = base.drops.until[k]
            laid.drops.amount[drop] = base.drops.amount[k]
            drop += 1
        laid.spans.first[new] = span
        for k in range(base.spans.first[old], base.spans.first[old + 1]):
            _copy_span(base, laid, k, span, new)
            span += 1
        laid.members.first[new] = member
        for k in range(base.members.first[old], base.members.first[old + 1]):
            laid.members.migration[member] = base.members.migration[k]
            member += 1
    last = len(order)
    laid.gates.first[last], laid.links.first[last], laid.peaks.first[last] = gate, link, peak
    laid.drops.first[last], laid.spans.first[last], laid.members.first[last] = drop, span, member


@lean
def _copy_activity(base: FlatProgram, laid: FlatProgram, old: int, new: int) -> None:
    laid.activities.begun_at[new] = base.activities.begun_at[old]
    laid.activities.bound[new] = base.activities.bound[old]
    laid.activities.length[new] = base.activities.length[old]
    laid.activities.column[new] = base.activities.column[old]
    laid.activities.inputs[new] = base.activities.inputs[old]
    laid.activities.calendar[new] = base.activities.calendar[old]
    laid.activities.cutover[new] = base.activities.cutover[old]


@lean
def _copy_span(base: FlatProgram, laid: FlatProgram, old: int, new: int, activity: int) -> None:
    laid.spans.activity[new] = activity
    laid.spans.resource[new] = base.spans.resource[old]
    laid.spans.since[new] = base.spans.since[old]
    laid.spans.until[new] = base.spans.until[old]
    laid.spans.amount[new] = base.spans.amount[old]


@lean
def sort_component(base: FlatProgram, laid: FlatProgram, place: Ints, component: int) -> None:
    """The activities of a component by their new places; nearly sorted already, so by insertion."""
    first, until = base.components.first[component], base.components.first[component + 1]
    for k in range(first, until):
        new = place[base.components.activity[k]]
        at = k
        while at > first and laid.components.activity[at - 1] > new:
            laid.components.activity[at] = laid.components.activity[at - 1]
            at -= 1
        laid.components.activity[at] = new
