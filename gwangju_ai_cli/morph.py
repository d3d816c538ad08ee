"""Kiwi's morphemes. The only module that imports kiwipiepy, and only on the first call."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from gwangju_ai_cli.model import Token
from gwangju_ai_cli.patterns import pattern

if TYPE_CHECKING:
    from kiwipiepy import Kiwi, KiwiConfig


BEAM = 3.0
"""How far a reading may fall behind the best one before Kiwi drops it. Its default of 8 takes a quarter more time; on
KLUE the F1 of organizations and people moves by .001 at most from 3 to 8."""
WIDE_BEAM = 5.0
"""The same where a surname may stand alone before a title (‘시 주석’, ‘전 전 대통령’), since such a syllable is another
word far more often and a narrow beam drops the surname; and where people are appointed: names stand bare there.
"""

_SURNAME_ALONE = pattern(
    r"[^가-힣A-Za-z0-9][가-힣] (?:전 |현 )?[가-힣]{0,5}?(?:대통령|총리|장관|차관|의원|대표|위원|회장|사장|이사|원장"
    r"|총장|총재|주석|지사|시장|군수|구청장|교육감|교수|검사|판사|변호사|감독|코치|선수|기자|작가|박사|목사|신부|스님"
    r"|대사|비서관|수석|실장|국장|과장|팀장|부장|차장|본부장|단장|대변인|후보|당선인|상무|전무|병장|상병|일병|이병"
    r"|경위|경감|경정|총경|소위|중위|대위|소령|중령|대령|준장|소장|중장)"
)
_APPOINTED = pattern("(?:선임|내정|임명|위촉|발탁)[되됐돼하했]")


@cache
def load_kiwi() -> Kiwi:
    """The analyser, loaded once a process.

    Without its dictionary of multi-word names (half the time and memory, the same boundaries of
    organization names) and without threads, so that a process may fork after loading it.
    """
    if not _may_load():
        raise MemoryError("the model does not fit the memory that this process may have")
    return _load()


def _may_load() -> bool:
    """Whether a process with a limit on its memory can load Kiwi, which ends the whole process where it cannot: a copy
    of the process tries first.
    """
    try:
        import resource
    except ImportError:
        return True  # this system has no such limits
    limits = (resource.getrlimit(which)[0] for which in (resource.RLIMIT_AS, resource.RLIMIT_DATA))
    if all(limit == resource.RLIM_INFINITY for limit in limits):
        return True
    child = os.fork()
    if not child:
        failed = 1
        with suppress(BaseException):
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # the C++ library says so itself
            _load().tokenize("한빛시는 3일 도서관 건립에 예산 120억원을 투입한다고 밝혔다. " * 20)
            failed = 0
        os._exit(failed)
    return os.waitpid(child, 0)[1] == 0


def _load() -> Kiwi:
    import warnings

    from kiwipiepy import Kiwi

    with warnings.catch_warnings():
        # Kiwi warns that 0 once meant all cores; that it now means none is what is wanted.
        warnings.simplefilter("ignore", DeprecationWarning)
        kiwi = Kiwi(num_workers=0, load_multi_dict=False)
    kiwi.global_config.cutoff_threshold = BEAM
    return kiwi


@cache
def _wide() -> KiwiConfig:
    return replace(load_kiwi().global_config, cutoff_threshold=WIDE_BEAM)


def tokenize(text: str, offset: int = 0) -> tuple[Token, ...]:
    """The morphemes of `text`, spans shifted by `offset`. Give it NFC: decomposed Hangul spoils the reading.

    >>> [(token.form, token.tag) for token in tokenize("광주시가 투자한다")]
    [('광주시', 'NNP'), ('가', 'JKS'), ('투자', 'NNG'), ('하', 'XSV'), ('ᆫ다', 'EF')]
    """
    # Without looking for codas that chat adds to endings (했어욥): 4 % less time, and news reads the same.
    config = _wide() if _SURNAME_ALONE.search(f" {text}") or _APPOINTED.search(text) else None
    return tuple(
        [
            Token(token.form, token.tag, offset + token.start, offset + token.end, token.oov)
            for token in load_kiwi().tokenize(text, z_coda=False, override_config=config)
        ]
    )
