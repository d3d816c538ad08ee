"""Lists of words that stand around numbers, from `vocab/number_words.tsv`: what rules list, they list there."""

from __future__ import annotations

from functools import cache

from gwangju_ai_cli.vocab import load_vocab


@cache
def words(name: str) -> str:
    """The words of the list `name` as an alternation, the longest first. KeyError for an unknown list.

    The words are pieces of patterns: a list may hold `원장(?!학)`.

    >>> "버스" in words("full_house").split("|")
    True
    """
    found = [word for row in load_vocab("number_words") if row["list"] == name for word in row["words"].split(" ")]
    if not found:
        raise KeyError(name)
    return "|".join(sorted(found, key=lambda word: (-len(word), word))).replace("_", "[ ]?")
