"""The arguments of one happening, sorted out once: its phrases without dates, its subject and object, and trimming."""

from __future__ import annotations

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.facts.events.lexicon import BUILDING
from gwangju_ai_cli.facts.events.model import Happening
from gwangju_ai_cli.facts.events.names import actors_of, mentions_in
from gwangju_ai_cli.facts.events.times import dates_touching, is_time, names_year
from gwangju_ai_cli.facts.events.words import choice, ending, role
from gwangju_ai_cli.korean.clauses import Phrase
from gwangju_ai_cli.model import OrgFact, Span

WITH = frozenset(("와", "과", "하고", "와는", "과는", "와도", "과도", "이랑", "와의", "과의"))
"""Particles of those with whom something is done."""

_LEAD = regex.compile(
    rf"(?:[\s,·'\"‘’“”~-]|[ㅇ○□◦]\s|(?:{choice('lead')})\s|전격|(?:세계|국내|전국)\s?\d+\S*급\s|(?:순방|방문) 때\s"
    r"|\((?:한국|현지)\s?시[각간]\)|공동\s(?=대표)|(?:총|모두|약)\s(?=\d)|지난\s(?=\d))+"
)
_WITHIN = regex.compile(r"\s?(?:중|내|안|중순|하순|상순|초순)(?:에)?\s")
_CUT = regex.compile(r"\s(?:이후|이전|당시|재임 시절|등)\s(?=\S)")
_SITTING = regex.compile(r"\s(?:심의|심사)$")
_TAIL = regex.compile(r"\s등등?$")
_FRAME = regex.compile(choice("frame"))
_MANNER = regex.compile(rf"\s(?:{choice('manner_noun')})$")
_OWN_BODY = frozenset(("establishment", "opening", "closing"))
_PUBLIC = frozenset(("government", "local_government"))


