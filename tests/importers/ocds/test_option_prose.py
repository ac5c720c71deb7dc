"""What prose says about extensions: the chain of months, with each derivation, and what nobody guesses."""

from __future__ import annotations

from datetime import date

import pytest

from planner.domain.provenance import Confidence
from planner.reading.importers.ocds.prose.option_prose import read_option_prose
from planner.reading.importers.ocds.prose.option_reading import Found, Known, OptionReading
from planner.reading.importers.ocds.review.proposals import chain_text

ONE_YEAR, TWO_YEARS, THREE_YEARS, FIVE_YEARS = (Known(period_months=months) for months in (12, 24, 36, 60))


def read(text: str, known: Known = THREE_YEARS, *, description: bool = False) -> OptionReading:
    return read_option_prose(text, known, is_description=description)


def chain(text: str, known: Known = THREE_YEARS, *, description: bool = False) -> str:
    return chain_text(read(text, known, description=description).chain)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Two (2) extensions of twelve (12) months each", "12 + 12"),  # both ways of saying two and twelve agree
        ("2 x 12 months", "12 + 12"),
        ("12 months x 2", "12 + 12"),
        ("2 separate one-year extension options", "12 + 12"),
        ("A further period of 12 months, to be used twice", "12 + 12"),
        ("It may be extended for 12 months on up to 3 occasions", "12 + 12 + 12"),
        ("Option to extend by 6 months, maximum 2 extensions", "6 + 6"),
        ("five additional periods of twelve months", "12 + 12 + 12 + 12 + 12"),
        ("18 months optional extension", "18"),
        ("option to extend for a further one year and six months", "18"),  # 12 + 6
        ("an extension of 2.5 years is possible", "30"),  # 2.5 × 12
        ("Options: three single year extensions", "12 + 12 + 12"),
        ("2x24months", "24 + 24"),
        ("Two options to renew of 24 months up to a maximum of 7 years", "24 + 24"),
        ("two x 2 year extensions and a final 1 year extension", "24 + 24 + 12"),
    ],
)
def test_numbers_in_words_twice_and_times(text: str, months: str) -> None:
    assert chain(text) == months


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Option to extend for 84 months, renewable annually", " + ".join(["12"] * 7)),  # 84 / 12 = 7 steps
        ("up to 24 months in 2 x 12 month intervals", "12 + 12"),  # 2 × 12 restates 24
        ("may be extended annually for up to a further 3 years", "12 + 12 + 12"),
        ("a further four years in two-yearly increments", "24 + 24"),  # steps of two years, not two steps
        ("extension of up to 3 years in 12 month periods", "12 + 12 + 12"),
        ("a further 2 years (1 + 1)", "12 + 12"),  # 1 + 1 makes the 2 years
        ("A further 2 years is possible. Extensions are in increments of 12 months.", "12 + 12"),
    ],
)
def test_a_total_in_steps(text: str, months: str) -> None:
    assert chain(text) == months


def test_a_total_that_the_steps_do_not_divide_is_read_with_low_confidence() -> None:
    found = read("option to extend for a further 30 months in 12 month increments")
    assert found.confidence is Confidence.LOW  # 30 / 12 is no whole number


@pytest.mark.parametrize(
    ("text", "known", "months", "initial"),
    [
        # 3 × 12 = 36 is the published period, so 3 is the initial term and counts years
        ("Contract on a 3+1+1 basis", THREE_YEARS, "12 + 12", 36),
        # 36 + 12 + 12 = 60 is the published period: it contains all, and 3 is the initial term
        ("Contract on a 3+1+1 basis", FIVE_YEARS, "12 + 12", 36),
        # 3 + 1 + 1 years are the 60 months of extension that the text states, beside an initial term of 7 years
        ("initial term of 7 years, option to extend for a further five years (3+1+1)", THREE_YEARS, "36 + 12 + 12", 84),
        # 24 is stated as the initial term elsewhere in the text
        ("(24+12+12 months) 24 months initial duration with two additional 12 month options", TWO_YEARS, "12 + 12", 24),
        # the words before it speak of an extension, although the period is 24 months too
        ("24 months, plus an optional 24 + 12 months", FIVE_YEARS, "24 + 12", 24),
        # 36 + 12 = 48 is the stated total
        ("3 years + 1 year, 48 months in total", Known(), "12", 36),
        # a further 1+1: both are extensions, whatever the period is
        ("a further 1 + 1 years", ONE_YEAR, "12 + 12", None),
        ("possible 1+1 year extension after a three year term", THREE_YEARS, "12 + 12", None),
        ("initial 3 years with the possibility of +1, +1", THREE_YEARS, "12 + 12", 36),
    ],
)
def test_the_first_part_of_a_sum_is_the_initial_term_where_figures_say_so(
    text: str, known: Known, months: str, initial: int | None
) -> None:
    found = read(text, known)
    assert chain_text(found.chain) == months
    if initial is not None:
        assert found.initial_months == initial


