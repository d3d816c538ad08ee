"""Lines of documents whose paragraphs are known: what parts them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def trimmed(lines: Iterable[str]) -> Iterator[str]:
    """The lines without empty ones at both ends, and never two of them together.

    >>> list(trimmed(["", "예산", "", "", "50억원", ""]))
    ['예산', '', '50억원']
    """
    begun = waiting = False
    for line in lines:
        if not line:
            waiting = begun
            continue
        if waiting:
            yield ""
        yield line
        begun, waiting = True, False
