"""How the causes of late days look in a ladder: fills that stay apart; the words beside each bar say the same."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from planner.explain.records import Category

CATEGORY_FILLS: Mapping[str, str] = MappingProxyType(
    {
        Category.OWN_WORK.value: "#5b4636",
        Category.DEPENDENCY.value: "#a37c5b",
        Category.COMMITMENT.value: "#6d2fb3",
        Category.READINESS.value: "#d4400f",
        Category.CALENDAR.value: "#f2c230",
        Category.OWN_CAPACITY.value: "#6c93c0",
        Category.COMPETITION.value: "#1c3f6e",
        Category.CHOICE.value: "#0f7a5c",
        Category.NO_ROUTE.value: "#14171b",
    }
)
"""By the name of the category."""