@pytest.mark.parametrize("text", ["2+2", "24", "3 + 1", "36", "12 or more"])
def test_nobody_guesses_a_unit(text: str) -> None:
    assert read(text, Known()).found is Found.UNCLEAR


def test_months_are_a_unit_of_a_sum_only_with_evidence() -> None:
    # 24 is the published period, so 24+12 counts months; counted in years it would be 24 years
    assert chain("24+12", TWO_YEARS) == "12"


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Up to a further 24 months", "up to 24"),
        ("an extension not exceeding 18 months", "up to 18"),
        ("any period up to and including 24 months", "up to 24"),
        ("two extensions of up to 12 months each", "up to 12 + up to 12"),
        ("up to two extensions of 12 months each", "12 + 12"),  # up to two of them, each of twelve months
        ("up to six additional years", "up to 72"),
    ],
)
def test_up_to_is_one_option_that_may_end_early(text: str, months: str) -> None:
    assert chain(text) == months


@pytest.mark.parametrize(
    "text",
    [
        "Expected renewal at the end of the contract period",
        "The council will re-tender on expiry",
        "The framework is likely to be renewed every 4 years",
        "The contract is being extended by a further 5 months",
        "This amendment relates to a 12 month extension of the licence",
        "The council has exercised the option to extend for 12 months",
        "There is no option to extend",
        "The contract cannot be extended",
    ],
)
def test_what_is_no_option(text: str) -> None:
    found = read(text)
    assert (found.found, found.chain) == (Found.NO_OPTION, ())


def test_a_right_beside_an_extension_already_made_is_never_sure() -> None:
    found = read("It has been extended for 12 months. The council has the right to extend it for a further 6 months.")
    assert found.confidence is not Confidence.HIGH


@pytest.mark.parametrize(
    "text",
    [
        "As in the tender documents",
        "It may be extended further at the discretion of the board",
        "August 2028",
        "An option to extend for six weeks",
        "Notice of 6 months is needed to extend it",
        "",
    ],
)
def test_where_no_length_is_stated_nothing_is_proposed(text: str) -> None:
    assert read(text).chain == ()


def test_two_numbers_that_contradict_each_other_are_never_sure() -> None:
    found = read("two (3) extensions of 12 months")
    assert found.confidence is Confidence.LOW
    assert "2 (3)" in found.why


def test_a_number_of_extensions_without_a_length_of_each_is_never_sure() -> None:
    found = read("up to 3 extensions may be granted, with 12 months the usual one")
    assert found.confidence is not Confidence.HIGH


def test_a_stated_total_that_does_not_fit_is_named() -> None:
    # 36 + 12 = 48, and the text says 60
    found = read("an initial term of 36 months, extendable by a further 12 months, 60 months in total")
    assert found.confidence is Confidence.LOW
    assert "48" in found.why
    assert "60" in found.why


@pytest.mark.parametrize(
    "text",
    [
        "May be extended to 48 or 60 months",  # the whole, in one of two lengths
        "An extension of 12 or 24 months",
        "It may be extended to 60 months",  # to, and not by
        "Extensions are available up to a maximum of 15 years",
    ],
)
def test_a_length_that_may_be_that_of_the_whole_is_never_sure(text: str) -> None:
    assert read(text).confidence is not Confidence.HIGH


@pytest.mark.parametrize(
    ("text", "months"),
    [
        # 108 − 60 = 48
        ("an initial period of 60 months, extendable to 108 months", "up to 48"),
        ("an initial period of 60 months and potential extensions to total 108 months", "up to 48"),
        # (60 − 24) / 12 = 3
        ("2 years initial plus annual extensions up to a maximum of 5 years", "12 + 12 + 12"),
    ],
)
def test_the_extensions_are_what_the_longest_term_leaves(text: str, months: str) -> None:
    found = read(text, Known())
    assert (chain_text(found.chain), found.confidence) == (months, Confidence.MEDIUM)


