"""Whom a phrase means: a surname with a title, 그, 이 단체, 총장은, and nobody at all where the subject is left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import regex

from gwangju_ai_cli.coreference import Named, mentions
from gwangju_ai_cli.facts.quotes.people import Speaker, like_name, names, person_facts
from gwangju_ai_cli.facts.quotes.speech import Quotation, first_quotation
from gwangju_ai_cli.facts.quotes.subjects import Subject, read_subjects
from gwangju_ai_cli.model import EntityFact, Span
from gwangju_ai_cli.names.shape import surnames

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis

_OFFICE = regex.compile(r"(?:\S장|대표|대통령|총리|감독|총재|지사|교육감|군수|장관|차관|이사|대변인|수석|총무|간사)$")
"""Titles that one person of a text has, so that they stand for the name: 총장은, but not 학생은."""
_COMPANY = regex.compile(r"^(?:회사|업체|기업|사측|본사)(?:\s?측)?$")
_SURNAME = regex.compile(r"(?P<surname>[가-힣])\s(?:전\s)?(?P<title>[가-힣]{1,8})")
_TITLE_AFTER = regex.compile(r"\s?(?:전\s)?(?P<title>[가-힣]{1,8}?)(?=[은는이가도의]|께서|측|\s)")
_BODIES = frozenset(["단체", "회사", "업체", "기업", "매체", "신문", "방송", "기관", "학교", "협회", "대학"])
_PLURAL = frozenset({"이들", "그들", "양측", "양쪽"})
_THIS = regex.compile(r"^(?:이|그|해당)\s(?P<what>[가-힣]+)$")
FAR = 400
"""Characters after which a speaker left out is no longer the one of an earlier paragraph."""
_BACK = 4
"""Sentences of the same paragraph that are searched for a subject left out."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """A quotation with its speaker: the name, and where it stands."""

    quotation: Quotation
    name: str | None = None
    at: Span | None = None
    sort: str = ""
    verb: Span | None = None


def _is_body(one: Named) -> bool:
    return one.kind == "org"


class Reference:
    """What phrases mean in front of one quotation; `before` holds what was said before it."""

    def __init__(self, analysis: Analysis, first: Quotation, before: list[Utterance]) -> None:
        self.analysis = analysis
        self.text = analysis.text
        self.first = first
        self.before = before
        self.sentence = analysis.sentence_at(first.outer.start)

    def named(self, subject: Subject) -> Utterance:
        """Who a subject is, by name."""
        speaker = subject.speaker
        if speaker.sort == "pronoun":
            return self._meant(speaker)
        known = self._full_name(speaker)
        if known is None and speaker.sort == "human" and " " not in speaker.name.removesuffix(" 측"):
            known = self._by_head(speaker)
        return known if known is not None else Utterance(self.first, subject.name, speaker.span, speaker.sort)

    def _full_name(self, speaker: Speaker) -> Utterance | None:
        """Who a surname with a title means where no rule for people told: 도 시장, 두 씨, 단 전 부시장."""
        match = _SURNAME.fullmatch(speaker.name)
        title = match["title"] if match is not None else None
        surname = match["surname"] if match is not None else None
        if match is None and speaker.sort == "person":
            if self._is_family(speaker.name):
                before = [f for f in person_facts(self.analysis) if f.start < speaker.span.start]
                full = [f for f in before if f.name.endswith(f" {speaker.name}")]
                return Utterance(self.first, full[-1].name, full[-1].span, "person") if full else None
            following = _TITLE_AFTER.match(self.text, speaker.span.end)
            if len(speaker.name) <= 2 and following is not None and "가" <= speaker.name[0] <= "힣":
                surname, title = speaker.name, following["title"]
        if surname is None or title is None or (match is not None and surname not in surnames()):
            return None
        end = "" if title == "씨" else "(?![가-힣]{2})"
        pattern = regex.compile(
            rf"(?<![가-힣])(?P<name>{surname}[가-힣]{{1,2}})(?:\s?\([^()]*\))?\s?(?:[가-힣]+\s){{0,2}}?[가-힣]{{0,9}}"
            rf"{title}{end}"
        )
        for found in pattern.finditer(self.text, 0, speaker.span.start):
            at = Span(*found.span("name"))
            if like_name(self.analysis, at):
                return Utterance(self.first, found["name"], at, "person")
        return None

    def _is_family(self, name: str) -> bool:
        """Whether a name is the last word of a longer one: 보르카 of 엘린 보르카."""
        return any(fact.name.endswith(f" {name}") for fact in person_facts(self.analysis))

    def _by_head(self, speaker: Speaker) -> Utterance | None:
        """A title or a head alone that stands for a name before it: 총장은, 의료원은, 회사 측은."""
        head = speaker.name.removesuffix("측").rstrip()
        before = [fact for fact in person_facts(self.analysis) if fact.start < speaker.span.start]
        titled = [
            fact
            for fact in before
            if fact.title is not None and fact.title.endswith(head) and _OFFICE.search(head) is not None
        ]

        def latest(fact: EntityFact) -> int:
            return max(span.start for span in fact.mentions if span.start < speaker.span.start)

        if titled:
            return Utterance(self.first, max(titled, key=latest).name, speaker.span, "person")
        if _COMPANY.match(head):
            head = "회사"
        body = mentions(self.analysis).antecedent(head, speaker.span.start, keep=_is_body)
        return Utterance(self.first, body.name, speaker.span, "org") if body is not None else None

    def left_out(self) -> Utterance:
        """Who spoke or acted last, where a sentence has no subject of its own."""
        last = self.before[-1] if self.before and self.before[-1].name is not None else None
        acted = self._acted(after=last.quotation.outer.end if last is not None else 0)
        if acted is not None:
            return acted
        if last is None or self.first.outer.start - last.quotation.outer.end > FAR:
            return Utterance(self.first)
        return replace(last, verb=None)

    def _acted(self, after: int) -> Utterance | None:
        """The last subject able to speak in the sentences before, within the paragraph."""
        start = self.sentence.index - (self.sentence.span.start >= self.first.outer.start)
        start = min(self.sentence.index - 1, start)
        for index in range(start, max(-1, start - _BACK), -1):
            sentence = self.analysis.sentences[index]
            if sentence.paragraph != self.sentence.paragraph or sentence.span.end <= after:
                break
            found = self._topic(max(sentence.span.start, after), sentence.span.end)
            if found is not None:
                return found
        return None

    def _topic(self, begin: int, end: int) -> Utterance | None:
        stop = first_quotation(self.analysis, begin, end)
        subjects, _ = read_subjects(self.analysis, begin, end if stop is None else stop)
        able = [one for one in subjects if one.speaker.speaks and one.role in ("topic", "subject")]
        if not able:
            return None
        best = max(able, key=lambda one: (one.role == "topic", -one.span.start))
        return Utterance(self.first, best.name, best.speaker.span, best.speaker.sort)

    def _meant(self, speaker: Speaker) -> Utterance:
        """Whom 그, 이들, 이 단체, 이 관계자 means."""
        this = _THIS.match(speaker.name)
        if this is not None:
            return self._this(this["what"], speaker)
        if speaker.name in ("그", "그녀"):
            spoke = next((one for one in reversed(self.before) if one.name is not None and one.sort != "org"), None)
            acted = self._acted_person(spoke.quotation.outer.end if spoke is not None else 0, speaker.span.start)
            found = acted or (spoke if spoke is not None and self._near(spoke) else None)
            return replace(found, verb=None) if found is not None else Utterance(self.first)
        acted = self._acted(after=0)
        if acted is not None or speaker.name not in _PLURAL:
            return acted if acted is not None else Utterance(self.first)
        return Utterance(self.first, speaker.name, speaker.span, "human")

    def _near(self, one: Utterance) -> bool:
        return self.first.outer.start - one.quotation.outer.end <= 2 * FAR

    def _acted_person(self, after: int, before: int) -> Utterance | None:
        """The last person in a subject's place in the sentences before, in this paragraph or the one before."""
        for index in range(self.sentence.index - 1, max(-1, self.sentence.index - 1 - _BACK), -1):
            sentence = self.analysis.sentences[index]
            if sentence.paragraph < self.sentence.paragraph - 1 or sentence.span.end <= after:
                break
            begin = max(sentence.span.start, after)
            stop = first_quotation(self.analysis, begin, sentence.span.end)
            subjects, _ = read_subjects(self.analysis, begin, sentence.span.end if stop is None else stop)
            people = [
                one
                for one in subjects
                if one.speaker.sort == "person" or (one.speaker.sort == "human" and one.speaker.name[-1] != "들")
            ]
            if people:
                best = max(people, key=lambda one: (one.speaker.sort == "person", one.role == "topic", one.span.start))
                return Utterance(self.first, best.name, best.speaker.span, best.speaker.sort)
        last = [name for name in names(self.analysis) if name.person and after <= name.span.start < before]
        if last and self.analysis.sentence_at(last[-1].span.start).paragraph >= self.sentence.paragraph - 1:
            return Utterance(self.first, last[-1].name, last[-1].span, "person")
        return None

    def _this(self, what: str, speaker: Speaker) -> Utterance:
        """이 관계자, 이 단체: the one who spoke last by that word, or the last organization."""
        for one in reversed(self.before):
            if one.name is not None and (one.name.endswith(what) or self._titled(one.name, what)):
                return replace(one, verb=None)
        for fact in person_facts(self.analysis):
            if fact.title is not None and fact.title.endswith(what) and fact.start < speaker.span.start:
                return Utterance(self.first, fact.name, fact.span, "person")
        pointed = mentions(self.analysis).antecedent(what, speaker.span.start, pointed=True, keep=_is_body)
        if pointed is None and what in _BODIES:
            before = [one for one in mentions(self.analysis).before(speaker.span.start) if _is_body(one)]
            pointed = before[-1] if before else None
        if pointed is not None:
            return Utterance(self.first, pointed.name, pointed.span, "org")
        return Utterance(self.first, what, speaker.span, "human")

    def _titled(self, name: str, what: str) -> bool:
        return any(
            fact.name == name and fact.title is not None and fact.title.endswith(what)
            for fact in person_facts(self.analysis)
        )
