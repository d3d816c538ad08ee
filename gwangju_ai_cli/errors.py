"""One exception root. Every message says what, where, and what to do."""

from __future__ import annotations

from collections.abc import Iterable

_ALIKE = 0.7
"""Of two names that somebody may take for each other; half of the letters in common are chance."""
_SAID_CHARACTERS = 300


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that a wrong one was probably meant to be.

    >>> nearest("mony", ["money", "orgs"]), nearest("bogus", ["money", "orgs"])
    ('money', None)
    """
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, list(known), n=1, cutoff=_ALIKE)), None)


FAULTS = (
    ArithmeticError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    RuntimeError,
    AssertionError,
    TimeoutError,
)
"""What a mistake of ours raises on a text that nobody thought of: it costs what was being read, and is told."""


def describe_fault(error: BaseException) -> str:
    """What went wrong and where, for the user to report."""
    if isinstance(error, MemoryError):
        return f"there is not enough memory for it{_where(error)}"
    said = " ".join(str(error).split())
    return f"internal error, please report it: {type(error).__name__}: {said[:_SAID_CHARACTERS]}{_where(error)}"


def _where(error: BaseException) -> str:
    """The line of ours that came last."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return ""
    return f" ({trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno})"


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
