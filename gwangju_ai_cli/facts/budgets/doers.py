"""Who a phrase names as a doer: an organization by its full name, a short form, or a word that points back."""

from __future__ import annotations

import regex

from gwangju_ai_cli.facts.budgets import words
from gwangju_ai_cli.facts.budgets.frames import Desk, Found
from gwangju_ai_cli.korean.clauses import Phrase
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.names.gazetteer import load_gazetteer

_COUNTED = regex.compile(r"(?:\d여?\s?개|모든|여러|각|일부|두|세|네)\s?$")
_COMPANY = frozenset({"회사", "업체", "기업", "법인"})
_SPEAKER = regex.compile(r"^(?:측|관계자|당국|대변인)$")
_JOINED = regex.compile(r"(?:와|과)\s\S$")
_LOCAL = frozenset({"시", "도", "군", "구"})
_LOCAL_NAME = regex.compile(r"(?<![가-힣])[가-힣]{1,6}?[시도군구](?=[^가-힣]|[은는이가의와과도]|에서|에)")
_LOCAL_REACH = 3_000
_COUNCIL = regex.compile(r"(?<!협)의회")


def actor(phrase: Phrase, desk: Desk) -> Found[str] | None:
    """The organization that a phrase names as a doer: by its last word, or as the short form of a name before it."""
    if not phrase.words:
        return None
    last = phrase.words[-1]
    word = last.of(desk.text)
    if desk.is_money(phrase.span):
        return None
    if _SPEAKER.match(word) and len(phrase.words) > 1:
        last = phrase.words[-2]
        word = last.of(desk.text)
    for span, org in reversed(desk.orgs_in(Span(phrase.span.start, last.end))):
        if org.org_type == "party":
            continue
        if span.end >= last.end and span.overlaps(last) and may_spend(org.name) and not _only_sits(org.name, desk):
            return None if is_hall(org.name) else Found(org.name, span)
    entry = _known(phrase, last, desk)
    if entry:
        return entry
    if word in ("기업", "업체", "회사") and len(phrase.words) == 2 and _looks_proper(phrase, desk):
        return Found(phrase.words[0].of(desk.text), phrase.words[0])  # "보람소재 기업은"
    if word in _COMPANY and desk.text[last.start - 2 : last.start] == "이 ":
        said = _topic_before(last, desk)
        if said is not None:
            return Found(said, last)
    if word in _COMPANY and not _COUNTED.search(desk.text, phrase.span.start, last.start):
        companies = [pair for pair in desk.orgs_before(last.start) if pair[1].org_type in ("company", "finance")]
        themes = [pair for pair in companies if desk.text[pair[0].end : pair[0].end + 1] in ("은", "는")]
        # Investors are named beside the company that they give to.
        others = [pair for pair in companies if pair[1].org_type == "company"]
        for span, org in [*themes, *others, *companies][:1]:
            # "한빛전자와 GM은 …": of two, the company is the one named first.
            partner = next((p for p in companies if _JOINED.match(desk.text, p[0].end, span.start + 1)), None)
            return Found((partner[1] if partner and partner[0].end < span.start else org).name, last)
    if word in words.role("short"):
        for _, org in desk.orgs_before(last.start):
            if org.name.endswith(word):
                return Found(org.name, last)
            if word in ("대학",) and org.org_type == "university":
                return Found(org.name, last)
        if word in _LOCAL:
            return local_before(word, last, desk)
    return None


def _looks_proper(phrase: Phrase, desk: Desk) -> bool:
    first = phrase.words[0]
    proper = any(token.tag in ("NNP", "SL") for token in phrase.tokens if token.span.overlaps(first))
    return proper and not desk.is_date(first) and len(first.of(desk.text)) > 2


