"""Direct speech: the words between double quotation marks, with who said them and the verb that reports it."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.matching import Context
from gwangju_ai_cli.model import Column, EntityFact, Fact, Mention, OrgFact, PersonFact, QuoteFact, Rejection, Span
from gwangju_ai_cli.vocab import alternation, load_vocab

TRIGGER = regex.compile('["“]')

COLUMNS = (
    Column("말한 이", lambda fact: fact.speaker or "", ratio=2),
    Column("말", lambda fact: fact.text, ratio=6),
    Column("동사", lambda fact: fact.verb or "", ratio=1),
)

# One line's marks, straight or curly or one of each ("…”); a straight mark after a figure is an inch (55").
_MARKS = regex.compile(r'(?:“|(?<![0-9])")(?P<inner>[^"“”\n]{1,1500})["”]')
_QUOTATIVE = r"(?:이?라(?:고|며|면서|는|던|고도)|다(?:고|며|면서|는)|[냐자]고|고도?|며|면서|는)"
_CHAIN = regex.compile(rf'{_QUOTATIVE}?[\s,·]*(?:또|이어|그러면서|아울러|특히|그리고|그는)?[\s,]*$')
_SENTENCE_END = regex.compile(r"(?:다|요|까|죠|라|자|네|지|군|나|오|음|함|임|것|길)[.!?…]*$")
_ROLE = r"(?:관계자|대변인|측|당국자|담당자|직원|간부|대표|공보관|홍보팀|실무자|고위 관계자|핵심 관계자)"
_AFTER_NAME = regex.compile(
    r"(?P<title>(?:\s?\([^()]{1,40}\))?(?:\s?[가-힣A-Za-z·()]{1,14}){0,3}?)"
    r"(?P<particle>은|는|이|가|도|께서는?|측은|에 따르면)(?=[\s,\"“])"
)
_SAID_BY = regex.compile(
    r"^(?:\s?[가-힣·]{1,12}){0,2}의 (?:말|설명|지적|주장|이야기|얘기|전언|평가|분석)"
)
_PLAIN_SUBJECT = regex.compile(
    r"(?:^|[\s.,])(?P<who>(?:(?:한|어느|익명의|또 다른|이|그|같은) )?[가-힣A-Za-z]{2,12}(?: [가-힣]{2,6})?)"
    r"(?:은|는)\s?(?:이날 |이에 대해 |또 )?$"
)
_ABOUT = regex.compile(r"대해|관해|관련|위해|통해")
_LED_ON = regex.compile(r"\s*(?:이어|또|그러면서|아울러|특히|그리고|이와 함께)\b")
_PRONOUN = regex.compile(r"(?:^|[\s,])(?:그|그녀)(?:는|가|도)\s")


@cache
def _verb() -> regex.Pattern[str]:
    stems = alternation([row["surface"] for row in load_vocab("speech_verbs")])
    return regex.compile(
        rf'^{_QUOTATIVE}(?P<between>\s?[^"“”.!?\n]{{0,60}}?)(?<=\s|고|며|서)'
        rf"(?P<verb>(?:{stems})(?!의 )(?:[가-힣]*[을를] [가-힣]+|[가-힣]*)(?: 있다| 바 있다)?)"
    )


@dataclass(frozen=True, slots=True)
class _Quotation:
    """One pair of marks: the words, and where the sentence goes on after it."""

    inner: Span
    outer: Span
    chained: bool
    verb: Span | None


def detect(analysis: Analysis) -> Iterable[Mention]:
    """Every pair of marks that holds speech: reported by a verb, chained to such speech, or a whole sentence."""
    for quotation in analysis.memo(_quotations):
        rule = "quote.chained" if quotation.chained else "quote.reported" if quotation.verb else "quote.sentence"
        slots = {"verb": quotation.verb} if quotation.verb else {}
        yield Mention("quote", quotation.inner, rule, slots, reading=quotation)


def _quotations(analysis: Analysis) -> tuple[_Quotation, ...]:
    text = analysis.text
    found = list(_MARKS.finditer(text))
    out: list[_Quotation] = []
    verb: Span | None = None
    following: regex.Match[str] | None = None
    # From the last to the first, since a chain ("…"며 "…"고 말했다) has its verb at the end.
    for match in reversed(found):
        inner = Span(*match.span("inner"))
        line_end = text.find("\n", match.end())
        tail_end = min(len(text) if line_end < 0 else line_end, match.end() + 120)
        chained = (
            following is not None
            and _CHAIN.fullmatch(text, match.end(), following.start()) is not None
            and "\n" not in text[match.end() : following.start()]
        )
        own = _verb().match(text[match.end() : tail_end])
        if own is not None:
            verb = Span(match.end() + own.start("verb"), match.end() + own.end("verb"))
        elif not chained:
            verb = None
        whole = len(inner.of(text)) >= 12 and _SENTENCE_END.search(inner.of(text)) is not None
        if own is not None or (chained and verb is not None) or whole:
            out.append(_Quotation(inner, Span(*match.span()), chained, verb))
            following = match
        else:
            following = None
    return tuple(reversed(out))


def normalize(mention: Mention, context: Context) -> Fact | Rejection:
    """The quotation with its speaker."""
    analysis, quotation = context.analysis, mention.reading
    previous = [fact for fact in context.previous if isinstance(fact, QuoteFact)]
    speaker, evidence = _speaker(analysis, quotation, previous)
    spans = dict(mention.slots)
    if evidence is not None:
        spans["speaker"] = evidence
    return QuoteFact(
        source=analysis.doc.source, start=mention.span.start, end=mention.span.end,
        text=mention.span.of(analysis.text), rule=mention.rule, speaker=speaker,
        verb=quotation.verb.of(analysis.text) if quotation.verb else None, evidence=spans,
    )


def _speaker(
    analysis: Analysis, quotation: _Quotation, previous: list[QuoteFact]
) -> tuple[str | None, Span | None]:
    """Who said it, by preference: the subject before the marks, the one between marks and verb, `…의 말이다`
    after them, the chain's or the paragraph's last speaker."""
    text = analysis.text
    sentence = analysis.sentence_at(quotation.outer.start)
    begin = min(sentence.span.start, quotation.outer.start)
    last = previous[-1] if previous else None
    chain_head = last is not None and _CHAIN.search(text[last.end + 1 : quotation.outer.start]) is not None
    if last is not None and last.start >= begin:
        # What stands between two quotations may name a new speaker.
        begin = last.end + 1
    found = _subject(analysis, Span(begin, quotation.outer.start))
    if found is not None:
        return found
    if chain_head and last is not None and "\n" not in text[last.end : quotation.outer.start]:
        return last.speaker, last.evidence.get("speaker")
    if quotation.verb is not None:
        found = _subject(analysis, Span(quotation.outer.end, quotation.verb.start))
        if found is not None:
            return found
    for name, span in _names(analysis, Span(quotation.outer.end, quotation.outer.end + 30)):
        if _SAID_BY.match(text[span.end : span.end + 30]):
            return name, span
    if last is not None:
        between = text[last.end : quotation.outer.start]
        same_paragraph = "\n" not in between
        opens = not text[sentence.span.start : quotation.outer.start].strip(" '‘")
        led = _LED_ON.match(text, sentence.span.start) is not None
        if _PRONOUN.search(text, sentence.span.start, quotation.outer.start) or (same_paragraph and (opens or led)):
            return last.speaker, last.evidence.get("speaker")
    plain = _PLAIN_SUBJECT.search(text, begin, quotation.outer.start)
    if plain is not None and quotation.verb is not None and not _ABOUT.search(plain["who"]):
        return plain["who"], Span(*plain.span("who"))
    return None, None


def _subject(analysis: Analysis, span: Span) -> tuple[str, Span] | None:
    """The nearest person or organization that a topic or subject particle marks; topics first, and of two
    names before one particle the person (김기선 지스트 총장은)."""
    text, people = analysis.text, _people(analysis)
    ranked: list[tuple[bool, int, bool, str, Span]] = []
    for name, mention in _names(analysis, span):
        match = _AFTER_NAME.match(text, mention.end, min(len(text), span.end + 1))
        if match is None:
            continue
        if _ABOUT.search(match["title"]):
            continue  # "한 씨에 대해서는": whom it is about, not who speaks
        role = regex.search(rf"{_ROLE}$", match["title"].strip())
        person = name in people
        entity = f"{name} {role[0]}" if role and role[0] != "측" and not person else name
        topic = match["particle"] in ("은", "는", "께서는", "측은", "에 따르면")
        ranked.append((topic, match.start("particle"), person, entity, mention))
    if not ranked:
        return None
    best = max(ranked, key=lambda row: row[:3])
    return best[3], best[4]


def _people(analysis: Analysis) -> frozenset[str]:
    return frozenset(fact.name for fact in analysis.facts("person") if isinstance(fact, PersonFact))


def _names(analysis: Analysis, span: Span) -> Iterator[tuple[str, Span]]:
    """Names of people and organizations with the mentions that stand in `span`, in order."""
    for name, mention in analysis.memo(_all_names):
        if span.start <= mention.start and mention.end <= span.end:
            yield name, mention


def _all_names(analysis: Analysis) -> tuple[tuple[str, Span], ...]:
    found = [
        (fact.name, mention)
        for kind in ("person", "org")
        for fact in analysis.facts(kind)
        if isinstance(fact, EntityFact) and isinstance(fact, PersonFact | OrgFact)
        for mention in fact.mentions
    ]
    return tuple(sorted(found, key=lambda pair: pair[1]))
