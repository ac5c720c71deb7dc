"""Why a plan needs a contract for so long: the days, the records that hold them, and the words for it."""

from planner.explain.contract import explain_contract
from planner.explain.records import Band, Blocker, Category, Explanation, PushRow, RecordRef, Segment

__all__ = ["Band", "Blocker", "Category", "Explanation", "PushRow", "RecordRef", "Segment", "explain_contract"]
