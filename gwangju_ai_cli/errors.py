"""One exception root. Every message says what, where, and what to do."""
from __future__ import annotations


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