def test_the_initial_term_follows_from_a_stated_total() -> None:
    # 84 − 24 = 60
    found = read("Up to 24 months (7 years maximum term)", FIVE_YEARS)
    assert (found.initial_months, found.total_months) == (60, 84)


def test_from_so_many_to_so_many_months_is_the_difference() -> None:
    assert chain("an option to extend from 36 to 48 months") == "12"


def test_a_day_until_which_it_runs_is_counted_from_the_published_end() -> None:
    # 1 June 2028 to 31 May 2030 are 24 months, and it is extended annually
    known = Known(period_months=36, end_date=date(2028, 5, 31))
    assert chain("with the option to extend annually until 31st May 2030", known) == "12 + 12"
    assert chain("with the option to extend annually until 31st May 2030", Known()) == ""


def test_a_length_and_no_more_is_not_sure() -> None:
    assert read("24 months").confidence is Confidence.MEDIUM


def test_lost_line_breaks_do_no_harm() -> None:
    assert chain("The term is 36 months and may be extended for a further 12rn month period") == "12"


def test_money_percentages_dates_warranties_and_ages_are_no_lengths() -> None:
    text = "Option to extend by 12 months at £60,000 or 12% more, from 1 April 2028"
    assert chain(f"{text}, with 6 months' notice and a 24 month warranty, for adults aged 18 years and over") == "12"


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("A secure bureau. The contract runs for three years with an option to extend for a further two years.", "24"),
        ("It is awarded for 2 years with a potential extension of up to 12 months.", "up to 12"),
        ("Renewal of floor coverings in all blocks over a period of 36 months.", ""),
        ("Cameras with a memory option and extensive support; external flash units for 24 months.", ""),
        ("Renewable energy advice for three years.", ""),
        ("Opening hours may be extended into the evening.", ""),
        ("The NEC contract, option A, lasts 12 months.", ""),
    ],
)
def test_of_a_description_only_the_sentences_about_extensions_are_read(text: str, months: str) -> None:
    assert chain(text, description=True) == months


def test_an_extension_that_is_not_said_to_be_a_right_is_not_sure() -> None:
    assert (
        read("The term is 36 months. A 12 month extension follows.", description=True).confidence is Confidence.MEDIUM
    )


@pytest.mark.parametrize(
    ("text", "months"),
    [
        # what follows the initial year is the extension, though the text names the extension first
        ("There is an option to extend for a further 6 months following the initial 12 month period", "6"),
        # from 24 to 72 months there are 48: two periods of 24 fit
        ("It lasts 24 months, with the option of further periods of 2 years, to a maximum of six years", "24 + 24"),
        ("The contract lasts 30 months, including a potential six-month extension", "6"),  # 30 is the whole
        ("An option for another year", "12"),
        ("Each year begins on July 1 of one calendar; option of two (2) additional one (1) year terms", "12 + 12"),
    ],
)
def test_the_whole_the_initial_term_and_what_is_neither(text: str, months: str) -> None:
    assert chain(text) == months


def test_renewals_that_are_counted_are_extensions_in_a_description() -> None:
    assert chain("An initial term of 7 months with two one-year renewals.", description=True) == "12 + 12"
    assert chain("Annual renewal of licences.", description=True) == ""


def test_a_bare_number_behind_a_length_is_no_length() -> None:
    found = read("four years, with potential extensions of 2 years plus one")
    assert found.confidence is Confidence.LOW
    assert 'it also says "plus 1", without a unit' in found.why


def test_a_length_said_of_the_term_may_be_that_of_the_whole() -> None:
    text = "Suppliers have the opportunity to join again later. The term of this framework shall be 24 months."
    found = read(text, TWO_YEARS)
    assert found.confidence is Confidence.MEDIUM
    assert "24 months may be the term of the whole" in found.why


def test_an_extension_that_a_council_makes_is_no_option() -> None:
    made = "The Council extends the contract by a further two years, on the basis of 1 plus 1 year"
    assert read(made).found is Found.NO_OPTION


def test_several_periods_of_no_stated_number_are_not_sure() -> None:
    found = read("Option to extend for further periods of 12 months")
    assert found.confidence is Confidence.MEDIUM
    assert "it speaks of several, and does not say how many" in found.why


def test_an_extension_without_a_unit_in_a_description_is_for_a_person_to_read() -> None:
    found = read("A first term of two years, extendable by another two if necessary.", description=True)
    assert (found.found, found.speaks_of_extensions) == (Found.UNCLEAR, True)
