"""Why a plan needs a contract for so long: the days, the records that hold them, and the words for it."""

from planner.explain.answer import Answer, Told, explain
from planner.explain.contract import Explainer, explain_contract
from planner.explain.forward import Held, Hold, held_by_record
from planner.explain.levers.clearing import Clearing, what_clears
from planner.explain.levers.records import LeverAnswer, Refuted, Verdict
from planner.explain.proofs import Proof, proof_of
from planner.explain.records import Band, Blocker, Category, Certificate, Explanation, PushRow, RecordRef, Segment
from planner.explain.words.sentence import Sentence

__all__ = [
    "Answer",
    "Band",
    "Blocker",
    "Category",
    "Certificate",
    "Clearing",
    "Explainer",
    "Explanation",
    "Held",
    "Hold",
    "LeverAnswer",
    "Proof",
    "PushRow",
    "RecordRef",
    "Refuted",
    "Segment",
    "Sentence",
    "Told",
    "Verdict",
    "explain",
    "explain_contract",
    "held_by_record",
    "proof_of",
    "what_clears",
]
