"""Texts that speak of renewal and are no option: re-letting, extensions already made, extensions ruled out."""

from __future__ import annotations

import re

from planner.reading.importers.ocds.prose.words import any_of

_RULED_OUT = re.compile(
    any_of(
        r"\b(?:no|without|nor any|not any) (?:\w+ ){0,3}(?:option|provision|possibility|right|scope)s?\b[^.;]{0,25}"
        r"\b(?:exten\w+|renew\w*)",
        r"\bno (?:further |possible )?(?:extensions?|renewals?)\b",
        r"\b(?:not|cannot|never) (?:be )?(?:extended|extendable|renewed|renewable)\b",
    )
)
_BEING = any_of("has", "have", "had", "is", "are", "was", "were", "being", "been", "hereby", "therefore", "now")
_USES = any_of(r"exercis\w+", r"invok\w+", r"activat\w+", "taken up", "took up", "taking up", r"utilis\w+")
_USED = any_of("exercised", "agreed", "taken", "granted", "approved", "invoked", "used")
_CHANGE = any_of("amendment", "variation", "modification", "change notice", "contract change")
_INTENDS = any_of(
    r"intend\w*", "intention is", "proposes?", "proposing", "decided", r"purpose of (?:this|the) \w+ is", "plans?",
    "planning", "needs?", "necessary", "required", "requires",
)  # fmt: skip
_BUYER = any_of("council", "cabinet", "authority", "board", "trust", "department", "university", "college", "committee")
_ALREADY = re.compile(
    any_of(
        rf"\b{_BEING}(?: (?:{_BEING}|also|already|further))* (?:extended|extending|renewed)\b(?! (?:beyond|past)\b)",
        rf"\b{_USES} (?:of )?(?:the|its|their|this|an?|both|all) (?:\w+ )?(?:\w+ )?(?:option|extension)",
        rf"\b(?:extension|option) (?:\w+ )?(?:has been|have been|was|were) {_USED}",
        r"\b(?:notice|award) (?:is )?(?:for|of) (?:the |an )?extension\b",
        r"\bthis (?:\w+ )?extension (?:is|was|has|will|covers|takes)\b",
        rf"\b{_CHANGE}\b[^.;]{{0,60}}\bexten\w+",
        rf"\b{_INTENDS} to (?:further )?(?:extend|renew)\b",
        rf"\b{_BUYER} (?:hereby )?(?:extends|renews) (?:the|this|its|our)\b",
        r"\bexten(?:sion|ding|ded) (?:of|to) (?:the |an? |our |its )?(?:existing|current|incumbent)\b",
    )
)
_STILL_A_RIGHT = re.compile(
    any_of(
        r"\b(?:options?|rights?|ability|possibility|opportunity) to (?:further )?(?:extend|renew)",
        r"\bextension options?\b",
        r"\boptional extension",
        r"\b(?:may|can|could) (?:also |further )?be extended",
    )
)
_MAY = re.compile(r"\b(?:may|can|could|might|should|would|will|to|if|where|unless|until)\b[^.;<>]{0,30}$")
_RELET = re.compile(
    r"\b(?:renewed|renewal|renew|re-?tender\w*|re-?procur\w*|re-?let|re-?advertis\w*|new (?:tender|procurement))\b"
)
_EXTENDS = re.compile(
    r"\b(?:exten\w+|options?|optional|increments?|periods? of)\b|\bannual renewals?\b|<\d+> renewal|x <\d+>"
)


def why_no_option(text: str) -> str | None:
    """Why plain text states no option; None where it may state one."""
    if match := _RULED_OUT.search(text):
        return f'it rules an extension out: "{match[0]}"'
    if (match := _made_already(text)) and not _right_beside(text, match):
        return f'it speaks of an extension already made: "{match[0]}"'
    if (match := _RELET.search(text)) and not _EXTENDS.search(text):
        return f'it speaks of letting the contract anew at its end ("{match[0]}"), and of no right to extend it'
    return None


def made_beside_a_right(text: str) -> str | None:
    """The words about an extension already made in a text that states a right as well; None where there are none."""
    match = _made_already(text)
    return match[0] if match and _right_beside(text, match) else None


def _right_beside(text: str, match: re.Match[str]) -> bool:
    """Whether another sentence than that of the match states a right."""
    start, end = text.rfind(". ", 0, match.start()) + 1, text.find(". ", match.end())
    others = text[:start] + (text[end:] if end >= 0 else "")
    return _STILL_A_RIGHT.search(others) is not None


def _made_already(text: str) -> re.Match[str] | None:
    """The first words that say so; `may have been extended` says nothing of the kind."""
    return next((match for match in _ALREADY.finditer(text) if not _MAY.search(text[: match.start()])), None)
