"""The sentences: none too many, each with its facts, and plain words only."""

from __future__ import annotations

import re
from datetime import date

import pytest

from planner.domain.organisations import Organisation
from planner.domain.resources import CapacityStep, Resource
from planner.domain.wording import few_of, spoken_money
from planner.explain import Answer, explain
from planner.explain.records import Category
from planner.explain.subjects import SubjectKind, find_subject
from planner.explain.words.names import named
from planner.explain.words.telling import sentences_of
from planner.plan.plan_case import PlanCase
from tests.depth import by_day
from tests.explain.test_laws import explained
from tests.sample import day, migration, plan, portfolio

SEEDS = by_day(range(200), 13)
FORBIDDEN = re.compile(r"\b(slack|lag|feeder|constraint|optimal|infeasible|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b")
DATE = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")
DAYS = re.compile(r"\b(\d+) (?:missing )?days?\b")


def test_every_explanation_is_a_few_plain_sentences() -> None:
    for found, explanation in explained(SEEDS):
        sentences = sentences_of(found.case, explanation)
        assert 1 <= len(sentences) <= 8
        for sentence in sentences:
            assert sentence.text[0].isupper() or sentence.text[0].isdigit()
            assert sentence.text.endswith(".")
            assert not FORBIDDEN.search(sentence.text), sentence.text
            assert "None" not in sentence.text


def test_the_days_of_the_causes_in_words_add_up() -> None:
    # the number each sentence of a cause begins with: "All 5 days", "3 of the 5 days", "Another 1", "The other 2"
    begins = re.compile(r"^(?:All |Another |The other |The )?(\d+)|^The last (?:one|day)")
    for found, explanation in explained(SEEDS):
        texts = [sentence.text for sentence in sentences_of(found.case, explanation)[1:]]
        shares = [begins.match(text) for text in texts[: min(4, len(explanation.segments))]]
        days = [int(match[1] or 1) for match in shares if match]
        assert sum(days) == explanation.late_days, (found.seed, texts)


def test_every_date_in_words_is_one_of_the_facts() -> None:
    for found, explanation in explained(SEEDS):
        facts = dates_of(found.case, explanation.contract)
        causes = [segment.cause for segment in explanation.segments if segment.cause is not None]
        facts |= {found.portfolio.date_of(cause.opens_day) for cause in causes if cause.opens_day is not None}
        facts |= {found.portfolio.date_of(cause.overload.day) for cause in causes if cause.overload is not None}
        days = explanation.days
        assert days is not None
        ends = [
            explanation.off_by_day,
            days.alone.day,
            days.alone_any_mode.day,
            *(s.from_day for s in explanation.segments),
        ]
        facts |= {found.portfolio.date_of(day - 1) for day in ends}
        for sentence in sentences_of(found.case, explanation):
            for text in DATE.findall(sentence.text):
                assert text in {spelt(day) for day in facts}, (found.seed, sentence.text)


def dates_of(case: PlanCase, contract: str) -> set[date]:
    """The dates of a contract's flag and of its acts."""
    facts = case.facts[contract]
    known = {facts.needed_until_date, case.portfolio.status_date}
    for act in case.acts_by_contract.get(contract, ()):
        known |= {act.acting_date, act.last_date}
    if facts.lost is not None and facts.lost.since_date is not None:
        known.add(date.fromordinal(facts.lost.since_date.toordinal() - 1))
    return known


def spelt(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


@pytest.mark.parametrize(
    ("pounds", "words"),
    [
        (0, "£0"),
        (9_999, "£9,999"),
        (10_499, "£10,000"),
        (168_500, "£169,000"),
        (999_499, "£999,000"),
        (999_500, "£1.00 million"),
        (1_404_999, "£1.40 million"),
        (13_320_000, "£13.32 million"),
        (-168_000, "−£168,000"),
        (-1_330_000, "−£1.33 million"),
    ],
)
def test_money_is_read_aloud_in_thousands_and_millions(pounds: int, words: str) -> None:
    assert spoken_money(pounds, "GBP") == words


def test_at_most_three_names_then_the_number_of_others() -> None:
    assert few_of(["a", "b", "c"]) == "a, b and c"
    assert few_of(["a", "b", "c", "d"]) == "a, b, c and 1 other"
    assert few_of(["a", "b", "c", "d", "e"]) == "a, b, c and 2 others"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Home Office", "the Home Office"),
        ("Department of Health and Social Care", "the Department of Health and Social Care"),
        ("The Pensions Regulator", "the Pensions Regulator"),
        ("UK Statistics Authority (incl. ONS)", "the UK Statistics Authority (incl. ONS)"),
        ("HM Passport Office", "HM Passport Office"),
        ("Ofsted", "Ofsted"),
    ],
)
def test_a_name_has_an_article_where_its_head_takes_one(name: str, words: str) -> None:
    whole = portfolio(organisations=(Organisation(id="dep", name=name),))
    assert named(whole, "dep") == words


def test_a_subject_is_looked_for_among_contracts_first() -> None:
    whole = portfolio()
    assert find_subject(whole, "k").kind is SubjectKind.CONTRACT
    assert find_subject(whole, "m1").contracts == ("k",)
    assert find_subject(whole, "dep").contracts == ("k",)
    assert find_subject(whole, "slots").kind is SubjectKind.RESOURCE


def test_a_capacity_that_is_not_there_yet_has_no_holder() -> None:
    # the slots come on day 40; m1 starts then, cuts over on day 52, and needs k until day 55, which is covered until day 30.
    # Asked to be off a day earlier it would start on day 39, without a slot
    late = portfolio(
        resources=(Resource(id="slots", name="Slots", capacity=0),),
        capacity_steps=(CapacityStep(resource="slots", from_date=day(40), capacity=2),),
        migrations=(migration("m1", releases=("k",)), migration("m2")),
    )
    told = explain(PlanCase(late, plan(m1=40, m2=40)), "k").told[0]
    assert [(part.category, part.days) for part in told.explanation.segments] == [(Category.OWN_CAPACITY, 25)]
    assert f"on {spelt(day(39))} the capacity of Slots is 0, one too few" in told.text


def test_each_contract_is_announced_with_its_place() -> None:
    heard: list[tuple[str, int, int]] = []
    explain(PlanCase(portfolio(), plan(m1=40)), "dep", on_contract=lambda *words: heard.append(words))
    assert heard == [("k", 1, 1)]


def test_whoever_stops_it_is_told_what_was_not_looked_at() -> None:
    answer: Answer = explain(PlanCase(portfolio(), plan(m1=40)), "dep", stop=lambda: True)
    assert (answer.told, answer.unasked) == ((), ("k",))
