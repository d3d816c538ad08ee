"""Who said each quotation: `utterances(analysis)`, once a document.

By preference: the subject before it, the one between it and its verb, the sentence beside it that names the speaker
(“○○ 시장의 말이다”), the person interviewed, and where the subject is left out the one who spoke or acted last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import regex

from gwangju_ai_cli.facts.quotes.meant import Reference, Utterance
from gwangju_ai_cli.facts.quotes.people import person_facts
from gwangju_ai_cli.facts.quotes.reporting import Report
from gwangju_ai_cli.facts.quotes.speech import Quotation, first_quotation, quotations
from gwangju_ai_cli.facts.quotes.subjects import Subject, best_subject, read_subjects, subject_of
from gwangju_ai_cli.facts.quotes.words import is_said, verb_kinds
from gwangju_ai_cli.korean.clauses import Clause, Syntax
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.text import BULLETS

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis

_QUESTION = regex.compile(r"(?m)^[ \t]*(?:[-–—=▶▷◇]|(?:Q|문)\d*[.:)])[ \t]?\S.*$")
_INTERVIEW = regex.compile(r"인터뷰|일문일답|대담|질의응답")
_LEAST_QUESTIONS = 2
_ANNOUNCED = regex.compile(r"이렇게|다음과 같|이같이|이 같이|이랬|[말답]했다|말한다")
# What is answered: "…고 한 데 대해 “…”", "…는 지적에 “…”".
_ANSWERED = regex.compile(
    r"(?:데|것)(?:에)?\s대(?:해|하여)|(?:데|것)에|(?:[가-힣]{2,4}에)(?:는|도|\s대해)?[\s,]*$|하자[\s,]*$"
)
_TO_NEXT = regex.compile(r"[.?!…]*\s*(?=\S)")
_LONG = 70
"""Characters of a sentence that does nothing but name the speaker of the quotation before it."""


def utterances(analysis: Analysis) -> tuple[Utterance, ...]:
    """All quotations with their speakers, in order."""
    return analysis.memo(_attribute)


def _attribute(analysis: Analysis) -> tuple[Utterance, ...]:
    out: list[Utterance] = []
    for group in _groups(quotations(analysis)):
        found = _Attribution(analysis, group, out).find()
        out += [replace(found, quotation=one, verb=one.verb or found.verb) for one in group]
    return tuple(out)


def _is_interview(analysis: Analysis) -> bool:
    return _INTERVIEW.search(analysis.text) is not None or len(_QUESTION.findall(analysis.text)) >= _LEAST_QUESTIONS


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
        self.meant = Reference(analysis, self.first, before)

    def find(self) -> Utterance:
        """The quotation with its speaker, or with nobody where the text leaves it open."""
        caption = self.first.caption
        if caption is not None:
            return Utterance(self.first, caption.name, caption.at, "person" if caption.person else "human")
        begin = min(self.sentence.span.start, self.first.outer.start)
        previous = self.before[-1].quotation if self.before else None
        same_sentence = previous is not None and previous.outer.end > begin
        if previous is not None and same_sentence:
            begin = previous.outer.end
            if previous.verb is not None and begin < previous.verb.end <= self.first.outer.start:
                begin = previous.verb.end
        report = self.last.report
        if report is not None and report.impersonal:
            return Utterance(self.first)
        subjects, _ = read_subjects(self.analysis, begin, self.first.outer.start)
        owner = self._contradicted(report) if report is not None else None
        if owner is not None:
            return self.meant.named(owner)
        chosen = best_subject(subjects, self.first.outer.start)
        if chosen is not None:
            return self.meant.named(chosen)
        if report is not None:
            if (after := self._after(report)) is not None:
                return self.meant.named(after)
        elif self.first.rule in ("quote.sentence", "quote.last"):
            return self._standing()
        if any(one.speaker.sort == "issued" for one in subjects):
            return Utterance(self.first)  # a report whose author nobody names
        if report is not None and report.tie == "described" and self._opens_paragraph():
            return Utterance(self.first)  # …는 목소리가 높다: nobody in particular
        other = self._other() if same_sentence else None
        if other is None and same_sentence and self.before[-1].name is not None:
            other = replace(self.before[-1], verb=None)
        return other or self.meant.left_out()

    def _other(self) -> Utterance | None:
        """Who answers: the topic before B in "A는 B가 “…”고 하자 “…”고 말했다", or with …고 한 데 대해."""
        one = self.before[-1]
        verb = one.verb.of(self.text) if one.verb is not None else ""
        between = Span(one.quotation.outer.end, self.first.outer.start).of(self.text)
        if not (verb.endswith("자") or _ANSWERED.search(between)):
            return None
        subjects, _ = read_subjects(self.analysis, self.sentence.span.start, one.quotation.outer.start)
        others = [s for s in subjects if s.role == "topic" and s.speaker.speaks and s.speaker.name != one.name]
        return self.meant.named(others[0]) if others else None

    def _contradicted(self, report: Report) -> Subject | None:
        """The owner of what another answers: 나 의원 in "시장은 “너무 늦다”는 나 의원의 지적에 “…”고 답했다"."""
        if report.tie != "described" or report.owner is None:
            return None
        phrase = report.syntax.phrases[report.owner]
        said = report.syntax.phrases[report.owner + 1 : report.owner + 2]
        if phrase.case != "genitive" or not any(other.particle.startswith("에") for other in said):
            return None
        found = subject_of(self.analysis, report.syntax, phrase, "topic", free=True)
        return found if found is not None and found.speaker.speaks else None

    def _after(self, report: Report) -> Subject | None:
        """The subject between the marks and the verb, the noun a verb describes, the owner of …의 설명이다."""
        syntax = report.syntax
        if report.owner is not None:
            found = subject_of(self.analysis, syntax, syntax.phrases[report.owner], "topic", free=True)
            if found is not None and (found.speaker.speaks or found.speaker.sort == "pronoun"):
                return found
        if report.clause is None:
            return None
        clause = syntax.clauses[report.clause]
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
        return self.meant.left_out()

    def _opens_paragraph(self) -> bool:
        open_at = self.first.outer.start
        begin = max(self.text.rfind("\n", max(0, open_at - _LONG), open_at) + 1, open_at - _LONG)
        return not self.text[max(0, begin) : self.first.outer.start].strip(f" {BULLETS}")

    def _same_paragraph(self, one: Utterance) -> bool:
        return "\n" not in self.text[one.quotation.outer.end : self.first.outer.start]

    def _next_sentence(self) -> Span | None:
        """The sentence after the quotation: in the same paragraph, or alone at the start of the next."""
        match = _TO_NEXT.match(self.text, self.last.outer.end)
        if match is None or match.end() >= len(self.text) or match[0].count("\n") > 2:
            return None
        sentence = self.analysis.sentence_at(match.end())
        span = Span(match.end(), sentence.span.end)
        if span.end - span.start > _LONG or first_quotation(self.analysis, span.start, span.end) is not None:
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
            return replace(self.meant.named(owner), verb=Span(complement.words[-1].start, main.predicate.end))
        says = verb_kinds().get(main.stem) == "say" or verb_kinds().get(main.lemma) == "say"
        embedded = any(clause.ending.endswith("고") and len(clause.ending) > 1 for clause in syntax.clauses)
        same_line = "\n" not in self.text[self.last.outer.end : span.start]
        gesture = after and same_line and not (self.before and self._same_paragraph(self.before[-1]))
        able = [one for one in subjects if one.speaker.speaks and one.role in ("topic", "subject")]
        if embedded or not able or not (says or gesture):
            return None
        if not after and _ANNOUNCED.search(span.of(self.text)) is None:
            return None
        speaker = max(able, key=lambda one: (one.speaker.sort == "person", -one.span.start))
        phrase = syntax.phrase_at(speaker.span)
        own = syntax.clause_of(phrase) if phrase is not None and not says else None
        # "○○ 의원이 언성을 높이자 장내가 술렁였다": what the speaker did
        verb = self._predicate(own or main, syntax)
        return replace(self.meant.named(speaker), verb=verb if after else None)

    def _predicate(self, clause: Clause, syntax: Syntax) -> Span:
        start = clause.predicate.start
        objects = [syntax.phrases[i] for i in clause.phrases if syntax.phrases[i].case == "object"]
        if objects and start - objects[-1].span.end <= 2 and verb_kinds().get(clause.stem) != "say":
            start = objects[-1].words[-1].start
        return Span(start, clause.predicate.end)

    def _answers(self) -> bool:
        """Whether the line before is a question of an interview."""
        if not self.analysis.memo(_is_interview):
            return False
        begin = self.text.rfind("\n", 0, self.first.outer.start) + 1
        head = self.text[:begin].rstrip()
        line = head[head.rfind("\n") + 1 :]
        return self._opens_paragraph() and _QUESTION.fullmatch(line) is not None

    def _interviewed(self) -> Utterance | None:
        """The person that the lines before the first question name most often."""
        question = _QUESTION.search(self.text)
        end = question.start() if question is not None else self.first.outer.start
        counted = [
            (sum(span.end <= end for span in fact.mentions), -fact.start, fact) for fact in person_facts(self.analysis)
        ]
        best = max(counted, key=lambda row: row[:2], default=None)
        if best is None or not best[0]:
            return None
        return Utterance(self.first, best[2].name, best[2].span, "person")
