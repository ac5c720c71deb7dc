"""The ids of acts: what people name an act by, in the register, in files and on the command line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SEPARATOR = ":"


class ActWord(StrEnum):
    """The first part of the id of an act: what is to be done."""

    BUY = "buy"
    NOTICE = "notice"
    STOP = "stop"
    BRIDGE = "bridge"
    ACCEPT = "accept"
    ANSWER = "answer"
    START = "start"
    CUTOVER = "cutover"


SUBJECT_TABLES = {
    ActWord.BUY: "options",
    ActWord.NOTICE: "options",
    ActWord.STOP: "contracts",
    ActWord.BRIDGE: "contracts",
    ActWord.ACCEPT: "contracts",
    ActWord.ANSWER: "organisations",
    ActWord.START: "migrations",
    ActWord.CUTOVER: "migrations",
}
"""The table that an act is about a row of."""


@dataclass(frozen=True)
class ActId:
    """The id of an act, for instance `buy:X-1`: what is to be done, and the id of the record it is about."""

    word: ActWord
    subject: str

    def __str__(self) -> str:
        return f"{self.word.value}{SEPARATOR}{self.subject}"

    @property
    def table(self) -> str:
        """The table that its subject is a row of."""
        return SUBJECT_TABLES[self.word]


def act_id_of(text: str) -> ActId | None:
    """The id that a text is; None where it begins with no word of an act. Capitals of the word do not matter."""
    word, _, subject = text.strip().partition(SEPARATOR)
    found = next((known for known in ActWord if known.value == word.strip().casefold()), None)
    return None if found is None or not subject.strip() else ActId(found, subject.strip())
