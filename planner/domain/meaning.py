"""The version of what dates, blanks and pounds mean; what was computed under an older one says so."""

from __future__ import annotations

from types import MappingProxyType

MEANING = 2
"""The meaning of this planner. Plan files, stored runs and archived portfolios carry the number of theirs."""

CHANGES = MappingProxyType(
    {
        1: "planner 0.1.0 let an extension of months end one day or more too early, "
        "and took a blank notice or lead time for none",
    }
)
"""What is different in the meaning after each older one."""


def older_meaning(meaning: int) -> str:
    """What is different in this meaning, in one clause; blank for the meaning of this planner."""
    return "; ".join(change for version, change in CHANGES.items() if version >= meaning and meaning < MEANING)
