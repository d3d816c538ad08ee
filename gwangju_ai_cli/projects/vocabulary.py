"""Words that the rules of projects know, from `vocab/project_*.tsv` and the heads of `vocab/budget_projects.tsv`."""

from __future__ import annotations

from functools import cache

from gwangju_ai_cli.vocab import load_vocab


@cache
def _sets() -> dict[str, frozenset[str]]:
    out: dict[str, set[str]] = {}
    for row in load_vocab("project_words"):
        out.setdefault(row["set"], set()).update(row["words"].split())
    return {name: frozenset(words) for name, words in out.items()}


@cache
def words(name: str) -> frozenset[str]:
    """One set of words. KeyError for a set that the table does not have.

    >>> "건립" in words("build"), "이전" in words("build")
    (True, False)
    """
    return _sets()[name]


@cache
def synonyms() -> dict[str, str]:
    """How a word is compared that has another writing, by the word in lower case."""
    return {row["written"].lower(): row["compared"] for row in load_vocab("project_synonyms")}


@cache
def _heads() -> frozenset[str]:
    own = words("facility") | words("build") | words("change") | words("programme") | words("tail")
    return own | {row["head"] for row in load_vocab("budget_projects") if len(row["head"]) > 1}


@cache
def _lengths() -> tuple[int, ...]:
    return tuple(sorted({len(head) for head in _heads()}, reverse=True))


def is_head(word: str) -> bool:
    """Whether a word ends as the name of something that is built, done or run does.

    >>> is_head("혁신밸리"), is_head("해양생태관"), is_head("공무원"), is_head("관계자")
    (True, True, False, False)
    """
    if word in words("nohead"):
        return False
    if any(word[-size:] in _heads() for size in _lengths() if size <= len(word)):
        return True
    return len(word) >= 3 and word[-1] in words("head1")


def longest_end(word: str, name: str) -> str:
    """The longest word of a set that `word` ends in, or ""."""
    return max((end for end in words(name) if word.endswith(end)), key=len, default="")
