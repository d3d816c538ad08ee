"""Who said each quotation: `utterances(analysis)`, once a document.

By preference: the subject before it, the one between it and its verb, the sentence beside it that names the speaker
(“○○ 시장의 말이다”), the person interviewed, and where the subject is left out the one who spoke or acted last.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import regex

from gwangju_ai_cli.clauses import Clause, Syntax
from gwangju_ai_cli.model import EntityFact, Span
from gwangju_ai_cli.naming.person_shape import surnames
from gwangju_ai_cli.quoting.people import Speaker, names, org_facts, person_facts
from gwangju_ai_cli.quoting.reporting import Report
from gwangju_ai_cli.quoting.speech import Quotation, quotations
from gwangju_ai_cli.quoting.subjects import Subject, best_subject, read_subjects, subject_of
from gwangju_ai_cli.quoting.words import is_said, verb_kinds

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis

_QUESTION = regex.compile(r"(?m)^\s*(?:[-–—=▶▷◇Q]|문[.:)])\s?.*[?.]?\s*$")
_INTERVIEW = regex.compile(r"인터뷰|일문일답|대담|질의응답")
_COMPANY = regex.compile(r"^(?:회사|업체|기업|사측|본사)(?:\s?측)?$")
_SURNAME = regex.compile(r"(?P<surname>[가-힣])\s(?:전\s)?(?P<title>[가-힣]{1,8})")
_TITLE_AFTER = regex.compile(r"\s?(?:전\s)?(?P<title>[가-힣]{1,8}?)(?=[은는이가도의]|께서|측|\s)")
_ANNOUNCED = regex.compile(r"이렇게|다음과 같|이같이|이 같이|이랬|[말답]했다|말한다")
_BODIES = frozenset(["단체", "회사", "업체", "기업", "매체", "신문", "방송", "기관", "학교", "협회", "대학"])
_THIS = regex.compile(r"^(?:이|그|해당)\s(?P<what>[가-힣]+)$")
FAR = 400
"""Characters after which a speaker left out is no longer the one of an earlier paragraph."""
_BACK = 4
"""Sentences of the same paragraph that are searched for a subject left out."""
_LONG = 70
"""Characters of a sentence that does nothing but name the speaker of the quotation before it."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """A quotation with its speaker: the name, and where it stands."""

    quotation: Quotation
    name: str | None = None
    at: Span | None = None
    sort: str = ""
    verb: Span | None = None


def utterances(analysis: Analysis) -> tuple[Utterance, ...]:
    """All quotations with their speakers, in order."""
    return analysis.memo(_attribute)


def _attribute(analysis: Analysis) -> tuple[Utterance, ...]:
    out: list[Utterance] = []
    for group in _groups(quotations(analysis)):
        found = _Attribution(analysis, group, out).find()
        out += [replace(found, quotation=one, verb=one.verb or found.verb) for one in group]
    return tuple(out)


def _groups(found: Sequence[Quotation]) -> list[list[Quotation]]:
    """Quotations that share a verb together: "…"며 "…"고 말했다."""
    out: list[list[Quotation]] = []
    for one in found:
        if out and out[-1][-1].chained:
            out[-1].append(one)
        else:
            out.append([one])
    return out


class _Attribution:
    """The search for one speaker."""

    def __init__(self, analysis: Analysis, group: list[Quotation], before: list[Utterance]) -> None:
        self.analysis = analysis
        self.text = analysis.text
        self.first, self.last = group[0], group[-1]
        self.before = before
        self.sentence = analysis.sentence_at(self.first.outer.start)

    def find(self) -> Utterance:
        begin = min(self.sentence.span.start, self.first.outer.start)
        previous = self.before[-1].quotation if self.before else None
        same_sentence = previous is not None and previous.outer.end > begin
        if previous is not None and same_sentence:
            begin = max(previous.outer.end, previous.verb.end if previous.verb is not None else 0)
        begin = min(begin, self.first.outer.start)
        report = self.last.report
        if report is not None and report.impersonal:
            return Utterance(self.first)
        subjects, _ = read_subjects(self.analysis, begin, self.first.outer.start)
        chosen = best_subject(subjects, self.first.outer.start)
        if chosen is not None:
            return self._named(chosen)
        if report is not None:
            if (after := self._after(report)) is not None:
                return self._named(after)
        elif self.first.rule in ("quote.sentence", "quote.last"):
            return self._standing()
        if any(one.speaker.sort == "issued" for one in subjects):
            return Utterance(self.first)  # a report whose author nobody names
        if report is not None and report.tie == "described" and self._opens_paragraph():
            return Utterance(self.first)  # …는 목소리가 높다: nobody in particular
        if same_sentence and self.before[-1].name is not None:
            return self._other() or replace(self.before[-1], verb=None)
        return self._left_out()

    def _other(self) -> Utterance | None:
        """Who answers in "A는 B가 “…”고 하자 “…”고 말했다": the topic before B, where …자 changes the subject."""
        one = self.before[-1]
        verb = one.verb.of(self.text) if one.verb is not None else ""
        if not verb.endswith("자") or one.at is None:
            return None
        subjects, _ = read_subjects(self.analysis, self.sentence.span.start, one.quotation.outer.start)
        others = [s for s in subjects if s.role == "topic" and s.speaker.speaks and s.speaker.name != one.name]
        return self._named(others[0]) if others else None

    def _named(self, subject: Subject) -> Utterance:
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
            if len(speaker.name) <= 2 and following is not None:
                surname, title = speaker.name, following["title"]
        if surname is None or title is None or (match is not None and surname not in surnames()):
            return None
        pattern = regex.compile(
            rf"(?<![가-힣])(?P<name>{surname}[가-힣]{{1,2}})(?:\s?\([^()]*\))?\s?(?:[가-힣]+\s){{0,3}}?[가-힣]{{0,9}}"
            rf"{title}(?![가-힣]{{2}})"
        )
        found = pattern.search(self.text, 0, speaker.span.start)
        if found is None:
            return None
        return Utterance(self.first, found["name"], Span(*found.span("name")), "person")

    def _is_family(self, name: str) -> bool:
        """Whether a name is the last word of a longer one: 보르카 of 엘린 보르카."""
        return any(fact.name.endswith(f" {name}") for fact in person_facts(self.analysis))

    # -- after the quotation ------------------------------------------------------------------------------------

    def _after(self, report: Report) -> Subject | None:
        """The subject between the marks and the verb, the noun a verb describes, the owner of …의 설명이다."""
        if report.clause is None:
            return None
        syntax, clause = report.syntax, report.syntax.clauses[report.clause]
        if clause.kind == "adnominal" and clause.modifies is not None:
            head = syntax.phrases[clause.modifies]
            if head.case in ("topic", "subject"):
                found = subject_of(self.analysis, syntax, head, "topic", free=True)
                if found is not None and found.speaker.speaks:
                    return found
        if clause.lemma == "이":
            return self._owner(syntax, clause)
        for index in reversed(clause.phrases):
            phrase = syntax.phrases[index]
            near = clause.predicate.start - phrase.span.end <= 6
            if phrase.case == "topic" or (phrase.case == "subject" and near):
                found = subject_of(self.analysis, syntax, phrase, "topic", free=True)
                if found is not None and (found.speaker.speaks or found.speaker.sort == "pronoun"):
                    return found
        return None

    def _owner(self, syntax: Syntax, clause: Clause) -> Subject | None:
        """Whose words they are: ○○ 시장의 말이다, 시의 설명이다."""
        for index in reversed(clause.phrases):
            phrase = syntax.phrases[index]
            if phrase.case == "genitive":
                found = subject_of(self.analysis, syntax, phrase, "topic", free=True)
                if found is not None and (found.speaker.speaks or found.speaker.sort == "pronoun"):
                    return found
        return None

    # -- a sentence that stands on its own ----------------------------------------------------------------------

    def _standing(self) -> Utterance:
        beside = self._told_by(self._next_sentence(), after=True)
        if beside is None:
            beside = self._told_by(self._sentence_before(), after=False)
        if beside is not None:
            return beside
        if self._answers():
            person = self._interviewed()
            return Utterance(self.first) if person is None else person
        if self._opens_paragraph():
            return Utterance(self.first)
        return self._left_out()

    def _opens_paragraph(self) -> bool:
        begin = self.text.rfind("\n", 0, self.first.outer.start) + 1
        return not self.text[begin : self.first.outer.start].strip(" -□■○●◇◆▲△▶*·")

    def _same_paragraph(self, one: Utterance) -> bool:
        return "\n" not in self.text[one.quotation.outer.end : self.first.outer.start]

    def _next_sentence(self) -> Span | None:
        """The sentence after the quotation: in the same paragraph, or alone at the start of the next."""
        match = regex.compile(r"[.?!…]*\s*(?=\S)").match(self.text, self.last.outer.end)
        if match is None or match.end() >= len(self.text) or match[0].count("\n") > 2:
            return None
        sentence = self.analysis.sentence_at(match.end())
        span = Span(match.end(), sentence.span.end)
        if any(one.outer.overlaps(span) for one in quotations(self.analysis)) or span.end - span.start > _LONG:
            return None
        return span if span.start < span.end else None

    def _sentence_before(self) -> Span | None:
        index = self.sentence.index - (self.sentence.span.start >= self.first.outer.start)
        if index < 0:
            return None
        sentence = self.analysis.sentences[index]
        gap = self.text[sentence.span.end : self.first.outer.start]
        if sentence.span.end > self.first.outer.start or gap.count("\n") > 2:
            return None
        return sentence.span if sentence.span.end - sentence.span.start <= 2 * _LONG else None

    def _told_by(self, span: Span | None, *, after: bool) -> Utterance | None:
        """The speaker that a sentence beside a quotation names: ‘○○ 씨의 말이다’, ‘○○ 씨는 설명한다’."""
        if span is None:
            return None
        subjects, syntax = read_subjects(self.analysis, span.start, span.end)
        main = next((clause for clause in reversed(syntax.clauses) if clause.kind == "main"), None)
        if main is None:
            return None
        complement = syntax.phrases[main.phrases[-1]] if main.lemma == "이" and main.phrases else None
        if complement is not None:
            word = complement.words[-1].of(self.text)
            owner = self._owner(syntax, main) if is_said(word) else None
            if owner is None:
                return None
            return replace(self._named(owner), verb=Span(complement.words[-1].start, main.predicate.end))
        says = verb_kinds().get(main.stem) == "say" or verb_kinds().get(main.lemma) == "say"
        embedded = any(clause.ending.endswith("고") and len(clause.ending) > 1 for clause in syntax.clauses)
        same_line = "\n" not in self.text[self.last.outer.end : span.start]
        gesture = after and same_line and not (self.before and self._same_paragraph(self.before[-1]))
        able = [one for one in subjects if one.speaker.speaks and one.role in ("topic", "subject")]
        if embedded or not able or not (says or gesture):
            return None
        if not after and _ANNOUNCED.search(span.of(self.text)) is None:
            return None
        verb = self._predicate(main, syntax)
        return replace(self._named(able[-1]), verb=verb if after else None)

    def _predicate(self, clause: Clause, syntax: Syntax) -> Span:
        start = clause.predicate.start
        objects = [syntax.phrases[i] for i in clause.phrases if syntax.phrases[i].case == "object"]
        if objects and start - objects[-1].span.end <= 2 and verb_kinds().get(clause.stem) != "say":
            start = objects[-1].words[-1].start
        return Span(start, clause.predicate.end)

    # -- interviews ---------------------------------------------------------------------------------------------

    def _answers(self) -> bool:
        """Whether the line before is a question."""
        begin = self.text.rfind("\n", 0, self.first.outer.start) + 1
        head = self.text[:begin].rstrip()
        line = head[head.rfind("\n") + 1 :]
        return self._opens_paragraph() and _QUESTION.fullmatch(line) is not None

    def _interviewed(self) -> Utterance | None:
        """The person that the lines before the first question name most often."""
        question = _QUESTION.search(self.text)
        end = question.start() if question is not None else self.first.outer.start
        counted = [
            (sum(span.end <= end for span in fact.mentions), -fact.start, fact)
            for fact in person_facts(self.analysis)
        ]
        best = max(counted, key=lambda row: row[:2], default=None)
        if best is None or not best[0]:
            return None
        return Utterance(self.first, best[2].name, best[2].span, "person")

    # -- speakers left out or meant -----------------------------------------------------------------------------

    def _left_out(self) -> Utterance:
        """Who spoke or acted last, where a sentence has no subject of its own."""
        last = next((one for one in reversed(self.before) if one.name is not None), None)
        acted = self._acted(after=last.quotation.outer.end if last is not None else 0)
        if acted is not None:
            return acted
        if last is None or self.before[-1] is not last or self.first.outer.start - last.quotation.outer.end > FAR:
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
        stop = next((one.outer.start for one in quotations(self.analysis) if begin <= one.outer.start < end), end)
        subjects, _ = read_subjects(self.analysis, begin, stop)
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
        return acted if acted is not None else Utterance(self.first, speaker.name, speaker.span, "human")

    def _near(self, one: Utterance) -> bool:
        return self.first.outer.start - one.quotation.outer.end <= 2 * FAR

    def _acted_person(self, after: int, before: int) -> Utterance | None:
        """The last person in a subject's place in the sentences before, in this paragraph or the one before."""
        for index in range(self.sentence.index - 1, max(-1, self.sentence.index - 1 - _BACK), -1):
            sentence = self.analysis.sentences[index]
            if sentence.paragraph < self.sentence.paragraph - 1 or sentence.span.end <= after:
                break
            begin = max(sentence.span.start, after)
            stop = next(
                (q.outer.start for q in quotations(self.analysis) if begin <= q.outer.start < sentence.span.end),
                sentence.span.end,
            )
            subjects, _ = read_subjects(self.analysis, begin, stop)
            people = [one for one in subjects if one.speaker.sort == "person" or (
                one.speaker.sort == "human" and one.speaker.name[-1:] not in "들")]
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
        orgs = [name for name in names(self.analysis) if not name.person and name.span.end <= speaker.span.start]
        alike = [name for name in orgs if name.name.endswith(what)]
        if alike or (orgs and what in _BODIES):
            best = (alike or orgs)[-1]
            return Utterance(self.first, best.name, best.span, "org")
        return Utterance(self.first, what, speaker.span, "human")

    def _titled(self, name: str, what: str) -> bool:
        return any(
            fact.name == name and fact.title is not None and fact.title.endswith(what)
            for fact in person_facts(self.analysis)
        )

    def _by_head(self, speaker: Speaker) -> Utterance | None:
        """A title or a head alone that stands for a name before it: 총장은, 의료원은, 회사 측은."""
        head = speaker.name.removesuffix("측").rstrip()
        before = [fact for fact in person_facts(self.analysis) if fact.start < speaker.span.start]
        titled = [fact for fact in before if fact.title is not None and fact.title.endswith(head)]

        def latest(fact: EntityFact) -> int:
            return max(span.start for span in fact.mentions if span.start < speaker.span.start)

        if titled:
            return Utterance(self.first, max(titled, key=latest).name, speaker.span, "person")
        orgs = [fact for fact in org_facts(self.analysis) if fact.start < speaker.span.start]
        alike = [
            fact for fact in orgs
            if any(name.endswith(head) and name != head for name in (fact.name, *fact.aliases))
        ]
        if not alike and _COMPANY.match(head):
            alike = [fact for fact in orgs if fact.org_type == "company"]
        if not alike:
            return None
        return Utterance(self.first, max(alike, key=latest).name, speaker.span, "org")
