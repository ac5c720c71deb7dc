"""Every kind of operation with its keys: the one description that file reader, messages and documentation come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any

from planner.reading.cells.nearest import nearest_name
from planner.reading.deciding.records import Outcome
from planner.reading.overlay.operations.capacity import ChangeCapacity
from planner.reading.overlay.operations.dates import MILESTONE_DATES, Slip
from planner.reading.overlay.operations.decide import Decide
from planner.reading.overlay.operations.edits import Add, Remove, SetValues
from planner.reading.overlay.operations.figures import Reprice, Scale
from planner.reading.overlay.operations.ordering import OrderBy, OrderStarts
from planner.reading.overlay.scenario import Operation
from planner.reading.overlay.selector import Selector
from planner.reading.schema.columns import ColumnSchema, columns_of, default_text
from planner.reading.schema.tables import table_named
from planner.reading.toml import keys
from planner.reading.toml.keys import Key, Unfit

Values = Mapping[str, Any]

SELECTION = (
    Key(name="ids", parse=keys.names, meaning="Ids of rows (the first column of the key).", example='["MTX-LIVE"]'),
    Key(name="clusters", parse=keys.names, meaning="Rows that belong to these clusters.", example='["MTX"]'),
    Key(name="suppliers", parse=keys.names, meaning="Contracts of these suppliers, and what hangs on them.",
        example='["Oracle"]'),
    Key(name="departments", parse=keys.names, meaning="Rows of these organisations and of every body below them.",
        example='["DFE"]'),
    Key(name="organisations", parse=keys.names, meaning="Rows of exactly these organisations.", example='["HMT"]'),
    Key(name="where", parse=keys.conditions, meaning="Rows with these values in their columns.",
        example='{ kind = "bridge" }'),
    Key(name="all", parse=keys.everything, meaning="Every row; without any selection it has to be said.",
        example="true"),
)  # fmt: skip

TABLE = Key(name="table", parse=keys.table_name, meaning="Table the rows are in.", example='"options"', required=True)


@dataclass(frozen=True, kw_only=True)
class Form:
    """A kind of operation: its keys, what it does, and how it is made from values that fit (raising `Unfit`).

    `operation` is the class whose values a scenario file holds under this name; None where another form writes it.
    `write` gives the keys of such a value; None where its fields have the names of the keys.
    """

    name: str
    meaning: str
    own_keys: tuple[Key, ...]
    make: Callable[[Values], Operation]
    selects: bool = True
    operation: type[Any] | None = None
    write: Callable[[Any], Mapping[str, Any]] | None = None

    @property
    def keys(self) -> tuple[Key, ...]:
        """Its own keys and those of the selection."""
        return (*self.own_keys, *SELECTION) if self.selects else self.own_keys


def selector_of(values: Values) -> Selector:
    """The selection among the values; raises `Unfit` where there is none."""
    stated = {key.name: values[key.name] for key in SELECTION if key.name in values}
    if not stated:
        expected = ", ".join(key.name for key in SELECTION)
        raise Unfit("it does not say which rows it is about", "select rows, or write all = true", f"one of {expected}")
    every = bool(stated.pop("all", False))
    if every and stated:
        raise Unfit("all = true stands beside another selection", "keep one of the two")
    return Selector(**stated, everything=every)


def selection_keys(selector: Selector) -> dict[str, Any]:
    """The keys that select the same rows: the inverse of `selector_of`."""
    named = {field.name: getattr(selector, field.name) for field in fields(selector) if field.name != "everything"}
    stated = {name: value for name, value in named.items() if value}
    return {"all": True, **stated} if selector.everything else stated


def columns_checked(table: str, names: Iterable[str], *, kinds: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The names, each a column of the table (and of one of these types); raises `Unfit` for another."""
    known = {column.name: column for column in columns_of(table_named(table).row)}
    for name in names:
        if name not in known:
            nearest = nearest_name(name, known)
            cure = f'did you mean "{nearest}"?' if nearest else f"write a column of {table}"
            raise Unfit(f'"{name}" is not a column of {table}', cure, "one of " + ", ".join(known))
        if kinds and known[name].type not in kinds:
            fitting = [column.name for column in known.values() if column.type in kinds]
            raise Unfit(f"{name} of {table} is not {' or '.join(kinds)}", "name another column", ", ".join(fitting))
    return tuple(names)


