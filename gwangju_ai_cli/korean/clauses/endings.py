"""Endings of predicates, over auxiliaries: what kind of clause they close, its tense, and whether it plans."""

from __future__ import annotations

from dataclasses import dataclass

from gwangju_ai_cli.korean.clauses.model import Case
from gwangju_ai_cli.model import Token

# A verb that has become a postposition, and the case that it gives the phrase it follows.
POSTPOSITIONS: dict[str, Case] = {
    "위하": "purpose",
    "통하": "means",
    "따르": "basis",
    "의하": "basis",
    "인하": "basis",
    "대하": "about",
    "관하": "about",
    "관련하": "about",
    "포함하": "including",
    "비롯하": "including",
    "합하": "including",
    "합치": "including",
    "더하": "including",
    "포함되": "including",
    "제외하": "about",
    "달하": "measure",
    "이르": "measure",
    "해당하": "measure",
    "육박하": "measure",
    "웃돌": "measure",
    "넘": "measure",
    "상당하": "measure",
    "가깝": "measure",
}
# "투입할 계획이다", "들 것으로 보인다": nouns that carry a whole sentence, not a thing that the clause describes.
CARRIERS = frozenset(
    {"것", "계획", "예정", "방침", "전망", "참", "셈", "구상", "생각", "수", "거", "바", "적", "상황", "만큼"}
)
PLANS = frozenset({"계획", "예정", "방침", "구상", "생각", "참"})
_DECISIONS = frozenset({"결정", "합의", "약속", "의결", "확정", "협의", "계획", "의견"})
# "반영되지 않았다", "확보하지 못했다"
_NEGATIONS = frozenset({"않", "못하", "아니하", "말", "못"})
_TIMES = frozenset({"해", "달", "주", "주말", "연말", "하반기", "상반기", "봄", "여름", "가을", "겨울", "몇", "수"})


@dataclass(frozen=True, slots=True)
class Endings:
    stop: int
    end: int
    tags: tuple[str, ...]
    form: str
    past: bool
    plan: bool
    negative: bool = False


def read_endings(tokens: list[Token], at: int) -> Endings:
    """The endings after the stem at `at`, over auxiliaries (…하고 있다, …하기로 했다, …할 계획이다)."""
    stop, end = at + 1, tokens[at].end
    tags: list[str] = []
    past = plan = False
    form = ""
    before = tokens[at - 1] if at else None
    negative = before is not None and before.tag == "MAG" and before.form in ("못", "안")
    while stop < len(tokens):
        token = tokens[stop]
        tag = token.tag.split("-")[0]
        if tag in ("EP", "EC", "EF", "ETM", "ETN"):
            past = past or (tag == "EP" and token.form in ("었", "았", "였"))
            plan = plan or (tag == "EP" and token.form == "겠")
            if tag != "EP":
                tags.append(tag)
                form = token.form
        elif tag == "XSV" and not tags:
            pass
        elif form == "지" and _negates(tokens, stop):
            # "확보하지 못했다" may come as an adverb and a verb, "반영되지는 않았다" has a particle in between.
            past, negative = False, True
            stop += tokens[stop].tag.startswith("J")
            stop += tokens[stop].tag == "MAG"
        elif tag == "VX" and tags and tags[-1] in ("EC", "ETM"):
            past = False
            negative = negative or token.form in _NEGATIONS
        elif tags and tags[-1] == "ETN" and token.form == "로" and form_at(tokens, stop + 1) == "하":
            plan = True
            stop += 1
            past = False
        elif tags and tags[-1] == "ETN" and token.form == "로" and form_at(tokens, stop + 1) in _DECISIONS:
            return Endings(stop + 1, token.end, ("EC",), "기로", False, True)
        elif tags and tags[-1] == "ETN" and form_at(tokens, stop) == "위하":
            return _purpose(tokens, stop, past)
        elif tags and tags[-1] == "ETM" and token.form in CARRIERS and tag_at(tokens, stop + 1) == "VCP":
            plan = plan or token.form in PLANS or form in ("ᆯ", "을")
            stop += 1
        else:
            break
        end = max(end, tokens[stop].end)
        stop += 1
    return Endings(stop, end, tuple(tags), form, past, plan, negative)


def _negates(tokens: list[Token], at: int) -> bool:
    """Whether a negation stands at `at`, after a stem in 지: an auxiliary, or 못 with its verb."""
    at += tag_at(tokens, at).startswith("J")
    if tag_at(tokens, at) == "MAG":
        return form_at(tokens, at) in _NEGATIONS and form_at(tokens, at + 1) == "하"
    return tag_at(tokens, at) == "VX" and form_at(tokens, at) in _NEGATIONS


def _purpose(tokens: list[Token], at: int, past: bool) -> Endings:
    """The endings of …하기 위해 and …하기 위한: the clause keeps its own phrases, as a noun clause does."""
    stop = at + 1
    while stop < len(tokens) and tokens[stop].tag.startswith(("EC", "ETM", "JX")):
        stop += 1
    return Endings(stop, tokens[stop - 1].end, ("ETN",), "기 위해", past, False)


def dates_follow(tokens: list[Token], at: int) -> bool:
    return tag_at(tokens, at + 1) == "ETM" and (tag_at(tokens, at + 2) == "SN" or form_at(tokens, at + 2) in _TIMES)


def form_at(tokens: list[Token], at: int) -> str:
    return tokens[at].form if at < len(tokens) else ""


def tag_at(tokens: list[Token], at: int) -> str:
    return tokens[at].tag if at < len(tokens) else ""


def case_of(tags: set[str], forms: str) -> Case:
    """The case of a phrase from its particles: the first grammatical one tells, 은/는 alone makes a topic."""
    if "JKG" in tags:
        return "genitive"
    if "JKS" in tags:
        return "subject"
    if "JKO" in tags:
        return "object"
    if "JKC" in tags:
        return "complement"
    if "JKB" in tags:
        return "adverbial"
    if "JC" in tags:
        return "conjunct"
    if forms in ("은", "는"):
        return "topic"
    return "bare" if "JX" not in tags or forms in ("도", "만", "이나", "나") else "adverbial"
