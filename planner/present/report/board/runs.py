"""Sentences with words that stand out, as values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """A stretch of a sentence; `strong` words are what a reader in a hurry reads."""

    text: str
    strong: bool = False


Sentence = tuple[Run, ...]


def plain_text(sentence: Sentence) -> str:
    """The sentence without what stands out."""
    return "".join(run.text for run in sentence)


def said(*parts: str | Run) -> Sentence:
    """A sentence of plain and strong parts, one after the other."""
    return tuple(Run(part) if isinstance(part, str) else part for part in parts)


def strong(text: str) -> Run:
    """Words that stand out."""
    return Run(text, strong=True)
