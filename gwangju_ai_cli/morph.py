"""Kiwi's morphemes. The only module that imports kiwipiepy, and only on the first call."""
from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gwangju_ai_cli.model import Token

if TYPE_CHECKING:
    from kiwipiepy import Kiwi


@cache
def load_kiwi() -> Kiwi:
    """The analyser, loaded once a process.

    Without its dictionary of multi-word names (half the time and memory, the same boundaries of
    organization names) and without threads, so that a process may fork after loading it.
    """
    import warnings

    from kiwipiepy import Kiwi

    with warnings.catch_warnings():
        # Kiwi warns that 0 once meant all cores; that it now means none is what is wanted.
        warnings.simplefilter("ignore", DeprecationWarning)
        return Kiwi(num_workers=0, load_multi_dict=False)


def tokenize(text: str, offset: int = 0) -> tuple[Token, ...]:
    """The morphemes of `text`, spans shifted by `offset`. Give it NFC: decomposed Hangul spoils the reading.

    >>> [(token.form, token.tag) for token in tokenize("광주시가 투자한다")]
    [('광주시', 'NNP'), ('가', 'JKS'), ('투자', 'NNG'), ('하', 'XSV'), ('ᆫ다', 'EF')]
    """
    return tuple([
        Token(token.form, token.tag, offset + token.start, offset + token.end, token.oov)
        for token in load_kiwi().tokenize(text)
    ])
