"""Tolerances in words: kept, missed, not attainable, what it costs to keep them, and what else would help."""

from __future__ import annotations

from dataclasses import replace

from planner.present.tables.risk.tolerance_table import answer_table, tolerance_table
from planner.present.tables.risk.tripwire_sentences import summary_sentences, tripwire_sentences
from planner.present.tables.table import plain_rows
from planner.risk.intervals import Estimate
from planner.risk.tolerances.goal import Goal, Scope
from planner.risk.tolerances.records import AnswerFigures, Tolerance, ToleranceState
from planner.risk.tolerances.relief import Relief
from planner.risk.tripwires.records import Tripwires
from planner.risk.tripwires.rules import ALWAYS, Kind, Rule
from tests.present.test_tripwire_sentences import PORTFOLIO, found, row, sure

ROW = replace(row(), agreement=1.0, uncovered=sure(0.12))
TOLERANCE = Tolerance(
    scope=Scope.CONTRACT,
    name="C-ASH",
    contracts=("C-ASH",),
    tolerated=0.1,
    binding=False,
    state=ToleranceState.MISSED,
    chance=sure(0.12),
    least=sure(0.02),
    keeping={},
    keeps=None,
    dearer=None,
    reliefs=(),
)
RELIEF = Relief(contract="C-ASH", least=0.21, days_earlier=112, bridge_from_day=365, bridge_by_day=272)


def with_tolerance(tolerance: Tolerance) -> Tripwires:
    return replace(
        found(ROW), tolerances=(tolerance,), goal=Goal(0.1, tolerance.scope) if tolerance.binding else Goal()
    )


def said(tolerance: Tolerance) -> str:
    return tripwire_sentences(PORTFOLIO, with_tolerance(tolerance))[0]


def test_a_chance_stands_beside_what_is_tolerated() -> None:
    assert "is 12 %, above the 10 % tolerated." in said(TOLERANCE)
    assert "is 12 %, within the 10 % tolerated." in said(replace(TOLERANCE, state=ToleranceState.KEPT))
    assert "is 12 %, which the draws cannot tell from the 10 % tolerated." in said(
        replace(TOLERANCE, state=ToleranceState.OPEN)
    )


def test_the_dearer_date_that_would_keep_it_stands_with_its_price() -> None:
    # Day 305 is 2 November 2027.
    rule = Rule(Kind.DATE, 1, 305, 300, 310)
    dearer = replace(
        TOLERANCE, keeping={"C-ASH-1": rule}, keeps=sure(0.1), dearer=Estimate(300_000.0, 290_000.0, 310_000.0)
    )
    assert "With 2 November 2027 as the date it is 10 %, for £300k ± £10k more." in said(dearer)
    other = replace(dearer, keeping={"C-ASH-1": replace(rule, level=2)})
    assert (
        "Extended unless, with every open date at its P95, the plan has it off by 2 November 2027 it is 10 %"
        in said(other)
    )
    always = replace(dearer, keeping={"C-ASH-1": ALWAYS})
    assert "Extended whatever is known then it is 10 %" in said(always)


def test_a_rule_that_a_tolerance_asks_for_says_so_and_not_that_nothing_would_change_it() -> None:
    bound = replace(
        TOLERANCE,
        binding=True,
        state=ToleranceState.KEPT,
        keeping={"C-ASH-1": ALWAYS},
        keeps=sure(0.02),
        dearer=sure(4_500.0),
    )
    result = replace(with_tolerance(bound), options=(replace(ROW, rule=ALWAYS),))
    text = tripwire_sentences(PORTFOLIO, result)[0]
    assert "Because of the tolerance this rule costs £4,500 more than without it." in text
    assert "Nothing that can be known" not in text
    assert "for £4,500 in the mean" in " ".join(summary_sentences(PORTFOLIO, result))


def test_what_no_purchase_can_keep_says_the_least_and_what_else_would_help() -> None:
    text = said(
        replace(TOLERANCE, state=ToleranceState.NOT_ATTAINABLE, least=sure(0.11), chance=sure(0.21), reliefs=(RELIEF,))
    )
    assert "is 12 %; whatever is bought it is at least 11 %, above the 10 % tolerated." in text
    assert (
        "What else would help C-ASH: a bridge from 1 January 2028, begun by 30 September 2027, or being off 112 days "
        "earlier." in text
    )


def test_contracts_that_share_a_tolerance_have_a_line_of_their_own() -> None:
    shared = replace(
        TOLERANCE,
        scope=Scope.DEPARTMENT,
        name="ASH",
        binding=True,
        state=ToleranceState.NOT_ATTAINABLE,
        chance=sure(0.4),
        least=sure(0.3),
        reliefs=(RELIEF,),
    )
    result = with_tolerance(shared)
    text = " ".join(summary_sentences(PORTFOLIO, result))
    assert "Uncovered days are tolerated with 10 % for each department: 1 not attainable." in text
    assert (
        "ASH (1 contract): the chance that any has uncovered days is 40 %; whatever is bought it is at least 30 %"
        in text
    )
    assert "With everything bought, alone: C-ASH 21 %." in text
    assert "tolerated." not in tripwire_sentences(PORTFOLIO, result)[0]


def test_the_table_names_the_gravest_of_several_tolerances() -> None:
    kept = replace(TOLERANCE, state=ToleranceState.KEPT)
    result = replace(found(ROW), tolerances=(kept, TOLERANCE))
    assert result.tolerance_state(ROW.contract) is ToleranceState.MISSED
    assert found(ROW).tolerance_state(ROW.contract) is None
    first = plain_rows(tolerance_table(PORTFOLIO, result))[0]
    assert (first["name"], first["state"], first["least_probability"]) == ("C-ASH", "kept", 0.02)


def test_the_answers_stand_in_the_mean_and_where_they_are_dear() -> None:
    def answer(name: str, tail: float) -> AnswerFigures:
        return AnswerFigures(
            answer=name,
            mean=sure(15.0),
            p50=sure(10.0),
            p80=sure(20.0),
            p95=sure(30.0),
            tail=sure(tail),
            extensions_pounds=5.0,
            exposure_pounds=10.0,
            uncovered_contracts=0.5,
        )

    answers = (answer("commit now", 50_000.0), answer("tripwires", 40_000.0))
    result = replace(found(ROW), answers=answers, goal=Goal(level=0.8))
    assert [cells["cvar_pounds"] for cells in plain_rows(answer_table(PORTFOLIO, result))] == [50_000, 40_000]
    text = " ".join(summary_sentences(PORTFOLIO, result))
    assert (
        "In the worst 20 % of draws it costs £40k with these rules, and £50k where everything is decided today." in text
    )
    assert "The rules were fitted to make that cheap." in text
