"""The answer to "explain this": contracts with their sentences, and what hangs on a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from planner.errors import StoppedError
from planner.explain.contract import Explainer
from planner.explain.forward import Held, held_by_record
from planner.explain.levers.clearing import SETTINGS, Clearing, what_clears
from planner.explain.proofs import Proof, proof_of
from planner.explain.records import Explanation, RecordRef
from planner.explain.subjects import Subject, SubjectKind, find_subject
from planner.explain.words.holding import holding_sentences
from planner.explain.words.sentence import Sentence
from planner.explain.words.telling import sentences_of
from planner.plan.flagging.records import Flag
from planner.plan.plan_case import PlanCase
from planner.solver import SolveSettings

TABLES = {
    SubjectKind.MILESTONE: "milestones",
    SubjectKind.FREEZE: "freezes",
    SubjectKind.RESOURCE: "resources",
}
"""The table of the records that late days can hang on."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """A contract with its explanation in sentences; `clearing` where what would clear it was asked."""

    explanation: Explanation
    sentences: tuple[Sentence, ...]
    clearing: Clearing | None = None

    def proof(self, case: PlanCase) -> Proof | None:
        """What is proved about its day, and what that rests on; None where nothing is."""
        return proof_of(case, self.explanation, self.clearing)

    @property
    def text(self) -> str:
        """The sentences as one paragraph."""
        return " ".join(sentence.text for sentence in self.sentences)

    @property
    def text_with_records(self) -> str:
        """The same with the ids of the records."""
        return " ".join(sentence.with_records for sentence in self.sentences)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was asked about a subject.

    `told`: its contracts, the gravest first; of a record that late days hang on, those that it holds. `held`: what hangs on
    that record, None where nothing does or the subject is no such record; `sentences` say it. `unasked`: contracts that were
    not reached because somebody stopped it.
    """

    subject: Subject
    told: tuple[Told, ...]
    held: Held | None = None
    sentences: tuple[Sentence, ...] = ()
    unasked: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n\n".join([sentence.text for sentence in self.sentences] + [told.text for told in self.told])


def explain(
    case: PlanCase,
    subject: str,
    *,
    settings: SolveSettings | None = None,
    stop: Callable[[], bool] | None = None,
    on_contract: Callable[[str, int, int], object] | None = None,
    levers: bool = False,
) -> Answer:
    """Explain a contract, the late contracts of an organisation or a migration, or what hangs on a milestone.

    Of an organisation, contracts that are clear are left out where another one is not. `stop` is asked often; True ends it.
    `on_contract` is told each contract before it is explained, its place among them, and how many there are. `levers`: say
    also what would clear each contract, which takes seconds instead of a fraction. Raises
    SettingsError for an unknown id, and for a plan that breaks a rule.
    """
    asked = find_subject(case.portfolio, subject)
    explainer = Explainer.of(case, settings, stop)
    explanations: dict[str, Explanation] = {}
    chosen = _gravest_first(case, asked)
    for place, contract in enumerate(chosen, start=1):
        if stop is not None and stop():
            break
        if on_contract is not None:
            on_contract(contract, place, len(chosen))
        try:
            explanations[contract] = explainer.explain(contract)
        except StoppedError:
            break
    unasked = tuple(contract for contract in chosen if contract not in explanations)
    if asked.holds:
        return _holding(case, asked, explanations, unasked)
    clearings = _clearings(case, explanations, settings, stop) if levers else {}
    told = tuple(_told(case, found, clearings.get(id)) for id, found in explanations.items())
    return Answer(subject=asked, told=told, unasked=unasked)


def _clearings(
    case: PlanCase,
    contracts: Iterable[str],
    settings: SolveSettings | None,
    stop: Callable[[], bool] | None,
) -> Mapping[str, Clearing]:
    """What would clear each of the contracts; those that were not reached before somebody stopped it are left out."""
    found: dict[str, Clearing] = {}
    for contract in contracts:
        if stop is not None and stop():
            break
        found[contract] = what_clears(case, contract, settings=settings or SETTINGS, stop=stop)
    return found


def _gravest_first(case: PlanCase, asked: Subject) -> list[str]:
    """Contracts that are clear only where there are no others."""
    flags = case.flag_by_contract
    chosen = sorted(asked.contracts, key=lambda id: (-flags[id].flag.gravity, -flags[id].pounds, id))
    late = [id for id in chosen if flags[id].flag is not Flag.CLEAR]
    return late or chosen


def _told(case: PlanCase, found: Explanation, clearing: Clearing | None = None) -> Told:
    return Told(explanation=found, sentences=sentences_of(case, found, clearing), clearing=clearing)


def _holding(case: PlanCase, asked: Subject, explanations: dict[str, Explanation], unasked: tuple[str, ...]) -> Answer:
    place = TABLES[asked.kind], asked.id
    held = held_by_record(explanations.values()).get(place)
    contracts = [hold.contract for hold in held.holds if hold.days] if held is not None else []
    record = held.record if held is not None else RecordRef(table=place[0], key=place[1])
    return Answer(
        subject=asked,
        told=tuple(_told(case, explanations[contract]) for contract in contracts),
        held=held,
        sentences=tuple(holding_sentences(case, record, () if held is None else held.holds)),
        unasked=unasked,
    )
