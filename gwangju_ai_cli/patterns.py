"""Patterns that are compiled when they are first used: rules hold hundreds ready, and a text needs a few of them."""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    """Stands for a pattern, and takes its methods over on the first request."""

    __slots__ = (
        "_flags", "_source", "findall", "finditer", "flags", "fullmatch", "groupindex", "groups", "match", "pattern",
        "search", "split", "sub", "subn",
    )  # fmt: skip

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _TAKEN_OVER:
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        for taken in _TAKEN_OVER:
            setattr(self, taken, getattr(compiled, taken))
        return getattr(compiled, name)


_TAKEN_OVER = tuple(name for name in _Late.__slots__ if not name.startswith("_"))


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, compiled on first use; a mistake in `source` shows only then.

    >>> figures = pattern("[0-9]+")
    >>> figures.search("예산 4061억원").group()
    '4061'
    """
    return cast("re.Pattern[str]", _Late(source, flags))