def _slip(values: Values) -> Operation:
    table = values.get("table", "milestones")
    if "days" not in values and "months" not in values:
        raise Unfit("it does not say by how much", "write months or days", "months, days")
    if table == "milestones":
        columns = values.get("columns", MILESTONE_DATES)
    elif "columns" in values:
        columns = values["columns"]
    else:
        raise Unfit(f"it does not say which dates of {table} move", "write columns", "columns")
    return Slip(
        table=table,
        selector=selector_of(values),
        columns=columns_checked(table, columns, kinds=("a date",)),
        months=values.get("months", 0),
        days=values.get("days", 0),
    )


def _set(values: Values) -> Operation:
    table = values["table"]
    columns_checked(table, values["values"])
    return SetValues(table=table, selector=selector_of(values), values=values["values"])


def _scale(values: Values) -> Operation:
    if ("factor" in values) == ("percent" in values):
        raise Unfit("it needs either factor or percent", "write one of the two", "factor, percent")
    numeric = ("a whole number", "a number", "a share")
    return Scale(
        table=values["table"],
        selector=selector_of(values),
        columns=columns_checked(values["table"], values["columns"], kinds=numeric),
        factor=values.get("factor", 1 + values.get("percent", Fraction(0))),
    )


def _add(values: Values) -> Operation:
    for cells in values["rows"]:
        columns_checked(values["table"], cells)
    return Add(table=values["table"], rows=values["rows"])


def _freeze(values: Values) -> Operation:
    return Add(table="freezes", rows=({name: default_text(value) or "" for name, value in values.items()},))


def _commitment(values: Values) -> Operation:
    written = {"commitment": values["to"]}
    return SetValues(table="organisations", selector=selector_of(values), values=written)


def _capacity(values: Values) -> Operation:
    if ("by" in values) == ("to" in values):
        raise Unfit("it needs either by or to", "write one of the two", "by, to")
    if values.get("to", 0) < 0:
        raise Unfit(f"{values['to']} is below none", "write 0 or more", "a whole number from 0")
    begin, end = values.get("from_date"), values.get("until_date")
    if begin and end and end <= begin:
        raise Unfit(f"it ends on {end}, not after it begins on {begin}", "write a later until_date")
    stated = {name: values[name] for name in ("by", "to", "from_date", "until_date") if name in values}
    return ChangeCapacity(selector=selector_of(values), **stated)


def _reprice(values: Values) -> Operation:
    return Reprice(selector=selector_of(values), share=values["percent"], fees=values.get("fees", False))


def _reprice_keys(operation: Reprice) -> Mapping[str, Any]:
    return {"percent": operation.share * 100, "fees": operation.fees, **selection_keys(operation.selector)}


def _order(values: Values) -> Operation:
    return OrderStarts(selector=selector_of(values), by=OrderBy(values["by"]))


def _decide(values: Values) -> Operation:
    stated = {"day" if name == "date" else name: value for name, value in values.items()}
    return Decide(**{**stated, "decision": Outcome(values["decision"])})


def _decide_keys(operation: Decide) -> Mapping[str, Any]:
    values = {field.name: getattr(operation, field.name) for field in fields(operation)}
    return {"date" if name == "day" else name: value for name, value in values.items() if value is not None}


def _freeze_keys() -> tuple[Key, ...]:
    """The columns of the table of freezes, as keys."""
    own = [column for column in columns_of(table_named("freezes").row) if column.name not in _PROVENANCE]
    return tuple(_column_key(column) for column in own)


def _column_key(column: ColumnSchema) -> Key:
    parse: Callable[[Any], Any] = {"a date": keys.day, "yes or no": keys.flag}.get(column.type, keys.text)
    return Key(
        name=column.name,
        parse=parse,
        meaning=column.meaning,
        example=column.example,
        required=column.required,
    )


_PROVENANCE = ("source", "source_date", "basis", "confidence", "public_fields", "reason")

