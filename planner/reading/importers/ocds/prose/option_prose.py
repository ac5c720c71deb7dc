"""Prose about extensions becomes a chain of months, with the confidence and the reason; a person decides on it.

The order matters. Texts about re-letting or about an extension already made are no option. Then the terms of the whole are
found, then the pieces that state extensions. Last the pieces are put together and checked against the terms.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from planner.domain.provenance import Confidence
from planner.reading.importers.ocds.prose.no_options import why_no_option
from planner.reading.importers.ocds.prose.option_reading import Found, Known, OptionReading
from planner.reading.importers.ocds.prose.putting_together import put_together
from planner.reading.importers.ocds.prose.sentences import about_extensions
from planner.reading.importers.ocds.prose.words import days_in, plain_text

NOTHING_KNOWN = Known()


@lru_cache(maxsize=4096)
def read_option_prose(written: str, known: Known = NOTHING_KNOWN, *, is_description: bool = False) -> OptionReading:
    """What a text says about the extensions of a contract.

    A text about renewals speaks of nothing else; of a description only the sentences about extensions are read.
    """
    plain = plain_text(written)
    text = about_extensions(plain.text) if is_description else plain.text
    if not text:
        return OptionReading(found=Found.UNCLEAR, why="it says nothing about extensions", speaks_of_extensions=False)
    if reason := why_no_option(text):
        return OptionReading(found=Found.NO_OPTION, confidence=Confidence.HIGH, why=reason)
    read = put_together(replace(plain, text=text), known, about_renewals=not is_description)
    return replace(read, dates=days_in(text))
