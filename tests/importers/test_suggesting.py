"""The right place for the columns of lists: measured on lists drawn from the titles of real registers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from planner.domain.provenance import Confidence
from planner.errors import InputError
from planner.reading.importers.contracts.list_file import ContractList, Shape
from planner.reading.importers.contracts.mapping import ListDateOrder, Per, Use
from planner.reading.importers.contracts.mapping_file import parse_mapping
from planner.reading.importers.contracts.suggest.mapping_text import mapping_text
from planner.reading.importers.contracts.suggest.suggested_mapping import suggest_mapping
from planner.reading.importers.contracts.suggest.suggesting import suggest_columns
from tests.importers.drawn_lists import Drawn, draw_list, read_vocabulary

LISTS = 100
VOCABULARIES = ("vocabulary.csv", "vocabulary_held_out.csv", "vocabulary_later.csv")


def table(header: str, *rows: str) -> ContractList:
    cells = tuple((number, tuple(row.split("|"))) for number, row in enumerate(rows, start=2))
    return ContractList(
        file="list.csv", header=tuple(header.split("|")), rows=cells, shape=Shape(header_row=1), found="drawn"
    )


def places(found: ContractList) -> dict[str, str]:
    return {column.column: column.key for column in suggest_columns(found)}


def drawn(names: Sequence[str]) -> list[Drawn]:
    vocabulary = [title for name in names for title in read_vocabulary(name)]
    return [draw_list(vocabulary, seed) for seed in range(LISTS)]


def test_of_100_drawn_lists_95_per_cent_of_the_columns_are_right_and_none_is_wrong_for_sure() -> None:
    right = columns = 0
    for one in drawn(VOCABULARIES):
        found = {column.column: column for column in suggest_columns(one.table)}
        for column, place in one.places.items():
            proposed = found[column].key if column in found else "other"
            sure = column in found and found[column].confidence is Confidence.HIGH
            assert proposed == place or not sure, (column, place, proposed)
            columns, right = columns + 1, right + (proposed == place)
    assert right / columns >= 0.95


@pytest.mark.parametrize("seed", range(0, LISTS, 5))
def test_a_mapping_that_is_written_reads_back_equal(seed: int) -> None:
    one = draw_list(read_vocabulary("vocabulary.csv"), seed)
    suggested = suggest_mapping(one.table)
    assert parse_mapping(mapping_text(one.table, suggested)) == suggested.mapping


def test_contract_numbers_of_ten_digits_are_no_telephone_numbers() -> None:
    rows = (f"{4_600_000_000 + number}|Payroll {number}|31/12/2027" for number in range(10))
    found = places(table("CONTRACT|SERVICE|EXPIRATION", *rows))
    assert found == {
        "CONTRACT": "contracts.id",
        "SERVICE": "contracts.name",
        "EXPIRATION": "contracts.expiry_date",
    }


def test_words_within_words_do_not_count() -> None:
    # "tel" is in telephony and "note" in notebooks; neither says anything about people
    rows = (f"C-{number}|yes|no|Payroll|2027-12-31" for number in range(10))
    found = places(table("Contract|Telephony|Notebooks|Title|End date", *rows))
    assert "Telephony" not in found
    assert "Notebooks" not in found


def test_addresses_of_people_are_dropped_whatever_their_title() -> None:
    rows = (f"C-{number}|Payroll|2027-12-31|s.jones{number}@example.org" for number in range(10))
    assert places(table("Ref|Title|End date|Comments", *rows))["Comments"] == "drop"


def test_a_column_called_buyer_is_a_person_where_its_cells_are() -> None:
    people = (f"C-{number}|Payroll|2027-12-31|Sarah Jones" for number in range(10))
    bodies = (f"C-{number}|Payroll|2027-12-31|Public Works" for number in range(10))
    assert places(table("Ref|Title|End date|Buyer", *people))["Buyer"] == "drop"
    assert places(table("Ref|Title|End date|Buyer", *bodies))["Buyer"] == "contracts.buyer"


def test_ids_that_repeat_are_joined_with_the_supplier() -> None:
    # each of five numbers stands with two suppliers
    rows = [f"C-{number % 5}|Payroll|{'Acme' if number < 5 else 'Brown'} Ltd|2027-12-31" for number in range(10)]
    mapping = suggest_mapping(table("Contract|Title|Supplier|End date", *rows)).mapping
    assert mapping.contracts["id"] == Use(columns=("Contract", "Supplier"), join="/")


def test_ids_that_still_repeat_are_numbered() -> None:
    rows = [f"C-{number % 5}|Payroll|Acme Ltd|2027-12-{10 + number}" for number in range(10)]
    mapping = suggest_mapping(table("Contract|Title|Supplier|End date", *rows)).mapping
    assert mapping.contracts["id"].number_repeats


def test_a_list_without_ids_is_told_apart_by_name_and_supplier() -> None:
    rows = [f"Payroll lot {number}|Acme Ltd|2027-12-31" for number in range(10)]
    mapping = suggest_mapping(table("Title|Supplier|End date", *rows)).mapping
    assert mapping.contracts["id"].columns == ("Title", "Supplier")


def test_a_list_of_suppliers_and_products_is_refused_with_the_reason() -> None:
    rows = [f"Acme Ltd|Bandages size {number}|1 High Street|SW1" for number in range(10)]
    with pytest.raises(InputError, match="no column with an id and none with a name of the contracts"):
        suggest_mapping(table("Supplier|Product range|Address|Postcode", *rows))


def test_a_doubtful_end_is_better_than_none_and_says_so() -> None:
    rows = [f"C-{number}|Payroll {number}|2027-12-31" for number in range(10)]
    renewed = table("Contract|Title|Renewal date", *rows)
    suggested = suggest_mapping(renewed)
    assert suggested.mapping.contracts["expiry_date"].columns == ("Renewal date",)
    assert 'expiry_date = "Renewal date"  # low:' in mapping_text(renewed, suggested)


def test_a_refusal_for_want_of_an_end_names_the_columns_with_dates() -> None:
    rows = [f"C-{number}|Payroll {number}|2027-12-31" for number in range(10)]
    with pytest.raises(InputError, match=r"when the contracts end \(dates stand in Delivered\)"):
        suggest_mapping(table("Contract|Title|Delivered", *rows))


def test_the_order_of_dates_is_found_by_the_evidence_of_all_columns() -> None:
    # the ends alone can be read both ways; a start on the 31st shows that the month stands first
    rows = [f"C-{number}|Payroll {number}|01/{number + 1:02}/2028|12/31/2024" for number in range(10)]
    suggested = suggest_mapping(table("Contract|Title|End|Start", *rows))
    assert suggested.mapping.date_order is ListDateOrder.MONTH
    assert "10 only with the month first" in suggested.order.said


def test_dates_that_show_no_order_leave_it_open() -> None:
    rows = [f"C-{number}|Payroll {number}|01/{number + 1:02}/2028" for number in range(10)]
    suggested = suggest_mapping(table("Contract|Title|End", *rows))
    assert suggested.mapping.date_order is None
    assert '\n# date_order = "day"' in mapping_text(table("Contract|Title|End", *rows), suggested)


@pytest.mark.parametrize(
    ("title", "per"), [("Annual value", Per.YEAR), ("Monthly cost", Per.MONTH), ("Total contract value", Per.TERM)]
)
def test_an_amount_is_for_a_year_a_month_or_the_term(title: str, per: Per) -> None:
    rows = [f"C-{number}|Payroll {number}|2027-12-31|£{number + 1},000" for number in range(10)]
    mapping = suggest_mapping(table(f"Contract|Title|End|{title}", *rows)).mapping
    assert mapping.contracts["annual_price_pounds"] == Use(columns=(title,), per=per)


def test_the_unit_of_a_notice_comes_from_its_title() -> None:
    rows = [f"C-{number}|Payroll {number}|2027-12-31|{number % 6 + 1}" for number in range(10)]
    mapping = suggest_mapping(table("Contract|Title|End|Notice (months)", *rows)).mapping
    assert mapping.contracts["notice_unit"] == Use(value="months")


def test_a_title_cannot_break_out_of_its_comment() -> None:
    rows = [f"C-{number}|Payroll {number}|2027-12-31|x" for number in range(10)]
    odd = table('Contract|Title|End|note"\n[drop]\ncolumns = ["Title"]', *rows)
    suggested = suggest_mapping(odd)
    assert parse_mapping(mapping_text(odd, suggested)) == suggested.mapping


def test_compact_dates_and_days_as_numbers_are_dates_where_the_title_says_so() -> None:
    rows = [f"C-{number}|Payroll {number}|2027{number % 9 + 1:02}15|{46_000 + number}" for number in range(10)]
    found = places(table("Contract|Title|end_dt|start_dt", *rows))
    assert found["end_dt"] == "contracts.expiry_date"
    assert found["start_dt"] == "term.start_date"


def test_an_end_without_extensions_is_the_end_and_one_with_them_the_maximum() -> None:
    rows = [f"C-{number}|Payroll {number}|2027-12-31|2029-12-31" for number in range(10)]
    found = places(table("Contract|Title|End date (excluding extensions)|End date (including extensions)", *rows))
    assert found["End date (excluding extensions)"] == "contracts.expiry_date"
    assert found["End date (including extensions)"] == "contracts.maximum_end_date"


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("Expires on", "contracts.expiry_date"),
        ("End of term", "contracts.expiry_date"),
        ("End Dt", "contracts.expiry_date"),
        ("Review date", ""),
        ("Notice date", ""),
        ("Date published", ""),
        ("Commencing", "term.start_date"),
        ("Contract from", "term.start_date"),
    ],
)
def test_a_column_of_dates_goes_where_its_title_says(title: str, place: str) -> None:
    rows = [f"C-{number}|Payroll {number}|2027-12-{number + 10}" for number in range(10)]
    assert places(table(f"Contract|Title|{title}", *rows)).get(title, "") == place


def test_the_mapping_says_how_to_leave_out_what_is_over() -> None:
    rows = [f"C-{number}|Payroll {number}|{2009 + number}-03-31" for number in range(9)]
    register = table("Contract|Title|End", *rows, "C-9|Payroll 9|31/12/9999")
    text = mapping_text(register, suggest_mapping(register))
    assert "# ended_before = 2009-03-31  # leaves out what ended before; the ends run from 2009-03-31 to 2017-" in text
    assert parse_mapping(text.replace("# ended_before", "ended_before")).ended_before == date(2009, 3, 31)
