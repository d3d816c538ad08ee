"""Units and counters from the vocabulary: the pattern of what follows a number, and the unit it stands for."""
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from gwangju_ai_cli.vocab import alternation, load_vocab

When = Literal["always", "large", "listed"]
Native = Literal["yes", "glued", "no"]

# A particle ends the word; longer endings may go on. "3명이", "5개로는", "2곳씩"; not "4편의점", "2개인전".
_ONE = "은|는|이|가|을|를|의|에|로|와|과|도|만|씩|나|며|고|다|인|라|중|당|뿐|꼴|쯤|여|들|대|분|께|급"
_MORE = (
    "이다|이며|이고|이나|이라|이었|이지|이던|이란|이든|이상|이하|이내|이요|입니|였|으로|에게|에서|에는|에도|에만|에다|에까|에달|로는|로도|"
    "로부|로서|로써|로만|로까|까지|부터|보다|처럼|마다|조차|만이|만을|만으|만의|만에|만도|만큼|씩의|씩을|씩이|인데|인지|인가|인만|인의|밖에|"
    "뿐이|뿐만|중에|중의|당 |짜리|분의|꼴로|쯤은|쯤의|쯤이|가량|정도|안팎|내외|남짓|미만|초과|수준|규모|상당|하고|이랑|께서|한테|가운데|"
    "모두|전원|각각|들이|들은|들을|들의|대의|대로|대를|대에|나 |나오|나 되|며 |고 |다만|라고|라는|라며|였다|정도|지만|의 "
)
BOUNDARY = rf"(?=[^가-힣A-Za-z0-9]|$|(?:{_ONE})(?![가-힣])|(?:{_MORE}))"
"""What may follow a unit or counter in Hangul."""


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
        native: Native = "yes" if row["native"] == "yes" else "glued" if row["native"] == "glued" else "no"
        when: When = "large" if row["when"] == "large" else "listed" if row["when"] == "listed" else "always"
        table[row["surface"]] = Unit(row["surface"], row["unit"], False, native, when)
    return table


# "16개 농장", "7개종목", "5개 시도": what stands glued to 개 is the thing counted.
_THINGS = (
    "시도|시군구|시군|시·도|시·군·구|시·군|구군|구·군|군구|업체|기업|기관|대학|학교|고교|종목|지역|도시|광역시|항목|분야|사업|부처|노선|단체|"
    "팀|과제|병원|은행|품목|국가|나라|마을|읍면동|읍면|읍·면·동|읍·면|동|구|군|시|과|국|층|반|조|코스|역|섬|회사|법인|점포|매장|계열사|협회|구단|"
    "대회|경기장|상임위|학급|학과|교실|채널|언어|정당|부대|사단|대대|업종|혐의"
)
_NOT_AFTER = {"편": "의점|의시설|의를|의 시설", "명": "령|분(?! )|성|예|칭|절", "프로": "야구|축구|농구|배구|골퍼|젝트|그램|듀서|필|게이머|선수|팀|급"}


@cache
def after_number() -> str:
    """The pattern of a unit or counter after its number, in the groups `latin`, `hangul` and `thing` (of 개)."""
    latin = [row["surface"] for row in load_vocab("units") if row["script"] == "latin"]
    hangul = [surface for surface, unit in units().items() if surface not in latin]
    plain = [surface for surface in hangul if surface not in _NOT_AFTER]
    guarded = "|".join(rf"{surface}(?!{stop})" for surface, stop in _NOT_AFTER.items())
    return (
        rf"[ \t]?(?:(?P<latin>{alternation(latin)})(?![A-Za-z0-9])"
        rf"|(?P<hangul>개(?=(?:{_THINGS}){BOUNDARY})|(?:{guarded}|{alternation(plain)}){BOUNDARY}))"
    )


THING = re.compile(rf"(?P<thing>{_THINGS}){BOUNDARY}")
"""What is counted, glued to 개."""


@cache
def native_counters() -> str:
    """The pattern of a counter after a native numeral: glued where no other word is made, else after a space."""
    rows = units().values()
    glued = [unit.surface for unit in rows if unit.native == "glued"]
    spaced = [unit.surface for unit in rows if unit.native == "yes"]
    return rf"(?:[ \t]?(?P<glued>{alternation(glued)})|[ \t](?P<spaced>{alternation(spaced)})){BOUNDARY}"


@cache
def contexts() -> dict[tuple[str, str], re.Pattern[str]]:
    """The patterns of `vocab/counter_context.tsv`, by counter and side, anchored where the side says."""
    out: dict[tuple[str, str], re.Pattern[str]] = {}
    for row in load_vocab("counter_context"):
        words = alternation(row["words"].split(","))
        if row["side"] == "left":
            fill = r"[ ]?(?:\([^()\n]{1,12}\)[ ]?)?(?:(?:총|약|모두|각|각각|또|등|외|첫|최소|최대|수|무려)[ ]?){0,2}"
            pattern = rf"(?:{words})(?:은|는|이|가|을|를|의|에|만|도|씩|로|으로)?{fill}$"
        elif row["side"] == "right":
            pattern = rf"[은는이가을를의에로와과도만씩]{{0,2}}[ ]?(?:[가-힣]{{1,5}}[ ])?(?:{words})"
        else:
            pattern = words
        out[row["counter"], row["side"]] = re.compile(pattern)
    return out
