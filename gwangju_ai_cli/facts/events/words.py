"""Small words of the event rules, by role, from `vocab/event_words.tsv`."""

from __future__ import annotations

from functools import cache

import regex

from gwangju_ai_cli.vocab import alternation, load_vocab


@cache
def role(name: str) -> frozenset[str]:
    """The words that play a part. KeyError for an unknown one.

    >>> "집행부" in role("unnamed"), "취소" in role("called_off")
    (True, True)
    """
    found = frozenset(row["word"] for row in load_vocab("event_words") if row["role"] == name)
    if not found:
        raise KeyError(name)
    return found


@cache
def choice(name: str) -> str:
    """The words of a role as an alternation, the longest first."""
    return alternation(tuple(role(name)))


@cache
def ending(name: str) -> regex.Pattern[str]:
    """A pattern for a text that ends in a word of a role.

    >>> bool(ending("facility").search("가온도서관"))
    True
    """
    return regex.compile(f"(?:{choice(name)})$")
