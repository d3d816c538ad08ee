"""One exception root. Every message says what, where, and what to do."""

from __future__ import annotations

from collections.abc import Iterable

_ALIKE = 0.7
"""Of two names that somebody may take for each other; half of the letters in common are chance."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that a wrong one was probably meant to be.

    >>> nearest("mony", ["money", "orgs"]), nearest("bogus", ["money", "orgs"])
    ('money', None)
    """
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, list(known), n=1, cutoff=_ALIKE)), None)


class GwangjuError(Exception):
    """Root of every error that this package raises on purpose."""


class SourceError(GwangjuError):
    """A document could not be read: missing, unreadable, or in no known encoding."""


class UsageError(GwangjuError):
    """An option or argument that the program cannot use."""


class VocabError(GwangjuError):
    """A vocabulary file breaks its format; names the file and the line."""


class DictionaryError(GwangjuError):
    """The user's own dictionary breaks its format; names the file and the line."""
