"""Freezes: no cutover in one of everyone, of the cluster or of the organisation."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.migrations import Migration
from planner.domain.portfolio import Portfolio
from planner.domain.resources import FreezePeriod, FreezeScope
from planner.explain.blockers.block import Block, days_of_starts
from planner.explain.places import freeze_ref
from planner.explain.pushing import Push
from planner.explain.records import Category
from planner.explain.spans import Span


def freeze_blocks(push: Push) -> Iterator[Block]:
    """Cutovers are asked from the status date on."""
    for freeze in push.case.portfolio.freezes:
        frozen = tuple(_frozen(push.case.portfolio, freeze))
        for id in push.moving:
            if _concerns(freeze, push.works[id].entry.migration):
                offset = push.works[id].cutover_offset
                for first, until in frozen:
                    opens_day = push.case.portfolio.axis.day(until)
                    for days in days_of_starts(push, id, [(first - offset, until - offset)]):
                        yield Block(freeze_ref(freeze), Category.CALENDAR, days, id, opens_day)


def _frozen(portfolio: Portfolio, freeze: FreezePeriod) -> Iterator[Span]:
    """The positions of cutovers that it stops."""
    for begins, ends in freeze.occurrences(portfolio.horizon_date):
        first, until = max(0, portfolio.position_of(begins)), portfolio.position_of(ends)
        if first < until:
            yield first, until


def _concerns(freeze: FreezePeriod, migration: Migration) -> bool:
    subject = {FreezeScope.CLUSTER: migration.cluster, FreezeScope.ORGANISATION: migration.organisation}
    return freeze.scope is FreezeScope.EVERYONE or freeze.subject == subject[freeze.scope]