FORMS: tuple[Form, ...] = (
    Form(
        name="slip",
        meaning="Moves dates; milestones unless another table is named. Achieved milestones stay.",
        own_keys=(
            Key(name="months", parse=keys.whole, meaning="Months later; negative is earlier.", example="12"),
            Key(name="days", parse=keys.whole, meaning="Days later, after the months.", example="91"),
            Key(name="table", parse=keys.table_name, meaning="Another table than milestones.", example='"contracts"'),
            Key(name="columns", parse=keys.names, meaning="Its date columns to move.", example='["expiry_date"]'),
        ),
        make=_slip,
        operation=Slip,
    ),
    Form(
        name="set",
        meaning='Writes values into columns; "" takes a value away.',
        own_keys=(
            TABLE,
            Key(name="values", parse=keys.scalars, meaning="Columns and what they become.",
                example="{ expiry_date = 2028-10-31 }", required=True),
        ),
        make=_set,
        operation=SetValues,
    ),
    Form(
        name="scale",
        meaning="Multiplies figures; whole numbers are rounded half up, figures not stated stay so.",
        own_keys=(
            TABLE,
            Key(name="columns", parse=keys.names, meaning="Columns with figures.", example='["annual_price_pounds"]',
                required=True),
            Key(name="factor", parse=keys.factor, meaning="What they are multiplied with.", example="1.5"),
            Key(name="percent", parse=keys.percentage, meaning="Or by how many per cent they rise.", example="30"),
        ),
        make=_scale,
        operation=Scale,
    ),
    Form(
        name="add",
        meaning="Adds rows to a table.",
        own_keys=(
            TABLE,
            Key(name="rows", parse=keys.many_scalars, meaning="One row, or a list of rows.",
                example='{ id = "X", from_date = 2028-01-01 }', required=True),
        ),
        make=_add,
        selects=False,
        operation=Add,
    ),
    Form(
        name="remove",
        meaning="Takes rows out of a table, and with them what cannot be without them.",
        own_keys=(TABLE,),
        make=lambda values: Remove(table=values["table"], selector=selector_of(values)),
        operation=Remove,
    ),
    Form(
        name="commitment",
        meaning="Says whether organisations join.",
        own_keys=(
            Key(name="to", parse=keys.one_of(["committed", "undecided", "declined"], "commitment"),
                meaning="What they become.", example='"declined"', required=True),
        ),
        make=_commitment,
    ),
    Form(
        name="capacity",
        meaning="Changes resources, for good or on the days from a date until another (exclusive).",
        own_keys=(
            Key(name="by", parse=keys.whole, meaning="Units more; negative is fewer.", example="1"),
            Key(name="to", parse=keys.whole, meaning="Or how many there are.", example="4"),
            Key(name="from_date", parse=keys.day, meaning="First day. Absent: from the beginning.",
                example="2027-04-01"),
            Key(name="until_date", parse=keys.day, meaning="First day no longer. Absent: for good.",
                example="2028-04-01"),
        ),
        make=_capacity,
        operation=ChangeCapacity,
    ),
    Form(
        name="reprice",
        meaning="Raises the annual price of options still open, however it is stated.",
        own_keys=(
            Key(name="percent", parse=keys.percentage, meaning="Per cent more; negative is less.", example="30",
                required=True),
            Key(name="fees", parse=keys.flag, meaning="Whether fees rise too. Absent: no.", example="true"),
        ),
        make=_reprice,
        operation=Reprice,
        write=_reprice_keys,
    ),
    Form(
        name="freeze",
        meaning="Adds a period without cutovers.",
        own_keys=_freeze_keys(),
        make=_freeze,
        selects=False,
    ),
    Form(
        name="order",
        meaning="Lets organisations of a cluster that wait for the same milestones start one after another.",
        own_keys=(
            Key(name="by", parse=keys.one_of([by.value for by in OrderBy], "order"), required=True,
                meaning="expiry: earliest expiry first; largest or smallest: by users.", example='"expiry"'),
        ),
        make=_order,
        operation=OrderStarts,
    ),
    Form(
        name="decide",
        meaning="Takes a decision about an act of the register; writes the rows that planner decide writes.",
        own_keys=(
            Key(name="act", parse=keys.text, meaning="Id of the act, as the register prints it; start and cutover too.",
                example='"buy:X-1"', required=True),
            Key(name="decision", parse=keys.one_of([outcome.value for outcome in Outcome], "decision"), required=True,
                meaning="What is decided.", example='"notice served"'),
            Key(name="date", parse=keys.day, meaning="The day on which it was done, or the day agreed.",
                example="2026-06-30"),
            Key(name="until", parse=keys.day, meaning="Last day of an exposure accepted. Absent: however long it is.",
                example="2028-01-31"),
            Key(name="mode", parse=keys.text, meaning="Mode agreed with a start or cutover.", example='"accelerated"'),
            Key(name="by", parse=keys.text, meaning="Who said so.", example='"Commercial director"'),
            Key(name="note", parse=keys.text, meaning="What was said with it.", example='"Board, item 4"'),
        ),
        make=_decide,
        selects=False,
        operation=Decide,
        write=_decide_keys,
    ),
)  # fmt: skip
"""Every kind of operation."""

FORM_BY_NAME: Mapping[str, Form] = {form.name: form for form in FORMS}