class Arguments:
    """What a happening's predicate governs."""

    def __init__(self, analysis: Analysis, happening: Happening) -> None:
        self.analysis = analysis
        self.happening = happening
        self.text = analysis.text
        self.kind = happening.sense.event_type
        self.frame = happening.sense.frame
        self.phrases = [
            phrase
            for phrase in happening.phrases
            if not is_time(analysis, phrase.span) and phrase is not happening.idiom
        ]

    def first(self, case: str) -> Phrase | None:
        """The first phrase of a case."""
        return next((phrase for phrase in self.phrases if phrase.case == case), None)

    def last_with(self, *particles: str) -> Phrase | None:
        """The last phrase with one of the particles."""
        return next((phrase for phrase in reversed(self.phrases) if phrase.particle in particles), None)

    def object(self) -> Phrase | None:
        """The clause's object; not the first half of "성적 부진을 이유로"."""
        after: Phrase | None = None
        for phrase in reversed(self.phrases):
            if phrase.case == "object" and not self._makes_circumstance(after):
                return phrase
            after = phrase
        return None

    def _makes_circumstance(self, after: Phrase | None) -> bool:
        if after is None or after.particle not in ("로", "으로"):
            return False
        return _FRAME.fullmatch(after.span.of(self.text)) is not None

    def subject(self) -> Phrase | None:
        """The clause's subject, else its topic, else what 도 marks."""
        also = (phrase for phrase in self.phrases if phrase.case == "bare" and phrase.particle == "도")
        return self.first("subject") or self.first("topic") or next(also, None)

    def acts(self, phrase: Phrase, kind: str = "") -> bool:
        """Whether a subject is somebody who acts rather than what comes into being (`kind` of event)."""
        if any(which == "person" for which, _, _ in mentions_in(self.analysis, phrase.span)):
            return True
        words = phrase.span.of(self.text)
        if kind in BUILDING and ending("facility").search(words):
            return False
        names = actors_of(self.analysis, phrase.span)
        if self.is_body(phrase):
            return True
        if not names:
            return bool(ending("people").search(words))
        return kind not in _OWN_BODY or (kind == "opening" and self._governs(names[-1]))

    def is_body(self, phrase: Phrase) -> bool:
        """Whether a phrase stands for a body without naming it: 시는, 두 기관은."""
        words = phrase.span.of(self.text)
        return words in role("itself_alone") or words.endswith(" 기관")

    def _governs(self, name: str) -> bool:
        orgs = (fact for fact in self.analysis.facts("org") if isinstance(fact, OrgFact) and fact.name == name)
        return any(org.org_type in _PUBLIC for org in orgs)

    def joined(self, phrase: Phrase) -> Span:
        """A theme with what 와, 과 join to it (캐나다와 멕시코); partners and actors stay apart."""
        span = phrase.span
        if phrase.particle[:1] in ("ᆯ", "ᆫ") and self.text[span.end - 1] in "를는":
            span = Span(span.start, span.end - 1)
        beside = self.happening.tree.phrases[phrase.index - 1] if phrase.quoted and phrase.index else None
        if beside is not None and self._names_kind(beside, span):
            span = Span(beside.span.start, span.end)
        if self.kind in ("agreement", "meeting", "investment") or phrase not in self.phrases:
            return span
        for position in range(self.phrases.index(phrase), 0, -1):
            before = self.phrases[position - 1]
            if before.case != "conjunct" or before.index + 1 != self.phrases[position].index:
                break
            if self.frame != "go" and actors_of(self.analysis, before.span):
                break
            span = Span(before.span.start, span.end)
        return span

    def _names_kind(self, beside: Phrase, span: Span) -> bool:
        """Whether a phrase says what kind of thing a quoted name stands for: 특별전 ‘강을 건넌 사람들’."""
        if beside.case != "bare" or beside.comma or beside.span.end >= span.start:
            return False
        return not is_time(self.analysis, beside.span) and not mentions_in(self.analysis, beside.span)

    def trimmed(self, span: Span) -> Span:
        """A phrase without the dates and small words before its noun (내년 3월 인공지능대학원), and without 등."""
        start, end = span.start, span.end
        for fact in dates_touching(self.analysis, span):
            if names_year(self.analysis, fact):
                continue
            if fact.start <= start + 1 and start < fact.end < end and self.text[fact.end] != "의":  # 올해의 책
                start = fact.end
                within = _WITHIN.match(self.text, start, end)  # "4월 중 위원회", "상반기 내 청년센터"
                start = within.end() if within else start
            start = self._past_lead(start, end)
        start = self._past_lead(start, end)
        cuts = list(_CUT.finditer(self.text, start, end))
        if cuts:
            start = cuts[-1].end()
        if self.frame == "hold" and self.kind in ("meeting", "holding"):
            sat = _SITTING.search(self.text, start, end)
            end = sat.start() if sat is not None else end
        tail = _TAIL.search(self.text, start, end)
        if tail is not None:
            end = tail.start()
        while end > start and self.text[end - 1] in " ,":
            end -= 1
        return Span(min(start, end), end)

    def _past_lead(self, start: int, end: int) -> int:
        lead = _LEAD.match(self.text, start, end)
        return lead.end() if lead else start

    def leading(self) -> Span | None:
        """Who opens a headline without a particle: 제천시 in "제천시 추경 438억 편성"; not the owner of what opens."""
        rest = self.happening.rest
        if (
            rest is None
            or not self.happening.nominal
            or self.frame
            or self.kind == "acquisition"
            or self.kind in BUILDING
        ):
            return None
        end = self.text.find(" ", rest.start, rest.end)
        if end < 0:
            return None
        named = [where for kind, _, where in mentions_in(self.analysis, rest) if where.start == rest.start]
        if named and self.text[named[-1].end : named[-1].end + 1] == " " and named[-1].end < rest.end:
            return named[-1]
        first = Span(rest.start, end)
        return first if actors_of(self.analysis, first) else None

    def is_empty(self, span: Span) -> bool:
        """Whether a stretch says nothing of its own: 것, 이번, 등."""
        words = span.of(self.text).strip()
        return not words or words in role("empty")

    def approver(self) -> Span | None:
        """The body in a nominal approval: 국무회의 in "국무회의 의결", 환경부 in "사업계획 환경부 승인"."""
        rest = self.rest() if self.kind == "approval" and self.happening.nominal else None
        if rest is None:
            return None
        last = Span(self.text.rfind(" ", rest.start, rest.end) + 1 or rest.start, rest.end)
        if ending("approver").search(last.of(self.text)) or actors_of(self.analysis, last, places=False):
            return last
        return None

    def rest(self) -> Span | None:
        """What a nominal predicate is about in its own phrase: 도서관 in 도서관 3월 착공."""
        rest, leading = self.happening.rest, self.leading()
        if rest is None:
            return None
        rest = Span(leading.end + 1, rest.end) if leading is not None else rest
        start, end = rest.start, rest.end
        for fact in dates_touching(self.analysis, rest):
            if not names_year(self.analysis, fact):
                if fact.end >= end - 1:
                    end = max(start, fact.start)
                else:
                    start = max(start, fact.end)
        while end > start and self.text[end - 1] in " ,·~":
            end -= 1
        manner = _MANNER.search(self.text, start, end)
        end = manner.start() if manner is not None else end
        span = self.trimmed(Span(start, end)) if end > start else None
        return None if span is None or self.is_empty(span) else span
