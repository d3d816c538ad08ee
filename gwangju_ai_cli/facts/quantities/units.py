"""Units and counters from the vocabulary: the pattern of what follows a number, and the unit it stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from gwangju_ai_cli.korean.wordlists import words
from gwangju_ai_cli.vocab import alternation, by_first_letter, load_vocab

When = Literal["always", "large", "native", "listed"]
Native = Literal["yes", "glued", "no"]

# A particle ends the word; longer endings may go on. "3명이", "5개로는", "2곳씩"; not "4편의점", "2개인전".
BOUNDARY = (
    rf"(?=[^가-힣A-Za-z0-9]|$|(?:{words('particle_after_unit')})(?![가-힣])"
    rf"|(?:{words('ending_after_unit')})|[나며고의당](?=[ 되])|[0-9]+(?:승|무|패))"
)
"""What may follow a unit or counter in Hangul."""
_GUARDED = ("편", "명", "프로")
"""Units that open words of their own; `not_after_…` lists these."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit or counter: how `unit` of a fact writes it, and when its surface counts at all."""

    surface: str
    unit: str
    measure: bool
    native: Native = "no"
    when: When = "always"


@cache
def units() -> dict[str, Unit]:
    """Every unit of `vocab/units.tsv` and counter of `vocab/counters.tsv` by its surface."""
    table = {row["surface"]: Unit(row["surface"], row["unit"], True) for row in load_vocab("units")}
    for row in load_vocab("counters"):
        native = cast(Native, row["native"])
        when = cast(When, row["when"])
        table[row["surface"]] = Unit(row["surface"], row["unit"], False, native, when)
    return table


@cache
def _metric() -> tuple[dict[str, str], dict[str, str]]:
    """The metric prefixes and the units that take them, each by its Hangul name with its symbol."""
    rows = load_vocab("metric")
    prefixes = {row["surface"]: row["symbol"] for row in rows if row["kind"] == "prefix"}
    return prefixes, {row["surface"]: row["symbol"] for row in rows if row["kind"] == "unit"}


@cache
def _prefixed() -> str:
    """A prefix and a unit in Hangul, in two groups: 데시리터, 마이크로그램. The commonest have rows of their own."""
    prefixes, bases = _metric()
    return rf"{by_first_letter([*prefixes])}{by_first_letter([*bases])}"


# No "2TV", no "5pm": a prefix stands in letters only where nothing else is written so.
_PREFIXED_LATIN = (
    r"(?:[kMGTmμµ]Wh?|[kMGT]Hz|[kmμµn]V|[mμµkn]A|[kMmG]J|[kM]N|[kMGh]Pa|[mμµnk]Sv|[kMGT]Bq|[kMGT]eV|[kMmμµ]Ω|[nμµpm]F|[mμµn]mol"
    r"|[kMGT]bps|[kMGTPE]B|[dcmμµnhk]L|[mμµnkp]g|[kM]t|[nμµ]m)"
)


def unit_of(surface: str) -> Unit:
    """The unit or counter that a surface names; KeyError for none.

    >>> unit_of("명").unit, unit_of("데시리터").unit, unit_of("GPa").unit
    ('명', 'dL', 'GPa')
    """
    known = units().get(surface)
    if known is not None:
        return known
    if surface.isascii() or surface[0] in "μµ":
        return Unit(surface, surface.replace("µ", "μ"), True)
    prefixes, bases = _metric()
    for prefix, symbol in prefixes.items():
        if surface.startswith(prefix) and (base := bases.get(surface.removeprefix(prefix))) is not None:
            return Unit(surface, symbol + base, True)
    raise KeyError(surface)


@cache
def after_number() -> str:
    """The pattern of a unit or counter after its number, in the groups `latin`, `hangul` and `thing` (of 개)."""
    latin = [row["surface"] for row in load_vocab("units") if row["script"] == "latin"]
    hangul = [surface for surface, unit in units().items() if surface not in latin and unit.when != "native"]
    plain = [surface for surface in hangul if surface not in _GUARDED]
    guarded = "|".join(rf"{surface}(?!{words(f'not_after_{surface}')})" for surface in _GUARDED)
    return (
        rf"[ \t]?(?:(?P<latin>{by_first_letter(latin)}|{_PREFIXED_LATIN})"
        r"(?P<per>/(?:[A-Za-z㎗㎡㎥ℓ㎞]{1,3}|[인명시일년초분]))?(?![A-Za-z0-9])"
        rf"|(?P<hangul>(?:{guarded}|{by_first_letter(plain)}|{_prefixed()}){BOUNDARY}|개(?=(?:{words('things')}){BOUNDARY})))"
    )


@cache
def thing() -> re.Pattern[str]:
    """What is counted, glued to 개: 16개농장, 7개종목, 5개 시도."""
    return re.compile(rf"[ ]?(?P<thing>{words('things')}){BOUNDARY}")


@cache
def native_counters() -> str:
    """The pattern of a counter after a native numeral: glued where no other word is made, else after a space."""
    rows = units().values()
    glued = [unit.surface for unit in rows if unit.native == "glued"]
    spaced = [unit.surface for unit in rows if unit.native == "yes"]
    measures = [row["surface"] for row in load_vocab("units") if row["script"] == "hangul" and len(row["surface"]) > 1]
    spaced += ["톤"]
    glued += [name for name in measures if name not in ("나노", "비트", "볼트", "시시", "평방 미터")]
    near, apart = f"{by_first_letter(glued)}|{_prefixed()}", by_first_letter(spaced)
    return rf"(?:[ \t]?(?P<glued>{near})|[ \t](?P<spaced>{apart})){BOUNDARY}"


@cache
def contexts() -> dict[tuple[str, str], re.Pattern[str]]:
    """The patterns of `vocab/counter_context.tsv`, by counter and side, anchored where the side says."""
    out: dict[tuple[str, str], re.Pattern[str]] = {}
    for row in load_vocab("counter_context"):
        listed = alternation(row["words"].split(","))
        if row["side"] == "left":
            fill = r"[ ]?(?:\([^()\n]{1,12}\)[ ]?)?(?:(?:총|약|모두|각|각각|또|등|외|첫|최소|최대|수|무려)[ ]?){0,2}"
            pattern = rf"(?:{listed})(?:은|는|이|가|을|를|의|에|만|도|씩|로|으로)?{fill}$"
        else:
            pattern = rf"[은는이가을를의에로와과도만씩]{{0,2}}[ ]?(?:[가-힣]{{1,5}}[ ])?(?:{listed})"
        out[row["counter"], row["side"]] = re.compile(pattern)
    return out
