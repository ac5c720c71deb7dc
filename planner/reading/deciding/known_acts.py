"""From the text of an act to its id: only acts about records that are there, with the nearest name for another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from planner.domain.deciding.act_ids import SEPARATOR, SUBJECT_TABLES, ActId, ActWord, act_id_of
from planner.errors import DecisionError
from planner.reading.cells.nearest import nearest_name
from planner.reading.overlay.table_rows import Cells

Tables = Mapping[str, Sequence[Cells]]
REGISTER_WORDS = (ActWord.BUY, ActWord.NOTICE, ActWord.STOP, ActWord.BRIDGE, ActWord.ACCEPT, ActWord.ANSWER)
"""The acts of a register; a start or cutover is agreed without an act that asks for it."""


def known_act(text: str, tables: Tables, words: Iterable[ActWord] = ActWord) -> ActId:
    """The act of that name. Raises `DecisionError` where there is no such kind of act, or no such record."""
    allowed = tuple(words)
    found = act_id_of(text)
    if found is None or found.word not in allowed:
        raise _unknown_kind(text, allowed, tables)
    known = rows_by_id(tables, found.table)
    if found.subject in known:
        return found
    nearest = nearest_name(found.subject, known)
    cure = f'did you mean "{ActId(found.word, nearest)}"?' if nearest else "the register prints the acts there are"
    message = f'there is no act "{text}": no row of {found.table} has the id "{found.subject}"'
    raise DecisionError("unknown-act", message, cure)


def rows_by_id(tables: Tables, table: str) -> dict[str, Cells]:
    """The rows of a table by their id."""
    return {row["id"]: row for row in tables.get(table, ()) if "id" in row}


def runs_on(contract: Cells) -> bool:
    """Whether the row of a contract says that it goes on by itself."""
    return "renewal_months" in contract or contract.get("rolling") == "yes"


def _unknown_kind(text: str, words: Sequence[ActWord], tables: Tables) -> DecisionError:
    subject = text.partition(SEPARATOR)[2].strip() or text.strip()
    meant = [str(ActId(word, subject)) for word in words if subject in rows_by_id(tables, SUBJECT_TABLES[word])]
    nearest = nearest_name(text, meant) or next(iter(meant), None)
    expected = ", ".join(f"{word.value}:ID" for word in words)
    cure = f'did you mean "{nearest}"?' if nearest else f"write one of {expected}; the register prints them"
    return DecisionError("unknown-act", f'there is no act "{text}": it begins with no kind of act', cure)
