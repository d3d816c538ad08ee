"""Kiwi's morphemes. The only module that imports kiwipiepy, and only on the first call."""
from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gwangju_ai_cli.model import Token

if TYPE_CHECKING:
    from kiwipiepy import Kiwi


BEAM = 5.0
"""How far a reading may fall behind the best one before Kiwi drops it. Its default of 8 takes a sixth more time and
reads 2 sentences of 100 otherwise; on KLUE the F1 of organizations and people moves by .001 at most from 3 to 8."""


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
        kiwi = Kiwi(num_workers=0, load_multi_dict=False)
    kiwi.global_config.cutoff_threshold = BEAM
    return kiwi


def tokenize(text: str, offset: int = 0) -> tuple[Token, ...]:
    """The morphemes of `text`, spans shifted by `offset`. Give it NFC: decomposed Hangul spoils the reading.

    >>> [(token.form, token.tag) for token in tokenize("광주시가 투자한다")]
    [('광주시', 'NNP'), ('가', 'JKS'), ('투자', 'NNG'), ('하', 'XSV'), ('ᆫ다', 'EF')]
    """
    # Without looking for codas that chat adds to endings (했어욥): 4 % less time, and news reads the same.
    return tuple([
        Token(token.form, token.tag, offset + token.start, offset + token.end, token.oov)
        for token in load_kiwi().tokenize(text, z_coda=False)
    ])