def _topic_before(last: Span, desk: Desk) -> str | None:
    """What the sentence before is about, where no list knows the name: "새벽노보는 … 업체다. 이 기업은 …"."""
    sentence = desk.analysis.sentence_at(last.start)
    for before in desk.sentences_before(sentence, 1):
        first = next((p for p in desk.syntax(before).phrases[:2] if p.case == "topic" and p.words), None)
        if first is None or desk.orgs_in(first.span):
            return None
        proper = any(token.tag in ("NNP", "SL") for token in first.tokens)
        return first.words[-1].of(desk.text) if proper and not desk.is_date(first.span) else None
    return None


def local_name(phrase: Phrase, desk: Desk) -> Span | None:
    """The word of a phrase that looks like a city, a county or a district that no list knows: 새벽군, 한밤시.

    Its head must stand apart from its name: 도시, 전시 and 연구 are one morpheme, 직업군 has a suffix.
    """
    word = phrase.words[-1] if phrase.words else None
    if word is None or len(word.of(desk.text)) < 3 or desk.is_money(phrase.span):
        return None
    pieces = [token for token in phrase.tokens if token.span.overlaps(word)]
    head = pieces[-1]
    apart = len(pieces) > 1 and head.form in ("시", "군", "구") and head.tag in ("NNG", "NNB", "NNP")
    common = words.project_class(word.of(desk.text)) or words.noun_class(word.of(desk.text))
    return word if apart and not common else None


def local_before(word: str, last: Span, desk: Desk) -> Found[str] | None:
    """The last city, county or province named before, even as a place only: "남원시의 모노레일 … 시는"."""
    entries = load_gazetteer().entries
    begin = max(0, last.start - _LOCAL_REACH)
    for match in reversed(list(_LOCAL_NAME.finditer(desk.text, begin, last.start))):
        entry = entries.get(match.group())
        if entry and entry.org_type == "local_government" and match.group().endswith(word):
            return Found(entry.name, last)
    return None


def _known(phrase: Phrase, last: Span, desk: Desk) -> Found[str] | None:
    """A doer that only its place as subject or headline shows to be no place: "전라남도와 목포시도"."""
    entries = load_gazetteer().entries
    for start in (phrase.span.start, last.start):
        entry = entries.get(desk.text[start : last.end])
        # "공사가 한창인": a short name that is also a common word needs more than a particle.
        if entry and may_spend(entry.name) and not (entry.ambiguous and last.end - start <= 2):
            return Found(entry.name, Span(start, last.end))
    return None


def may_spend(name: str) -> bool:
    """Whether a body may spend: not a thing that is built (과학관), nor those that decide on other bodies' money."""
    entry = load_gazetteer().entries.get(name)
    if name in words.project_heads() or (entry is not None and entry.org_type == "party"):
        return False
    return (
        not _COUNCIL.search(name)
        and not name.startswith("국회 ")
        and not name.endswith(
            ("국회", "특별위원회", "상임위원회", "법원", "감사원", "검찰", "검찰청", "경찰", "경찰서")
        )
    )


def council_of(span: Span, desk: Desk) -> Found[str] | None:
    """The city or county whose council a stretch names: the money that a council passes is not its own."""
    match = _COUNCIL_OF.search(desk.text, span.start, span.end)
    entry = load_gazetteer().entries.get(match["whose"]) if match else None
    return Found(entry.name, Span(*match.span("whose"))) if match and entry and may_spend(entry.name) else None


_COUNCIL_OF = regex.compile(r"(?P<whose>[가-힣]{1,6}[시군구도])의회(?![가-힣]{3})")


def is_hall(name: str) -> bool:
    """Whether a name is of what is built or laid out, and no list knows it as a body: 어울림센터, 새벽산단."""
    return words.ends_in(name, "hall") and name not in load_gazetteer().entries


def _only_sits(name: str, desk: Desk) -> bool:
    """Whether a committee is one of a council, which decides on other bodies' money."""
    return name.endswith("위원회") and (name.startswith("국회") or _COUNCIL.search(desk.text) is not None)


def org_of(span: Span, desk: Desk) -> Found[str] | None:
    """The last organization in a stretch that may spend."""
    found = desk.known_org(span)
    return Found(found[1], found[0]) if found and may_spend(found[1]) else None
