"""The sentences of a long description that speak of extensions, with those that state the term."""

from __future__ import annotations

import re

from planner.reading.importers.ocds.prose.words import any_of, plain_text

_WRITTEN_SENTENCE = re.compile(r"(?<=[.;!?])(?:\s|(?:rn)+(?=[\sA-Z]))+")
_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\s\.\s|\s[o•*]\s")
_RIGHT = any_of(
    "options?", "rights?", "ability", "possibility", "potential", "opportunity", "provision", "scope", "discretion",
    "facility", "permitted", r"allow\w*",
)  # fmt: skip
_EXTENSION = re.compile(
    any_of(
        rf"\b{_RIGHT}\b[^.;]{{0,80}}\b(?:exten\w+|renew(?:al|ed|als)?\b)",
        r"\b(?:may|can|could|might|able to|entitled to|shall be) [^.;<>]{0,60}\b(?:extend(?:ed)?|renew(?:ed)?)\b",
        r"\b(?:optional|possible|potential|further|additional)\b[^.;]{0,50}\b(?:extensions?|renewals?)\b",
        r"\bexten\w+\b[^.;]{0,60}<\d+>",
        r"<\d+>[^.;<>]{0,25}\b(?:extension|optional|option)",
        r"\b(?:plus|with|and)(?: an?| the)? (?:option\w*|further|additional)\b[^.;]{0,60}<\d+>",
        r"\boptional\b[^.;]{0,40}<\d+>",
        r"\b\d{1,2} <\d+> renewals\b",
        r"\b(?:extendable|extensible|renewable) (?:by|for|up to|until|annually)\b",
        r"\d ?\+ ?\d|<\d+> ?\+ ?<\d+>",
    )
)
_WHOLE = any_of("contract", "term", "period", "framework", "agreement", "initial")
_AWARDED = any_of(_WHOLE, "initially", "awarded", "duration", "arrangement", "appointment")
_TERM = re.compile(any_of(rf"\b{_AWARDED}\b[^.;]{{0,80}}<\d+>", rf"<\d+>[^.;<>]{{0,25}}\b{_WHOLE}\b"))


def excerpt(written: str) -> str:
    """The sentences of a description as written that speak of extensions or of the term; all of it where none does."""
    sentences = [sentence.strip() for sentence in _WRITTEN_SENTENCE.split(written) if sentence.strip()]
    plain = [plain_text(sentence).text for sentence in sentences]
    if not any(map(_EXTENSION.search, plain)):
        return written
    return " … ".join(s for s, p in zip(sentences, plain, strict=True) if _EXTENSION.search(p) or _TERM.search(p))


def about_extensions(text: str) -> str:
    """The sentences of plain text about extensions and about the term, in order; empty where none is about extensions."""
    sentences = [sentence.strip() for sentence in _SENTENCE.split(text) if sentence.strip()]
    speaking = [_EXTENSION.search(sentence) is not None for sentence in sentences]
    if not any(speaking):
        return ""
    kept = [s for s, speaks in zip(sentences, speaking, strict=True) if speaks or _TERM.search(s)]
    return " . ".join(kept)
